"""When boards merge, what they asked goes on."""

from steunpunt.contract.competitions import actions
from steunpunt.foundation.acting import the_platform
from steunpunt.foundation.journal.public import when
from steunpunt.foundation.organisations.facts import OrganisationsMerged


@when(OrganisationsMerged)
def carry_competitions(fact: OrganisationsMerged) -> None:
    """The successor opens, judges and awards what its predecessors asked."""
    predecessors = list(zip(fact.predecessor_ids, fact.predecessors, strict=True))
    actions.carry_over(successor_id=fact.organisation_id or 0, predecessors=predecessors, by=the_platform())
