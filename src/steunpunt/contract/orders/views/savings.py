"""What was saved: per board, contract and year, down to the row of the ledger."""

from collections import defaultdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.orders import access, charts, lists, papers, queries, sentences
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui.lists import export, list_page
from steunpunt.foundation.ui.spreadsheets import download

TOP = 5


@signed_in
@require_GET
def savings(request: ActorRequest) -> HttpResponse:
    """The savings of a year: of one's board, or of the region."""
    context = _context(request)
    context["trail"] = [(_("Procure"), ""), (_("Savings"), "")]
    return render(request, "orders/savings.html", context)


def _context(request: ActorRequest) -> dict[str, Any]:
    actor = request.actor
    require(access.sees_savings(actor))
    is_own = not access.is_keeper(actor)
    seen = access.visible_savings(actor)
    by_year = sorted((int(str(of)), one) for (of,), one in queries.saved_by(seen, "year"))
    years = [of for of, _one in reversed(by_year)]
    year = _year(request, years)
    rows = seen.filter(year=year)
    sums = queries.saved_by(rows, "organisation_id", "framework_id")
    whole = sum((one for _key, one in sums), queries.Saved())
    own_board = actor.organisation_id if is_own else None
    days = queries.days_saved(year=year, organisation_id=own_board)
    contracts = queries.added_by(sums, 1)
    titles = frameworks.titles([pk for pk, _one in contracts])
    context: dict[str, Any] = {
        "is_own": is_own,
        "name": organisations.names([own_board]).get(own_board, "") if own_board else _("All boards"),
        "year": year,
        "years": years,
        "whole": whole,
        "days": days,
        "days_text": sentences.days_in_words(days),
        "headline": sentences.saved_headline(whole, year=year, days=days, is_own=is_own),
        "by_contract": [(titles[pk], pk, one) for pk, one in contracts],
        "contract_chart": charts.by_contract([(titles[pk], one) for pk, one in contracts]) if contracts else None,
        "by_year": by_year,
        "chart": charts.by_year(by_year) if len(by_year) > 1 else None,
        "how": sentences.how_counted(),
        "how_days": sentences.how_days_counted(),
        "claims": queries.claims(own_board, year) if own_board else [],
        "is_invented": queries.has_invented(rows),
    }
    if not is_own:
        context |= _region(queries.added_by(sums, 0))
    return context


def _year(request: ActorRequest, years: list[int]) -> int:
    asked = request.GET.get("year", "")
    found = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else 0
    return found if found in years else (years[0] if years else timezone.localdate().year)


def _region(sums: list[tuple[int, queries.Saved]]) -> dict[str, Any]:
    """Boards by kind, the top five, and every board."""
    cards = organisations.organisations([pk for pk, _one in sums])
    boards = [(cards[pk].name, pk, one) for pk, one in sums]
    kinds: dict[str, list[queries.Saved]] = defaultdict(list)
    for pk, one in sums:
        kinds[cards[pk].kind].append(one)
    labels = dict(organisations.Kind.choices)
    return {
        "boards": boards,
        "top": [(name, one) for name, _pk, one in boards[:TOP]],
        "kinds": [
            (str(labels.get(kind, kind)), len(some), sum(some, queries.Saved()))
            for kind, some in sorted(kinds.items(), key=lambda one: -len(one[1]))
        ],
    }


@signed_in
@require_GET
def ledger(request: ActorRequest) -> HttpResponse:
    """Row by row, as far as this actor may see it; narrowed by year, contract or board in the address."""
    actor = request.actor
    require(access.sees_savings(actor))
    rows = _narrowed(request, access.visible_savings(actor)).select_related(
        "organisation", "framework", "line__item", "line__order"
    )
    spec = lists.savings(shows_board=access.is_keeper(actor))
    if file := export(request, spec, rows):
        return file
    context = {
        "list": list_page(request, spec, rows),
        "whole": queries.saved(rows),
        "trail": [(_("Procure"), ""), (_("Savings"), reverse("orders:savings")), (_("Ledger"), "")],
    }
    return render(request, "orders/ledger.html", context)


def _narrowed(request: ActorRequest, rows: Any) -> Any:
    for name, field in (("year", "year"), ("contract", "framework_id"), ("board", "organisation_id")):
        asked = request.GET.get(name, "")
        if asked.isascii() and asked.isdecimal() and len(asked) < 10:
            rows = rows.filter(**{field: int(asked)})
    return rows


@signed_in
@require_GET
def paper(request: ActorRequest) -> HttpResponse:
    """One page for the council, or for the press."""
    found = _context(request)
    year, rows = found["year"], access.visible_savings(request.actor)
    made = papers.savings_pdf(
        papers.Savings(
            name=found["name"],
            year=year,
            whole=found["whole"],
            days=found["days"],
            contracts=[(label, one) for label, _pk, one in found["by_contract"]],
            years=found["by_year"],
            claims=[(one.title, one.claimed, one.saved) for one in found["claims"]],
            lines=queries.saved_by_line(rows.filter(year=year), papers.MOST_LINES) if found["is_own"] else [],
            kinds=found.get("kinds", []),
            boards=[(label, one) for label, _pk, one in found.get("boards", [])],
            is_own=found["is_own"],
            is_invented=found["is_invented"],
        ),
        now=timezone.now(),
    )
    return download(made, _("savings-%(year)s.pdf") % {"year": found["year"]}, "application/pdf")
