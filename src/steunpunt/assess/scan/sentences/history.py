"""What was filled in, in the words of the questionnaire, for the history of a scan; the journal keeps codes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from steunpunt.assess.scan.facts import AnswerGiven, BoardFactGiven, DomainViewGiven
from steunpunt.assess.scan.forms import language, say
from steunpunt.assess.scan.queries.contributions import text_of
from steunpunt.assess.scan.values import Questionnaire
from steunpunt.foundation.figures.typed import typed_number

FIELDS = {
    "self_level": gettext_lazy("own estimate"),
    "has_issue": gettext_lazy("known issue"),
    "want": gettext_lazy("wish to work together"),
    "with_whom": gettext_lazy("with whom"),
    "note": gettext_lazy("remark"),
}


def sentence(key: str, data: Mapping[str, Any], questionnaire: Questionnaire) -> str | None:
    """The sentence of an entry about an answer, a figure or a wish; None for every other, and for codes of no meaning."""
    try:
        if key == AnswerGiven.key:
            question = questionnaire.questions[data["question"]]
            words = {"what": say(question.text), "now": data["answer"], "before": data["before"]}
            return _changed(questionnaire, question.id, words)
        if key == BoardFactGiven.key:
            fact = next(one for one in questionnaire.facts if one.id == data["fact"])
            words = {"what": say(fact.text), "now": _number(data["value"]), "before": _number(data["before"])}
            return _changed(questionnaire, fact.id, words)
        if key == DomainViewGiven.key:
            name = say(questionnaire.domain(data["domain"]).name)
            fields = ", ".join(str(FIELDS[field]) for field in data["fields"])
            return _("%(domain)s: %(fields)s filled in.") % {"domain": name, "fields": fields}
    except (KeyError, StopIteration, ValueError):
        return None
    return None


def _changed(questionnaire: Questionnaire, code: str, words: Mapping[str, str]) -> str:
    now, before = (
        text_of(questionnaire, code, words[key], language()) if words[key] else "" for key in ("now", "before")
    )
    said = {"what": words["what"], "now": now or _("taken away"), "before": before}
    if before:
        return _("%(what)s “%(now)s” (before: “%(before)s”).") % said
    return _("%(what)s “%(now)s” (not answered before).") % said


def _number(value: str) -> str:
    """A figure as people here type it; a code or a text as it is."""
    return typed_number(Decimal(value)) if value and value.replace(".", "", 1).isdecimal() and "." in value else value
