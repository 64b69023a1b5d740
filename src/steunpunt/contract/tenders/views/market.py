"""What suppliers see and do: tenders, questions and answers, their own offer under seal."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.contract.tenders import access, actions, forms, lists, papers, queries, sentences
from steunpunt.contract.tenders.choices import BY_CANDIDACY, BY_INVITATION, NEGOTIATED, EnvelopeKind, TenderState, words
from steunpunt.contract.tenders.models import Bid, PriceQuestion, Tender
from steunpunt.contract.tenders.sealing import manifests
from steunpunt.contract.tenders.sealing.uploads import is_too_large, kept_unreadable, limit_in_megabytes
from steunpunt.contract.tenders.values import Specification
from steunpunt.contract.tenders.views.opendata import awards_told, contracts_told
from steunpunt.contract.tenders.views.shared import only_if
from steunpunt.contract.tenders.views.specification import read
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.journal.public import moment
from steunpunt.foundation.ui.forms import form_page, worked
from steunpunt.foundation.ui.lists import export, list_page


def market_or_404(request: ActorRequest, tender_id: int) -> Tender:
    rows = queries.as_told(access.market_tenders(request.actor)).select_related("authority")
    return get_object_or_404(rows, pk=tender_id)


def told_state(tender: Tender) -> str:
    """How far a tender of `market_or_404` is, as everybody may know it."""
    found: str = tender.told_state  # type: ignore[attr-defined]  # annotated
    return found


@require_GET
def market_list(request: ActorRequest) -> HttpResponse:
    """Every tender that was published, for everybody."""
    spec, rows = lists.market(), queries.as_told(access.market_tenders(request.actor)).select_related("authority")
    if file := export(request, spec, rows):
        return file
    context = {"list": list_page(request, spec, rows), "trail": [(_("Public contracts"), "")]}
    return render(request, "tenders/market_list.html", context)


@require_GET
def market(request: ActorRequest, tender_id: int) -> HttpResponse:
    """One tender as the market reads it, with questions that were answered."""
    tender, now = market_or_404(request, tender_id), timezone.now()
    publications = list(tender.publications.order_by("-number"))
    spec = queries.published(publications[0])
    is_bidder = access.may_act_on_the_market(request.actor)
    own = request.actor.organisation_id or 0
    rounds = tender.rounds.count() if tender.procedure in NEGOTIATED else 1
    takes_requests = access.takes_requests(tender, now)
    context = {
        **read(spec),
        "tender": tender,
        "state": words.STATES[told_state(tender)],
        "headline": sentences.for_the_market(tender, told_state(tender), now, number=rounds),
        "facts": sentences.in_short(tender, spec),
        "boards": queries.boards_named(tender, spec),
        "over_reason": tender.over_reason if told_state(tender) == TenderState.STOPPED else "",
        "versions": [
            (one.row, sentences.version(one), [sentences.difference(each) for each in one.changed])
            for one in queries.versions(publications)
        ],
        "is_public": queries.is_public(tender),
        "awards": awards_told(tender),
        "most": spec.framework.most_amount if spec.framework is not None else None,
        "contracts": contracts_told(tender),
        "answered": tender.questions.exclude(answered_at=None).order_by("answered_at", "pk"),
        "is_bidder": is_bidder,
        "is_open": access.is_open_for_offers(tender, now),
        "follows": is_bidder and tender.followers.filter(organisation_id=own).exists(),
        "may_offer": access.may_offer(request.actor, tender),
        "takes_requests": takes_requests,
        "is_for_all": tender.procedure not in BY_INVITATION and access.is_open_for_offers(tender, now),
        "may_apply": is_bidder and takes_requests,
        "own_request": access.own_candidacies(request.actor)
        .filter(tender=tender, applied_at__isnull=False, withdrawn_at=None)
        .annotate(number=Count("files", filter=Q(files__dropped_at=None)))
        .first()
        if is_bidder and tender.procedure in BY_CANDIDACY
        else None,
        "may_ask": is_bidder and _may_ask(tender, now),
        "own_questions": access.own_questions(request.actor).filter(tender=tender, answered_at=None).order_by("pk")
        if is_bidder
        else [],
        "has_result": access.own_letters(request.actor).filter(decision__tender=tender).exists(),
        "ask_form": forms.TextForm(),
        "trail": [(_("Public contracts"), reverse("tenders:market_list")), (tender.title, "")],
    }
    return render(request, "tenders/market.html", context)


def _may_ask(tender: Tender, now: Any) -> bool:
    until = tender.questions_until or tender.offers_until
    return until is not None and now < until and access.is_open_for_offers(tender, now)


@signed_in
@require_POST
def follow(request: ActorRequest, tender_id: int) -> HttpResponse:
    tender = market_or_404(request, tender_id)
    only_if(access.may_act_on_the_market(request.actor))
    actions.follow(tender_id=tender.pk, now=timezone.now(), by=request.actor)
    messages.success(request, _("You hear of answers and corrections."))
    return redirect("tenders:market", tender_id=tender.pk)


@signed_in
@require_POST
def ask(request: ActorRequest, tender_id: int) -> HttpResponse:
    tender = market_or_404(request, tender_id)
    only_if(access.may_act_on_the_market(request.actor))
    form = forms.TextForm(request.POST)

    def work() -> None:
        actions.ask(tender_id=tender.pk, text=form.cleaned_data["text"], now=moment(timezone.now()), by=request.actor)

    if worked(form, work):
        messages.success(request, _("Your question is asked. The answer goes to everybody, without saying who asked."))
        return redirect("tenders:market", tender_id=tender.pk)
    context = {
        "tender": tender,
        "form": form,
        "back": reverse("tenders:market", args=[tender.pk]),
        "trail": [*trail_of(tender), (_("Ask a question"), "")],
    }
    return render(request, "tenders/form.html", context, status=422)


def trail_of(tender: Tender) -> list[tuple[Any, str]]:
    return [
        (_("Public contracts"), reverse("tenders:market_list")),
        (tender.title, reverse("tenders:market", args=[tender.pk])),
    ]


@signed_in
@require_GET
def offer(request: ActorRequest, tender_id: int) -> HttpResponse:
    """One's own offer: which envelopes are in, until when they can be replaced."""
    tender, now = market_or_404(request, tender_id), moment(timezone.now())
    only_if(access.sees_own_offer(request.actor, tender))
    spec = queries.specification(tender)
    everything = list(
        access.own_bids(request.actor)
        .filter(round__tender=tender)
        .select_related("round")
        .prefetch_related("envelopes")
        .order_by("variant", "pk")
    )
    last = tender.rounds.order_by("-number").first()
    bids = [bid for bid in everything if last is not None and bid.round_id == last.pk]
    may_offer = access.may_offer(request.actor, tender)
    context = {
        "tender": tender,
        "spec": spec,
        "bids": [_shown(bid, spec) for bid in bids] or ([_shown(None, spec)] if may_offer else []),
        "round": last if may_offer and last is not None and last.number > 1 else None,
        "former": [
            {"bid": bid, "envelopes": _shown(bid, spec)["envelopes"]}
            for bid in sorted(everything, key=lambda bid: (-bid.round.number, bid.variant))
            if bid not in bids
        ],
        "next_variant": max((bid.variant for bid in bids), default=0) + 1,
        "is_open": may_offer and access.is_open_for_offers(tender, now),
        "headline": sentences.own_offer(tender, bids, now, number=last.number if last else 1)
        if may_offer
        else _("You are in this tender no more. What you handed in before stays below."),
        "price_questions": PriceQuestion.objects.filter(bid_lot__bid__in=bids).order_by("pk"),
        "trail": [*trail_of(tender), (_("Our offer"), "")],
    }
    return render(request, "tenders/offer.html", context)


