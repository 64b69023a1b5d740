"""The scoring room: who judges, each alone with the offers side by side, then together; and opened files."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from steunpunt.contract.tenders import access, actions, forms, queries, sentences
from steunpunt.contract.tenders.choices import EnvelopeKind, Regularity, TenderState, words
from steunpunt.contract.tenders.models import Assessor, BidLot, Consensus, Mark, Tender
from steunpunt.contract.tenders.rules.agreement import intraclass, spreads, table_of
from steunpunt.contract.tenders.values import Criterion, Specification
from steunpunt.contract.tenders.views.opening import people_to_name
from steunpunt.contract.tenders.views.shared import only_if, shell, tender_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.forms import worked


@signed_in
@require_http_methods(["GET", "POST"])
def room(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Who is in the working group and how far; for a member what it does now; for the buyer naming and fixing."""
    tender = tender_or_404(request, tender_id)
    own = access.own_assessors(request.actor).filter(tender=tender).first()
    only_if(access.enters_room(request.actor, tender))
    may_prepare = access.may_prepare(request.actor)
    has_marks = tender.assessors.filter(handed_in_at__isnull=False).exists()
    may_name = may_prepare and tender.frozen_at is None and not has_marks
    form = forms.OfficerForm(request.POST or None, people=people_to_name(tender, _named(tender)) if may_name else [])

    def work() -> None:
        person, organisation = form.who()
        actions.name_assessor(
            tender_id=tender.pk, person_id=person, organisation_id=organisation, now=timezone.now(), by=request.actor
        )

    if request.method == "POST":
        only_if(may_name)
        if worked(form, work):
            messages.success(request, _("This person judges the offers, and hears it."))
            return redirect("tenders:room", tender_id=tender.pk)
    spec = queries.specification(tender)
    reads = access.reads_offers(request.actor, tender)
    rows = list(queries.bid_lots(tender).prefetch_related("bid__envelopes")) if reads else []
    judging = _members_in(tender)
    context = {
        **shell(request, tender, "room"),
        "members": _members(tender),
        "form": form if may_name else None,
        "own": own,
        "has_declared": own is not None and own.declarations.exists(),
        "judges": access.judges(request.actor, tender),
        "headline": sentences.in_the_room(tender, judging),
        "reads": reads,
        "lots": _by_lot(spec, rows),
        "former": list(queries.former_bid_lots(tender)) if reads and access.has_more_rounds(tender) else [],
        "round": tender.rounds.order_by("-number").first() if access.has_more_rounds(tender) else None,
        "is_negotiating": access.is_negotiating(tender),
        "criteria": _progress(tender, spec, own) if own and reads else [],
        "talk": _to_talk(tender, spec, rows)
        if rows and judging and access.reads_marks_of_others(request.actor, tender)
        else None,
        "may_take_out": may_prepare and tender.frozen_at is None,
        "may_freeze": may_prepare and tender.state == TenderState.OPENED,
        "not_ready": list(queries.not_ready(tender)) if may_prepare and tender.state == TenderState.OPENED else [],
        "may_ask_again": may_prepare and access.may_ask_again(tender) and not has_marks,
        "marks_stay": own is not None and own.handed_in_at is not None,
    }
    return render(request, "tenders/room.html", context, status=422 if form.errors else 200)


def _named(tender: Tender) -> set[int]:
    return set(tender.assessors.order_by().values_list("person_id", flat=True))


def _members_in(tender: Tender) -> list[Assessor]:
    return list(tender.assessors.filter(out_at=None))


def _members(tender: Tender) -> list[dict[str, Any]]:
    rows = list(
        tender.assessors.select_related("organisation")
        .prefetch_related("declarations")
        .order_by("organisation__name", "pk")
    )
    people = registry.names_of(registry.person_names, [row.person_id for row in rows])
    return [
        {
            "row": row,
            "name": people.get(row.person_id, ""),
            "declared": next((one.declared_at for one in row.declarations.all()), None),
        }
        for row in rows
    ]


def _by_lot(spec: Specification, rows: Sequence[BidLot]) -> list[tuple[Any, list[dict[str, Any]]]]:
    return [
        (
            lot,
            [
                {
                    "row": row,
                    "word": words.REGULARITIES[row.regularity][0],
                    "tone": words.REGULARITIES[row.regularity][1],
                    "lacking": _lacking(row),
                    "is_to_say": row.regularity == Regularity.UNSEEN or bool(_lacking(row)),
                }
                for row in rows
                if row.lot == lot.number
            ],
        )
        for lot in spec.lots
    ]


def _lacking(row: BidLot) -> str:
    """What is not in an offer for its lot, as long as nobody put it aside."""
    kinds = queries.lacking_of(row.bid).get(row.lot, ())
    return sentences.without(kinds) if kinds and row.regularity in {Regularity.REGULAR, Regularity.UNSEEN} else ""


