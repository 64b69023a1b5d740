"""The list of orders, and the page of one: for the board, its supplier and the support point."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.values import RECURRING, Charge, Choosing, Rate
from steunpunt.contract.orders import access, actions, forms, lists, papers, queries, sentences
from steunpunt.contract.orders.choices import BINDING, OFF, OrderState, PurchaseState, words
from steunpunt.contract.orders.models import Order, OrderLine
from steunpunt.contract.orders.views.shared import only_if, order_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused, require
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.journal.public import entries_about, lines
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.forms import form_page, worked
from steunpunt.foundation.ui.lists import export, list_page
from steunpunt.foundation.ui.spreadsheets import download
from steunpunt.foundation.ui.templatetags.ui import price


@signed_in
@require_GET
def order_list(request: ActorRequest) -> HttpResponse:
    """Own orders of a board, those that a supplier got, all for the support point."""
    actor = request.actor
    require(access.sees_orders(actor))
    is_board, is_supplier = access.is_of_a_board(actor), access.is_supplier(actor)
    seen = access.visible_orders(actor)
    spec = lists.orders(
        shows_board=not is_board,
        is_supplier=is_supplier,
        contracts=queries.contracts_of(seen),
        years=queries.years_placed(seen),
    )
    rows = queries.listed(seen)
    if file := export(request, spec, rows):
        return file
    waiting = access.visible_purchases(actor).filter(state=PurchaseState.WAITING)
    context = {
        "list": list_page(request, spec, rows),
        "waiting": [(row, sentences.title(row)) for row in waiting[:20]],
        "is_board": is_board,
        "sees_commitments": access.sees_commitments(actor),
        "trail": [(_("Procure"), ""), (_("Orders"), "")],
    }
    return render(request, "orders/list.html", context)


def _trail(order: Order, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
    here = reverse("orders:order", args=[order.pk]) if more else ""
    return [(_("Procure"), ""), (_("Orders"), reverse("orders:list")), (order.number, here), *more]


@signed_in
@require_GET
def order(request: ActorRequest, order_id: int) -> HttpResponse:
    """One order: lines with how their price was reached, state, deliveries, what happened."""
    row, actor, today = order_or_404(request, order_id), request.actor, timezone.localdate()
    is_supplier, is_off = access.is_supplier(actor), row.state in OFF
    rows = list(queries.with_movements(row.lines.order_by("number")))
    rates, settled = queries.rates_of(rows), queries.settled_of(row)
    shown = [] if is_supplier else lines(entries_about(f"order:{row.pk}")[:100])
    own = [one.person_id for one in shown if one.on_behalf_of_id == actor.organisation_id]
    people: dict[int | None, str] = {one.person_id: _("somebody") for one in shown if one.person_id}
    proposals = list(row.proposals.all())
    proposal = next((one for one in proposals if one.answered_at is None), None)
    context = {
        "order": row,
        "state": words.STATES[row.state],
        "headline": sentences.headline(row, rows, today),
        "lines": [
            _shown(line, rates.get(line.pk, ()), is_supplier=is_supplier) | {"settled": settled.get(line.number, ())}
            for line in rows
        ],
        "sums": [(sentences.paid(charge), amount) for charge, amount in queries.sums_kept(rows, today)]
        if not is_off
        else [],
        "is_off": is_off,
        "is_supplier": is_supplier,
        "may_answer": access.may_answer(actor, row),
        "may_receive": access.may_receive(actor, row) and row.state == OrderState.CONFIRMED,
        "may_give_back": access.may_receive(actor, row) and row.state in BINDING,
        "may_end": access.may_decide_on(actor, row) and row.state in BINDING,
        "may_cancel": access.may_decide_on(actor, row) and row.state == OrderState.PLACED,
        "next_in_rank": _next_in_rank(row) if row.state == OrderState.REFUSED and not is_supplier else "",
        "may_again": access.may_fill(actor) and actor.organisation_id == row.organisation_id,
        "proposal": proposal,
        "proposed": _proposed(row, proposal) if proposal else None,
        "answered_proposals": [one for one in proposals if one.answered_at is not None],
        "may_decide": proposal is not None and access.may_decide_on(actor, row),
        "changes": _changes(rows),
        "deliveries": row.deliveries.prefetch_related("lines__line__item").order_by("delivered_on", "pk"),
        "history": shown,
        "people": people | registry.names_of(registry.person_names, own),
        "organisations": organisations.names({one.on_behalf_of_id for one in shown if one.on_behalf_of_id}),
        "trail": _trail(row),
    }
    return render(request, "orders/order.html", context)


def _shown(line: OrderLine, rates: Sequence[Rate], *, is_supplier: bool) -> dict[str, Any]:
    running = queries.running(line, timezone.localdate()) if line.charge in RECURRING else 0
    ended = sum(end.quantity for end in line.ends.all())
    return {
        "line": line,
        "charge": sentences.charge(line.charge),
        "slices": [
            (units, price(Decimal(supplier)), price(Decimal(support))) for units, supplier, support in line.slices
        ],
        "price": line.supplier_part if is_supplier else line.supplier_part + line.support_part,
        "running": running,
        "rates": [(one.valid_from, one.each.supplier if is_supplier else one.each.total) for one in rates],
        "can_return": line.charge == Charge.ONCE and line.delivered > line.returned,
        "can_end": line.charge in RECURRING and line.delivered > ended,
    }


def _next_in_rank(row: Order) -> str:
    """Who may be asked now, where suppliers of the lot are asked one after another; empty where nobody is."""
    terms = frameworks.terms_of([row.framework_id], row.placed_on)[row.framework_id]
    if terms.lot(row.lot).choosing is not Choosing.CASCADE:
        return ""
    names = frameworks.ranked_suppliers([row.framework_id])[row.framework_id][row.lot]
    place = names.index(row.supplier.name) + 1 if row.supplier.name in names else len(names)
    return names[place] if place < len(names) else ""


def _changes(rows: Sequence[OrderLine]) -> list[tuple[date, str, str]]:
    """What went back and what ends, with the reason, by the day on which it was written down."""
    found = [(one.on, sentences.went_back(line, one), one.reason) for line in rows for one in line.returns.all()]
    found += [(one.asked_on, sentences.ends(line, one), one.reason) for line in rows for one in line.ends.all()]
    return sorted(found, key=lambda one: one[0])


def _proposed(row: Order, proposal: Any) -> list[dict[str, Any]]:
    """Lines as they would be, with what they would cost."""
    quantities = {int(number): units for number, units in proposal.quantities.items()}
    costs = actions.reduced(row, quantities)
    return [
        {"line": line, "new": costs.get(line.number), "before": Euros(line.supplier_part, line.support_part)}
        for line in row.lines.all()
        if quantities.get(line.number, line.quantity) != line.quantity
    ]


@signed_in
@require_GET
def paper(request: ActorRequest, order_id: int, form: str) -> HttpResponse:
    """The order as PDF, or as UBL for a system: the supplier reads the supplier part."""
    row = order_or_404(request, order_id)
    name = f"{row.number}.{form}"
    if form == "xml":
        return download(papers.order_xml(row), name, "application/xml")
    made = papers.order_pdf(row, for_supplier=access.is_supplier(request.actor), now=timezone.now())
    return download(made, name, "application/pdf")


@signed_in
@require_http_methods(["GET", "POST"])
def answer(request: ActorRequest, order_id: int) -> HttpResponse:
    """A contact of the supplier answers in the portal."""
    row = order_or_404(request, order_id)
    # What was typed in a second tab is not lost when the order was answered meanwhile: the action says so.
    only_if(access.may_answer(request.actor, row) or (bool(request.POST) and access.is_its_contact(request.actor, row)))
    form = forms.ReplyForm(request.POST or None, lines=list(row.lines.all()), initial={"due_on": row.due_on})

    def work() -> None:
        actions.answer(order_id=row.pk, reply=form.reply(), now=timezone.now(), by=request.actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Your answer went to the board."))
        return redirect("orders:order", order_id=row.pk)
    back = reverse("orders:order", args=[row.pk])
    return form_page(
        request, form, trail=_trail(row, (_("Answer the order"), "")), submit=_("Send the answer"), back=back
    )


@signed_in
@require_http_methods(["GET", "POST"])
def delivery(request: ActorRequest, order_id: int) -> HttpResponse:
    """Write down what came."""
    row = order_or_404(request, order_id)
    only_if(access.may_receive(request.actor, row) and row.state == OrderState.CONFIRMED)
    form = forms.DeliveryForm(
        request.POST or None, lines=list(row.lines.all()), initial={"delivered_on": timezone.localdate()}
    )

    def work() -> None:
        given = form.cleaned_data
        actions.deliver(
            order_id=row.pk,
            delivered_on=given["delivered_on"],
            quantities=form.quantities(),
            is_accepted=given["is_accepted"],
            remarks=given["remarks"],
            today=timezone.localdate(),
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The delivery is written down."))
        return redirect("orders:order", order_id=row.pk)
    back = reverse("orders:order", args=[row.pk])
    return form_page(
        request, form, trail=_trail(row, (_("Write down a delivery"), "")), submit=_("Write down"), back=back
    )


@signed_in
@require_POST
def accept(request: ActorRequest, order_id: int, delivery_id: int) -> HttpResponse:
    """What had to be put right is in order now."""
    row = order_or_404(request, order_id)
    only_if(access.may_receive(request.actor, row) and row.deliveries.filter(pk=delivery_id).exists())
    actions.accept_delivery(delivery_id=delivery_id, now=timezone.now(), by=request.actor)
    messages.success(request, _("The delivery is accepted."))
    return redirect("orders:order", order_id=row.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def give_back(request: ActorRequest, order_id: int, number: int) -> HttpResponse:
    """Write down that units went back to the supplier."""
    row = order_or_404(request, order_id)
    line = get_object_or_404(queries.with_movements(row.lines.all()), number=number)
    most = line.delivered - line.returned
    only_if(access.may_receive(request.actor, row) and line.charge == Charge.ONCE and most > 0)
    form = forms.LessForm(request.POST or None, most=most)
    lead = _("%(item)s. What goes back is not paid; order again what you want instead.") % {"item": line.item.title}
    return _do_less(request, row, form, actions.give_back, line, _("Give back"), _("It is written down."), lead)


@signed_in
@require_http_methods(["GET", "POST"])
def end_service(request: ActorRequest, order_id: int, number: int) -> HttpResponse:
    """Give notice of a service, or of a part of it."""
    row = order_or_404(request, order_id)
    line = get_object_or_404(queries.with_movements(row.lines.all()), number=number)
    most = line.delivered - sum(end.quantity for end in line.ends.all())
    only_if(access.may_decide_on(request.actor, row) and line.charge in RECURRING and most > 0)
    earliest = queries.earliest_end(row.framework_id, timezone.localdate())
    form = forms.EndForm(request.POST or None, most=most, earliest=earliest)
    lead = _("%(item)s, %(price)s %(charge)s for all that you ordered: it is paid up to and with its last day.") % {
        "item": line.item.title,
        "price": sentences.euros(line.supplier_part + line.support_part),
        "charge": sentences.charge(line.charge),
    }
    return _do_less(request, row, form, actions.end_service, line, _("Give notice"), _("Notice is given."), lead)


def _do_less(
    request: ActorRequest,
    row: Order,
    form: forms.LessForm,
    act: Callable[..., object],
    line: OrderLine,
    word: str,
    done: str,
    lead: str,
) -> HttpResponse:
    def work() -> None:
        act(
            order_id=row.pk,
            number=line.number,
            **form.cleaned_data,
            today=timezone.localdate(),
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, done)
        return redirect("orders:order", order_id=row.pk)
    back = reverse("orders:order", args=[row.pk])
    return form_page(request, form, trail=_trail(row, (word, "")), submit=word, back=back, lead=lead)


@signed_in
@require_http_methods(["GET", "POST"])
def cancel(request: ActorRequest, order_id: int) -> HttpResponse:
    """Take an order back that was not answered."""
    row = order_or_404(request, order_id)
    only_if(access.may_decide_on(request.actor, row) and row.state == OrderState.PLACED)
    form = forms.ReasonForm(request.POST or None)

    def work() -> None:
        reason = form.cleaned_data["reason"]
        actions.cancel(order_id=row.pk, reason=reason, now=timezone.now(), by=request.actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The order is cancelled, and the supplier hears it."))
        return redirect("orders:order", order_id=row.pk)
    back = reverse("orders:order", args=[row.pk])
    return form_page(
        request, form, trail=_trail(row, (_("Cancel the order"), "")), submit=_("Cancel the order"), back=back
    )


@signed_in
@require_POST
def decide(request: ActorRequest, order_id: int) -> HttpResponse:
    """Accept what the supplier proposes, or not."""
    row = order_or_404(request, order_id)
    only_if(access.may_decide_on(request.actor, row))
    try:
        actions.answer_proposal(
            order_id=row.pk,
            accepts=request.POST.get("accepts") == "yes",
            today=timezone.localdate(),
            now=timezone.now(),
            by=request.actor,
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your answer went to the supplier."))
    return redirect("orders:order", order_id=row.pk)
