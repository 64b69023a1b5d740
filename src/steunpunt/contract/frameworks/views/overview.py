"""Framework contracts: the list, the page of one, what happened, and coming in."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.bundle.projects import public as projects
from steunpunt.contract.frameworks import access, actions, forms, lists, queries, sentences
from steunpunt.contract.frameworks.choices import FrameworkState, TierBasis
from steunpunt.contract.frameworks.models import Framework
from steunpunt.contract.frameworks.registry import Ordered, order_books
from steunpunt.contract.frameworks.rules import terms as rules
from steunpunt.contract.frameworks.views.shared import coming, framework_or_404, kept_or_404, only_if, shell
from steunpunt.contract.tenders import public as tenders
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import Actor, ActorRequest, require
from steunpunt.foundation.journal.public import entries_about, lines
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.forms import form_page, worked
from steunpunt.foundation.ui.lists import export, list_page


@signed_in
@require_GET
def framework_list(request: ActorRequest) -> HttpResponse:
    require(access.sees_frameworks(request.actor))
    today = timezone.localdate()
    spec, rows = lists.frameworks(today), queries.listed(access.visible_frameworks(request.actor))
    if file := export(request, spec, rows):
        return file
    context = {
        "list": list_page(request, spec, rows),
        "may_keep": access.may_keep(request.actor),
        "open_frameworks": list(access.open_frameworks(request.actor, today).order_by("title", "pk")),
        "trail": [(_("Procure"), ""), (_("Framework contracts"), "")],
    }
    return render(request, "frameworks/list.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def begin(request: ActorRequest) -> HttpResponse:
    """Begin one by hand; from an award it comes with what was offered."""
    only_if(access.may_keep(request.actor))
    today = timezone.localdate()
    support = organisations.support_point()
    authorities = [(card.id, card.name) for card in ([support] if support else []) + organisations.boards(today)]
    form = forms.BeginForm(
        request.POST or None,
        authorities=authorities,
        suppliers=[(card.id, card.name) for card in organisations.suppliers()],
        projects=[(one.id, one.title) for one in projects.projects_in_short(today)],
        initial={"authority": support.id if support else None},
    )
    made: list[Framework] = []

    def work() -> None:
        made.append(actions.make_framework(beginning=form.beginning(), now=timezone.now(), by=request.actor))

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The framework contract is begun: write its terms and read in its prices."))
        return redirect("frameworks:terms", framework_id=made[0].pk)
    here = reverse("frameworks:list")
    trail = [(_("Procure"), ""), (_("Framework contracts"), here), (_("Enter a contract"), "")]
    return form_page(request, form, trail=trail, submit=_("Begin"), back=here)


@signed_in
@require_http_methods(["GET", "POST"])
def from_award(request: ActorRequest) -> HttpResponse:
    """Begin one from an award: terms, suppliers, prices and boards come along."""
    only_if(access.may_keep(request.actor))
    today = timezone.localdate()
    form = forms.AwardForm(
        request.POST or None,
        tenders=tenders.awards(request.actor),
        initial={"tender": request.GET.get("tender", "")},
    )
    made: list[Framework] = []

    def work() -> None:
        tender = form.cleaned_data["tender"]
        made.append(actions.begin_from_award(tender_id=tender, today=today, now=timezone.now(), by=request.actor))

    if request.method == "POST" and worked(form, work):
        messages.success(
            request, _("The draft stands with suppliers, prices and boards of the award: look at it, then sign.")
        )
        return redirect("frameworks:detail", framework_id=made[0].pk)
    here = reverse("frameworks:list")
    trail = [(_("Procure"), ""), (_("Framework contracts"), here), (_("From an award"), "")]
    lead = _("The part of the support point, tiers and standard prices are added in the price list.")
    return form_page(request, form, trail=trail, submit=_("Begin"), back=here, lead=lead)


@signed_in
@require_GET
def detail(request: ActorRequest, framework_id: int) -> HttpResponse:
    """What it is, what is left of it, who supplies."""
    framework, today = framework_or_404(request, framework_id), timezone.localdate()
    terms = queries.terms_on(framework, today)
    ordered = queries.ordered([framework.pk]).get(framework.pk, Ordered())
    sees_all = access.sees_what_all_ordered(request.actor)
    share, has_tiers = sentences.share(framework, ordered), queries.has_tiers(framework.pk)
    context = {
        **shell(request, framework, "detail"),
        "headline": sentences.headline(framework, ordered if sees_all else None, today),
        "terms": terms,
        "facts": list(sentences.facts(framework, terms, has_tiers=has_tiers)),
        "comparisons": sentences.comparisons(terms),
        "ordered": ordered,
        "share": share if sees_all else None,
        "coming": coming(request, framework, today, most=5),
        "has_joint_tiers": has_tiers and terms.tier_basis == TierBasis.JOINT,
        "is_near": share is not None and share >= terms.warn_share,
        "suppliers": access.seen_suppliers(request.actor, framework).select_related("organisation"),
        "sees_call_offs": access.sees_call_offs(request.actor, framework),
        "missing": _missing(framework)
        if access.may_keep(request.actor) and framework.state == FrameworkState.DRAFT
        else [],
        "sees_project": framework.project_id is not None and projects.sees_project(request.actor, framework.project_id),
        "catalogue_url": _catalogue_url(request.actor, framework, today),
    }
    return render(request, "frameworks/detail.html", context)


def _catalogue_url(actor: Actor, framework: Framework, today: date) -> str:
    """Where the actor's board orders under this contract, if it can today."""
    is_in_force = access.is_of_a_board(actor) and framework.state == FrameworkState.IN_FORCE
    if not (is_in_force and framework.pk in queries.can_order([framework.pk], actor.organisation_id or 0, today)):
        return ""
    return next(filter(None, order_books.ask(lambda book: book.catalogue_url(actor, framework.pk))), "")


