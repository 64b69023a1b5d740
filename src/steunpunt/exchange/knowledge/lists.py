"""The lists of knowledge: who knows what, and the topics."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from steunpunt.exchange.knowledge.choices import Knows, TopicKind
from steunpunt.exchange.knowledge.models import Profile, Skill, Topic
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec


def _names(skills: Sequence[Skill]) -> str:
    return ", ".join(skill.topic.name for skill in skills)


def people(topics: Sequence[Topic], chosen: Topic | None) -> ListSpec[Profile]:
    """Rows of `queries.found`; with a chosen topic whoever knows it best stands first."""
    level: Column[Any] = Column(
        key="level",
        label=_("Knows it"),
        value=lambda row: str(Knows(row.level).label),
        order_by=("level",),
    )
    return ListSpec(
        key="people",
        title=_("Who knows what"),
        empty=_("Nobody showed you yet what they know. Begin with yourself: others do the same."),
        order="-level" if chosen else "name",
        search=lambda rows, words: rows.filter(name__unaccent__icontains=words),
        columns=[
            Column(
                key="name",
                label=_("Who"),
                value=lambda row: row.name,
                order_by=("name",),
                link=lambda row: reverse("knowledge:person", args=[row.pk]),
            ),
            Column(key="works_at", label=_("Works for"), value=lambda row: ", ".join(row.works_at or [])),
            *([level] if chosen else []),
            Column(
                key="knows",
                label=_("Knows well"),
                value=lambda row: _names([one for one in row.said if one.knows >= Knows.WELL]),
            ),
            Column(
                key="helps",
                label=_("Helps with"),
                value=lambda row: _names([one for one in row.said if one.helps]),
            ),
            Column(
                key="wishes",
                label=_("Wants to learn or work on"),
                value=lambda row: _names([one for one in row.said if one.wishes > 1]),
            ),
        ],
        filters=[
            Filter(
                key="topic",
                label=_("Topic"),
                choices=lambda: [(str(topic.pk), topic.name) for topic in topics],
                apply=lambda rows, _value: rows,
            ),
            Filter(
                key="help",
                label=_("Help"),
                choices=lambda: [("yes", _("Is willing to help"))],
                apply=lambda rows, _value: rows.filter(_helps(chosen)),
            ),
        ],
    )


def _helps(topic: Topic | None) -> Exists:
    rows = Skill.objects.filter(profile=OuterRef("pk"), helps=True)
    return Exists(rows.filter(topic=topic) if topic else rows)


def topics() -> ListSpec[Topic]:
    """Rows of `queries.topics_with_counts`."""
    return ListSpec(
        key="topics",
        title=_("Topics"),
        order="name",
        search=lambda rows, words: rows.filter(name__unaccent__icontains=words),
        columns=[
            Column(
                key="name",
                label=_("Topic"),
                value=lambda row: row.name,
                order_by=("name",),
                link=lambda row: reverse("knowledge:topic", args=[row.pk]),
            ),
            Column(
                key="kind",
                label=_("Kind"),
                value=lambda row: str(TopicKind(row.kind).label),
                order_by=("kind",),
            ),
            Column(key="domain", label=_("Domain of the scan"), value=lambda row: row.domain, order_by=("domain",)),
            Column(
                key="seasoned",
                label=_("Know it well"),
                value=lambda row: row.seasoned,  # type: ignore[attr-defined]  # annotated
                order_by=("seasoned",),
                is_number=True,
            ),
            Column(
                key="state",
                label=_("State"),
                value=lambda row: _("offered no more") if row.retired_at else _("offered"),
            ),
        ],
        filters=[
            Filter(
                key="kind",
                label=_("Kind"),
                choices=lambda: TopicKind.choices,
                apply=lambda rows, value: rows.filter(kind=value),
            )
        ],
    )
