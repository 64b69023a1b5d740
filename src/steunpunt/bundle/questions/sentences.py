"""Group questions in sentences."""

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.bundle.questions.choices import Kind, Majority, Result, State
from steunpunt.bundle.questions.models import Question


def headline(question: Question, *, voices: int, asked: int) -> str:
    """Where the question stands, in one sentence."""
    if question.state == State.WITHDRAWN:
        return _("Withdrawn: %(reason)s") % {"reason": question.reason}
    if question.state == State.CLOSED:
        return outcome(question) + " " + _said(question, voices, asked)
    until = _("Open until %(day)s.") % {"day": formats.date_format(question.deadline_on, "SHORT_DATE_FORMAT")}
    return until + " " + _said(question, voices, asked)


def _said(question: Question, voices: int, asked: int) -> str:
    if question.kind == Kind.ADVICE:
        text = ngettext(
            "%(voices)s of %(n)s ICT manager gave advice.", "%(voices)s of %(n)s ICT managers gave advice.", asked
        )
    else:
        text = ngettext("%(voices)s of the %(n)s boards answered.", "%(voices)s of %(n)s boards answered.", voices)
    return text % {"voices": voices, "n": asked}


def outcome(question: Question) -> str:
    """What came out of it; empty while it runs."""
    if question.state != State.CLOSED:
        return ""
    if question.result == Result.CARRIED and question.carried:
        text = _("Advice: “%(option)s”.") if question.kind == Kind.ADVICE else _("Decided: “%(option)s”.")
        return text % {"option": question.carried.label}
    return f"{Result(question.result).label}."


def rules(question: Question) -> str:
    """By which rules it is decided, agreed beforehand."""
    if question.kind == Kind.ADVICE:
        text = ngettext("At least %(n)s voice is needed.", "At least %(n)s voices are needed.", question.quorum)
    else:
        text = ngettext("At least %(n)s board has to answer.", "At least %(n)s boards have to answer.", question.quorum)
    carried = _("An answer is carried by: %(majority)s.") % {"majority": str(Majority(question.majority).label).lower()}
    return text % {"n": question.quorum} + " " + carried
