"""The check list of a tender: every step with where the law asks it, done by the record or ticked."""

from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from steunpunt.contract.tenders import access, actions, queries, sentences
from steunpunt.contract.tenders.choices import law_words
from steunpunt.contract.tenders.choices.law import Amount, Stage
from steunpunt.contract.tenders.queries.checklist import Checked
from steunpunt.contract.tenders.rules.law import answers
from steunpunt.contract.tenders.values import Specification
from steunpunt.contract.tenders.views.shared import only_if, shell, tender_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest


@signed_in
@require_http_methods(["GET", "POST"])
def checklist(request: ActorRequest, tender_id: int) -> HttpResponse:
    """For who prepares the tender: what was done, what is to be done, and what has to be asked."""
    tender, now = tender_or_404(request, tender_id), timezone.now()
    only_if(access.is_buyer(request.actor))
    spec = queries.specification(tender)
    found = queries.checklist(tender, spec, now)
    if request.method == "POST":
        _tick(request, tender.pk, found)
        return redirect("tenders:checklist", tender_id=tender.pk)
    day = queries.law_day(tender, now)
    context = {
        **shell(request, tender, "checklist"),
        "act": answers.act_on(day),
        "day": day,
        "phases": [
            (law_words.PHASES[phase], list(rows)) for phase, rows in groupby(found, key=lambda one: one.step.phase)
        ],
        "done": sum(one.is_done for one in found),
        "all": len(found),
        "words": law_words.STEPS,
        "certainties": law_words.CERTAINTIES,
        "warned": sentences.warned(spec, day),
        "tables": _tables(spec, day),
        "wait": queries.standstill_of(tender, spec),
    }
    return render(request, "tenders/checklist.html", context)


def _tick(request: ActorRequest, tender_id: int, found: list[Checked]) -> None:
    only_if(access.may_prepare(request.actor))
    code = request.POST.get("code", "")
    step = next((one.step for one in found if one.step.code == code and one.step.by_hand), None)
    if step is None:
        raise Http404
    actions.tick(
        tender_id=tender_id,
        code=step.code,
        label=str(law_words.STEPS[step.code]),
        note=request.POST.get("note", "")[:300],
        now=timezone.now(),
        by=request.actor,
    )
    messages.success(request, _("The step is ticked."))


def _tables(spec: Specification, day: date) -> list[dict[str, Any]]:
    """The amounts and periods that hold for this tender, each with its source."""
    above = answers.is_above(spec, day)
    amounts = [
        (_("European threshold, without VAT"), answers.eu_threshold(spec.subject, day)),
        (_("Without prior publication below"), answers.amount_on(Amount.UNPUBLISHED, day)),
    ]
    found = [{"what": what, "row": row, "value": sentences.euro(row.value)} for what, row in amounts if row]
    for what, stage in (
        (_("Least time for requests to take part"), Stage.REQUESTS),
        (_("Least time for offers, handed in here"), Stage.OFFERS),
    ):
        least = answers.least(spec.procedure, stage, day, above=above)
        if least:
            found.append({"what": what, "row": least, "value": sentences.days(least.value.here)})
    for what, days in (
        (_("Standstill"), answers.standstill_rule(day)),
        (_("Offers bind for, as a rule"), answers.usual_validity(day)),
    ):
        if days:
            found.append({"what": what, "row": days, "value": sentences.days(days.value)})
    term = answers.framework_rule(day)
    if spec.framework is not None and term is not None:
        what = _("A framework agreement lasts, as a rule at the most")
        found.append({"what": what, "row": term, "value": sentences.months(term.value)})
    return found
