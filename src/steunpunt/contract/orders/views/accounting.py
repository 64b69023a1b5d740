"""What goes to accounting: the sums of a period by creditor and year, and the rows as a file."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from steunpunt.contract.orders import access, forms, lists
from steunpunt.contract.orders.models import Commitment
from steunpunt.contract.orders.queries import accounting as queries
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.ui import spreadsheets

KINDS = ("xlsx", "csv")


@signed_in
@require_GET
def accounting(request: ActorRequest) -> HttpResponse:
    """Of one's board, or of all that pay the support point; with `export` in the address as a file."""
    actor, today = request.actor, timezone.localdate()
    require(access.sees_commitments(actor))
    form = forms.PeriodForm(request.GET if forms.PeriodForm.asks(request.GET) else forms.this_year(today))
    is_valid = form.is_valid()
    since, until = (form.cleaned_data["since"], form.cleaned_data["until"]) if is_valid else (today, today)
    rows = access.visible_commitments(actor)
    rows = queries.of_period(rows, since, until) if is_valid else rows.none()
    kind = request.GET.get("export", "")
    if is_valid and kind in KINDS:
        return _file(rows, kind, is_support=actor.is_of_support_point, since=since, until=until)
    context = {
        "form": form,
        "is_valid": is_valid,
        "is_over": is_valid and until < today,
        "since": since,
        "until": until,
        "is_support": actor.is_of_support_point,
        "is_invented": rows.filter(order__is_invented=True).exists(),
        **_sums(rows, is_support=actor.is_of_support_point),
        "trail": [(_("Procure"), ""), (_("Orders"), reverse("orders:list")), (_("Export for accounting"), "")],
    }
    return render(request, "orders/accounting.html", context, status=200 if is_valid else 422)


def _sums(rows: QuerySet[Commitment], *, is_support: bool) -> dict[str, Any]:
    years = queries.years_of(rows)
    sums = queries.receivable_sums(rows, years) if is_support else queries.payable_sums(rows, years)
    totals = [(year, sum(dict(one.by_year)[year] for one in sums)) for year in years]
    parts = Euros(*(sum((one.total for one in sums if one.is_support is which), Decimal(0)) for which in (False, True)))
    return {"years": years, "sums": sums, "totals": totals, "parts": parts, "whole": parts.total}


def _file(rows: QuerySet[Commitment], kind: str, *, is_support: bool, since: date, until: date) -> HttpResponse:
    found = queries.listed(rows).iterator(chunk_size=2000)
    bookings = queries.receivable(found) if is_support else queries.payable(found)
    header, cells = lists.bookings(is_support=is_support)
    content_type, write = spreadsheets.WRITERS[kind]
    name = slugify(_("Export for accounting"))
    content = write(header, (cells(one) for one in bookings))
    return spreadsheets.download(content, f"{name}-{since:%Y-%m-%d}-{until:%Y-%m-%d}.{kind}", content_type)
