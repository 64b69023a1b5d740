"""What the scan contributes to the search: scans that the actor may see, and the questions of a board's own scan."""

from collections.abc import Iterator

from django.db.models import TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.models import Scan
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.finding import MOST_HITS, Hit, Words


def scans(actor: Actor, words: Words) -> Iterator[Hit]:
    """By round and by board: one query."""
    called = _("Cooperation scan")
    rows = (
        queries.with_round(access.visible_scans(actor))
        .annotate(
            fit=words.fit(
                names=Concat("round__name", Value(" "), "organisation__name", output_field=TextField()),
                rest=Value(f"{called} samenwerkingsscan"),
            )
        )
        .filter(fit__gt=0)
        .order_by("-fit", "-round__opens_on", "organisation__name", "pk")[:MOST_HITS]
    )
    for scan in rows:
        yield Hit(
            title=f"{scan.round.name} · {scan.organisation}",
            url=reverse("scan:overview", args=[scan.pk]),
            detail=_progress(scan),
            score=scan.fit,
        )


def _progress(scan: Scan) -> str:
    if scan.state == ScanState.SUBMITTED:
        return _("submitted")
    return _("%(answered)s of %(asked)s questions answered") % {"answered": scan.answered, "asked": scan.asked}


def questions(actor: Actor, words: Words) -> Iterator[Hit]:
    """The questions that a board was asked in its newest scan, by text, code, domain and answers: two queries."""
    if actor.is_of_support_point:
        return
    scan = queries.with_round(access.visible_scans(actor)).order_by("-round__opens_on", "-pk").first()
    if scan is None:
        return
    questionnaire = queries.questionnaire_of(scan)
    asked = {question.id: question for question in questionnaire.questions_for(BoardType(scan.board_type))}
    domains = {domain.code: say(domain.name) for domain in questionnaire.domains}
    texts = {
        code: (
            f"{code} {say(question.text)}",
            " ".join([domains[question.domain], *(say(option.text) for option in question.options)]),
        )
        for code, question in asked.items()
    }
    for code, score in words.fit_of(texts).items():
        domain = asked[code].domain
        yield Hit(
            title=say(asked[code].text),
            url=reverse("scan:domain", args=[scan.pk, domain]) + f"#{code}",
            detail=f"{code} · {domains[domain]}",
            score=score,
        )
