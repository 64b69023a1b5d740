"""Suppliers in a procedure by invitation: who applied, who is invited, who is selected; and offers asked again."""

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from steunpunt.contract.tenders import access, actions, forms, papers, queries, sentences
from steunpunt.contract.tenders.choices import BY_CANDIDACY, BY_INVITATION, TenderState
from steunpunt.contract.tenders.models import Candidacy, Tender
from steunpunt.contract.tenders.views.shared import only_if, shell, tender_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui.forms import form_page, worked


@signed_in
@require_http_methods(["GET", "POST"])
def candidates(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Who asked to take part or was invited; where nobody asks, the buyer invites."""
    tender = tender_or_404(request, tender_id)
    only_if(access.is_buyer(request.actor) and tender.procedure in BY_INVITATION)
    by_candidacy = tender.procedure in BY_CANDIDACY
    may_invite = access.may_prepare(request.actor) and not by_candidacy and _takes_invited(tender)
    known = set(tender.candidacies.order_by().values_list("organisation_id", flat=True))
    suppliers = [(card.id, card.name) for card in organisations.suppliers() if card.id not in known]
    form = forms.InviteForm(request.POST or None, suppliers=suppliers if may_invite else [])

    def work() -> None:
        actions.invite(
            tender_id=tender.pk,
            organisation_id=form.cleaned_data["supplier"],
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST":
        only_if(may_invite)
        if worked(form, work):
            messages.success(request, _("The supplier is invited; it hears so once the tender is published."))
            return redirect("tenders:candidates", tender_id=tender.pk)
    is_sealed = access.requests_are_sealed(tender)
    rows = [] if is_sealed else list(_rows(tender, by_candidacy=by_candidacy))
    may_select = access.may_prepare(request.actor) and by_candidacy
    context = {
        **shell(request, tender, "candidates"),
        "rows": rows,
        "is_sealed": is_sealed,
        "by_candidacy": by_candidacy,
        "form": form if may_invite else None,
        "may_select": may_select,
        "to_judge": sum(1 for row in rows if row.decided_at is None),
        "to_tell": sum(1 for row in rows if row.selection_id is None) if may_select else 0,
        "can_tell": may_select and access.is_open_for_offers(tender),
        "selections": tender.selections.select_related("document").order_by("-pk") if by_candidacy else [],
    }
    return render(request, "tenders/candidates.html", context, status=422 if form.errors else 200)


def _rows(tender: Tender, *, by_candidacy: bool) -> QuerySet[Candidacy]:
    rows = access.requests(tender) if by_candidacy else tender.candidacies.all()
    return (
        rows.select_related("organisation", "letter")
        .annotate(number=Count("files", filter=Q(files__dropped_at=None)))
        .order_by("organisation__name", "pk")
    )


@signed_in
@require_http_methods(["GET", "POST"])
def candidate(request: ActorRequest, tender_id: int, candidacy_id: int) -> HttpResponse:
    """Select a supplier that asked, or not, with a reason."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor) and tender.procedure in BY_CANDIDACY)
    only_if(not access.requests_are_sealed(tender))
    row = get_object_or_404(access.requests(tender).select_related("organisation", "selection"), pk=candidacy_id)
    initial = {"is_selected": "yes" if row.is_selected else "no", "reason": row.reason} if row.decided_at else {}
    form = forms.SelectForm(request.POST or None, initial=initial)

    def work() -> None:
        actions.select(
            tender_id=tender.pk, candidacy_id=row.pk, now=timezone.now(), by=request.actor, **form.cleaned_data
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("It is saved. The supplier hears it once everybody is told at once."))
        return redirect("tenders:candidates", tender_id=tender.pk)
    context = {
        "tender": tender,
        "row": row,
        "files": access.readable_candidacy_files(request.actor).filter(candidacy=row).order_by("pk"),
        "form": form if access.is_open_for_offers(tender) else None,
        "trail": shell(request, tender, "candidates", str(row.organisation))["trail"],
    }
    return render(request, "tenders/candidate.html", context, status=422 if form.errors else 200)


def _takes_invited(tender: Tender) -> bool:
    """Until the first offers are in."""
    if tender.published_at is None:
        return tender.state == TenderState.PREPARING
    return access.is_open_for_offers(tender) and not access.is_negotiating(tender)


@signed_in
@require_http_methods(["GET", "POST"])
def selection(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Write down who decided, and send every candidate its letter at once."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor) and tender.procedure in BY_CANDIDACY)
    waiting = access.requests(tender).filter(selection=None)
    only_if(not access.requests_are_sealed(tender) and access.is_open_for_offers(tender) and waiting.exists())
    form = forms.SelectionForm(request.POST or None, request.FILES or None)

    def work() -> None:
        now, given = timezone.now(), form.cleaned_data
        paper = papers.selection_letters(
            queries.specification(tender), body=given["body"], decided_on=given["decided_on"], now=now
        )
        actions.send_selection(tender_id=tender.pk, paper=paper, now=now, by=request.actor, **given)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Everybody has its letter. Who was selected can make an offer now."))
        return redirect("tenders:candidates", tender_id=tender.pk)
    trail = shell(request, tender, "candidates", _("Send the letters"))["trail"]
    counts = waiting.aggregate(yes=Count("pk", filter=Q(is_selected=True)), no=Count("pk", filter=Q(is_selected=False)))
    lead = _(
        "%(yes)s selected, %(no)s not. Everybody gets its letter at the same moment: who was selected an invitation to make an offer "
        "until %(moment)s, who was not the reason and what it can do. Nobody reads of another."
    ) % {
        "yes": counts["yes"],
        "no": counts["no"],
        "moment": sentences.moment(tender.offers_until) if tender.offers_until else "–",
    }
    back = reverse("tenders:candidates", args=[tender.pk])
    return form_page(request, form, trail=trail, submit=_("Send the letters"), back=back, lead=lead)


@signed_in
@require_http_methods(["GET", "POST"])
def again(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Ask for better offers, where is negotiated."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor) and access.may_ask_again(tender))
    form = forms.AgainForm(request.POST or None)

    def work() -> None:
        actions.ask_again(tender_id=tender.pk, now=timezone.now(), by=request.actor, **form.cleaned_data)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Better offers are asked, sealed as before."))
        return redirect("tenders:detail", tender_id=tender.pk)
    trail = shell(request, tender, "room", _("Ask for better offers"))["trail"]
    number = tender.rounds.count()
    rest = access.still_in(tender, number)
    names = organisations.names(rest)
    lead = _(
        "Round %(number)s is for %(names)s. Each hands in every envelope anew, sealed as before; who hands in nothing is in it no "
        "more. The former offers stay readable as they were opened; their prices stay sealed for good."
    ) % {"number": number + 1, "names": ", ".join(sorted(names.values())) or _("nobody")}
    back = reverse("tenders:room", args=[tender.pk])
    return form_page(request, form, trail=trail, submit=_("Ask"), back=back, lead=lead)
