"""Reads of questions and answers."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from steunpunt.exchange.knowledge import access
from steunpunt.exchange.knowledge.choices import Audience
from steunpunt.exchange.knowledge.models import DUTCH, Answer, Skill, Thread, ThreadTopic
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import composed
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.people.values import PersonValue

MOST_ALIKE = 5
ALIKE = 0.05
"""The least rank of a question that is shown as alike: one of twelve words, when it stands in the title."""
_WORD = re.compile(r"\w{3,}")


def threads(actor: Actor, today: date) -> QuerySet[Thread]:
    """Questions that the actor reads, each with `answered` (how many answers) and `topics`: two queries."""
    answers = Answer.objects.filter(thread=OuterRef("pk")).order_by()
    counted = answers.values("thread").annotate(n=Count("pk")).values("n")
    about = ThreadTopic.objects.select_related("topic").order_by("topic__name")
    return (
        access.visible_threads(actor, today)
        .select_related("asked_for", "partnership")
        .defer("search")
        .annotate(answered=Coalesce(Subquery(counted), 0))
        .prefetch_related(Prefetch("about", about, to_attr="topics"))
        .order_by("-pk")
    )


def that_say(rows: QuerySet[Thread], typed: str) -> QuerySet[Thread]:
    """Those in which the words occur, in the question or in an answer, by Dutch stems; `fit` is how well."""
    words = SearchQuery(typed, config=DUTCH, search_type="websearch")
    answers = Answer.objects.filter(thread=OuterRef("pk"), search=words)
    return rows.annotate(fit=SearchRank(F("search"), words)).filter(Q(search=words) | Exists(answers))


def alike(actor: Actor, typed: str, today: date) -> list[Thread]:
    """Questions that share words with what is being typed, the most alike first: one query."""
    words = list(dict.fromkeys(_WORD.findall(typed.lower().replace("\x00", ""))))[:12]
    if not words:
        return []
    asked = SearchQuery(" | ".join(words), config=DUTCH, search_type="raw")
    rows = access.visible_threads(actor, today).filter(search=asked).annotate(fit=SearchRank(F("search"), asked))
    return list(rows.filter(fit__gte=ALIKE).select_related("asked_for").order_by("-fit", "-pk")[:MOST_ALIKE])


def answers_of(thread: Thread) -> list[Answer]:
    """The accepted one first, then as they came."""
    rows = list(thread.answers.select_related("given_for").defer("search").order_by("pk"))
    return sorted(rows, key=lambda row: (row.pk != thread.accepted_id, row.pk))


def to_check(today: date) -> QuerySet[Thread]:
    """Questions whose accepted answer has to be looked at again."""
    rows = Thread.objects.filter(withdrawn_at=None, accepted__isnull=False, is_outdated=False)
    return rows.filter(right_until__lte=today).order_by("right_until", "pk")


@composed
def waiting_for(actor: Actor, today: date) -> QuerySet[Thread]:
    """Questions of the actor's own board of which the answer has to be looked at again: one query."""
    mine = access.visible_threads(actor, today).filter(asked_for_id=actor.organisation_id or 0)
    return to_check(today).filter(pk__in=mine.order_by().values("pk"))


def helpers_with(thread: Thread, topics: Sequence[int], today: date) -> dict[int, list[PersonValue]]:
    """Per board the people who said to help with one of these topics and who are among the audience of a question."""
    if not topics:
        return {}
    rows = Skill.objects.filter(topic__in=topics, helps=True, profile__person__isnull=False)
    willing = set(rows.values_list("profile__person_id", flat=True))
    if thread.audience == Audience.PARTNERSHIP:
        boards: Iterable[int] = organisations.members_of(thread.partnership_id or 0, today)
    else:
        boards = [card.id for card in organisations.boards(today)]
    known = people_of.members_at_each(boards, *(people_of.Role(role) for role in access.KEEPERS))
    told: set[int] = set()
    found: dict[int, list[PersonValue]] = {}
    for board in sorted(known):
        people = [one for one in known[board] if one.id in willing - told]
        told |= {one.id for one in people}
        if people:
            found[board] = people
    return found
