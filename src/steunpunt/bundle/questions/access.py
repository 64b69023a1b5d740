"""Who may see and do what with group questions. Pages, tasks and documents all ask here."""

from datetime import date

from django.db.models import QuerySet

from steunpunt.bundle.partnerships import public as partnerships
from steunpunt.bundle.questions.choices import Kind, State
from steunpunt.bundle.questions.models import Question, Voter
from steunpunt.foundation.acting import Actor


def visible_questions(actor: Actor, today: date) -> QuerySet[Question]:
    """Those of partnerships of which the actor is within that day: a board that left reads on no more."""
    return Question.objects.filter(partnership__in=partnerships.partnerships_within(actor, today))


def _writes(actor: Actor) -> bool:
    return actor.is_known and actor.looking_in_id is None and actor.scopes is None


def is_adviser(actor: Actor) -> bool:
    return actor.is_of_support_point and actor.has_role("adviser")


def may_ask(actor: Actor, partnership_id: int, today: date) -> bool:
    """Put a question to the boards: the coordinator, an adviser, or who steers one of the members."""
    if not _writes(actor):
        return False
    if partnerships.may_coordinate(actor, partnership_id, today):
        return True
    steers = not actor.is_of_support_point and actor.has_role("policy_maker", "secretary")
    return steers and partnership_id in partnerships.partnerships_within(actor, today)


def may_end(actor: Actor, question: Question, today: date) -> bool:
    """Withdraw it, or close it once everybody answered: whoever asked it, and who coordinates."""
    is_own = actor.person_id == question.asked_by_id and actor.organisation_id == question.asked_for_id
    return _writes(actor) and (is_own or partnerships.may_coordinate(actor, question.partnership_id, today))


def may_speak(actor: Actor, kind: str) -> bool:
    """Give the voice of one's own board, by mandate; or advise, as its ICT manager. Nobody of the support point can."""
    if not _writes(actor) or actor.is_of_support_point or actor.organisation_id is None:
        return False
    return "vote" in actor.mandates if kind == Kind.DECISION else actor.has_role("ict_manager")


def own_voters(actor: Actor, today: date) -> QuerySet[Voter]:
    """Where the actor's own board is asked."""
    return Voter.objects.filter(
        organisation_id=actor.organisation_id or 0, question__in=visible_questions(actor, today)
    ).select_related("question__partnership", "organisation")


def voters_to_record(actor: Actor, today: date) -> QuerySet[Voter]:
    """Boards whose voice on paper this actor can write down: advisers, where a decision is asked."""
    if not (_writes(actor) and is_adviser(actor)):
        return Voter.objects.none()
    return Voter.objects.filter(
        question__in=visible_questions(actor, today), question__kind=Kind.DECISION
    ).select_related("question__partnership", "organisation")


def sees_answers(question: Question) -> bool:
    """Whether what boards answered is shown: as was chosen beforehand, and once it is over. Nobody sees more."""
    return question.state == State.CLOSED or question.shows == "all"


def sees_who(question: Question) -> bool:
    return question.state == State.CLOSED or question.shows in {"who", "all"}
