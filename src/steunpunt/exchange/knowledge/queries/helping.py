"""Reads of requests for help, and of the hours that boards give each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum

from steunpunt.exchange.knowledge import access, rules
from steunpunt.exchange.knowledge.choices import HelpState, Standing
from steunpunt.exchange.knowledge.models import HelpHours, HelpRequest, SpecialismRole
from steunpunt.exchange.knowledge.queries.specialisms import agreed
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import composed
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.people.values import PersonValue

OPEN = (HelpState.OPEN, HelpState.TAKEN)


def help_of(actor: Actor, partnership_id: int, today: date) -> QuerySet[HelpRequest]:
    """The requests of a partnership, what is open first: one query, each with the hours that were given."""
    return (
        access.visible_help(actor, today)
        .filter(partnership_id=partnership_id)
        .select_related("topic", "asked_for", "taken_for", "partnership")
        .annotate(given=Sum("hours__amount"))
        .order_by(F("closed_at").desc(nulls_first=True), "-pk")
    )


def specialists(row: HelpRequest, today: date) -> dict[str, SpecialismRole]:
    """Who can be asked as lead and as back-up: another person of another board, still there, with hours left this year."""
    found = {}
    for duty, role in agreed(row.partnership_id, row.topic_id).items():
        works = role.person_id in people_of.working_for(role.organisation_id, [role.person_id])
        is_another = role.organisation_id != row.asked_for_id and role.person_id != row.asked_by_id
        if works and is_another and hours_left(role, today) > 0:
            found[duty] = role
    return found


def hours_left(role: SpecialismRole, today: date) -> float:
    """What is left this year of the days that somebody agreed to."""
    rows = HelpHours.objects.filter(
        request__partnership_id=role.partnership_id,
        request__topic_id=role.topic_id,
        given_by_id=role.person_id,
        on__year=today.year,
    )
    given = rows.aggregate(sum=Sum("amount"))["sum"] or 0
    return rules.hours_left(float(role.days), float(given))


def group_of(row: HelpRequest, today: date) -> Mapping[int, list[PersonValue]]:
    """Per member but the one that asks its ICT managers."""
    members = set(organisations.members_of(row.partnership_id, today)) - {row.asked_for_id}
    return people_of.members_at_each(members, people_of.Role.ICT_MANAGER)


def advisers() -> tuple[int, list[PersonValue]]:
    """The support point and its advisers."""
    point = organisations.support_point()
    return (point.id, people_of.members(point.id, people_of.Role.ADVISER)) if point else (0, [])


def due(today: date) -> QuerySet[HelpRequest]:
    """Open requests whose step had its last day."""
    return HelpRequest.objects.filter(state=HelpState.OPEN, step_due_on__lt=today).order_by("pk")


@composed
def help_waiting_for(actor: Actor, today: date) -> QuerySet[HelpRequest]:
    """What this actor is asked by name, or took on: one query."""
    asked = Q(state=HelpState.OPEN, asked_person_id=actor.person_id or 0)
    taken = Q(state=HelpState.TAKEN, taken_by_id=actor.person_id or 0, taken_for_id=actor.organisation_id or 0)
    rows = access.visible_help(actor, today).filter(asked | taken)
    return rows.exclude(asked_for_id=actor.organisation_id or 0).select_related("asked_for").order_by("pk")


def hours_of(actor: Actor, partnership_id: int, today: date) -> QuerySet[HelpHours]:
    """Every line of hours within a partnership, the newest first: one query."""
    seen = access.visible_help(actor, today).filter(partnership_id=partnership_id).order_by().values("pk")
    rows = HelpHours.objects.filter(request__in=seen)
    return rows.select_related("given_for", "request__asked_for", "request__topic").order_by("-on", "-pk")


@dataclass(frozen=True, slots=True)
class Balance:
    """Hours of a board within a partnership in a year."""

    board: str
    agreed: Decimal
    """Days a year that its people agreed to."""
    given: Decimal
    received: Decimal

    @property
    def more_given(self) -> Decimal:
        return self.given - self.received


def balance(partnership_id: int, year: int, today: date) -> list[Balance]:
    """Given and received per board, members and whoever else gave or received: four queries."""
    lines = HelpHours.objects.filter(request__partnership_id=partnership_id, on__year=year).order_by()
    given = dict(lines.values_list("given_for_id").annotate(sum=Sum("amount")))
    received = dict(lines.values_list("request__asked_for_id").annotate(sum=Sum("amount")))
    roles = SpecialismRole.objects.filter(partnership_id=partnership_id, standing=Standing.AGREED).order_by()
    days = dict(roles.values_list("organisation_id").annotate(sum=Sum(F("days"))))
    boards = {*organisations.members_of(partnership_id, today), *given, *received}
    names = organisations.names(boards)
    none = Decimal(0)
    rows = [
        Balance(names.get(pk, ""), days.get(pk, none), given.get(pk, none), received.get(pk, none)) for pk in boards
    ]
    return sorted(rows, key=lambda row: row.board)
