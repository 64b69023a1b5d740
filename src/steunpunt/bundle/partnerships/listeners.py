"""What partnerships do when something happened elsewhere."""

from django.utils import timezone

from steunpunt.bundle.partnerships import actions
from steunpunt.bundle.partnerships.choices import State
from steunpunt.foundation.acting import the_platform
from steunpunt.foundation.journal.public import when
from steunpunt.foundation.organisations.facts import OrganisationRegistered
from steunpunt.foundation.organisations.public import Kind


@when(OrganisationRegistered)
def keep_a_new_partnership(fact: OrganisationRegistered) -> None:
    """A partnership that was put on the list of organisations has a page here: it begins with exploring."""
    if fact.kind == Kind.PARTNERSHIP and fact.organisation_id:
        actions.adopt_partnership(
            organisation_id=fact.organisation_id,
            state=State.EXPLORATION,
            since=timezone.localdate(),
            now=timezone.now(),
            by=the_platform(),
        )
