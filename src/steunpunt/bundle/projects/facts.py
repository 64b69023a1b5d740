"""What happens around projects. Everybody who sees a project reads these: no reasons, wishes or quantities."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from steunpunt.bundle.projects.choices import Outcome, Phase, ProjectState, RiskState, RolloutState, TakenBy, Verdict
from steunpunt.foundation.journal.public import Fact

WORDS: dict[str, str] = {
    Verdict.YES: _("yes"),
    Verdict.NO: _("no"),
    Verdict.YES_IF: _("yes, if"),
    Outcome.GO: _("it goes on"),
    Outcome.NO_GO: _("it does not go on"),
    TakenBy.STEERING_GROUP: _("steering group"),
    TakenBy.COORDINATOR: _("coordinator"),
    Phase.NEED: _("need"),
    Phase.ANALYSIS: _("analysis"),
    Phase.CHOICE: _("choice of solution"),
    Phase.ROLLOUT: _("roll-out"),
    Phase.FOLLOW_UP: _("follow-up"),
    RolloutState.PLANNED: _("planned"),
    RolloutState.PREPARING: _("being prepared"),
    RolloutState.UNDER_WAY: _("under way"),
    RolloutState.BLOCKED: _("blocked"),
    RolloutState.LIVE: _("live"),
    ProjectState.DECLINED: _("not taken up"),
    ProjectState.STOPPED: _("stopped"),
    ProjectState.ENDED: _("ended"),
    RiskState.OPEN: _("open"),
    RiskState.ACCEPTED: _("accepted"),
    RiskState.CLOSED: _("closed"),
}
"""The platform's own words that facts hold, as people read them."""


@dataclass(frozen=True, kw_only=True)
class ProjectFact(Fact):
    """Base of what happens to a project."""

    key = "projects.any"
    sentence = _("Something happened to the project.")
    project_id: int

    @property
    def subject(self) -> str:
        return f"project:{self.project_id}"

    def shown(self) -> dict[str, str]:
        """Fields, with our own words in the language in use."""
        return {
            name: gettext(WORDS[value])
            if value in WORDS and name in {"verdict", "outcome", "taken_by", "phase", "state"}
            else value
            for name, value in super().shown().items()
        }


@dataclass(frozen=True, kw_only=True)
class ProjectProposed(ProjectFact):
    key = "projects.proposed"
    sentence = _("The project “%(title)s” was proposed.")
    title: str


@dataclass(frozen=True, kw_only=True)
class ProjectStarted(ProjectFact):
    key = "projects.started"
    sentence = _("The project started; %(boards)s boards were asked.")
    boards: int


@dataclass(frozen=True, kw_only=True)
class ProjectChanged(ProjectFact):
    key = "projects.changed"
    sentence = _("The project was changed: %(what)s.")
    what: tuple[str, ...]

    def shown(self) -> dict[str, str]:
        return {**super().shown(), "what": ", ".join(gettext(CHANGED.get(name, name)) for name in self.what)}


CHANGED: dict[str, str] = {
    "title": _("title"),
    "purpose": _("purpose"),
    "owner": _("who runs it"),
    "dates": _("dates of phases"),
    "terms": _("years, discount or notice"),
    "state": _("state"),
}


@dataclass(frozen=True, kw_only=True)
class ProjectOver(ProjectFact):
    key = "projects.over"
    sentence = _("The project: %(state)s.")
    state: str


@dataclass(frozen=True, kw_only=True)
class ProjectResumed(ProjectFact):
    key = "projects.resumed"
    sentence = _("The project goes on again.")


@dataclass(frozen=True, kw_only=True)
class PhaseEntered(ProjectFact):
    key = "projects.phase_entered"
    sentence = _("The project came into the phase: %(phase)s.")
    phase: str


@dataclass(frozen=True, kw_only=True)
class BoardTakenIn(ProjectFact):
    key = "projects.board_taken_in"
    sentence = _("%(board)s takes part in the phase: %(phase)s.")
    board: str
    phase: str


