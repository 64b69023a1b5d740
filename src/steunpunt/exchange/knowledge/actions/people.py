"""People and boards say what they know; advisers and editors keep the topics."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.exchange.knowledge import access
from steunpunt.exchange.knowledge.choices import Knows, ShownTo, TopicKind, Wishes
from steunpunt.exchange.knowledge.facts import ProfileKept, TopicKept, TopicRetired
from steunpunt.exchange.knowledge.models import Profile, ProfileBoard, Skill, Topic
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations

LONGEST_NOTE = 600
MOST_BOARDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of one topic; nothing at all takes the topic away."""

    topic_id: int
    knows: int = 0
    wishes: int = 0
    helps: bool = False

    def __bool__(self) -> bool:
        return bool(self.knows or self.wishes or self.helps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Everything that a person or a board says; replaces what was said before."""

    skills: Sequence[Said]
    shown_to: ShownTo
    boards: Sequence[int] = ()
    """Only for `ShownTo.CHOSEN`."""
    note: str = ""


@transaction.atomic
def keep_profile(*, of: Literal["me", "board"], statement: Statement, now: datetime, today: date, by: Actor) -> Profile:
    """Say what one knows oneself, or what one's board knows. Nobody says it of somebody else."""
    require(access.may_keep_own(by) if of == "me" else access.may_keep_board(by))
    refuse_if(_unclear(statement, today))
    keeper: dict[str, Any] = {"person_id": by.person_id} if of == "me" else {"organisation_id": by.organisation_id}
    values = {
        "note": statement.note.strip(),
        "shown_to": statement.shown_to,
        "kept_at": now,
        "kept_by_id": by.person_id,
    }
    row, _made = Profile.objects.update_or_create(**keeper, defaults=values)
    said = [one for one in statement.skills if one]
    row.skills.all().delete()
    Skill.objects.bulk_create(
        Skill(profile=row, topic_id=one.topic_id, knows=one.knows, wishes=one.wishes, helps=one.helps) for one in said
    )
    row.boards.all().delete()
    if statement.shown_to is ShownTo.CHOSEN:
        ProfileBoard.objects.bulk_create(
            ProfileBoard(profile=row, organisation_id=board) for board in sorted(set(statement.boards))
        )
    record(ProfileKept(organisation_id=by.organisation_id, profile_id=row.pk, topics=len(said)), by=by)
    return row


def _unclear(statement: Statement, today: date) -> Iterator[Reason]:
    topics = [one.topic_id for one in statement.skills if one]
    if len(set(topics)) < len(topics):
        yield Reason("topic_twice", _("A topic stands there twice."))
    if Topic.objects.filter(pk__in=topics).count() < len(set(topics)):
        yield Reason("topic_unknown", _("A topic does not exist any more; load the page again."))
    if any(one.knows not in Knows.values or one.wishes not in Wishes.values for one in statement.skills):
        yield Reason("level_unknown", _("Choose a level from the list."))
    if len(statement.note.strip()) > LONGEST_NOTE:
        yield Reason("note_long", _("Keep it under %(n)s characters.") % {"n": LONGEST_NOTE}, "note")
    if statement.shown_to is ShownTo.CHOSEN:
        if not 0 < len(set(statement.boards)) <= MOST_BOARDS:
            yield Reason("boards_missing", _("Choose at least one board."), "boards")
        elif set(statement.boards) - {card.id for card in organisations.boards(today)}:
            yield Reason("board_unknown", _("One of these boards does not exist any more."), "boards")


@transaction.atomic
def keep_topic(
    *,
    name: str,
    kind: TopicKind,
    domain: str,
    is_offered: bool = True,
    now: datetime,
    by: Actor,
    topic_id: int | None = None,
) -> Topic:
    """A new topic, or another name, kind or domain for one. What people said of one that is offered no more stays."""
    require(access.may_keep_topics(by))
    name = " ".join(name.split())
    refuse_if([] if 0 < len(name) <= 80 else [Reason("name_missing", _("Give the topic a name."), "name")])
    same = Topic.objects.filter(name__iexact=name).exclude(pk=topic_id or 0)
    refuse_if([Reason("name_taken", _("There is a topic of this name."), "name")] if same.exists() else [])
    row = Topic.objects.select_for_update().get(pk=topic_id) if topic_id else Topic()
    row.name, row.kind, row.domain = name, kind, domain
    row.retired_at = None if is_offered else row.retired_at or now
    row.save()
    fact = TopicKept if is_offered else TopicRetired
    record(fact(organisation_id=by.organisation_id, topic_id=row.pk, name=name), by=by)
    return row
