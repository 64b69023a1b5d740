"""Three boards that explore together, with people who may decide, and a neighbour."""

from dataclasses import dataclass

import pytest
from django.utils import timezone

from steunpunt.bundle.partnerships import actions
from steunpunt.bundle.partnerships.models import Partnership
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations.models import Organisation
from tests.factories.organisations import OrganisationFactory, an_actor
from tests.factories.people import a_member


def a_person(organisation, *roles, mandates=()):
    """Somebody who really works there: the database looks at mandates itself."""
    person = a_member(organisation, *roles, mandates=mandates)
    return an_actor(organisation, *roles, person_id=person.pk, person_name=person.name, mandates=frozenset(mandates))


@dataclass
class Explored:
    row: Partnership
    boards: list[Organisation]
    mayors: list[Actor]
    """Of each board the policy maker with the mandate to sign."""
    adviser: Actor
    neighbour: Organisation

    @property
    def pk(self):
        return self.row.pk

    def asked(self):
        return {"partnership_id": self.pk, "now": timezone.now(), "today": timezone.localdate()}


@pytest.fixture
def explored(db):
    boards = [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen", "Tremelo")]
    mayors = [a_person(board, "policy_maker", mandates=("sign",)) for board in boards]
    adviser = a_person(OrganisationFactory(support_point=True), "adviser")
    row = actions.start_partnership(
        name="Samenwerking Noord",
        purpose="Samen GIS bekijken",
        board_ids=[board.pk for board in boards],
        now=timezone.now(),
        today=timezone.localdate(),
        by=adviser,
    )
    return Explored(row, boards, mayors, adviser, OrganisationFactory(name="Buurdorp"))