def _progress(tender: Tender, spec: Specification, own: Assessor) -> list[dict[str, Any]]:
    """Each criterion with how many marks this member gave of how many."""
    asked = queries.cells_to_mark(tender)
    given = {(row.bid_lot_id, row.criterion) for row in own.marks.exclude(argument="")}
    return [
        {
            "criterion": one,
            "done": sum(1 for key in asked if key[1] == one.code and key in given),
            "of": sum(1 for key in asked if key[1] == one.code),
        }
        for one in spec.marked
    ]


def _to_talk(tender: Tender, spec: Specification, rows: Sequence[BidLot]) -> dict[str, Any]:
    """How far the members agree, and of what they still have to talk."""
    marks = queries.marks_by_assessor(tender, rows)
    still = queries.cells_to_talk(tender)
    found = []
    for one in spec.marked:
        table = table_of(marks, one.code)
        agreement = intraclass(table) if len(table) > 1 and len(marks) > 1 else None
        wide = [each for each in spreads(marks) if each.criterion == one.code and each.width]
        found.append(
            {
                "criterion": one,
                "single": agreement.icc2 if agreement else None,
                "widest": max((each.width for each in wide), default=None),
                "still": sum(1 for _row, code in still if code == one.code),
            }
        )
    return {"criteria": found, "still": len(still)}