def _shown(bid: Bid | None, spec: Specification) -> dict[str, Any]:
    rows = queries.standing_envelopes(bid)
    return {
        "bid": bid,
        "variant": bid.variant if bid else 0,
        "corrected_at": queries.corrected_after(bid) if bid and bid.withdrawn_at is None else None,
        "envelopes": [(kind, words.ENVELOPES[kind], rows.get(kind)) for kind in EnvelopeKind],
        "lacking": [
            sentences.lacks(lot, kinds) for lot in spec.lots if (kinds := queries.lacking_of(bid).get(lot.number))
        ]
        if len(spec.lots) > 1
        else [],
    }


def _uploading(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Sets the upload handlers before the form secret is looked for, which reads the request: unless it is too large to read."""

    @csrf_exempt
    def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_too_large(request):
            return _too_large(request, *args, **kwargs)
        kept_unreadable(request)
        return csrf_protect(view)(request, *args, **kwargs)

    return guarded


@signed_in
def _too_large(request: ActorRequest, tender_id: int, variant: int, kind: str) -> HttpResponse:
    """Nothing of it was read; the page says so, with an empty form."""
    tender = market_or_404(request, tender_id)
    only_if(access.may_offer(request.actor, tender) and kind in set(EnvelopeKind))
    what = EnvelopeKind(kind)
    refused = actions.turn_away(tender_id=tender.pk, kind=what, by=request.actor)
    return _envelope_page(request, tender, what, None, variant=variant, refused=str(refused), status=413)


def _envelope_page(
    request: ActorRequest,
    tender: Tender,
    what: EnvelopeKind,
    form: forms.EnvelopeForm | None,
    *,
    variant: int,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    spec = queries.specification(tender)
    context = {
        **_about_envelope(tender, what, variant),
        "form": form or forms.EnvelopeForm(spec=spec, kind=what),
        "refused": refused,
        "is_open": access.is_open_for_offers(tender, moment(timezone.now())),
        "limit": limit_in_megabytes(),
        "is_price": what is EnvelopeKind.PRICE,
    }
    return render(request, "tenders/envelope.html", context, status=status)


def _about_envelope(tender: Tender, what: EnvelopeKind, variant: int) -> dict[str, Any]:
    own = (_("Our offer"), reverse("tenders:offer", args=[tender.pk]))
    name = str(words.ENVELOPES[what])
    if variant:
        which = _("variant %(n)s") % {"n": variant}
        name = f"{name} · {which}"
    return {"tender": tender, "kind": name, "trail": [*trail_of(tender), own, (name, "")]}


@_uploading
@signed_in
@require_http_methods(["GET", "POST"])
def envelope(request: ActorRequest, tender_id: int, variant: int, kind: str) -> HttpResponse:
    """Hand in one envelope. What comes back is the receipt: what was handed in is not readable any more, by nobody."""
    tender = market_or_404(request, tender_id)
    only_if(access.may_offer(request.actor, tender) and kind in set(EnvelopeKind))
    spec, what = queries.specification(tender), EnvelopeKind(kind)
    own = access.own_bids(request.actor).filter(round__tender=tender, variant=variant, withdrawn_at=None)
    form = forms.EnvelopeForm(
        request.POST or None,
        request.FILES or None,
        spec=spec,
        kind=what,
        begun=queries.lots_begun(own.order_by("-round__number").first()),
    )
    receipts: list[actions.Receipt] = []

    def work() -> None:
        receipts.append(
            actions.hand_in(
                tender_id=tender.pk,
                kind=what,
                contents=form.contents(),
                variant=variant,
                now=moment(timezone.now()),
                by=request.actor,
            )
        )

    if request.method == "POST" and worked(form, work):
        receipt = receipts[0]
        written = manifests.written(receipt.manifest).decode()
        context = {
            **_about_envelope(tender, what, variant),
            "receipt": receipt,
            "written": written,
            "variant": variant,
            "prices": queries.prices_read(spec, receipt.manifest) if what is EnvelopeKind.PRICE else [],
        }
        return render(request, "tenders/receipt.html", context)
    return _envelope_page(request, tender, what, form, variant=variant, status=422 if form.errors else 200)


@signed_in
@require_POST
def receipt(request: ActorRequest, tender_id: int) -> HttpResponse:
    """The receipt as a sealed PDF, from what the receipt itself says: it has to fit the fingerprint that is kept."""
    tender = market_or_404(request, tender_id)
    written = request.POST.get("written", "").encode()
    bids = access.own_bids(request.actor).filter(round__tender=tender)
    found = get_object_or_404(queries.envelopes_of(bids), fingerprint=manifests.fingerprint(written))
    spec = queries.specification(tender)
    content = papers.receipt(tender, spec, found, manifests.read(written), now=timezone.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="ontvangstbewijs-{found.fingerprint[:12]}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def price_reply(request: ActorRequest, tender_id: int, price_question_id: int) -> HttpResponse:
    """Explain one's own price, once."""
    tender = market_or_404(request, tender_id)
    only_if(access.may_act_on_the_market(request.actor))
    own = access.own_bids(request.actor).filter(round__tender=tender)
    row = get_object_or_404(PriceQuestion, pk=price_question_id, bid_lot__bid__in=own, replied_at=None)
    form = forms.TextForm(request.POST or None)

    def work() -> None:
        actions.reply_price(question_id=row.pk, text=form.cleaned_data["text"], now=timezone.now(), by=request.actor)

    here = reverse("tenders:offer", args=[tender.pk])
    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Your explanation is in."))
        return redirect(here)
    trail = [*trail_of(tender), (_("Our offer"), here), (_("Explain the price"), "")]
    return form_page(request, form, trail=trail, submit=_("Send"), back=here, lead=row.text)


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, tender_id: int, variant: int) -> HttpResponse:
    """Asked once more, then taken back. Named by its variant: the number of a row would say how many came in before it."""
    tender = market_or_404(request, tender_id)
    only_if(access.may_offer(request.actor, tender))
    own = access.own_bids(request.actor).filter(round__tender=tender, variant=variant).order_by("-round__number")
    bid = own.first()
    if bid is None:
        raise Http404
    here = reverse("tenders:offer", args=[tender.pk])
    if request.method == "GET":
        trail = [*trail_of(tender), (_("Our offer"), here), (_("Take this offer back"), "")]
        lead = _(
            "All its envelopes go: nobody opens them, and they do not come back. You can hand in again until the deadline; every "
            "envelope then has to be in anew."
        )
        return form_page(request, forms.NothingForm(), trail=trail, submit=_("Take it back"), back=here, lead=lead)
    try:
        actions.withdraw(tender_id=tender.pk, bid_id=bid.pk, now=moment(timezone.now()), by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your offer is taken back. It is opened by nobody."))
    return redirect(here)
