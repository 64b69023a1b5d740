"""One opened offer: what was handed in, whether it counts, its files."""

from fractions import Fraction
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.contract.tenders import access, actions, forms, queries, sentences
from steunpunt.contract.tenders.choices import EnvelopeKind, Regularity, TenderState, words
from steunpunt.contract.tenders.models import BidLot, SealedFile
from steunpunt.contract.tenders.rules.exact import rounded
from steunpunt.contract.tenders.rules.judging import unpriced
from steunpunt.contract.tenders.sealing.keys import CannotOpenError
from steunpunt.contract.tenders.values import Requirement, Specification
from steunpunt.contract.tenders.views.shared import only_if, shell, tender_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.forms import worked


@signed_in
@require_http_methods(["GET", "POST"])
def bid_lot(request: ActorRequest, tender_id: int, bid_lot_id: int) -> HttpResponse:
    """One offer whole: what was handed in, whether it counts."""
    tender = tender_or_404(request, tender_id)
    only_if(access.reads_offers(request.actor, tender))
    row = queries.bid_lots(tender).filter(pk=bid_lot_id).first()
    is_former = row is None
    row = row or get_object_or_404(queries.former_bid_lots(tender), pk=bid_lot_id)
    spec = queries.specification(tender)
    kinds = [EnvelopeKind.ADMINISTRATIVE, EnvelopeKind.QUALITY]
    if access.reads_prices(request.actor, tender) and not is_former:
        kinds.append(EnvelopeKind.PRICE)
    may_judge = access.may_prepare(request.actor) and not is_former
    may_judge = may_judge and tender.state in {TenderState.OPENED, TenderState.PRICED}
    initial = {"regularity": row.regularity, "reason": row.reason} if row.regularity != Regularity.UNSEEN else {}
    form = forms.RegularityForm(request.POST or None, initial=initial)

    def work() -> None:
        actions.judge_regularity(
            tender_id=tender.pk,
            bid_lot_id=row.pk,
            regularity=Regularity(form.cleaned_data["regularity"]),
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST":
        only_if(may_judge)
        if worked(form, work):
            messages.success(request, _("It is saved."))
            return redirect("tenders:room", tender_id=tender.pk)
    envelopes = [_envelope(spec, row, kind) for kind in kinds]
    context = {
        **shell(request, tender, "room", sentences.offer_name(row)),
        "name": sentences.offer_name(row),
        "row": row,
        "is_former": is_former,
        "word": words.REGULARITIES[row.regularity],
        "envelopes": envelopes,
        "lacking": sentences.without(kinds_out) if (kinds_out := queries.lacking_of(row.bid).get(row.lot)) else "",
        "requirements": _requirements(spec, row),
        "levels": words.LEVELS,
        "form": form if may_judge else None,
        "price_questions": row.price_questions.order_by("pk") if EnvelopeKind.PRICE in kinds else [],
        "may_ask_price": access.may_prepare(request.actor) and not is_former and tender.state == TenderState.PRICED,
        "verdicts": words.VERDICTS,
    }
    return render(request, "tenders/bid.html", context, status=422 if form.errors else 200)


def _requirements(spec: Specification, row: BidLot) -> list[tuple[Requirement, str]]:
    """Every requirement of the lot, with what the offer says of it."""
    manifest = queries.manifests_of([row], EnvelopeKind.QUALITY).get(row.bid_id)
    answers = manifest.answers if manifest else {}
    return [(one, answers.get(one.answer_key, "")) for one in spec.requirements if one.lot in {None, row.lot}]


def _envelope(spec: Specification, row: BidLot, kind: EnvelopeKind) -> dict[str, Any]:
    """What stands in one envelope of an offer."""
    manifest = queries.manifests_of([row], kind).get(row.bid_id)
    if manifest is None:
        return {"word": words.ENVELOPES[kind], "manifest": None}
    files = queries.files_of([row], kind)
    lines = queries.price_lines_of(spec, row.lot, manifest) if kind is EnvelopeKind.PRICE else []
    return {
        "word": words.ENVELOPES[kind],
        "manifest": manifest,
        "files": [(files.get((row.bid_id, entry.number)), entry) for entry in manifest.files],
        "answers": [(one, manifest.answers[one.code]) for one in spec.marked if one.code in manifest.answers],
        "unpriced": [item.title for item in unpriced(spec, row.lot, queries.unit_prices([row]).get(row.pk, {}))]
        if kind is EnvelopeKind.PRICE
        else [],
        "lines": [(line, rounded(line.amount, 2)) for line in lines],
        "total": rounded(sum((line.amount for line in lines if line.item.is_compared), Fraction(0)), 2),
    }


@signed_in
@require_GET
def file(request: ActorRequest, tender_id: int, file_id: int) -> HttpResponse:
    """A file of an opened envelope, decrypted while it goes out; as attachment, in a sandbox."""
    tender = tender_or_404(request, tender_id)
    only_if(access.reads_offers(request.actor, tender))
    row = get_object_or_404(
        SealedFile.objects.select_related("envelope__bid__round"),
        pk=file_id,
        envelope__bid__round__tender=tender,
        envelope__opened_key__isnull=False,
        envelope__replaced_at=None,
    )
    if row.envelope.kind == EnvelopeKind.PRICE:
        only_if(access.reads_prices(request.actor, tender))
    manifest = queries.manifest_of(row.envelope)
    only_if(manifest is not None)
    if manifest is None:
        raise CannotOpenError
    entry = queries.entry_of(row, manifest)
    response = StreamingHttpResponse(queries.content_of(row), content_type=entry.content_type)
    response["Content-Disposition"] = sentences.attachment(entry.name)
    response["Content-Length"] = str(entry.size)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return cast("HttpResponse", response)
