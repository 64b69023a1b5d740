"""Reads of group questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from steunpunt.bundle.questions import access
from steunpunt.bundle.questions.choices import Kind, Majority, State
from steunpunt.bundle.questions.models import Option, Question, Voice, Voter
from steunpunt.bundle.questions.rules import Count, count
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import composed
from steunpunt.foundation.organisations import public as organisations


def newest_voices(question: Question) -> list[Voice]:
    """The voice that counts of each board, or of each person where advice was asked: one query."""
    one = "given_by_id" if question.kind == Kind.ADVICE else "voter_id"
    rows = Voice.objects.filter(voter__question=question).select_related("option", "organisation", "document")
    return sorted(rows.order_by(one, "-pk").distinct(one), key=lambda voice: (voice.organisation.name, voice.pk))


def counted(question: Question, voices: Iterable[Voice], *, asked: int) -> Count:
    return count(
        [voice.option_id for voice in voices],
        asked=asked,
        quorum=question.quorum,
        majority=Majority(question.majority),
    )


def asked_of(question: Question, voters: Sequence[Voter], today: date) -> int:
    """How many voices there can be: a board each, or the ICT managers that these boards have today.

    While it runs, a board that left the partnership without a word is not waited for.
    """
    boards = {row.organisation_id for row in voters}
    if question.state == State.OPEN:
        spoken = {voice.organisation_id for voice in newest_voices(question)}
        boards &= spoken | set(organisations.members_of(question.partnership_id, today))
    return len(boards) if question.kind == Kind.DECISION else len(advisers_of(boards))


def advisers_of(boards: Iterable[int]) -> set[int]:
    """The ICT managers of these boards; whoever works for two of them counts once."""
    known = people_of.members_at_each(boards, people_of.Role.ICT_MANAGER)
    return {one.id for people in known.values() for one in people}


@dataclass(frozen=True, slots=True)
class OptionLine:
    option: Option | None
    """None: abstentions."""
    voices: int
    share: float
    """Of all voices given, for the length of a bar."""
    boards: Sequence[str]


def option_lines(question: Question, voices: Sequence[Voice]) -> list[OptionLine]:
    """How many voices each option has, and of whom."""
    found = []
    for option in [*question.options.order_by("number"), None]:
        those = [voice for voice in voices if voice.option_id == (option.pk if option else None)]
        if option or those:
            share = len(those) / len(voices) if voices else 0
            found.append(OptionLine(option, len(those), share, [voice.organisation.name for voice in those]))
    return found


def of_partnership(actor: Actor, partnership_id: int, today: date) -> QuerySet[Question]:
    """Its questions, the newest first; `is_answered` says whether the actor's own board, or the actor, answered."""
    spoken = Voice.objects.filter(voter__question=OuterRef("pk"), organisation_id=actor.organisation_id or 0)
    return (
        access.visible_questions(actor, today)
        .filter(partnership_id=partnership_id)
        .select_related("carried")
        .annotate(is_answered=Exists(spoken))
        .order_by("-pk")
    )


@composed
def waiting_for(actor: Actor, today: date) -> QuerySet[Question]:
    """Open questions that wait for the voice of the actor's board, or for the actor's own advice: one query."""
    kinds = [kind for kind in Kind if access.may_speak(actor, kind)]
    spoken = Voice.objects.filter(voter__question=OuterRef("pk"), organisation_id=actor.organisation_id or 0)
    advised = Voice.objects.filter(voter__question=OuterRef("pk"), given_by_id=actor.person_id or 0)
    own = Voter.objects.filter(question=OuterRef("pk"), organisation_id=actor.organisation_id or 0)
    return (
        access.visible_questions(actor, today)
        .filter(Exists(own), state=State.OPEN, deadline_on__gte=today, kind__in=kinds)
        .exclude(Exists(spoken), kind=Kind.DECISION)
        .exclude(Exists(advised), kind=Kind.ADVICE)
        .select_related("partnership")
        .order_by("deadline_on", "pk")
    )


def due(today: date) -> QuerySet[Question]:
    """Open questions whose last day is over."""
    return Question.objects.filter(state=State.OPEN, deadline_on__lt=today).order_by("pk")


def names_of_members(partnership_id: int, today: date) -> Mapping[int, str]:
    return organisations.names(organisations.members_of(partnership_id, today))


def voter_ids(question_id: int) -> dict[int, int]:
    """The boards that are asked, each with its place on the list of those who answer."""
    return dict(Voter.objects.filter(question_id=question_id).values_list("organisation_id", "pk").order_by("pk"))


def option_ids(question_id: int) -> list[int]:
    """The answers to choose from, in their order."""
    return list(Option.objects.filter(question_id=question_id).order_by("number").values_list("pk", flat=True))


def open_questions(partnership_id: int) -> list[str]:
    """Titles of what is asked of the boards now."""
    rows = Question.objects.filter(partnership_id=partnership_id, state=State.OPEN)
    return list(rows.order_by("pk").values_list("title", flat=True))
