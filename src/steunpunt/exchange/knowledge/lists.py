"""The lists of knowledge: questions, who knows what, and the topics."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.exchange.knowledge import queries
from steunpunt.exchange.knowledge.choices import Audience, HelpState, Knows, TopicKind
from steunpunt.exchange.knowledge.models import HelpHours, HelpRequest, Profile, Skill, Thread, ThreadTopic, Topic
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec, Opens

AT_A_GLANCE = 4
"""Topics of somebody in a cell of a page; files name all, and so does the page of that person."""


def people(topics: Sequence[Topic], chosen: Topic | None, *, is_file: bool) -> ListSpec[Profile]:
    """Rows of `queries.found`; with a chosen topic whoever knows it best stands first."""

    def named(skills: Sequence[Skill]) -> str:
        most = len(skills) if is_file else AT_A_GLANCE
        names = ", ".join(skill.topic.name for skill in skills[:most])
        return (
            names if len(skills) <= most else _("%(names)s and %(n)s more") % {"names": names, "n": len(skills) - most}
        )

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
        per_page=25,
        search=lambda rows, words: rows.filter(name__unaccent__icontains=words),
        columns=[
            Column(
                key="name",
                label=_("Who"),
                value=lambda row: row.name,
                order_by=("name",),
                link=Opens("knowledge:person"),
            ),
            Column(key="works_at", label=_("Works for"), value=lambda row: ", ".join(row.works_at or [])),
            *([level] if chosen else []),
            Column(
                key="knows",
                label=_("Knows well"),
                value=lambda row: named([one for one in row.said if one.knows >= Knows.WELL]),
            ),
            Column(
                key="helps",
                label=_("Helps with"),
                value=lambda row: named([one for one in row.said if one.helps]),
            ),
            Column(
                key="wishes",
                label=_("Wants to learn or work on"),
                value=lambda row: named([one for one in row.said if one.wishes > 1]),
            ),
        ],
        filters=[
            Filter(
                key="topic",
                label=_("Topic"),
                choices=lambda: [(str(topic.pk), topic.name) for topic in topics],
                apply=lambda rows, _value: rows,  # `queries.found` narrowed to it, and needs it for the level
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
                link=Opens("knowledge:topic"),
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


STATES = {
    "open": Q(accepted=None),
    "unanswered": Q(answered=0),
    "accepted": Q(accepted__isnull=False, is_outdated=False),
    "outdated": Q(is_outdated=True),
}
"""How far a question is, as the list can be narrowed to it."""


def state_of(row: Thread) -> str:
    """How far a question is, in a word."""
    if row.is_outdated:
        return _("outdated")
    if row.accepted_id:
        return _("helped")
    if not row.answered:  # type: ignore[attr-defined]
        return _("no answer yet")
    return ngettext("%(shown)s answer", "%(shown)s answers", row.answered) % {"shown": row.answered}  # type: ignore[attr-defined]  # annotated


def _about(rows: QuerySet[Thread], topic: str) -> QuerySet[Thread]:
    return rows.filter(Exists(ThreadTopic.objects.filter(thread=OuterRef("pk"), topic_id=topic)))


def threads(topics: Sequence[Topic], own: int | None, *, is_searched: bool) -> ListSpec[Thread]:
    """Rows of `queries.threads`; what fits best stands first when words are looked for, otherwise the newest."""
    fit: Column[Any] = Column(
        key="fit", label=_("Fits"), value=lambda row: round(row.fit, 2), order_by=("fit",), only_export=True
    )
    return ListSpec(
        key="threads",
        title=_("Questions and answers"),
        empty=_("Nobody asked anything yet. Others surely wonder about what you wonder about: ask it."),
        order="-fit" if is_searched else "-asked",
        per_page=25,
        search=queries.that_say,
        columns=[
            Column(
                key="title",
                label=_("Question"),
                value=lambda row: row.title,
                order_by=("title",),
                link=Opens("knowledge:thread"),
            ),
            Column(
                key="topics",
                label=_("About"),
                value=lambda row: ", ".join(one.topic.name for one in row.topics),  # type: ignore[attr-defined]  # annotated
            ),
            Column(key="by", label=_("Asked by"), value=lambda row: row.asked_for.name, order_by=("asked_for__name",)),
            Column(
                key="audience",
                label=_("Read by"),
                value=lambda row: row.partnership.name if row.partnership else str(Audience(row.audience).label),
                order_by=("audience",),
            ),
            Column(
                key="answers",
                label=_("Answers"),
                value=lambda row: row.answered,  # type: ignore[attr-defined]
                order_by=("answered",),
                is_number=True,
                only_export=True,
            ),
            Column(key="state", label=_("State"), value=state_of),
            Column(key="asked", label=_("Asked on"), value=lambda row: row.asked_at.date(), order_by=("asked_at",)),
            *([fit] if is_searched else []),
        ],
        filters=[
            Filter(
                key="topic",
                label=_("Topic"),
                choices=lambda: [(str(topic.pk), topic.name) for topic in topics],
                apply=_about,
            ),
            Filter(
                key="state",
                label=_("State"),
                choices=lambda: [
                    ("unanswered", _("no answer yet")),
                    ("open", _("nothing helped yet")),
                    ("accepted", _("helped")),
                    ("outdated", _("outdated")),
                ],
                apply=lambda rows, value: rows.filter(STATES[value]),
            ),
            Filter(
                key="who",
                label=_("Asked by"),
                choices=lambda: [("own", _("Our own"))],
                apply=lambda rows, _value: rows.filter(asked_for_id=own or 0),
            ),
        ],
    )


def help_requests(name: str) -> ListSpec[HelpRequest]:
    """Rows of `queries.help_of`."""
    return ListSpec(
        key="help",
        title=_("Requests for help within %(partnership)s") % {"partnership": name},
        empty=_("Nobody asked for help yet"),
        order="-asked",
        search=lambda rows, words: rows.filter(Q(title__icontains=words) | Q(text__icontains=words)),
        columns=[
            Column(
                key="title",
                label=_("Request for help"),
                value=lambda row: row.title,
                order_by=("title",),
                link=Opens("knowledge:help"),
            ),
            Column(key="topic", label=_("Topic"), value=lambda row: row.topic.name, order_by=("topic__name",)),
            Column(key="by", label=_("Asked by"), value=lambda row: row.asked_for.name, order_by=("asked_for__name",)),
            Column(
                key="state", label=_("State"), value=lambda row: str(HelpState(row.state).label), order_by=("state",)
            ),
            Column(
                key="helper",
                label=_("Who helps"),
                value=lambda row: row.taken_for.name if row.taken_for else "",
                order_by=("taken_for__name",),
            ),
            Column(key="asked", label=_("Asked on"), value=lambda row: row.asked_at.date(), order_by=("asked_at",)),
            Column(
                key="hours",
                label=_("Hours"),
                value=lambda row: row.given or 0,  # type: ignore[attr-defined]  # annotated
                order_by=("given",),
                is_number=True,
                has_total=True,
            ),
        ],
        filters=[
            Filter(
                key="state",
                label=_("State"),
                choices=lambda: HelpState.choices,
                apply=lambda rows, value: rows.filter(state=value),
            )
        ],
    )


def hours(name: str) -> ListSpec[HelpHours]:
    """Rows of `queries.hours_of`: every line on which the balance stands."""
    return ListSpec(
        key="hours",
        title=_("Hours within %(partnership)s") % {"partnership": name},
        empty=_("Nobody wrote down hours yet."),
        order="-on",
        columns=[
            Column(key="on", label=_("Day"), value=lambda row: row.on, order_by=("on",)),
            Column(
                key="given", label=_("Given by"), value=lambda row: row.given_for.name, order_by=("given_for__name",)
            ),
            Column(
                key="received",
                label=_("Received by"),
                value=lambda row: row.request.asked_for.name,
                order_by=("request__asked_for__name",),
            ),
            Column(
                key="topic",
                label=_("Topic"),
                value=lambda row: row.request.topic.name,
                order_by=("request__topic__name",),
            ),
            Column(
                key="request",
                label=_("Request for help"),
                value=lambda row: row.request.title,
                order_by=("request__title",),
                link=lambda row: reverse("knowledge:help", args=[row.request_id]),
            ),
            Column(key="note", label=_("What was done"), value=lambda row: row.note),
            Column(
                key="amount",
                label=_("Hours"),
                value=lambda row: row.amount,
                order_by=("amount",),
                is_number=True,
                has_total=True,
            ),
        ],
        search=lambda rows, words: rows.filter(Q(request__title__icontains=words) | Q(note__icontains=words)),
    )
