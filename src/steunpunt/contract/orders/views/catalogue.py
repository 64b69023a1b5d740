"""What can we order? Search, compare, put in the basket."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from math import ceil
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.assess.inventory import public as inventory
from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.values import RECURRING, Choosing, PricedItem, Terms, TierBasis
from steunpunt.contract.frameworks.values.pricing import upcoming
from steunpunt.contract.orders import access, actions, charts, forms, queries, sentences
from steunpunt.contract.orders.models import BasketLine
from steunpunt.contract.orders.rules.reckoning import if_more, price_now
from steunpunt.contract.orders.views.shared import ask_url, only_if
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused

PER_PAGE = 24
MOST_COMPARED = 4


@signed_in
@require_GET
def catalogue(request: ActorRequest) -> HttpResponse:
    """Everything that the board can order today, with its price of today."""
    only_if(access.sees_catalogue(request.actor))
    today = timezone.localdate()
    rows = frameworks.orderable_items(request.actor, today).select_related("framework")
    search = request.GET.get("q", "").strip()[:100].replace("\x00", "")
    categories = sorted({name for name in rows.values_list("category", flat=True) if name})
    contracts = sorted(set(rows.values_list("framework_id", "framework__title")), key=lambda one: one[1])
    category = request.GET.get("group", "")
    contract = request.GET.get("contract", "")
    if search:
        rows = rows.filter(frameworks.words_in_item(search))
    if category in categories:
        rows = rows.filter(category=category)
    if contract in {str(pk) for pk, _title in contracts}:
        rows = rows.filter(framework_id=int(contract))
    page = Paginator(frameworks.with_prices(rows.order_by("category", "title", "pk"), today), PER_PAGE).get_page(
        request.GET.get("page")
    )
    basket = access.own_basket(request.actor).first()
    context = {
        "page": page,
        "cards": _cards(page, today),
        "search": search,
        "categories": categories,
        "category": category,
        "contracts": [(str(pk), title) for pk, title in contracts],
        "contract": contract,
        "may_fill": access.may_fill(request.actor),
        "wanted": _whole(request.GET.get("wanted", "")),
        "in_basket": dict(basket.lines.values_list("item_id", "quantity")) if basket else {},
        "is_narrowed": bool(search or category or contract),
        "ending": inventory.support_ending(request.actor, today)[:5],
        "open_frameworks": frameworks.open_to(request.actor, today),
        "trail": [(_("Procure"), ""), (_("What can we order?"), "")],
    }
    return render(request, "orders/catalogue.html", context)


def _ask_url(row: Any, terms: Terms) -> str:
    """Where prices of an item are asked; empty for one that is ordered at the price list."""
    if terms.lot(row.lot).choosing is not Choosing.COMPETITION:
        return ""
    return ask_url(row.framework_id, [row.pk])


def _whole(text: str) -> int:
    """A number in an address; nought for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


def _cards(rows: Iterable[Any], today: date) -> list[dict[str, Any]]:
    """What a board pays for an item if it orders now, and the price to which more volume brings it."""
    rows = list(rows)
    terms = frameworks.terms_of({row.framework_id for row in rows}, today)
    items: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        items[row.framework_id].append(row.pk)
    volumes = queries.volumes_of(items, today.year)
    suppliers = frameworks.ranked_suppliers(items) if any(_is_cascade(row, terms) for row in rows) else {}
    return [
        _card(row, terms[row.framework_id], volumes[row.framework_id].this_year[row.pk])
        | {"rank": sentences.rank(row.place, suppliers[row.framework_id][row.lot]) if _is_cascade(row, terms) else ""}
        for row in rows
    ]


def _is_cascade(row: Any, terms: Mapping[int, Terms]) -> bool:
    return terms[row.framework_id].lot(row.lot).choosing is Choosing.CASCADE


def _card(row: Any, terms: Terms, volume: int) -> dict[str, Any]:
    item = frameworks.priced(row)
    price = price_now(item, terms, volume) if item else None
    lowest = item.steps[-1].price if item else None
    return {
        "row": row,
        "item": item,
        "price": price,
        "lowest": lowest if price and lowest and lowest.total < price.total else None,
        "charge": sentences.charge(row.charge),
        "ask_url": _ask_url(row, terms),
    }