@dataclass(frozen=True, kw_only=True)
class BoardLeftOut(ProjectFact):
    key = "projects.board_left_out"
    sentence = _("%(board)s does not take part in the phase: %(phase)s.")
    board: str
    phase: str


@dataclass(frozen=True, kw_only=True)
class BoardInvited(ProjectFact):
    key = "projects.board_invited"
    sentence = _("%(board)s was asked to take part.")
    board: str


@dataclass(frozen=True, kw_only=True)
class InterestShown(ProjectFact):
    key = "projects.interest_shown"
    sentence = _("%(board)s is interested, without binding itself.")
    board: str


@dataclass(frozen=True, kw_only=True)
class InterestDenied(ProjectFact):
    key = "projects.interest_denied"
    sentence = _("%(board)s is not interested now.")
    board: str


@dataclass(frozen=True, kw_only=True)
class CallOpened(ProjectFact):
    key = "projects.call_opened"
    sentence = _("The boards were called to decide by %(deadline_on)s.")
    call_id: int
    deadline_on: date


@dataclass(frozen=True, kw_only=True)
class BoardsReminded(ProjectFact):
    key = "projects.boards_reminded"
    sentence = _("%(boards)s boards were reminded of the deadline.")
    boards: int


@dataclass(frozen=True, kw_only=True)
class InterestAskedAgain(ProjectFact):
    key = "projects.interest_asked_again"
    sentence = _("%(board)s was asked again whether it is interested.")
    board: str


@dataclass(frozen=True, kw_only=True)
class SignatureAskedAgain(ProjectFact):
    key = "projects.signature_asked_again"
    sentence = _("%(board)s was reminded that it can sign.")
    board: str


@dataclass(frozen=True, kw_only=True)
class CallClosed(ProjectFact):
    key = "projects.call_closed"
    sentence = _("Decided on %(taken_on)s by the %(taken_by)s: %(outcome)s; %(joining)s of %(asked)s boards join.")
    call_id: int
    outcome: str
    taken_by: str
    taken_on: date
    joining: int
    asked: int


@dataclass(frozen=True, kw_only=True)
class BoardDecided(ProjectFact):
    key = "projects.board_decided"
    sentence = _("%(board)s decided on %(decided_on)s: %(verdict)s.")
    act_id: int
    board: str
    verdict: str
    decided_on: date


@dataclass(frozen=True, kw_only=True)
class DecisionRecordedFromPaper(ProjectFact):
    key = "projects.decision_from_paper"
    sentence = _(
        "%(board)s decided on %(decided_on)s: %(verdict)s. Written down by the support point from the board's document."
    )
    act_id: int
    board: str
    verdict: str
    decided_on: date


@dataclass(frozen=True, kw_only=True)
class DecisionDocumented(ProjectFact):
    key = "projects.decision_documented"
    sentence = _("%(board)s added the document of its decision of %(decided_on)s.")
    act_id: int
    board: str
    decided_on: date


@dataclass(frozen=True, kw_only=True)
class ParticipationSigned(ProjectFact):
    key = "projects.signed"
    sentence = _("%(board)s signed its participation on %(decided_on)s.")
    act_id: int
    board: str
    decided_on: date


@dataclass(frozen=True, kw_only=True)
class SignatureRecordedFromPaper(ProjectFact):
    key = "projects.signature_from_paper"
    sentence = _(
        "%(board)s signed its participation on %(decided_on)s. Written down by the support point from the board's document."
    )
    act_id: int
    board: str
    decided_on: date


@dataclass(frozen=True, kw_only=True)
class NoticeGiven(ProjectFact):
    key = "projects.notice_given"
    sentence = _("%(board)s gave notice on %(decided_on)s and leaves on %(leaves_on)s.")
    act_id: int
    board: str
    decided_on: date
    leaves_on: date


