"""For the support point: how good the questionnaire proved to be in a round."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from steunpunt.assess.scan import access, actions, queries
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.models import QualityReport
from steunpunt.assess.scan.queries import quality
from steunpunt.assess.scan.rules.parameters import BLIND_SPOT_FROM, QUALITY_BOARDS, REDRAWS
from steunpunt.assess.scan.values import Questionnaire
from steunpunt.assess.scan.views.round_forms import BOARD_TYPE_NAMES
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.ui import spreadsheets


@signed_in
@require_http_methods(["GET", "POST"])
def quality_page(request: ActorRequest, round_id: int) -> HttpResponse:
    """The figures as they were reckoned last, with their day; a button reckons them anew in the background."""
    round_ = get_object_or_404(access.visible_rounds(request.actor).select_related("version"), pk=round_id)
    if request.method == "POST":
        try:
            job_id = actions.ask_quality(round_id=round_id, now=timezone.now(), by=request.actor)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("scan:quality", round_id=round_id)
        return redirect("jobs:detail", job_id=job_id)
    report = quality.latest(round_)
    questionnaire = queries.questionnaire_of_round(round_)
    if report and request.GET.get("export") == "csv":
        return spreadsheets.response("csv", "vragenlijst", _header(), _lines(report, questionnaire))
    kinds = [_shown(kind, questionnaire) for kind in report.content["kinds"]] if report else []
    flagged = [
        line for kind in kinds for domain in kind["domains"] for line in domain["questions"] if line["is_negative"]
    ]
    context = {
        "round": round_,
        "report": report,
        "kinds": kinds,
        "flagged": flagged,
        "least": QUALITY_BOARDS,
        "redraws": REDRAWS,
        "may_run": access.may_start_rounds(request.actor),
        "trail": [
            (_("Assess"), ""),
            (_("Cooperation scan"), reverse("scan:index")),
            (round_.name, reverse("scan:round", args=[round_id])),
            (_("Quality of the questionnaire"), ""),
        ],
    }
    return render(request, "scan/quality.html", context)


def _shown(kind: quality.KindFigures, questionnaire: Questionnaire) -> dict[str, Any]:
    domains = []
    for domain in kind["domains"]:
        questions = []
        for one in domain["questions"]:
            question = questionnaire.questions[one["question"]]
            options = {option.code: say(option.text) for option in question.options}
            questions.append(
                {
                    "id": question.id,
                    "text": say(question.text),
                    "item_rest": one["item_rest"],
                    "is_negative": (one["item_rest"] or 0) < 0,
                    "dont_know": one["dont_know"],
                    "is_blind": one["dont_know"] >= BLIND_SPOT_FROM,
                    "unused": [options[code] for code in one["unused"]],
                }
            )
        domains.append({**domain, "name": say(questionnaire.domain(domain["domain"]).name), "questions": questions})
    return {"name": BOARD_TYPE_NAMES[BoardType(kind["board_type"])], "boards": kind["boards"], "domains": domains}


def _header() -> list[str]:
    return [
        _("Kind of board"), _("Domain"), _("Boards"), _("Alpha"), _("Alpha from"), _("Alpha to"), _("Keeps its status"),
        _("Question"), _("Item-rest correlation"), _("Share of “I don't know”"), _("Answers that nobody picks"),
    ]  # fmt: skip


def _lines(report: QualityReport, questionnaire: Questionnaire) -> list[list[Any]]:
    return [
        [
            str(BOARD_TYPE_NAMES[BoardType(kind["board_type"])]),
            say(questionnaire.domain(domain["domain"]).name),
            domain["boards"],
            domain["alpha"],
            domain["low"],
            domain["high"],
            domain["kept"],
            one["question"],
            one["item_rest"],
            one["dont_know"],
            " ".join(one["unused"]),
        ]
        for kind in report.content["kinds"]
        for domain in kind["domains"]
        for one in domain["questions"]
    ]