@signed_in
@require_http_methods(["GET", "POST"])
def item(request: ActorRequest, item_id: int) -> HttpResponse:
    """One item: its tiers, what it costs now, what it would cost if more boards ordered too."""
    only_if(access.sees_catalogue(request.actor))
    today = timezone.localdate()
    rows = frameworks.with_prices(frameworks.orderable_items(request.actor, today), today)
    row = get_object_or_404(rows.select_related("framework"), pk=item_id)
    basket = access.own_basket(request.actor).first()
    lines = {line.item_id: line for line in basket.lines.all()} if basket else {}
    there = lines.get(row.pk)
    terms = frameworks.terms_of([row.framework_id], today)[row.framework_id]
    quantity = _whole(request.GET.get("quantity", "")) or (there.quantity if there else row.least)
    form = forms.QuantityForm(
        request.POST or None,
        initial={"quantity": max(quantity, 1), "starts_on": there.starts_on if there else None},
        options=_options(rows.filter(framework=row.framework_id, option_of=row.code), lines, today),
    )
    if row.charge not in RECURRING:
        del form.fields["starts_on"]
    if request.method == "POST" and form.is_valid():
        only_if(access.may_fill(request.actor))
        try:
            actions.put_all_in_basket(
                quantities=form.quantities(row.pk),
                starts_on=form.cleaned_data.get("starts_on"),
                today=today,
                now=timezone.now(),
                by=request.actor,
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(reason.field if reason.field in form.fields else None, str(reason))
        else:
            messages.success(request, _("It stands in your basket."))
            return redirect("orders:basket")
    value, boards = frameworks.priced(row), _whole(request.GET.get("boards", ""))
    volume = queries.volumes_of({row.framework_id: [row.pk]}, today.year)[row.framework_id]
    context = {
        "row": row,
        "item": value,
        "terms": terms,
        "charge": sentences.charge(row.charge),
        "form": form,
        "ask_url": _ask_url(row, terms),
        "may_fill": access.may_fill(request.actor),
        "standard": value.standard if value else None,
        "steps": value.steps if value else (),
        "is_joint": terms.tier_basis is TierBasis.JOINT,
        "coming": [
            (one.valid_from, sentences.coming(one.steps))
            for one in frameworks.coming_prices([row.pk], today).get(row.pk, ())
        ],
        "forecast": _forecast(value, terms, volume.this_year.get(row.pk, 0), max(quantity, 1), boards) if value else [],
        "boards": boards,
        "chart": charts.stairs(value, terms, quantity=max(quantity, 1), volume=volume.this_year.get(row.pk, 0))
        if value and len(value.steps) > 1
        else None,
        "quantity": max(quantity, 1),
        "tier": sentences.tier(value, terms, volume.this_year.get(row.pk, 0), max(quantity, 1)) if value else "",
        "buy_more": sentences.buy_more(value, terms, max(quantity, 1)) if value else "",
        "left": None if row.most_units is None else max(row.most_units - volume.units.get(row.pk, 0), 0),
        "trail": [
            (_("Procure"), ""),
            (_("What can we order?"), reverse("orders:catalogue")),
            (row.title, ""),
        ],
    }
    return render(request, "orders/item.html", context, status=422 if form.errors else 200)


def _options(rows: QuerySet[Any], lines: Mapping[int, BasketLine], today: date) -> list[forms.Option]:
    """What can be chosen with an item, and what each costs more."""
    return [
        forms.Option(
            card["row"].pk,
            card["row"].title,
            sentences.price_of_option(card["price"], card["row"].charge),
            lines[card["row"].pk].quantity if card["row"].pk in lines else 0,
        )
        for card in _cards(rows.order_by("title", "pk"), today)
    ]


def _forecast(value: PricedItem, terms: Terms, volume: int, quantity: int, boards: int) -> list[dict[str, Any]]:
    """What the same quantity costs now, and when so many other boards order as much too; `boards` is one more such number."""
    if terms.tier_basis is not TierBasis.JOINT or len(value.steps) == 1:
        return []
    following = upcoming(volume + quantity, value.steps)
    needed = ceil((following.from_units - volume - quantity) / quantity) if following else 0
    return [
        {"boards": more, "each": if_more(value, terms, quantity, volume, more), "is_asked": more == boards and more > 0}
        for more in sorted({0, 1, 5, needed, boards})
    ]


@signed_in
@require_GET
def compare(request: ActorRequest) -> HttpResponse:
    """A few items side by side."""
    only_if(access.sees_catalogue(request.actor))
    today = timezone.localdate()
    ids = [int(one) for one in request.GET.getlist("item") if one.isascii() and one.isdecimal() and len(one) < 18]
    rows = frameworks.with_prices(
        frameworks.orderable_items(request.actor, today).filter(pk__in=ids[:MOST_COMPARED]), today
    ).select_related("framework")
    context = {
        "cards": _cards(rows.order_by("title", "pk"), today),
        "trail": [(_("Procure"), ""), (_("What can we order?"), reverse("orders:catalogue")), (_("Compare"), "")],
    }
    return render(request, "orders/compare.html", context)


@signed_in
@require_POST
def again(request: ActorRequest, order_id: int) -> HttpResponse:
    """What an earlier order held, in the basket."""
    only_if(access.may_fill(request.actor) and access.visible_orders(request.actor).filter(pk=order_id).exists())
    count = actions.order_again(order_id=order_id, today=timezone.localdate(), now=timezone.now(), by=request.actor)
    if count:
        messages.success(request, _("What can still be ordered stands in your basket."))
    else:
        messages.warning(request, _("Nothing of this order can be ordered any more."))
    return redirect("orders:basket")
