"""What happens around the scan."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop as _

from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class QuestionnairePublished(Fact):
    key = "scan.questionnaire_published"
    sentence = _("Version %(number)s of the questionnaire was published.")
    number: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class RoundStarted(Fact):
    key = "scan.round_started"
    sentence = _("Round “%(name)s” started with %(boards)s boards; the deadline is %(deadline_on)s.")
    round_id: int
    name: str
    boards: int
    deadline_on: date

    @property
    def subject(self) -> str:
        return f"round:{self.round_id}"


@dataclass(frozen=True, kw_only=True)
class ScanFact(Fact):
    """Base of what happens to one scan."""

    key = "scan.any"
    sentence = _("Something happened to the scan.")
    scan_id: int

    @property
    def subject(self) -> str:
        return f"scan:{self.scan_id}"


@dataclass(frozen=True, kw_only=True)
class BoardInvited(ScanFact):
    key = "scan.board_invited"
    sentence = _("The board was invited to the cooperation scan, to submit by %(deadline_on)s.")
    round_id: int
    deadline_on: date


@dataclass(frozen=True, kw_only=True)
class AnswerGiven(ScanFact):
    key = "scan.answer_given"
    sentence = _("%(question)s: answer %(answer)s (before: %(before)s).")
    question: str
    answer: str
    before: str


@dataclass(frozen=True, kw_only=True)
class BoardFactGiven(ScanFact):
    key = "scan.board_fact_given"
    sentence = _("%(fact)s: %(value)s (before: %(before)s).")
    fact: str
    value: str
    before: str


@dataclass(frozen=True, kw_only=True)
class DomainViewGiven(ScanFact):
    key = "scan.domain_view_given"
    sentence = _("%(domain)s: estimate or wish given (%(fields)s).")
    domain: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ScanSubmitted(ScanFact):
    key = "scan.submitted"
    sentence = _("The scan was submitted with %(answered)s of %(asked)s questions answered.")
    round_id: int
    answered: int
    asked: int


@dataclass(frozen=True, kw_only=True)
class ResultLookedAt(ScanFact):
    key = "scan.result_looked_at"
    sentence = _("Somebody of the support point looked at the result (%(what)s).")
    what: str


@dataclass(frozen=True, kw_only=True)
class GroupReleased(ScanFact):
    key = "scan.group_released"
    sentence = _("The board was shown the figures of a group of its own choice.")
    boards: int
    chosen_as: str


@dataclass(frozen=True, kw_only=True)
class GeneratedScansLoaded(Fact):
    key = "scan.generated_scans_loaded"
    sentence = _("Generated answers of %(boards)s boards were loaded for the demonstration.")
    round_id: int
    boards: int

    @property
    def subject(self) -> str:
        return f"round:{self.round_id}"


@dataclass(frozen=True, kw_only=True)
class _ConsentFact(Fact):
    key = "scan.consent"
    sentence = _("Something happened to a consent.")
    group_id: int | None
    group: str

    @property
    def subject(self) -> str:
        return f"scan_consent:{self.organisation_id}"


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(_ConsentFact):
    key = "scan.consent_given"
    sentence = _("The board shows its levels and wishes by name to %(group)s.")


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(_ConsentFact):
    key = "scan.consent_withdrawn"
    sentence = _("The board does not show its levels and wishes by name to %(group)s any more.")


@dataclass(frozen=True, kw_only=True)
class ConsentLapsed(_ConsentFact):
    key = "scan.consent_lapsed"
    sentence = _(
        "The board came into %(group)s again: it chooses anew whether it shows its levels and wishes there by name."
    )


@dataclass(frozen=True, kw_only=True)
class AdviserAssigned(ScanFact):
    key = "scan.adviser_assigned"
    sentence = _("%(name)s of the support point helps the board with this scan.")
    person_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class DeadlineExtended(ScanFact):
    key = "scan.deadline_extended"
    sentence = _("The board got until %(until)s (before: %(before)s): %(reason)s")
    until: date
    before: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class BoardReminded(ScanFact):
    key = "scan.board_reminded"
    sentence = _("The board was reminded of its scan.")
    occasion: str
    deadline_on: date
    message: str


@dataclass(frozen=True, kw_only=True)
class ScanReopened(ScanFact):
    key = "scan.reopened"
    sentence = _("The board took its scan back to change it: %(reason)s")
    reason: str


@dataclass(frozen=True, kw_only=True)
class RoundClosed(Fact):
    key = "scan.round_closed"
    sentence = _("Round “%(name)s” was closed: %(submitted)s of %(boards)s boards submitted.")
    round_id: int
    name: str
    submitted: int
    boards: int

    @property
    def subject(self) -> str:
        return f"round:{self.round_id}"


@dataclass(frozen=True, kw_only=True)
class ActionPointPlanned(ScanFact):
    key = "scan.action_point_planned"
    sentence = _("The board plans: %(title)s")
    point_id: int
    domain: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ActionPointChanged(ScanFact):
    key = "scan.action_point_changed"
    sentence = _("Action point “%(title)s” was changed.")
    point_id: int
    title: str
    state: str
    before: str


@dataclass(frozen=True, kw_only=True)
class HelpFact(ScanFact):
    """Base of what happens between a board and the colleague it asked. Who that is stays with the request."""

    key = "scan.help_any"
    sentence = _("Something happened to a question to a colleague.")
    request_id: int
    domain: str


@dataclass(frozen=True, kw_only=True)
class ColleagueAsked(HelpFact):
    key = "scan.colleague_asked"
    sentence = _("A colleague was asked about %(domain)s, by %(due_on)s.")
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ColleagueReminded(HelpFact):
    key = "scan.colleague_reminded"
    sentence = _("A colleague was reminded of the questions about %(domain)s.")


@dataclass(frozen=True, kw_only=True)
class ContributionGiven(HelpFact):
    key = "scan.contribution_given"
    sentence = _("A colleague answered question %(question)s, apart from the board.")
    question: str


@dataclass(frozen=True, kw_only=True)
class ColleagueDone(HelpFact):
    key = "scan.colleague_done"
    sentence = _("A colleague is done with %(domain)s.")


@dataclass(frozen=True, kw_only=True)
class HelpWithdrawn(HelpFact):
    key = "scan.help_withdrawn"
    sentence = _("The question to a colleague about %(domain)s was withdrawn.")


@dataclass(frozen=True, kw_only=True)
class ContributionTakenOver(HelpFact):
    key = "scan.contribution_taken_over"
    sentence = _("The answer of a colleague to question %(question)s was taken over.")
    question: str


@dataclass(frozen=True, kw_only=True)
class QualityAsked(Fact):
    key = "scan.quality_asked"
    sentence = _("The quality of the questionnaire in round “%(name)s” was asked for.")
    round_id: int
    name: str
    report_id: int

    @property
    def subject(self) -> str:
        return f"round:{self.round_id}"


@dataclass(frozen=True, kw_only=True)
class ReportsAsked(Fact):
    key = "scan.reports_asked"
    sentence = _("All reports of round “%(name)s” were asked for.")
    round_id: int
    name: str
    archive_id: int

    @property
    def subject(self) -> str:
        return f"round:{self.round_id}"


@dataclass(frozen=True, kw_only=True)
class ReviewFact(ScanFact):
    """Base of what happens to the review of one scan. What was said in it stays with the review."""

    key = "scan.review_any"
    sentence = _("Something happened to the review.")
    review_id: int


@dataclass(frozen=True, kw_only=True)
class ReviewStarted(ReviewFact):
    key = "scan.review_started"
    sentence = _("The support point started to review the scan with the board.")


@dataclass(frozen=True, kw_only=True)
class LevelReviewed(ReviewFact):
    key = "scan.level_reviewed"
    sentence = _("%(question)s was reviewed: answer %(answer)s (of the board: %(own)s).")
    question: str
    answer: str
    own: str


@dataclass(frozen=True, kw_only=True)
class ReactionGiven(ReviewFact):
    key = "scan.review_reaction_given"
    sentence = _("The board reacted to the review of %(question)s.")
    question: str


@dataclass(frozen=True, kw_only=True)
class ReviewFinished(ReviewFact):
    key = "scan.review_finished"
    sentence = _(
        "The review was finished: %(reviewed)s of %(asked)s questions reviewed, %(changed)s with another answer."
    )
    reviewed: int
    asked: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class ReviewReopened(ReviewFact):
    key = "scan.review_reopened"
    sentence = _("The review was taken up again: %(reason)s")
    reason: str
