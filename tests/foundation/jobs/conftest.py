from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.jobs import registry
from steunpunt.foundation.jobs.registry import Progress, job
from steunpunt.foundation.jobs.values import Result
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.people.models import Person

NOON = datetime(2011, 4, 1, 12, tzinfo=UTC)


@pytest.fixture
def keerbergen(db: None) -> Organisation:
    return Organisation.objects.create(kind="municipality", name="Keerbergen")


@pytest.fixture
def haacht(db: None) -> Organisation:
    return Organisation.objects.create(kind="municipality", name="Haacht")


def an_actor(organisation: Organisation, email: str) -> Actor:
    person, _ = Person.objects.get_or_create(email=email, defaults={"name": email.partition("@")[0]})
    return Actor(
        person_id=person.pk,
        person_name=person.name,
        organisation_id=organisation.pk,
        organisation_kind=organisation.kind,
        roles=frozenset({"ict_manager"}),
    )


@pytest.fixture
def ict(keerbergen: Organisation) -> Actor:
    return an_actor(keerbergen, "ict@keerbergen.example")


@pytest.fixture
def neighbour(haacht: Organisation) -> Actor:
    return an_actor(haacht, "ict@haacht.example")


@pytest.fixture
def kinds() -> Iterator[None]:
    """Kinds of work for tests: one that renames an organisation, one that goes wrong half-way."""
    before = dict(registry.kinds)

    @job("test.rename")
    def rename(progress: Progress, *, organisation_id: int, name: str = "Nieuw") -> Result:
        Organisation.objects.filter(pk=organisation_id).update(name=name)
        progress.step(1, 2, "Half-way")
        progress.step(2, 2)
        return Result(url="/besturen/", text=f"Renamed to {name}")

    @job("test.stumble")
    def stumble(progress: Progress, *, organisation_id: int) -> Result:
        Organisation.objects.filter(pk=organisation_id).update(name="Lost")
        raise ZeroDivisionError

    yield
    registry.kinds.clear()
    registry.kinds.update(before)
