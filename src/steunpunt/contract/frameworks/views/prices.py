"""The price list of a day, as a page and as a spreadsheet; and brought up to the index."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.contract.frameworks import access, actions, forms, lists, queries, sentences
from steunpunt.contract.frameworks.choices import FrameworkState, words
from steunpunt.contract.frameworks.models import Framework
from steunpunt.contract.frameworks.queries import pricing
from steunpunt.contract.frameworks.rules import differing
from steunpunt.contract.frameworks.views.shared import coming, framework_or_404, kept_or_404, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Reason
from steunpunt.foundation.ui import spreadsheets
from steunpunt.foundation.ui.forms import form_page, worked

SHOWN = 200


@signed_in
@require_GET
def prices(request: ActorRequest, framework_id: int) -> HttpResponse:
    """Items with their prices of a day; as a spreadsheet it can be changed and read in again."""
    framework, today = framework_or_404(request, framework_id), timezone.localdate()
    on = _day(request.GET.get("on", ""), framework, today)
    items = queries.on_list(access.visible_items(request.actor).filter(framework=framework), on)
    rows = queries.with_prices(items.order_by("lot", "category", "code"), on)
    is_whole = access.sees_support_part(request.actor)
    shown = [(row, value) for row in rows if (value := queries.priced(row)) is not None]
    if (kind := request.GET.get("export", "")) in spreadsheets.WRITERS:
        header, table = lists.price_list_table(shown, is_whole=is_whole)
        return spreadsheets.response(kind, _("price-list-%(ref)s") % {"ref": framework.pk}, header, table)
    context = {
        **shell(request, framework, "prices"),
        "items": [
            {
                "row": row,
                "charge": words.CHARGES[row.charge],
                "steps": [
                    (step.from_units, sentences.price(step.price.supplier), sentences.price(step.price.support))
                    for step in value.steps
                ],
                "standard": value.standard,
            }
            for row, value in shown
        ],
        "on": on,
        "is_today": on == _day("", framework, today),
        "coming": coming(request, framework, today),
        "has_index": queries.terms_on(framework, on).indexation is not None,
        "is_draft": framework.state == FrameworkState.DRAFT,
    }
    return render(request, "frameworks/prices.html", context)


def _day(asked: str, framework: Framework, today: date) -> date:
    """The day that was asked, or today: within the days of the contract."""
    try:
        day = parse_date(asked) or today
    except ValueError:
        day = today
    return max(min(day, framework.ends_on), framework.starts_on)


@signed_in
@require_http_methods(["GET", "POST"])
def index(request: ActorRequest, framework_id: int) -> HttpResponse:
    """Write down what the index of this contract was."""
    framework, today = kept_or_404(request, framework_id), timezone.localdate()
    indexation = queries.terms_on(framework, today).indexation
    form = forms.IndexForm(request.POST or None, initial={"on": today.replace(day=1)})

    def work() -> None:
        actions.read_index(
            index=indexation.index if indexation else "", **form.cleaned_data, now=timezone.now(), by=request.actor
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The index is written down."))
        return redirect("frameworks:revise", framework_id=framework.pk)
    trail = shell(request, framework, "", _("Write down the index"))["trail"]
    back = reverse("frameworks:prices", args=[framework.pk])
    lead = indexation.index if indexation else _("Prices of this contract follow no index.")
    return form_page(request, form, trail=trail, submit=_("Write down"), back=back, lead=lead)


@signed_in
@require_http_methods(["GET", "POST"])
def revise(request: ActorRequest, framework_id: int) -> HttpResponse:
    """Bring all prices up to the index, from a day on: first what would change, then the change itself."""
    framework = kept_or_404(request, framework_id)
    today = timezone.localdate()
    form = forms.FromDayForm(request.POST or None)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        start = form.cleaned_data["valid_from"]
        found = pricing.by_index(framework, start)
        objections = [*differing.objections(pricing.standing(framework), start, today)]
        for reason in [*objections, *([found] if isinstance(found, Reason) else [])]:
            form.add_error(reason.field if reason.field in form.fields else None, str(reason))
        if not form.errors and not isinstance(found, Reason):
            seen = f"{found.reading.pk}-{last.pk if (last := pricing.last_change(framework)) else 0}"
            if request.POST.get("seen") == seen and worked(form, lambda: _bring_up(request, framework, start, today)):
                return redirect("frameworks:prices", framework_id=framework.pk)
            context = {
                "seen": seen,
                "start": start,
                "reading": found.reading,
                "factor": float(found.factor),
                "rows": sentences.coming_rows(found.items[:SHOWN]),
                "count": len(found.items),
            }
    context |= {**shell(request, framework, "", _("Bring prices up to the index")), "form": form}
    return render(request, "frameworks/revise.html", context, status=422 if form.errors else 200)


def _bring_up(request: ActorRequest, framework: Framework, start: date, today: date) -> None:
    _reading, changed = actions.bring_up_to_index(
        framework_id=framework.pk, valid_from=start, today=today, now=timezone.now(), by=request.actor
    )
    text = ngettext("%(n)s item changes.", "%(n)s items change.", changed)
    messages.success(request, text % {"n": changed})
