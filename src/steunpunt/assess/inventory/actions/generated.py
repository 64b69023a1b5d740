"""What a demonstration shows: things, contracts and applications of many boards at once, all marked as made up."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from steunpunt.assess.inventory.actions.contracts import Agreed, write_contract
from steunpunt.assess.inventory.actions.landscape import Used, count_use, write_application
from steunpunt.assess.inventory.actions.taking_in import take_in
from steunpunt.assess.inventory.choices import Door, Reach
from steunpunt.assess.inventory.models import EstateChoice
from steunpunt.assess.inventory.values import Row
from steunpunt.foundation.acting import Actor, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """What one board has, by chance."""

    organisation_id: int
    rows: Iterable[Row] = ()
    contracts: Iterable[Agreed] = ()
    applications: Iterable[Used] = field(default_factory=tuple)
    reach: Reach = Reach.NOBODY


@transaction.atomic
def load_generated(*, boards: Iterable[Generated], now: datetime, today: date, by: Actor) -> int:
    """Load made-up estates for the platform itself, nobody's by name; answers how many things."""
    require(by.via == "command" and not by.is_known)
    count = 0
    for one in boards:
        answers = take_in(
            organisation_id=one.organisation_id, rows=one.rows, door=Door.AGENT, now=now, by=by, is_invented=True
        )
        count += len(answers)
        for agreed in one.contracts:
            write_contract(one.organisation_id, agreed, now=now, today=today, by=by, is_invented=True)
        for used in one.applications:
            write_application(one.organisation_id, used, now=now, by=by, is_invented=True)
        EstateChoice.objects.create(organisation_id=one.organisation_id, reach=one.reach, told_at=now)
        count_use(organisation_id=one.organisation_id)
    return count
