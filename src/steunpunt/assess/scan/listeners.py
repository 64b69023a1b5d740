"""When a board submits, every board of its round may have a comparison to gain."""

from django.utils import timezone

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.facts import ScanSubmitted
from steunpunt.foundation.journal.public import when


@when(ScanSubmitted)
def renew_comparisons(fact: ScanSubmitted) -> None:
    actions.release_comparisons(round_id=fact.round_id, now=timezone.now())
