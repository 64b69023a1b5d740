"""Pages that lay contracts beside each other: one's own among others, what ends together, a joint inventory, replies."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.assess.inventory import access, actions, charts, papers, queries, sentences
from steunpunt.assess.inventory.choices import OPTIONS, ServiceKind, Unit
from steunpunt.assess.inventory.forms import contracts as forms
from steunpunt.assess.inventory.models import Contract, PriceIndex, SupplierReply
from steunpunt.assess.inventory.registry import onward
from steunpunt.assess.inventory.rules import baskets, levels
from steunpunt.assess.inventory.rules.comparison import on_one_footing
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import Actor, ActorRequest
from steunpunt.foundation.figures.disclosure import MIN_GROUP
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import spreadsheets
from steunpunt.foundation.ui.forms import form_page, worked
from steunpunt.foundation.ui.registry import Link

BOTH = require_http_methods(["GET", "POST"])


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Assess"), ""), (_("Contracts"), reverse("inventory:contracts")), *more]


def _own(request: ActorRequest, contract_id: int) -> Contract:
    """A contract of one's own board: what others are shown of it is no page."""
    rows = queries.contracts(request.actor).filter(organisation_id=request.actor.organisation_id or 0)
    return get_object_or_404(rows, pk=contract_id)


@signed_in
@require_GET
def compare(request: ActorRequest, contract_id: int) -> HttpResponse:
    """Where it stands among others, why it differs, and who shows theirs by name."""
    row = _own(request, contract_id)
    edition, today = row.current, timezone.localdate()
    if edition is None:
        raise Http404
    found = queries.compared(row)
    unit = str(Unit(edition.unit).label) if edition.unit else ""
    named = queries.shown_by_name(request.actor, row, today)
    reply = queries.reply_of(edition.supplier_org_id, edition.kind)
    context: dict[str, Any] = {
        "contract": row,
        "edition": edition,
        "kind": ServiceKind(edition.kind).label,
        "unit": unit,
        "named": [_named(one, found, today.year) for one in named],
        "reply": reply,
        "options": [(label, _said(edition.options.get(code, ""))) for code, label in found.asked.items()],
        "has_options": bool(OPTIONS[edition.kind]),
        "may_keep": access.may_keep(request.actor),
        "trail": _trail((str(row), reverse("inventory:contract", args=[row.pk])), (_("Is it dear?"), "")),
    }
    if found.release and found.position:
        figures = found.release.figures
        context |= {
            "headline": sentences.standing_of_price(found.position, figures, unit),
            "chart": charts.price(found.position, figures, unit),
            "steps": sentences.steps_of_price(found.position.own),
            "each": sentences.cents(found.position.own.each),
            "reasons": sentences.reasons_of_price(found.position),
            "difference": sentences.cents(found.position.difference),
            "potential": sentences.potential(found.position),
            "release": found.release,
            "n": figures["n"],
            "year": str(figures["year"]),
            "is_far": found.position.is_far,
            "knows_scale": "elasticity" in figures,
            "least_for_scale": levels.LEAST_BOARDS_FOR_SCALE,
        }
    return render(request, "inventory/compare.html", context)


@signed_in
@require_GET
def price_level(request: ActorRequest) -> HttpResponse:
    """How dear one's own board is over all that it buys, and what that is made of."""
    if not access.sees_contracts(request.actor) or request.actor.is_of_support_point:
        raise Http404
    board = request.actor.organisation_id or 0
    shown = queries.released(board, queries.ALL_KINDS, "")
    context: dict[str, Any] = {
        "least": levels.LEAST_COMMON_LINES,
        "least_boards": MIN_GROUP,
        "trail": _trail((_("Over all kinds"), "")),
    }
    if shown:
        release, own = shown[-1], queries.baskets(board).get(board, {})
        found, lines = baskets.level(own, release.figures, queries.asked_of(release.figures["lines"]), queries.index())
        context |= {
            "release": release,
            "n": release.figures["n"],
            "headline": sentences.price_level(found, release.figures["n"]) if found else "",
            "rows": sorted(map(_line, lines), key=lambda one: -one["ratio"]),
        }
    return render(request, "inventory/price_level.html", context)


def _line(found: baskets.Line) -> dict[str, Any]:
    kind, unit = found.line.split()
    ratio = found.own / found.average - 1
    return {
        "kind": ServiceKind(kind).label,
        "unit": Unit(unit).label,
        "own": sentences.cents(found.own),
        "average": sentences.cents(found.average),
        "boards": found.boards,
        "ratio": ratio,
        "difference": sentences.signed_percent(ratio),
    }


def _named(row: Contract, found: queries.Compared, year: int) -> dict[str, Any]:
    edition = row.current
    terms = queries.terms_of(edition) if edition else None
    if edition is None or terms is None:
        raise AssertionError
    each = on_one_footing(terms, list(found.asked), _option_prices(found), queries.index(), year).each
    return {
        "board": row.organisation.name,
        "supplier": edition.supplier,
        "each": sentences.cents(each),
        "units": edition.units,
        "ends_on": row.ends_on,
    }


def _option_prices(found: queries.Compared) -> dict[str, float]:
    """What others pay for options apart, as it was released to this board."""
    return found.release.figures["options"] if found.release else {}


def _said(said: str) -> str:
    words = {"": _("not known"), "in": _("in the price"), "none": _("not there")}
    return words[said] if said in words else _("apart: %(price)s") % {"price": sentences.cents(float(said))}