@signed_in
@require_http_methods(["GET", "POST"])
def declare(request: ActorRequest, tender_id: int) -> HttpResponse:
    """One's own interests, before one sees an offer."""
    tender = tender_or_404(request, tender_id)
    own = get_object_or_404(access.own_assessors(request.actor), tender=tender)
    only_if(tender.state == TenderState.OPENED and not own.declarations.exists())
    form = forms.DeclarationForm(request.POST or None)

    def work() -> None:
        actions.declare(tender_id=tender.pk, now=timezone.now(), by=request.actor, **form.cleaned_data)

    if request.method == "POST" and worked(form, work):
        if form.cleaned_data["has_conflict"]:
            messages.success(request, _("Thank you. You judge no offers of this tender; it stands on record."))
            return redirect("ui:home")
        messages.success(request, _("Thank you. You can judge the offers now."))
        return redirect("tenders:room", tender_id=tender.pk)
    names = list(dict.fromkeys(str(row.bid.supplier) for row in queries.bid_lots(tender)))
    context = {
        **shell(request, tender, "room", _("Declare your interests")),
        "form": form,
        "suppliers": names,
    }
    return render(request, "tenders/declare.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def criterion(request: ActorRequest, tender_id: int, code: str) -> HttpResponse:
    """One criterion with the offers side by side: what each answered, one's own marks; once all are in, those of everybody."""
    tender = tender_or_404(request, tender_id)
    only_if(access.reads_offers(request.actor, tender))
    spec = queries.specification(tender)
    found = next((one for one in spec.marked if one.code == code), None)
    only_if(found is not None)
    if found is None:
        raise ValueError("a criterion that was found")
    own = access.own_assessors(request.actor).filter(tender=tender).first()
    is_marking = access.may_judge(request.actor, tender) and own is not None and own.handed_in_at is None
    is_marking = is_marking and tender.state == TenderState.OPENED
    is_talking = (
        access.may_prepare(request.actor)
        and tender.state == TenderState.OPENED
        and access.reads_marks_of_others(request.actor, tender)
    )
    rows = queries.that_count(queries.bid_lots(tender))
    columns = _columns(request, tender, spec, found, rows, own=own, is_marking=is_marking, is_talking=is_talking)
    if request.method == "POST":
        if tender.frozen_at is not None and (own is not None or access.may_prepare(request.actor)):
            typed = "; ".join(str(text) for name, text in request.POST.items() if name.endswith("-argument") and text)
            messages.error(request, _("The marks are fixed: this was not saved. You wrote: %(text)s") % {"text": typed})
            return redirect("tenders:criterion", tender_id=tender.pk, code=code)
        only_if(is_marking or is_talking)
        if _save(request, tender, found, columns, is_talking=is_talking):
            messages.success(request, _("It is saved."))
            return redirect("tenders:criterion", tender_id=tender.pk, code=code)
    codes = [one.code for one in spec.marked]
    place = codes.index(code)
    context = {
        **shell(request, tender, "room", f"{found.code} · {found.title}"),
        "criterion": found,
        "has_lots": len(spec.lots) > 1,
        "titles": {lot.number: lot.title for lot in spec.lots},
        "scale": spec.scale_of(found),
        "columns": columns,
        "is_marking": is_marking,
        "is_talking": is_talking,
        "before": codes[place - 1] if place else "",
        "after": codes[place + 1] if place + 1 < len(codes) else "",
    }
    has_errors = any(column["form"] is not None and column["form"].errors for column in columns)
    return render(
        request, "tenders/criterion.html", {**context, "has_errors": has_errors}, status=422 if has_errors else 200
    )


def _columns(
    request: ActorRequest,
    tender: Tender,
    spec: Specification,
    found: Criterion,
    rows: Sequence[BidLot],
    *,
    own: Assessor | None,
    is_marking: bool,
    is_talking: bool,
) -> list[dict[str, Any]]:
    manifests = queries.manifests_of(rows, EnvelopeKind.QUALITY)
    asked = {one.code for one in spec.asked if one.criterion == found.code}
    files = queries.files_of(rows, EnvelopeKind.QUALITY)
    mine = {mark.bid_lot_id: mark for mark in own.marks.filter(criterion=found.code)} if own else {}
    others = _others(request, tender, found, rows)
    agreed = {
        one.bid_lot_id: one
        for one in Consensus.objects.filter(bid_lot__in=[row.pk for row in rows], criterion=found.code)
    }
    columns = []
    for row in rows:
        manifest = manifests.get(row.bid_id)
        now: Mark | Consensus | None = agreed.get(row.pk) if is_talking else mine.get(row.pk)
        initial = {"mark": f"{now.mark.normalize():f}", "argument": now.argument} if now else {}
        prefix = f"offer_{row.pk}"
        form = None
        if is_marking or is_talking:
            data = request.POST if request.method == "POST" and f"{prefix}-mark" in request.POST else None
            form = forms.MarkForm(data, prefix=prefix, scale=spec.scale_of(found), initial=initial)
        columns.append(
            {
                "row": row,
                "answer": manifest.answers.get(found.code, "") if manifest else "",
                "files": [
                    (files[row.bid_id, entry.number], entry)
                    for entry in (manifest.files if manifest else ())
                    if entry.asked in asked and (row.bid_id, entry.number) in files
                ],
                "mine": mine.get(row.pk),
                "marks": others.get(row.pk, []),
                "agreed": agreed.get(row.pk),
                "form": form,
            }
        )
    return columns


def _others(
    request: ActorRequest, tender: Tender, found: Criterion, rows: Sequence[BidLot]
) -> Mapping[int, list[dict[str, Any]]]:
    """Marks of everybody, once all are in: never before."""
    if not access.reads_marks_of_others(request.actor, tender):
        return {}
    marks = queries.marks_by_assessor(tender, rows)
    far = {(each.offer, name) for each in spreads(marks) if each.criterion == found.code for name in each.deviating(3)}
    names = registry.names_of(registry.person_names, [one.person_id for one in _members_in(tender)])
    given: dict[int, list[dict[str, Any]]] = {}
    for mark in (
        Mark.objects.filter(bid_lot__in=[row.pk for row in rows], criterion=found.code, assessor__out_at=None)
        .select_related("assessor__organisation")
        .order_by("-mark", "assessor__organisation__name", "pk")
    ):
        given.setdefault(mark.bid_lot_id, []).append(
            {
                "mark": mark,
                "who": names.get(mark.assessor.person_id, ""),
                "is_far": (str(mark.bid_lot_id), str(mark.assessor_id)) in far,
            }
        )
    return given


def _save(
    request: ActorRequest, tender: Tender, found: Criterion, columns: Sequence[dict[str, Any]], *, is_talking: bool
) -> bool:
    """Every offer whose mark was sent; what one refuses does not undo the others."""
    verb = actions.agree if is_talking else actions.give_mark
    went_well = True
    for column in columns:
        form, row = column["form"], column["row"]
        if form is None or not form.is_bound:
            continue

        def work(form: Any = form, row: BidLot = row) -> None:
            verb(
                tender_id=tender.pk,
                bid_lot_id=row.pk,
                criterion=found.code,
                now=timezone.now(),
                by=request.actor,
                **form.cleaned_data,
            )

        went_well = worked(form, work) and went_well
    return went_well


@signed_in
@require_POST
def hand_in(request: ActorRequest, tender_id: int) -> HttpResponse:
    tender = tender_or_404(request, tender_id)
    only_if(access.may_judge(request.actor, tender))
    return _done(
        request,
        tender,
        lambda: actions.hand_in_marks(tender_id=tender.pk, now=timezone.now(), by=request.actor),
        _("Your marks are handed in. Once everybody's are, you see them beside one another."),
    )


@signed_in
@require_POST
def freeze(request: ActorRequest, tender_id: int) -> HttpResponse:
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor))
    return _done(
        request,
        tender,
        lambda: actions.freeze(tender_id=tender.pk, now=timezone.now(), by=request.actor),
        _("The marks are fixed. Two people can open the prices now."),
    )


def _done(request: ActorRequest, tender: Tender, work: Any, text: str) -> HttpResponse:
    try:
        work()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, text)
    return redirect("tenders:room", tender_id=tender.pk)
