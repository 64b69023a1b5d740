"""Roles are proposed by who coordinates, and taken up by the person alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.exchange.knowledge import access, queries
from steunpunt.exchange.knowledge.choices import Duty, Standing
from steunpunt.exchange.knowledge.facts import RoleAgreed, RoleDeclined, RoleEnded, RoleProposed
from steunpunt.exchange.knowledge.models import SpecialismRole, Topic
from steunpunt.exchange.knowledge.models.specialisms import CURRENT
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Denied, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices

MOST_DAYS = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Somebody who is proposed for a duty, with so many days a year for other boards."""

    topic_id: int
    duty: Duty
    person_id: int
    days: Decimal


@transaction.atomic
def propose_roles(
    *, partnership_id: int, wanted: Sequence[Wanted], now: datetime, today: date, by: Actor
) -> list[SpecialismRole]:
    """Ask people to lead a topic or to stand in. Who was only proposed before makes room; who agreed does not."""
    require(access.may_propose(by, partnership_id, today))
    people = {one.person_id: one for one in queries.candidates(partnership_id, today)}
    current = {
        (row.topic_id, row.duty): row for row in queries.roles_of(partnership_id).select_for_update(of=("self",))
    }
    asked = [one for one in wanted if _is_new(one, current.get((one.topic_id, one.duty)))]
    refuse_if(_impossible(asked, people, current))
    made = []
    for one in asked:
        before = current.get((one.topic_id, one.duty))
        if before:
            _end(before, Standing.ENDED, "", now)
    for one in asked:
        row = SpecialismRole.objects.create(
            partnership_id=partnership_id,
            topic_id=one.topic_id,
            duty=one.duty,
            person_id=one.person_id,
            organisation_id=people[one.person_id].organisation_id,
            days=one.days,
            proposed_at=now,
            proposed_by_id=by.person_id or 0,
        )
        record(RoleProposed(**_about(row)), by=by)
        _ask(row, now=now, by=by)
        made.append(row)
    return made


def _is_new(one: Wanted, before: SpecialismRole | None) -> bool:
    return before is None or (before.person_id, before.days) != (one.person_id, one.days)


def _impossible(
    asked: Sequence[Wanted],
    people: dict[int, queries.Candidate],
    current: dict[tuple[int, str], SpecialismRole],
) -> Iterator[Reason]:
    topics = dict(Topic.objects.filter(pk__in=[one.topic_id for one in asked]).values_list("pk", "name"))
    after = {key: row.person_id for key, row in current.items()}
    for one in asked:
        field = f"{one.duty}_{one.topic_id}"
        before = current.get((one.topic_id, one.duty))
        after[one.topic_id, one.duty] = one.person_id
        if one.topic_id not in topics or one.person_id not in people:
            yield Reason("unknown", _("Choose a topic and an ICT manager of a member from the list."), field)
        if before and before.standing == Standing.AGREED:
            text = _("%(topic)s: somebody agreed to this already, and lays it down first.")
            yield Reason("agreed_already", text % {"topic": topics.get(one.topic_id, "")}, field)
        if not 0 <= one.days <= MOST_DAYS:
            yield Reason("days", _("Choose from 0 to %(n)s days a year.") % {"n": MOST_DAYS}, field)
    for topic, name in topics.items():
        lead, back_up = after.get((topic, Duty.LEAD)), after.get((topic, Duty.BACK_UP))
        if lead is not None and lead == back_up:
            text = _("%(topic)s: choose another person to stand in.")
            yield Reason("same_person", text % {"topic": name}, f"{Duty.BACK_UP}_{topic}")


def _about(row: SpecialismRole) -> dict[str, Any]:
    return {
        "organisation_id": row.partnership_id,
        "partnership_id": row.partnership_id,
        "topic": row.topic.name,
        "board": row.organisation.name,
        "duty": row.duty,
    }


def _ask(row: SpecialismRole, *, now: datetime, by: Actor) -> None:
    notices.notify(
        kind="knowledge.role",
        organisation_id=row.organisation_id,
        to=[one for one in people_of.members(row.organisation_id) if one.id == row.person_id],
        title=_("You are asked for “%(topic)s” in %(partnership)s"),
        params={"topic": row.topic.name, "partnership": row.partnership.name},
        detail=_("You decide whether you take it up, and for how many days a year."),
        url=reverse("knowledge:together", args=[row.partnership_id]),
        now=now,
        by=by,
    )


@transaction.atomic
def locked_role(*, role_id: int, today: date, by: Actor) -> SpecialismRole:
    """The row, locked, of a role that the actor sees and that is current."""
    rows = access.visible_roles(by, today).filter(standing__in=CURRENT)
    row = rows.select_related("topic", "organisation", "partnership").select_for_update(of=("self",))
    found = row.filter(pk=role_id).first()
    if found is None:
        raise Denied
    return found


@transaction.atomic
def take_up_role(*, role_id: int, days: Decimal, now: datetime, today: date, by: Actor) -> None:
    """Agree to it, for so many days a year; later on, change the days."""
    row = locked_role(role_id=role_id, today=today, by=by)
    require(access.may_answer_role(by, row))
    text = _("Choose from 0 to %(n)s days a year.") % {"n": MOST_DAYS}
    refuse_if([] if 0 <= days <= MOST_DAYS else [Reason("days", text, "days")])
    row.standing, row.days, row.answered_at = Standing.AGREED, days, now
    row.save(update_fields=["standing", "days", "answered_at"])
    record(RoleAgreed(**_about(row), days=f"{days.normalize():f}"), by=by)


@transaction.atomic
def lay_down_role(*, role_id: int, reason: str, now: datetime, today: date, by: Actor) -> None:
    """Decline a role, or lay it down; who coordinates can end one too. Who proposed it is told."""
    row = locked_role(role_id=role_id, today=today, by=by)
    require(access.may_answer_role(by, row) or access.may_propose(by, row.partnership_id, today))
    refuse_if([] if len(reason.strip()) <= 300 else [Reason("reason_long", _("Keep it in one sentence."), "reason")])
    is_declined = row.standing == Standing.PROPOSED
    _end(row, Standing.DECLINED if is_declined else Standing.ENDED, reason.strip(), now)
    record(RoleDeclined(**_about(row)) if is_declined else RoleEnded(**_about(row)), by=by)


def _end(row: SpecialismRole, standing: Standing, reason: str, now: datetime) -> None:
    row.standing, row.reason, row.answered_at = standing, reason, now
    row.save(update_fields=["standing", "reason", "answered_at"])
