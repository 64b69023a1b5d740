"""The newest round into whose groups somebody may look."""

from django.db.models import Exists, OuterRef

from steunpunt.assess.scan import access
from steunpunt.assess.scan.choices import ScanState
from steunpunt.assess.scan.models import Scan
from steunpunt.foundation.acting import Actor


def newest_round(actor: Actor) -> int | None:
    """For pages of others that lead to what the scan says of a group; None when the actor looks into none.

    A round in which boards submitted goes before a newer one that has nothing to show yet. One query.
    """
    submitted = Scan.objects.filter(round=OuterRef("pk"), state=ScanState.SUBMITTED)
    rows = access.rounds_taken_part_in(actor).annotate(says_something=Exists(submitted))
    return rows.order_by("-says_something", "-opens_on", "-pk").values_list("pk", flat=True).first()
