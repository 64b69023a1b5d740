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
from steunpunt.contract.frameworks.views.shared import coming, framework_or_404, kept_or_404, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui import spreadsheets
from steunpunt.foundation.ui.forms import form_page, worked


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
    """Bring all prices up to the index, from a day on."""
    framework = kept_or_404(request, framework_id)
    today = timezone.localdate()
    form = forms.FromDayForm(request.POST or None)
    done: list[tuple[Any, int]] = []

    def work() -> None:
        done.append(
            actions.bring_up_to_index(
                framework_id=framework.pk,
                valid_from=form.cleaned_data["valid_from"],
                today=today,
                now=timezone.now(),
                by=request.actor,
            )
        )

    if request.method == "POST" and worked(form, work):
        text = ngettext("%(n)s price changes.", "%(n)s prices change.", done[0][1])
        messages.success(request, text % {"n": done[0][1]})
        return redirect("frameworks:prices", framework_id=framework.pk)
    trail = shell(request, framework, "", _("Bring prices up to the index"))["trail"]
    back = reverse("frameworks:prices", args=[framework.pk])
    lead = _("From the prices of the contract and the newest index of that day. What was ordered keeps its price.")
    return form_page(request, form, trail=trail, submit=_("Change the prices"), back=back, lead=lead)
