"""A price list is read in: looked at first, then taken over with who decided it; and taken back before its day."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import TypeAdapter

from steunpunt.contract.frameworks import actions, forms, queries, sentences
from steunpunt.contract.frameworks.choices import FrameworkState
from steunpunt.contract.frameworks.models import Framework
from steunpunt.contract.frameworks.queries import pricing
from steunpunt.contract.frameworks.rules import completing, differing, price_list
from steunpunt.contract.frameworks.views.shared import document_of, kept_or_404, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Reason
from steunpunt.foundation.figures.periods import shifted
from steunpunt.foundation.ui.forms import form_page, worked

SALT = "frameworks.price_list"
VALID_SECONDS = 60 * 60
SHOWN = 200
_ITEMS: TypeAdapter[tuple[price_list.Listed, ...]] = TypeAdapter(tuple[price_list.Listed, ...])


@signed_in
@require_http_methods(["GET", "POST"])
def read_in(request: ActorRequest, framework_id: int) -> HttpResponse:
    """Send a list and see what it would change. Nothing changes here."""
    framework, today = kept_or_404(request, framework_id), timezone.localdate()
    form = forms.PriceListForm(
        request.POST or None,
        request.FILES or None,
        initial={"valid_from": max(_start(framework, shifted(today.replace(day=1), 1)), framework.starts_on)},
    )
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid() and form.reading is not None:
        start = _start(framework, form.cleaned_data["valid_from"])
        for reason in differing.objections(pricing.standing(framework), start, today):
            form.add_error(reason.field if reason.field in form.fields else None, str(reason))
        context = {"reading": form.reading, "faults": form.reading.faults[:SHOWN]}
        if not form.errors and not form.reading.faults:
            context |= _look(framework, form, form.reading, start)
    return _page(request, framework, form, context)


def _start(framework: Framework, valid_from: date) -> date:
    """A draft takes a list from the first day of the contract on."""
    return framework.starts_on if framework.state == FrameworkState.DRAFT else valid_from


def _page(
    request: ActorRequest, framework: Framework, form: forms.PriceListForm, context: dict[str, Any]
) -> HttpResponse:
    headings = [words[0] for words in price_list.HEADINGS.values()]
    whole = {
        **shell(request, framework, "", _("Read in a price list")),
        "form": form,
        "headings": headings,
        **context,
    }
    is_wrong = form.errors or (context.get("signed") and context["signed"].errors)
    return render(request, "frameworks/read_in.html", whole, status=422 if is_wrong else 200)


def _look(framework: Framework, form: forms.PriceListForm, reading: price_list.Reading, start: date) -> dict[str, Any]:
    """What the list would change, in rows and in words; what may be done with it comes back signed."""
    current = pricing.current_list(framework, start)
    whole = completing.completed(reading, current, is_whole=form.is_whole, new_support=form.cleaned_data["new_support"])
    told = list(sentences.told(reading, whole, differing.differences(current, whole.items), start))
    content = {
        "of": framework.pk,
        "items": _ITEMS.dump_python(whole.items, mode="json"),
        "from": start.isoformat(),
        "rests_on": _rests_on(framework),
        "told": told,
        "units": dict(whole.units),
    }
    return _shown(framework, whole.items, start, content)


def _rests_on(framework: Framework) -> int:
    last = pricing.last_change(framework)
    return last.pk if last else 0


def _shown(
    framework: Framework,
    items: tuple[price_list.Listed, ...],
    start: date,
    content: dict[str, Any],
    signed: forms.SignedListForm | None = None,
) -> dict[str, Any]:
    found = differing.differences(pricing.current_list(framework, start), items)
    lots = {lot.number for lot in queries.terms_on(framework, start).lots}
    reasons: list[Reason] = list(differing.list_objections(items, pricing.known_items(framework), lots))
    is_draft = framework.state == FrameworkState.DRAFT
    can_be_taken_over = bool(found) and not reasons
    return {
        "differences": sentences.difference_rows(found[:SHOWN], content["units"]),
        "count": len(found),
        "left": len(found) - SHOWN,
        "start": start,
        "told": content["told"],
        "reasons": reasons[:SHOWN],
        "payload": signing.dumps(content, salt=SALT, compress=True) if can_be_taken_over else "",
        "signed": (signed or forms.SignedListForm(initial={"signed_on": timezone.localdate()}))
        if can_be_taken_over and not is_draft
        else None,
    }


@signed_in
@require_POST
def read_in_confirm(request: ActorRequest, framework_id: int) -> HttpResponse:
    """Do what the look at the list showed: it comes back signed, so it is the one that was looked at."""
    framework = kept_or_404(request, framework_id)
    try:
        content = signing.loads(request.POST.get("payload", ""), salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        return _anew(request, framework, _("The look at the file is too long ago. Send the file again."))
    if content["of"] != framework.pk:
        return _anew(request, framework, _("This list was looked at for another contract. Send the file again."))
    if content["rests_on"] != _rests_on(framework):
        return _anew(request, framework, _("The prices changed since you looked at the file. Send the file again."))
    items, start = _ITEMS.validate_python(content["items"]), date.fromisoformat(content["from"])
    is_draft = framework.state == FrameworkState.DRAFT
    form = forms.SignedListForm(request.POST, request.FILES)
    if is_draft:
        form.fields.clear()
    done: list[int] = []

    def work() -> None:
        given = form.cleaned_data
        with transaction.atomic():
            found = actions.load_price_list(
                framework_id=framework.pk,
                items=items,
                valid_from=start,
                today=timezone.localdate(),
                note=given.get("reason", ""),
                signed_on=given.get("signed_on"),
                document_id=document_of(request, framework, given.get("file")),
                now=timezone.now(),
                by=request.actor,
            )
        done.append(len(found))

    if not worked(form, work):
        first = forms.PriceListForm(initial={"valid_from": start})
        return _page(request, framework, first, _shown(framework, items, start, content, form) | {"reading": True})
    text = ngettext("%(n)s item changes.", "%(n)s items change.", done[0])
    messages.success(request, text % {"n": done[0]})
    return redirect("frameworks:prices", framework_id=framework.pk)


def _anew(request: ActorRequest, framework: Framework, text: str) -> HttpResponse:
    messages.error(request, text)
    return redirect("frameworks:read_in", framework_id=framework.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, framework_id: int, change_id: int) -> HttpResponse:
    """Take a list back whose day has not come, and say why."""
    framework = kept_or_404(request, framework_id)
    change = get_object_or_404(framework.price_changes, pk=change_id)
    form = forms.WithdrawForm(request.POST or None)

    def work() -> None:
        actions.withdraw_price_list(
            framework_id=framework.pk,
            change_id=change.pk,
            reason=form.cleaned_data["reason"],
            today=timezone.localdate(),
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The price list is withdrawn: prices stay as they were before it."))
        return redirect("frameworks:prices", framework_id=framework.pk)
    trail = shell(request, framework, "", _("Withdraw a price list"))["trail"]
    back = reverse("frameworks:prices", args=[framework.pk])
    return form_page(
        request, form, trail=trail, submit=_("Withdraw the price list"), back=back, lead=sentences.withdrawing(change)
    )
