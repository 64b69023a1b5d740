"""Reads of specialisms within a partnership: who does what, and what could be proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Count, QuerySet

from steunpunt.assess.scan import public as scan
from steunpunt.exchange.knowledge import access, rules
from steunpunt.exchange.knowledge.choices import Knows, Standing
from steunpunt.exchange.knowledge.models import Skill, SpecialismRole, Topic
from steunpunt.exchange.knowledge.models.specialisms import CURRENT
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import composed
from steunpunt.foundation.organisations import public as organisations

WEAK = 2.5
"""A board below this level in a domain needs somebody to ask."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An ICT manager of a member; the board is the first of those they work for, by name."""

    person_id: int
    name: str
    organisation_id: int
    board: str


@dataclass(frozen=True, slots=True)
class Specialism:
    """A topic with whom the sum proposes, or nobody, and what it stands on."""

    topic: Topic
    lead: Candidate | None
    back_up: Candidate | None
    competence: Mapping[int, int]
    """Of each candidate, by person."""
    weak: int
    """How many members are weak in it, as far as the actor sees their levels."""


def roles_of(partnership_id: int) -> QuerySet[SpecialismRole]:
    """Current roles, with their people: one query."""
    rows = SpecialismRole.objects.filter(partnership_id=partnership_id, standing__in=CURRENT)
    return rows.select_related("topic", "person", "organisation").order_by("topic__name", "-duty", "pk")


@composed
def roles_to_answer(actor: Actor, today: date) -> QuerySet[SpecialismRole]:
    """Roles that were proposed to this actor: one query."""
    return (
        access.visible_roles(actor, today)
        .filter(person_id=actor.person_id or 0, organisation_id=actor.organisation_id or 0, standing=Standing.PROPOSED)
        .select_related("topic", "partnership")
        .order_by("pk")
    )


def candidates(partnership_id: int, today: date) -> list[Candidate]:
    """The ICT managers of its members, each once, by board: two queries."""
    boards = organisations.members_of(partnership_id, today)
    names = organisations.names(boards)
    known = people_of.members_at_each(boards, people_of.Role.ICT_MANAGER)
    found: dict[int, Candidate] = {}
    for board in sorted(known, key=lambda pk: (names.get(pk, ""), pk)):
        for one in known[board]:
            found.setdefault(one.id, Candidate(one.id, one.name, board, names.get(board, "")))
    return list(found.values())


def seasoned(actor: Actor, people: Sequence[int], today: date) -> dict[int, int]:
    """By topic the bus factor: how many of these know it well, as far as they show themselves to this actor."""
    seen = access.visible_profiles(actor, today).filter(person_id__in=people).order_by().values("pk")
    rows = Skill.objects.filter(profile__in=seen, knows__gte=Knows.WELL).order_by()
    return dict(rows.values_list("topic_id").annotate(n=Count("pk")))


def proposal(actor: Actor, partnership_id: int, topics: Sequence[Topic], today: date) -> list[Specialism]:
    """Who could take which topic, by `rules.specialise`: exact, from what the actor sees; the most needed first.

    Competence is what somebody says, or else the level of their board in the scan; interest what they say. Topics that
    somebody leads or was asked for already stay as they are; such roles, here and elsewhere, leave people fewer.
    """
    people = candidates(partnership_id, today)
    members = organisations.members_of(partnership_id, today)
    levels = scan.levels_by_name(actor, members, today)
    said = _said(actor, [one.person_id for one in people], today)
    busy = dict(
        SpecialismRole.objects.filter(person_id__in=[one.person_id for one in people], standing__in=CURRENT)
        .order_by()
        .values_list("person_id")
        .annotate(n=Count("pk"))
    )
    shape = (len(people), len(topics))
    competence, interest = np.zeros(shape), np.zeros(shape)
    for row, one in enumerate(people):
        for column, topic in enumerate(topics):
            skill = said.get((one.person_id, topic.pk))
            level = levels.get(one.organisation_id, {}).get(topic.domain)
            competence[row, column] = rules.competence_of((skill.knows or None) if skill else None, level)
            interest[row, column] = skill.wishes if skill else 0
    weak = [sum(of.get(topic.domain, WEAK) < WEAK for of in levels.values()) for topic in topics]
    free = [max(rules.MOST_ROLES - busy.get(one.person_id, 0), 0) for one in people]
    staffed = set(roles_of(partnership_id).order_by().values_list("topic_id", flat=True))
    open_ = [column for column, topic in enumerate(topics) if topic.pk not in staffed]
    found = rules.specialise(
        competence[:, open_], interest[:, open_], need=[weak[column] for column in open_], most_roles=free
    )
    roles = {open_[role.specialism]: role for role in found.roles}
    specialisms = []
    for column, topic in enumerate(topics):
        role = roles.get(column)
        specialisms.append(
            Specialism(
                topic,
                people[role.lead] if role else None,
                people[role.back_up] if role else None,
                {one.person_id: int(competence[row, column]) for row, one in enumerate(people)},
                weak[column],
            )
        )
    return sorted(specialisms, key=lambda one: (-one.weak, one.topic.name))


def _said(actor: Actor, people: Sequence[int], today: date) -> dict[tuple[int, int], Skill]:
    seen = access.visible_profiles(actor, today).filter(person_id__in=people).order_by().values("pk")
    rows = Skill.objects.filter(profile__in=seen).select_related("profile")
    return {(row.profile.person_id or 0, row.topic_id): row for row in rows}


def agreed(partnership_id: int, topic_id: int) -> dict[str, SpecialismRole]:
    """Who leads a topic and who stands in, as agreed."""
    rows = SpecialismRole.objects.filter(partnership_id=partnership_id, topic_id=topic_id, standing=Standing.AGREED)
    return {row.duty: row for row in rows}