@signed_in
@BOTH
def options(request: ActorRequest, contract_id: int) -> HttpResponse:
    """What the contract says of each option of its kind."""
    row = get_object_or_404(access.own_contracts(request.actor), pk=contract_id)
    edition = row.current
    if edition is None or not OPTIONS[edition.kind]:
        raise Http404
    form = forms.OptionsForm(request.POST or None, edition=edition)

    def work() -> None:
        actions.tell_options(
            contract_id=row.pk,
            options=form.options(),
            seen=form.cleaned_data["seen"],
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    page = reverse("inventory:compare", args=[row.pk])
    if request.method == "POST" and worked(form, work):
        return redirect(page)
    trail = _trail((str(row), reverse("inventory:contract", args=[row.pk])), (_("Options"), ""))
    return form_page(request, form, trail=trail, submit=_("Save"), back=page)


@signed_in
@require_GET
def brief(request: ActorRequest, contract_id: int) -> HttpResponse:
    """The negotiating brief as a PDF."""
    row = _own(request, contract_id)
    response = HttpResponse(content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="onderhandelingsblad-{slugify(str(row))}.pdf"'
    url = request.build_absolute_uri(reverse("inventory:compare", args=[row.pk]))
    response.write(papers.brief(row, url=url, now=timezone.now(), today=timezone.localdate()))
    return response


# ── beside each other ────────────────────────────────────────────────────────
@signed_in
@require_GET
def together(request: ActorRequest) -> HttpResponse:
    """Contracts of several boards that end in the same half year: what could become one tender."""
    if not access.sees_contracts(request.actor):
        raise Http404
    today, rows = timezone.localdate(), []
    for window, contracts in queries.ending_together(request.actor, today):
        kind = str(ServiceKind(window.kind).label)
        rows.append(
            {
                "window": window,
                "sentence": sentences.window(window, kind),
                "contracts": [(one, one.current) for one in contracts],
                "units": window.units,
                "unit": Unit(window.unit).label if window.unit else "",
                "links": _onward(request.actor, window.ref),
            }
        )
    context = {
        "rows": rows,
        "is_of_support_point": request.actor.is_of_support_point,
        "trail": _trail((_("What ends together"), "")),
    }
    return render(request, "inventory/together.html", context)


def _onward(actor: Actor, ref: str) -> list[Link]:
    return [link for link in onward.ask(lambda step: step.link(actor, ref)) if link]


@signed_in
@require_GET
def joint(request: ActorRequest, group_id: int) -> HttpResponse:
    """What the boards of a partnership have together: of those that show it, by numbers."""
    today = timezone.localdate()
    rows, hidden = queries.joint_inventory(request.actor, group_id, today)
    if not rows:
        raise Http404
    kinds = queries.kinds_of(rows)
    table = [(row.board, [row.counts.get(kind.value, 0) for kind in kinds]) for row in rows]
    totals = [sum(values) for values in zip(*(counts for _board, counts in table), strict=True)] if kinds else []
    name = organisations.names([group_id]).get(group_id, "")
    if request.GET.get("export") == "xlsx":
        header = [_("Board"), *(str(kind.label) for kind in kinds)]
        return spreadsheets.response("xlsx", "gezamenlijke-inventaris", header, [(b, *c) for b, c in table])
    context = {
        "name": name,
        "kinds": [kind.label for kind in kinds],
        "table": table,
        "totals": totals,
        "hidden": hidden,
        "trail": [
            (_("Assess"), ""),
            (_("Inventory"), reverse("inventory:assets")),
            (_("Joint inventory of %(name)s") % {"name": name}, ""),
        ],
    }
    return render(request, "inventory/joint.html", context)


# ── the index, and what suppliers reply ──────────────────────────────────────
@signed_in
@BOTH
def index(request: ActorRequest) -> HttpResponse:
    """The index by which prices of other years are brought to one year: kept by the support point, read by all."""
    if not access.sees_contracts(request.actor):
        raise Http404
    may_tell = access.keeps_products(request.actor)
    form = forms.IndexForm(request.POST or None)

    def work() -> None:
        actions.tell_index(now=timezone.now(), by=request.actor, **form.cleaned_data)

    if request.method == "POST" and may_tell and worked(form, work):
        messages.success(request, _("It is written down."))
        return redirect("inventory:index")
    context = {
        "form": form if may_tell else None,
        "rows": list(PriceIndex.objects.order_by("-year", "-pk")),
        "trail": _trail((_("Index of prices"), "")),
    }
    return render(request, "inventory/index.html", context, status=422 if form.errors else 200)


@signed_in
@BOTH
def replies(request: ActorRequest) -> HttpResponse:
    """What a supplier replies to figures about its contracts."""
    if not access.replies(request.actor):
        raise Http404
    kinds = queries.kinds_of_supplier(request.actor)
    form = forms.ReplyForm(request.POST or None, kinds=[kind for kind, _n in kinds])

    def work() -> None:
        given = form.cleaned_data
        actions.reply(kind=ServiceKind(given["kind"]), text=given["text"], now=timezone.now(), by=request.actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Boards with a contract of this kind with you read it."))
        return redirect("inventory:replies")
    said = SupplierReply.objects.filter(organisation_id=request.actor.organisation_id or 0).order_by("-pk")[:50]
    context = {
        "form": form if kinds else None,
        "kinds": [(ServiceKind(kind).label, n) for kind, n in kinds],
        "said": [(one, ServiceKind(one.kind).label) for one in said],
        "trail": [(_("Assess"), ""), (_("Your reply"), "")],
    }
    return render(request, "inventory/replies.html", context, status=422 if form.errors else 200)
