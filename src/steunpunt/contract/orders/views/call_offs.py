"""What was called off under one contract: the report for its contracting authority, as page, workbook and paper."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.orders import access, actions, charts, forms, lists, papers, sentences
from steunpunt.contract.orders.queries import call_offs as queries
from steunpunt.contract.orders.queries.telling import has_public_figures
from steunpunt.contract.orders.rules import telling as rules
from steunpunt.contract.orders.views.shared import only_if
from steunpunt.contract.tenders import public as tenders
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.ui.spreadsheets import XLSX, download, workbook_bytes


@signed_in
@require_GET
def call_offs(request: ActorRequest, framework_id: int) -> HttpResponse:
    """For the contracting authority and the support point whole, for a supplier its own side; `export` gives a file."""
    actor, today = request.actor, timezone.localdate()
    framework = frameworks.framework_seen(actor, framework_id)
    if framework is None:
        raise Http404
    only_if(access.sees_call_offs(actor, framework.authority_id))
    so_far = {"since": framework.starts_on, "until": max(framework.starts_on, today)}
    form = forms.PeriodForm(request.GET if forms.PeriodForm.asks(request.GET) else so_far)
    days = form.cleaned_data if form.is_valid() else so_far
    rows = access.call_offs(actor, framework.pk, framework.authority_id)
    found = queries.report(framework.pk, rows, since=days["since"], until=days["until"], today=today)
    is_supplier = access.is_supplier(actor)
    if form.is_valid() and request.GET.get("export") in {"xlsx", "pdf"}:
        return _file(request.GET["export"], framework, found, is_supplier=is_supplier)
    here = reverse("frameworks:detail", args=[framework.pk])
    lots = {item.lot for item, _one in found.items}
    context = {
        "framework": framework,
        "form": form,
        "is_valid": form.is_valid(),
        "found": found,
        "is_supplier": is_supplier,
        "headline": sentences.called_off(found, is_supplier=is_supplier),
        "room": None if is_supplier or framework.most_amount is None else framework.most_amount - found.used,
        "boards": [(board, found.orders.get(board, 0), one) for board, one in found.boards],
        "has_lots": len(lots) > 1,
        "chart": charts.by_month(found.months, is_supplier=is_supplier) if len(found.months) > 1 else None,
        "kept": [(one, sentences.kept(one)) for one in found.suppliers],
        "how": sentences.how_called_off(),
        "tells_until": rules.quarter_before(today) if _can_tell(request, framework) else None,
        "is_told": has_public_figures(framework.pk),
        "late_count": sum(one.late for one in found.suppliers),
        "opens_orders": access.is_keeper(actor) or is_supplier,
        "trail": [
            (_("Procure"), ""),
            (_("Framework contracts"), reverse("frameworks:list")),
            (str(framework), here),
            (_("Call-offs"), ""),
        ],
    }
    return render(request, "orders/call_offs.html", context, status=200 if form.is_valid() else 422)


@signed_in
@require_POST
def tell(request: ActorRequest, framework_id: int) -> HttpResponse:
    """Put out what was called off until the last quarter that is over, as far as it can be told."""
    only_if(access.may_tell(request.actor))
    try:
        figures = actions.tell_call_offs(
            framework_id=framework_id, today=timezone.localdate(), now=timezone.now(), by=request.actor
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if figures:
            messages.success(request, _("It stands with the open data of the tender, for everybody."))
        else:
            messages.info(
                request, _("Nothing new can be told: too few boards ordered, or one ordered more than half of it.")
            )
    return redirect("orders:call_offs", framework_id=framework_id)


def _file(kind: str, framework: Any, found: queries.Report, *, is_supplier: bool) -> HttpResponse:
    name = _("call-offs-%(reference)s-%(since)s-%(until)s.%(kind)s") % {
        "reference": "".join(sign if sign.isalnum() else "-" for sign in framework.reference),
        "since": f"{found.since:%Y-%m-%d}",
        "until": f"{found.until:%Y-%m-%d}",
        "kind": kind,
    }
    if kind == "xlsx":
        return download(workbook_bytes(lists.call_offs(framework, found, is_supplier=is_supplier)), name, XLSX)
    made = papers.call_offs_pdf(framework, found, is_supplier=is_supplier, now=timezone.now())
    return download(made, name, "application/pdf")


def _can_tell(request: ActorRequest, framework: Any) -> bool:
    return access.may_tell(request.actor) and framework.tender_id is not None and tenders.is_told(framework.tender_id)
