"""When boards merge, what they could order their successor can."""

from django.utils import timezone

from steunpunt.contract.frameworks.actions.boards import carry
from steunpunt.foundation.acting import the_platform
from steunpunt.foundation.journal.public import when
from steunpunt.foundation.organisations.facts import OrganisationsMerged


@when(OrganisationsMerged)
def carry_entitlements(fact: OrganisationsMerged) -> None:
    """The successor can order what its predecessors could."""
    for predecessor in fact.predecessor_ids:
        carry(
            predecessor_id=predecessor,
            successor_id=fact.organisation_id or 0,
            on=fact.on,
            now=timezone.now(),
            by=the_platform(),
        )
