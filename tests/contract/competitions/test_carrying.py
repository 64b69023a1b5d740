"""When boards merge, what they asked goes on."""

import pytest

from steunpunt.contract.competitions.listeners import carry_competitions
from steunpunt.contract.frameworks.listeners import carry_entitlements
from steunpunt.contract.orders.models import Order
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.organisations.actions import merge_organisations
from steunpunt.foundation.organisations.facts import OrganisationsMerged
from tests.factories.competing import Arena
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.projects import somebody
from tests.factories.scan import TODAY

pytestmark = pytest.mark.django_db


def test_the_successor_awards_what_its_predecessor_asked():
    arena = Arena()
    competition = arena.fixed("750")
    successor = OrganisationFactory(name="Groot-Keerbergen")
    merge_organisations(predecessor_ids=[arena.board.pk], successor_id=successor.pk, on=TODAY, by=PLATFORM)
    fact = OrganisationsMerged(
        organisation_id=successor.pk,
        name=successor.name,
        predecessor_ids=(arena.board.pk,),
        predecessors=(arena.board.name,),
        on=TODAY,
    )
    carry_entitlements(fact)
    carry_competitions(fact)
    carry_competitions(fact)  # a fact may be delivered again
    competition.refresh_from_db()
    arena.award(competition, by=somebody(successor, "ict_manager", mandates=("order",)))
    assert Order.objects.get().organisation == successor
    told = Entry.objects.get(fact="competitions.carried_over")
    assert (told.organisation_id, told.data["competitions"]) == (successor.pk, 1)