@dataclass(frozen=True, kw_only=True)
class NoticeRecordedFromPaper(ProjectFact):
    key = "projects.notice_from_paper"
    sentence = _(
        "%(board)s gave notice on %(decided_on)s and leaves on %(leaves_on)s. Written down by the support point from the board's document."
    )
    act_id: int
    board: str
    decided_on: date
    leaves_on: date


@dataclass(frozen=True, kw_only=True)
class BoardLeft(ProjectFact):
    key = "projects.board_left"
    sentence = _("%(board)s left the project.")
    board: str


@dataclass(frozen=True, kw_only=True)
class CostLineKept(ProjectFact):
    key = "projects.cost_line_kept"
    sentence = _("The cost “%(label)s” was written down.")
    line_id: int
    label: str


@dataclass(frozen=True, kw_only=True)
class CostLineDropped(ProjectFact):
    key = "projects.cost_line_dropped"
    sentence = _("The cost “%(label)s” counts no more.")
    line_id: int
    label: str


@dataclass(frozen=True, kw_only=True)
class EstimateChanged(ProjectFact):
    key = "projects.estimate_changed"
    sentence = _("The estimate for %(board)s was changed.")
    board: str


@dataclass(frozen=True, kw_only=True)
class RolloutTold(ProjectFact):
    key = "projects.rollout_told"
    sentence = _("Roll-out at %(board)s: %(state)s.")
    board: str
    state: str


@dataclass(frozen=True, kw_only=True)
class TodoAdded(ProjectFact):
    key = "projects.todo_added"
    sentence = _("Action point: %(title)s.")
    title: str


@dataclass(frozen=True, kw_only=True)
class TodoDone(ProjectFact):
    key = "projects.todo_done"
    sentence = _("Done: %(title)s.")
    title: str


@dataclass(frozen=True, kw_only=True)
class RiskRaised(ProjectFact):
    key = "projects.risk_raised"
    sentence = _("Risk %(number)s was written down: %(title)s.")
    number: int
    title: str


@dataclass(frozen=True, kw_only=True)
class RiskWeighed(ProjectFact):
    key = "projects.risk_weighed"
    sentence = _("Risk %(number)s, %(title)s: %(state)s, with weight %(weight)s of 25.")
    number: int
    title: str
    state: str
    weight: int


@dataclass(frozen=True, kw_only=True)
class BusinessLineKept(Fact):
    """Of the board alone: it stands in no history of the project."""

    key = "projects.business_line_kept"
    sentence = _("The assumption “%(label)s” of the business case was written down.")
    participation_id: int
    label: str

    @property
    def subject(self) -> str:
        return f"business_case:{self.participation_id}"


@dataclass(frozen=True, kw_only=True)
class BusinessLineDropped(Fact):
    key = "projects.business_line_dropped"
    sentence = _("The assumption “%(label)s” of the business case counts no more.")
    participation_id: int
    label: str

    @property
    def subject(self) -> str:
        return f"business_case:{self.participation_id}"


@dataclass(frozen=True, kw_only=True)
class NeedFact(Fact):
    """Base of what happens to a need, before there is a project."""

    key = "projects.need"
    sentence = _("Something happened to the need.")
    need_id: int

    @property
    def subject(self) -> str:
        return f"need:{self.need_id}"


@dataclass(frozen=True, kw_only=True)
class NeedRaised(NeedFact):
    key = "projects.need_raised"
    sentence = _("The need was written down: %(title)s.")
    title: str


@dataclass(frozen=True, kw_only=True)
class NeedJoined(NeedFact):
    key = "projects.need_joined"
    sentence = _("%(board)s needs this too.")
    board: str


@dataclass(frozen=True, kw_only=True)
class NeedLeft(NeedFact):
    key = "projects.need_left"
    sentence = _("%(board)s needs this no more.")
    board: str


@dataclass(frozen=True, kw_only=True)
class NeedClosed(NeedFact):
    key = "projects.need_closed"
    sentence = _("The need was closed.")
