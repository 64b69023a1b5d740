"""A questionnaire as a board sees it: per kind of board, part and language."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy

from steunpunt.assess.scan import forms
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.rules import questions_of
from steunpunt.assess.scan.values import Questionnaire
from steunpunt.assess.scan.views.round_forms import BOARD_TYPE_NAMES
from steunpunt.foundation.acting import ActorRequest

LANGUAGES = (("nl", "Nederlands"), ("fr", "Français"), ("en", "English"))

FACTS, BEFOREHAND = "-gegevens", "-vooraf"
"""Parts beside the domains, in the address; no code of a domain begins so."""
PARTS = {FACTS: gettext_lazy("About your board"), BEFOREHAND: gettext_lazy("Your own estimate beforehand")}


def preview_of(request: ActorRequest, questionnaire: Questionnaire) -> dict[str, Any]:
    """What the preview shows, as chosen in the address: `soort`, `taal`, `domein`. Anything unknown is passed over."""
    chosen = request.GET.get("soort", "")
    kind = BoardType(chosen) if chosen in set(BoardType) else BoardType.MUNICIPALITY
    asked = {domain.code: questions_of(domain, kind) for domain in questionnaire.domains}
    domains = [domain for domain in questionnaire.domains if asked[domain.code]]
    code = request.GET.get("domein", "")
    part = code if code in PARTS else ""
    domain = None if part else next((each for each in domains if each.code == code), domains[0] if domains else None)
    language = request.GET.get("taal", "")
    language = language if language in dict(LANGUAGES) else (translation.get_language() or "nl").partition("-")[0]
    with translation.override(language):
        facts = forms.fact_views(questionnaire, kind, {})
        beforehand = [view for each in domains for view in _prompts(questionnaire, each.code, "self", "issue")]
        shown = {FACTS: facts, BEFOREHAND: beforehand}.get(part, [])
        if domain:
            shown = forms.question_views(questionnaire, asked[domain.code], {}, with_explanations=False)
            shown += _prompts(questionnaire, domain.code, "want", "with")
        names = [(FACTS, str(PARTS[FACTS]), len(facts)), (BEFOREHAND, str(PARTS[BEFOREHAND]), len(beforehand))]
        names += [(each.code, forms.say(each.name), len(asked[each.code])) for each in domains]
        title = forms.say(domain.name) if domain else str(PARTS.get(part, ""))
    return {
        "questions": shown,
        "domains": names,
        "part": domain.code if domain else part,
        "domain": domain.code if domain else "",
        "domain_title": title,
        "kind": kind.value,
        "kinds": list(BOARD_TYPE_NAMES.items()),
        "language": language,
        "languages": LANGUAGES,
        "asked": sum(len(each) for each in asked.values()),
    }


def _prompts(questionnaire: Questionnaire, domain: str, *codes: str) -> list[forms.QuestionView]:
    """What is asked in every domain, for one of them."""
    views = []
    for code in codes:
        text, choices = forms.prompt(questionnaire, code, domain)
        views.append(forms.choice_view(f"{code}_{domain}", text, choices, []))
        views[-1].kind = next(each.kind.value for each in questionnaire.prompts if each.code == code)
    return views
