"""What there is still to look at in a draft, in sentences, each with the place to mend it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan.questionnaires.remarks import Remark
from steunpunt.foundation.acting import Text

WORDS: dict[str, Text] = {
    "number_missing": _("The version has no number yet."),
    "title_missing": _("The title is missing in: %(detail)s."),
    "base_unknown": _("It says to be made from version %(detail)s, which was never published here."),
    "number_taken": _("Version %(detail)s is published already. Give this one another number."),
    "no_domains": _("There are no domains yet."),
    "fact_needed": _("The fact %(detail)s is not asked: without it boards of the same scale cannot be found."),
    "prompt_needed": _("The question per domain “%(detail)s” is missing."),
    "other_text_missing": _("A text is missing: %(detail)s. Change it under Words, or under Facts and choice lists."),
    "comparable_twice": _("Two questions say to be comparable with %(detail)s."),
    "domain_text_missing": _("The name of the domain is missing in: %(detail)s."),
    "domain_empty": _("This domain has no questions."),
    "question_text_missing": _("The question is missing in: %(detail)s."),
    "hint_missing": _("The explanation of the question is missing in: %(detail)s."),
    "nobody_asked": _("No kind of board gets this question."),
    "too_few_options": _("There are fewer than two ready-made answers."),
    "option_text_missing": _("Answer %(option)s is missing in: %(detail)s."),
    "explanation_missing": _("The explanation of answer %(option)s is missing in: %(detail)s."),
    "level_missing": _("Answer %(option)s has no level yet."),
    "levels_not_rising": _("The answers do not stand from low to high."),
    "level_gap": _("No answer stands for level %(detail)s: nobody can reach that end of the scale."),
    "heavy": _("Weight %(detail)s is high: this one question outweighs several others."),
    "no_tags": _("All cooperation tags are 0: this question never leads to an opportunity."),
    "comparable_unknown": _("It says to be comparable with %(detail)s, which does not exist in the version before."),
    "id_reused": _("This code stood for another question in version %(detail)s: give the question a new code."),
    "not_comparable": _("Not comparable with version %(detail)s: no trend is shown for this question."),
    "answers_changed": _("The answers or their levels differ from version %(detail)s: is it still comparable?"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A remark in words, with the page on which it is mended."""

    text: str
    place: str
    url: str
    is_blocking: bool
    domain: str
    question: str


def points(draft_id: int, found: list[Remark]) -> list[Point]:
    """Remarks in words, what blocks first."""
    return sorted((_point(draft_id, remark) for remark in found), key=lambda point: not point.is_blocking)


def _point(draft_id: int, remark: Remark) -> Point:
    text = str(WORDS[remark.code]) % {"detail": remark.detail, "option": remark.option}
    if remark.question:
        url = reverse("scan:draft_domain", args=[draft_id, remark.domain])
        url = f"{url}?vraag={remark.question}#q-{remark.question}"
    elif remark.domain:
        url = f"{reverse('scan:draft_domain', args=[draft_id, remark.domain])}?bewerk=domein"
    else:
        url = f"{reverse('scan:draft', args=[draft_id])}?bewerk=titel"
    place = remark.question or remark.domain
    return Point(text, place, url, remark.is_blocking, remark.domain, remark.question)
