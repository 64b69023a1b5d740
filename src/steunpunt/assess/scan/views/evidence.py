"""The files with which a board shows what it answered to one question. They stay inside the board."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from steunpunt.assess.scan import access, forms, queries
from steunpunt.assess.scan.actions.filling import closed
from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.queries.contributions import answer_text
from steunpunt.assess.scan.views.filling import scan_or_404, section_url
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.documents.public import documents_of


@signed_in
@require_GET
def evidence(request: ActorRequest, scan_id: int, question: str) -> HttpResponse:
    """One question with its answer and its files, and a place to add one."""
    scan = scan_or_404(request, scan_id)
    questionnaire = queries.questionnaire_of(scan)
    asked = questionnaire.questions.get(question)
    if asked is None or BoardType(scan.board_type) not in asked.who or not access.may_read_remarks(request.actor, scan):
        raise Http404
    answer = scan.answers.filter(question=question).values_list("answer", flat=True).first()
    domain = forms.say(questionnaire.domain(asked.domain).name)
    if scan.state == ScanState.SUBMITTED:
        back = reverse("scan:domain_result", args=[scan.pk, asked.domain])
    else:
        back = section_url(scan, asked.domain)
    context = {
        "scan": scan,
        "code": question,
        "text": forms.say(asked.text),
        "answer": answer_text(questionnaire, asked, answer, forms.language()) if answer else "",
        "documents": documents_of(request.actor, f"scan:{scan.pk}", question),
        "closed": closed(scan, timezone.localdate()),
        "back": f"{back}#{question}",
        "trail": [
            (_("Assess"), ""),
            (scan.round.name, reverse("scan:overview", args=[scan.pk])),
            (domain, f"{back}#{question}"),
            (_("Evidence"), ""),
        ],
    }
    return render(request, "scan/evidence.html", context)
