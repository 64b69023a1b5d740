"""The price list: read, out and in as a spreadsheet, and brought up to the index."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from pydantic import TypeAdapter

from steunpunt.contract.frameworks import access, actions, forms, lists, queries, sentences
from steunpunt.contract.frameworks.choices import FrameworkState, words
from steunpunt.contract.frameworks.models import Framework
from steunpunt.contract.frameworks.rules import price_list
from steunpunt.contract.frameworks.views.shared import framework_or_404, kept_or_404, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.figures.periods import shifted
from steunpunt.foundation.ui import spreadsheets
from steunpunt.foundation.ui.forms import form_page, worked

SALT = "frameworks.price_list"
VALID_SECONDS = 60 * 60
SHOWN = 200
_ITEMS: TypeAdapter[tuple[price_list.Listed, ...]] = TypeAdapter(tuple[price_list.Listed, ...])


@signed_in
@require_GET
def prices(request: ActorRequest, framework_id: int) -> HttpResponse:
    """Items with their prices of a day; as a spreadsheet it can be changed and read in again."""
    framework, today = framework_or_404(request, framework_id), timezone.localdate()
    on = max(min(today, framework.ends_on), framework.starts_on)
    items = queries.on_list(access.visible_items(request.actor).filter(framework=framework), on)
    rows = queries.with_prices(items.order_by("lot", "category", "code"), on)
    is_whole = access.sees_support_part(request.actor)
    shown = [(row, value) for row in rows if (value := queries.priced(row)) is not None]
    if (kind := request.GET.get("export", "")) in spreadsheets.WRITERS:
        header, table = lists.price_list_table(shown, is_whole=is_whole)
        return spreadsheets.response(kind, _("price-list-%(ref)s") % {"ref": framework.pk}, header, table)
    context = {
        **shell(request, framework, "prices"),
        "is_whole": is_whole,
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
        "has_index": queries.terms_on(framework, on).indexation is not None,
        "is_draft": framework.state == FrameworkState.DRAFT,
    }
    return render(request, "frameworks/prices.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def read_in(request: ActorRequest, framework_id: int) -> HttpResponse:
    """Send a list and see what it would change. Nothing changes here."""
    framework, today = kept_or_404(request, framework_id), timezone.localdate()
    start = framework.starts_on if framework.state == FrameworkState.DRAFT else shifted(today.replace(day=1), 1)
    form = forms.PriceListForm(
        request.POST or None, request.FILES or None, initial={"valid_from": max(start, framework.starts_on)}
    )
    context: dict[str, Any] = {
        **shell(request, framework, "", _("Read in a price list")),
        "form": form,
        "headings": [words[0] for words in price_list.HEADINGS.values()],
    }
    if request.method == "POST" and form.is_valid() and form.reading is not None:
        context |= _look(framework, form.reading, form.cleaned_data["valid_from"])
    return render(request, "frameworks/read_in.html", context, status=422 if form.errors else 200)


def _look(framework: Framework, reading: price_list.Reading, valid_from: Any) -> dict[str, Any]:
    start = framework.starts_on if framework.state == FrameworkState.DRAFT else valid_from
    found = price_list.differences(queries.current_prices(framework, start), reading.items)
    payload = ""
    if not reading.faults:
        content = {"items": _ITEMS.dump_python(reading.items, mode="json"), "from": start.isoformat()}
        payload = signing.dumps({"of": framework.pk, **content}, salt=SALT, compress=True)
    return {
        "reading": reading,
        "faults": reading.faults[:SHOWN],
        "differences": found[:SHOWN],
        "count": len(found),
        "start": start,
        "payload": payload,
    }


@signed_in
@require_POST
def read_in_confirm(request: ActorRequest, framework_id: int) -> HttpResponse:
    """Do what the look at the list showed: it comes back signed, so it is the one that was looked at."""
    framework = kept_or_404(request, framework_id)
    try:
        content = signing.loads(request.POST.get("payload", ""), salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        messages.error(request, _("The look at the file is too long ago. Send the file again."))
        return redirect("frameworks:read_in", framework_id=framework.pk)
    if content["of"] != framework.pk:
        messages.error(request, _("This list was looked at for another contract. Send the file again."))
        return redirect("frameworks:read_in", framework_id=framework.pk)
    try:
        found = actions.load_price_list(
            framework_id=framework.pk,
            items=_ITEMS.validate_python(content["items"]),
            valid_from=date.fromisoformat(content["from"]),
            today=timezone.localdate(),
            now=timezone.now(),
            by=request.actor,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("frameworks:read_in", framework_id=framework.pk)
    text = ngettext("%(n)s price changes.", "%(n)s prices change.", len(found))
    messages.success(request, text % {"n": len(found)})
    return redirect("frameworks:prices", framework_id=framework.pk)


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
