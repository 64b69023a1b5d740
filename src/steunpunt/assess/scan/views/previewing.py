"""A questionnaire as a board sees it: per kind of board, domain and language."""

from typing import Any

from django.utils import translation

from steunpunt.assess.scan import forms
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.rules import questions_of
from steunpunt.assess.scan.values import Questionnaire
from steunpunt.assess.scan.views.rounds import BOARD_TYPE_NAMES
from steunpunt.foundation.acting import ActorRequest

LANGUAGES = (("nl", "Nederlands"), ("fr", "Français"), ("en", "English"))


def preview_of(request: ActorRequest, questionnaire: Questionnaire) -> dict[str, Any]:
    """What the preview shows, as chosen in the address: `soort`, `taal`, `domein`. Anything unknown is passed over."""
    chosen = request.GET.get("soort", "")
    kind = BoardType(chosen) if chosen in set(BoardType) else BoardType.MUNICIPALITY
    asked = {domain.code: questions_of(domain, kind) for domain in questionnaire.domains}
    domains = [domain for domain in questionnaire.domains if asked[domain.code]]
    code = request.GET.get("domein", "")
    domain = next((each for each in domains if each.code == code), domains[0] if domains else None)
    language = request.GET.get("taal", "")
    language = language if language in dict(LANGUAGES) else (translation.get_language() or "nl").partition("-")[0]
    with translation.override(language):
        shown = forms.question_views(questionnaire, asked[domain.code], {}, with_explanations=False) if domain else []
        names = [(each.code, forms.say(each.name), len(asked[each.code])) for each in domains]
        title = forms.say(domain.name) if domain else ""
    return {
        "questions": shown,
        "domains": names,
        "domain": domain.code if domain else "",
        "domain_title": title,
        "kind": kind.value,
        "kinds": list(BOARD_TYPE_NAMES.items()),
        "language": language,
        "languages": LANGUAGES,
        "asked": sum(len(each) for each in asked.values()),
    }
