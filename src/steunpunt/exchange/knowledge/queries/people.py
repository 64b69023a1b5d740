"""Reads of who knows what."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from steunpunt.exchange.knowledge import access
from steunpunt.exchange.knowledge.choices import Knows
from steunpunt.exchange.knowledge.models import Profile, Skill, Topic
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor


def found(actor: Actor, today: date, *, topic_id: int | None = None) -> QuerySet[Profile]:
    """Profiles that the actor sees, each with `name`, `works_at` (names of boards) and its skills: two queries.

    With a topic: only those who know it or wish to, with `level`, how well they know it.
    """
    skills = Skill.objects.select_related("topic").order_by("-knows", "topic__name", "pk")
    rows = (
        access.visible_profiles(actor, today)
        .annotate(
            name=Coalesce(F("person__name"), F("organisation__name")),
            works_at=people_of.names_of_workplaces("person_id", today),
        )
        .prefetch_related(Prefetch("skills", skills, to_attr="said"))
    )
    if topic_id is None:
        return rows
    of_it = Skill.objects.filter(profile=OuterRef("pk"), topic_id=topic_id)
    return rows.annotate(level=Subquery(of_it.values("knows")[:1])).filter(level__isnull=False)


def topics() -> QuerySet[Topic]:
    """Those that are offered, fields of work first."""
    return Topic.objects.filter(retired_at=None).order_by("kind", "name")


def topic_ids() -> dict[str, int]:
    """Those that are offered, by name."""
    return dict(topics().values_list("name", "pk"))


def topics_with_counts() -> QuerySet[Topic]:
    """All topics, each with how many people and boards know it well: `seasoned`. Never who."""
    well = Count("skills", filter=Q(skills__knows__gte=Knows.WELL))
    return Topic.objects.annotate(seasoned=Coalesce(well, Value(0)))


def said_by(profile: Profile | None) -> dict[int, Skill]:
    """What a profile says, by topic."""
    return {row.topic_id: row for row in profile.skills.select_related("topic")} if profile else {}


def boards_chosen(profile: Profile | None) -> Sequence[int]:
    rows = profile.boards.order_by("pk").values_list("organisation_id", flat=True) if profile else []
    return list(rows)


def own_profile(actor: Actor) -> Profile | None:
    return Profile.objects.filter(person_id=actor.person_id or 0).first()


def board_profile(actor: Actor) -> Profile | None:
    return Profile.objects.filter(organisation_id=actor.organisation_id or 0).first()
