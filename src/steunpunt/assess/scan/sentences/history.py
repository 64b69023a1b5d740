"""What happened to a scan, in the words of the questionnaire and of whoever reads; the journal keeps codes."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from steunpunt.assess.scan import facts
from steunpunt.assess.scan.choices import PointState
from steunpunt.assess.scan.facts import sharing
from steunpunt.assess.scan.forms import POINT_STATES, language, say
from steunpunt.assess.scan.queries.contributions import FACTS, text_of
from steunpunt.assess.scan.values import Questionnaire
from steunpunt.foundation.figures.typed import typed_number

FIELDS = {
    "self_level": gettext_lazy("own estimate"),
    "has_issue": gettext_lazy("known issue"),
    "want": gettext_lazy("wish to work together"),
    "with_whom": gettext_lazy("with whom"),
    "note": gettext_lazy("remark"),
}

Data = Mapping[str, Any]


def sentence(fact: str, said: str, data: Data, questionnaire: Questionnaire) -> str:
    """The sentence of an entry with the words of the questionnaire; for codes of no meaning as the fact itself says it."""
    worded = _WORDED.get(fact)
    try:
        return worded(data, questionnaire) if worded else said
    except (KeyError, StopIteration, ValueError):
        return said


def _answer(data: Data, questionnaire: Questionnaire) -> str:
    question = questionnaire.questions[data["question"]]
    return _changed(questionnaire, question.id, say(question.text), data["answer"], data["before"])


def _fact(data: Data, questionnaire: Questionnaire) -> str:
    fact = next(one for one in questionnaire.facts if one.id == data["fact"])
    return _changed(questionnaire, fact.id, say(fact.text), _number(data["value"]), _number(data["before"]))


def _view(data: Data, questionnaire: Questionnaire) -> str:
    fields = ", ".join(str(FIELDS[field]) for field in data["fields"])
    name = say(questionnaire.domain(data["domain"]).name)
    return _("%(domain)s: %(fields)s filled in.") % {"domain": name, "fields": fields}


def _reviewed(data: Data, questionnaire: Questionnaire) -> str:
    code = data["question"]
    texts = {
        key: text_of(questionnaire, code, data[key], language()) if data[key] else "–" for key in ("answer", "own")
    }
    return _("Reviewed: %(what)s “%(answer)s” (of the board: “%(own)s”).") % {
        "what": say(questionnaire.questions[code].text),
        **texts,
    }


def _looked(data: Data, questionnaire: Questionnaire) -> str:
    return _(facts.ResultLookedAt.sentence) % {"what": _what(data, questionnaire)}


def _opened(data: Data, questionnaire: Questionnaire) -> str:
    return _(sharing.LinkOpened.sentence) % {"for_whom": data["for_whom"], "what": _what(data, questionnaire)}


def _what(data: Data, questionnaire: Questionnaire) -> str:
    """What was looked at: a domain by its code, or a word of ours, kept in English and read in one's own language."""
    what = data["what"]
    names = {one.code: say(one.name) for one in questionnaire.domains}
    return names.get(what) or (_(what) if what else "")


def _point(data: Data, _questionnaire: Questionnaire) -> str:
    now, before = (str(POINT_STATES[PointState(data[key])]) for key in ("state", "before"))
    words = {"title": data["title"], "now": now, "before": before}
    if now == before:
        return _(facts.ActionPointChanged.sentence) % words
    return _("Action point “%(title)s”: %(now)s (before: %(before)s).") % words


def _about_question(kind: type[facts.ScanFact]) -> Callable[[Data, Questionnaire], str]:
    """A sentence about one question, or about one of the facts of the board."""

    def worded(data: Data, questionnaire: Questionnaire) -> str:
        code = data["question"]
        by_code = {one.id: one.text for one in questionnaire.facts}
        text = questionnaire.questions[code].text if code in questionnaire.questions else by_code[code]
        return _(kind.sentence) % {"question": f"“{say(text)}”"}

    return worded


def _about_domain(kind: type[facts.ScanFact]) -> Callable[[Data, Questionnaire], str]:
    """A sentence about one domain, or about the facts of the board."""

    def worded(data: Data, questionnaire: Questionnaire) -> str:
        shown = kind.from_data({**data, "organisation_id": None}).shown()
        return _(kind.sentence) % {**shown, "domain": _domain(data, questionnaire)}

    return worded


def _domain(data: Data, questionnaire: Questionnaire) -> str:
    code = data["domain"]
    return _("the facts of your board") if code == FACTS else f"“{say(questionnaire.domain(code).name)}”"


_WORDED: Mapping[str, Callable[[Data, Questionnaire], str]] = (
    {
        facts.AnswerGiven.key: _answer,
        facts.BoardFactGiven.key: _fact,
        facts.DomainViewGiven.key: _view,
        facts.LevelReviewed.key: _reviewed,
        facts.ResultLookedAt.key: _looked,
        facts.ActionPointChanged.key: _point,
        sharing.LinkOpened.key: _opened,
    }
    | {
        kind.key: _about_question(kind)
        for kind in (facts.ContributionGiven, facts.ContributionTakenOver, facts.ReactionGiven)
    }
    | {
        kind.key: _about_domain(kind)
        for kind in (facts.ColleagueAsked, facts.ColleagueReminded, facts.ColleagueDone, facts.HelpWithdrawn)
    }
)


def _changed(questionnaire: Questionnaire, code: str, what: str, now: str, before: str) -> str:
    texts = [text_of(questionnaire, code, value, language()) if value else "" for value in (now, before)]
    said = {"what": what, "now": texts[0] or _("taken away"), "before": texts[1]}
    if texts[1]:
        return _("%(what)s “%(now)s” (before: “%(before)s”).") % said
    return _("%(what)s “%(now)s” (not answered before).") % said


def _number(value: str) -> str:
    """A figure as people here type it; a code or a text as it is."""
    return typed_number(Decimal(value)) if value and value.replace(".", "", 1).isdecimal() and "." in value else value