def _missing(framework: Framework) -> list[Any]:
    """What a draft lacks before it can be signed."""
    counts: dict[int, int] = {}
    for lot in framework.suppliers.order_by().values_list("lot", flat=True):
        counts[lot] = counts.get(lot, 0) + 1
    items = framework.items.filter(dropped_on=None)
    return list(
        rules.gaps(
            rules.read(framework.draft),
            suppliers=counts,
            priced=items.filter(prices__isnull=False).distinct().count(),
            every_item_has_a_most=not items.filter(most_units=None).exists(),
        )
    )


@signed_in
@require_GET
def history(request: ActorRequest, framework_id: int) -> HttpResponse:
    """What happened, newest first."""
    framework = framework_or_404(request, framework_id)
    entries = entries_about(f"framework:{framework.pk}")
    if not access.sees_boards(request.actor, framework):
        entries = entries.exclude(Q(fact__in=_OF_BOARDS) & ~Q(organisation_id=request.actor.organisation_id))
    shown = lines(entries[:300])
    people: dict[int | None, str] = {line.person_id: _("somebody") for line in shown if line.person_id}
    context = {
        **shell(request, framework, "history"),
        "lines": shown,
        "people": people
        | registry.names_of(
            registry.person_names,
            [line.person_id for line in shown if line.on_behalf_of_id == request.actor.organisation_id],
        ),
        "organisations": organisations.names({line.on_behalf_of_id for line in shown if line.on_behalf_of_id}),
    }
    return render(request, "frameworks/history.html", context)


_OF_BOARDS = frozenset({"frameworks.board_entitled", "frameworks.entitlement_ended"})
"""Facts that name a board: other boards do not read them."""


@signed_in
@require_http_methods(["GET", "POST"])
def open_framework(request: ActorRequest, framework_id: int) -> HttpResponse:
    """A contract that one's board could come into: what it is for, and the board's own yes."""
    today = timezone.localdate()
    framework = get_object_or_404(access.open_frameworks(request.actor, today), pk=framework_id)
    terms = queries.terms_on(framework, today)
    may_come_in = access.may_come_in(request.actor)
    if request.method == "POST":
        only_if(may_come_in)
        actions.come_in(framework_id=framework.pk, now=timezone.now(), today=today, by=request.actor)
        messages.success(request, _("Your board takes part."))
        return redirect("frameworks:detail", framework_id=framework.pk)
    context = {
        "framework": framework,
        "terms": terms,
        "comes_in_on": rules.comes_in_on(terms, today),
        "may_come_in": may_come_in,
        "trail": [
            (_("Procure"), ""),
            (_("Framework contracts"), reverse("frameworks:list")),
            (framework.title, ""),
        ],
    }
    return render(request, "frameworks/open.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def stop(request: ActorRequest, framework_id: int) -> HttpResponse:
    """End it before its day, and say why."""
    framework = kept_or_404(request, framework_id)
    form = forms.StopForm(request.POST or None, initial={"on": timezone.localdate()})

    def work() -> None:
        actions.stop_framework(
            framework_id=framework.pk,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The framework contract is stopped."))
        return redirect("frameworks:detail", framework_id=framework.pk)
    trail = shell(request, framework, "", _("Stop the contract"))["trail"]
    back = reverse("frameworks:detail", args=[framework.pk])
    lead = _("Nothing is ordered under it any more from the day after on. What runs is served.")
    return form_page(request, form, trail=trail, submit=_("Stop the contract"), back=back, lead=lead)
