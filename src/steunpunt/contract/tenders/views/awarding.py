"""The award: what the record says, what the authority decided, letters, objections, the contract."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.contract.tenders import access, actions, forms, papers, queries, sentences
from steunpunt.contract.tenders.actions.awarding import DECIDED, UNDECIDED
from steunpunt.contract.tenders.choices import OpeningStage, TenderState, words
from steunpunt.contract.tenders.choices.law import ABOUT_MAXIMUM
from steunpunt.contract.tenders.models import Objection, Tender
from steunpunt.contract.tenders.queries.awarding import LotRecord
from steunpunt.contract.tenders.rules.awarding import equal_at, most_winners
from steunpunt.contract.tenders.rules.awarding import meaning as meaning_of
from steunpunt.contract.tenders.rules.law.answers import act_on, standstill
from steunpunt.contract.tenders.sentences.motivating import beginning
from steunpunt.contract.tenders.values import Specification
from steunpunt.contract.tenders.views.lots_shown import in_the_way, named, places
from steunpunt.contract.tenders.views.shared import only_if, sees_award, shell, tender_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.forms import form_page, worked

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _decides(request: ActorRequest, tender: Tender) -> bool:
    """By one's own mandate, or from the authority's document."""
    return access.may_award(request.actor, tender) or access.may_record_award(request.actor, tender)


@signed_in
@require_GET
def award(request: ActorRequest, tender_id: int) -> HttpResponse:
    """What was decided; for who reads the report or decides also what is to be done."""
    tender, now = tender_or_404(request, tender_id), timezone.now()
    spec = queries.specification(tender)
    only_if(sees_award(request, tender))
    is_inside = access.reads_report(request.actor, tender) or _decides(request, tender)
    decisions = queries.standing(tender)
    winners = queries.winners_of(decisions.values())
    record = queries.award_record(tender, spec) if is_inside else None
    may_prepare = access.may_prepare(request.actor)
    is_priced, most = tender.state == TenderState.PRICED, most_winners(spec)
    would_wait = standstill(spec, queries.day_of(now))
    context = {
        **shell(request, tender, "award"),
        "headline": sentences.award(tender, decided=len(decisions), lots=len(spec.lots)),
        "lots": [
            {
                "lot": lot,
                "decision": decisions.get(lot.number),
                "winners": named(decisions.get(lot.number), winners),
                "places": places(record, lot.number),
                **in_the_way(
                    record.of(lot.number) if record and lot.number not in decisions and is_priced else None, most
                ),
                "nobody": record is not None and not record.of(lot.number).judged.rows,
            }
            for lot in spec.lots
        ],
        "is_inside": is_inside,
        "reads_report": access.reads_report(request.actor, tender),
        "decides": _decides(request, tender),
        "can_decide": _decides(request, tender) and is_priced,
        "can_stop": _decides(request, tender) and tender.state in UNDECIDED,
        "can_withdraw": _decides(request, tender) and tender.state in {*DECIDED, TenderState.PRICED},
        "to_send": len(queries.to_tell(tender, record)) if record and may_prepare and tender.state in DECIDED else 0,
        "letters": [(row, sentences.offer_name(row.bid_lot)) for row in queries.letters(tender)]
        if access.is_buyer(request.actor)
        else [],
        "wait": queries.standstill_of(tender, spec) if decisions else None,
        "will_wait": would_wait is None or would_wait.is_required is not False,
        "today": queries.day_of(now),
        "warned": sentences.warned(spec, queries.law_day(tender, now), only=ABOUT_MAXIMUM) if is_inside else [],
        "objections": list(queries.objections(tender)) if is_inside and _decides(request, tender) else [],
        "conclusions": queries.conclusions(tender),
    }
    return render(request, "tenders/award.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, tender_id: int, lot: int) -> HttpResponse:
    """Decide on a lot by one's own mandate, or write down the authority's decision."""
    tender, now = tender_or_404(request, tender_id), timezone.now()
    only_if(_decides(request, tender) and tender.state == TenderState.PRICED)
    spec = queries.specification(tender)
    only_if(lot in {one.number for one in spec.lots})
    record = queries.award_record(tender, spec).of(lot)
    from_paper = not access.may_award(request.actor, tender)
    judged = record.judged
    order = judged.choosable
    most = min(most_winners(spec), len(order))
    form = forms.RulingForm(
        request.POST or None,
        request.FILES or None,
        order=[(int(one), sentences.offer_name(record.row(one))) for one in order],
        counts=[count for count in range(1, most + 1) if not equal_at(judged.ranking, order, count)],
        from_paper=from_paper,
        initial={"decided_on": queries.day_of(now), "motivation": _begun(spec, record)},
    )

    def work() -> None:
        actions.decide(
            tender_id=tender.pk,
            lot=lot,
            ruling=form.ruling(),
            document=form.cleaned_data.get("document"),
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The decision stands."))
        return redirect("tenders:award", tender_id=tender.pk)
    lead = (
        _("Write down what the body of the contracting authority decided, with its dated document.")
        if from_paper
        else _("You decide for %(authority)s, by your mandate to award. Read the award report first.")
        % {"authority": tender.authority}
    )
    waits = in_the_way(record, most)
    lead = " ".join([lead, *waits["hindrances"], *waits["to_draw"]])
    title = next(one.title for one in spec.lots if one.number == lot)
    return _form(
        request, tender, form, _("Decide on lot %(n)s · %(title)s") % {"n": lot, "title": title}, _("Decide"), lead=lead
    )


def _begun(spec: Specification, record: LotRecord) -> str:
    """In Dutch, the language of the tender."""
    with translation.override("nl"):
        return beginning(spec, record)


def _form(request: ActorRequest, tender: Tender, form: Any, title: str, submit: str, *, lead: str = "") -> HttpResponse:
    trail = shell(request, tender, "award", title)["trail"]
    back = reverse("tenders:award", args=[tender.pk])
    return form_page(request, form, trail=trail, submit=submit, back=back, lead=lead)


@signed_in
@require_http_methods(["GET", "POST"])
def award_stop(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Offers are open, and the authority does not go on."""
    tender = tender_or_404(request, tender_id)
    only_if(_decides(request, tender) and tender.state in UNDECIDED)
    from_paper = not access.may_award(request.actor, tender)
    form = forms.StopRulingForm(request.POST or None, request.FILES or None, from_paper=from_paper)

    def work() -> None:
        actions.stop_after_opening(
            tender_id=tender.pk,
            ruling=form.ruling(),
            document=form.cleaned_data.get("document"),
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The tender is stopped. Send the letters."))
        return redirect("tenders:award", tender_id=tender.pk)
    lead = _("Offers were opened: that nothing is awarded is a decision of the contracting authority, with reasons.")
    return _form(request, tender, form, _("Award nothing"), _("Stop the tender"), lead=lead)


@signed_in
@require_http_methods(["GET", "POST"])
def take_back(request: ActorRequest, tender_id: int, lot: int) -> HttpResponse:
    """The authority takes a decision back."""
    tender = tender_or_404(request, tender_id)
    only_if(_decides(request, tender) and lot in queries.standing(tender))
    from_paper = not access.may_award(request.actor, tender)
    form = forms.TakeBackForm(request.POST or None, request.FILES or None, from_paper=from_paper)

    def work() -> None:
        actions.withdraw_decision(
            tender_id=tender.pk,
            lot=lot,
            reason=form.cleaned_data["reason"],
            document=form.cleaned_data.get("document"),
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The decision is withdrawn: the authority decides again."))
        return redirect("tenders:award", tender_id=tender.pk)
    return _form(
        request,
        tender,
        form,
        _("Withdraw the decision on lot %(n)s") % {"n": lot},
        _("Withdraw"),
        lead=_("Suppliers that have a letter hear it, with the reason."),
    )


@signed_in
@require_POST
def letters(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Send every letter at once."""
    tender, now = tender_or_404(request, tender_id), timezone.now()
    only_if(access.may_prepare(request.actor))
    paper = papers.letters(queries.specification(tender), now=now)
    try:
        sent = actions.send_letters(tender_id=tender.pk, paper=paper, now=now, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Letters sent: %(n)s.") % {"n": len(sent)})
    return redirect("tenders:award", tender_id=tender.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def objection(request: ActorRequest, tender_id: int, objection_id: int) -> HttpResponse:
    """Answer what a supplier brought in."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor))
    rows = Objection.objects.filter(decision__tender=tender, answered_at=None).select_related("supplier", "decision")
    row = get_object_or_404(rows, pk=objection_id)
    form = forms.TextForm(request.POST or None)

    def work() -> None:
        text = form.cleaned_data["text"]
        actions.answer_objection(
            tender_id=tender.pk, objection_id=row.pk, text=text, now=timezone.now(), by=request.actor
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The answer is sent."))
        return redirect("tenders:award", tender_id=tender.pk)
    lead = _("%(supplier)s objects: “%(text)s”") % {"supplier": row.supplier, "text": row.text}
    title, about = _("Answer an objection"), _("lot %(n)s") % {"n": row.decision.lot}
    return _form(request, tender, form, f"{title} · {about}", _("Send the answer"), lead=lead)


@signed_in
@require_http_methods(["GET", "POST"])
def conclude(request: ActorRequest, tender_id: int, bid_lot_id: int) -> HttpResponse:
    """Write down the contract with a winner."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor) and tender.state == TenderState.AWARDED)
    winners = queries.winners_of(queries.standing(tender).values())
    only_if(bid_lot_id in winners and bid_lot_id not in queries.conclusions(tender))
    form = forms.ConclusionForm(request.POST or None)

    def work() -> None:
        actions.conclude(
            tender_id=tender.pk, bid_lot_id=bid_lot_id, now=timezone.now(), by=request.actor, **form.cleaned_data
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The contract is written down."))
        return redirect("tenders:award", tender_id=tender.pk)
    lead = _("With %(name)s, for lot %(n)s.") % {
        "name": sentences.offer_name(winners[bid_lot_id]),
        "n": winners[bid_lot_id].lot,
    }
    return _form(request, tender, form, _("Write down the contract"), _("Save"), lead=lead)


@signed_in
@require_GET
def report(request: ActorRequest, tender_id: int, form: str) -> HttpResponse:
    """The award report, to read or to edit."""
    tender = tender_or_404(request, tender_id)
    only_if(access.reads_report(request.actor, tender))
    spec = queries.specification(tender)
    last = queries.letters(tender).order_by("-sent_at").first()
    with translation.override("nl"):
        paper = papers.report(
            tender,
            queries.award_record(tender, spec),
            _openings(tender),
            checked=queries.checklist(tender, spec, timezone.now()),
            law=act_on(queries.law_day(tender, timezone.now())).value,
            refused=_refused(tender),
            told_on=queries.day_of(last.sent_at) if last else None,
            dossier=queries.dossier(tender, spec),
        )
    return paper_response(paper, form, f"gunningsverslag-{tender.pk}")


def _refused(tender: Tender) -> list[str]:
    """Envelopes that were not taken in: when, whose, why."""
    rows = queries.refused_envelopes(tender)[::-1]
    names = organisations.names({row.on_behalf_of_id for row in rows if row.on_behalf_of_id})
    return [f"{sentences.moment(row.at)} · {names.get(row.on_behalf_of_id or 0, '–')} · {row.sentence}" for row in rows]


def _openings(tender: Tender) -> list[tuple[str, str]]:
    names = {
        OpeningStage.CONTENT: _("Administrative and quality envelopes opened"),
        OpeningStage.PRICE: _("Prices opened"),
    }
    rows = list(queries.openings(tender))
    both = [officer.person_id for row in rows for officer in (row.first, row.second) if officer]
    people = registry.names_of(registry.person_names, both)
    return [
        (
            _named_opening(names[OpeningStage(row.stage)], row.round.number, has_rounds=rows[-1].round.number > 1),
            _("%(moment)s, by %(first)s and %(second)s together")
            % {
                "moment": sentences.moment(row.opened_at),
                "first": f"{people.get(row.first.person_id, '–')} ({row.first.organisation})",
                "second": f"{people.get(row.second.person_id, '–')} ({row.second.organisation})",
            },
        )
        for row in rows
        if row.opened_at and row.second
    ]


def _named_opening(name: str, number: int, *, has_rounds: bool) -> str:
    return _("%(what)s, round %(number)s") % {"what": name, "number": number} if has_rounds else name


def paper_response(paper: papers.Paper, form: str, name: str, *, is_sealed: bool = True) -> HttpResponse:
    """As PDF or .docx, to keep."""
    now = timezone.now()
    if form == "docx":
        content, kind = papers.as_word(paper, now=now), WORD
    else:
        content, kind = papers.as_pdf(paper, now=now, is_sealed=is_sealed), "application/pdf"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = sentences.attachment(f"{name}.{form}")
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_GET
def meaning(request: ActorRequest, tender_id: int) -> HttpResponse:
    """For a board for which was bought: what the award costs it, at its own quantities."""
    tender = tender_or_404(request, tender_id)
    only_if(access.reads_award(request.actor, tender))
    own = get_object_or_404(access.own_boards(request.actor), tender=tender)
    line = next(one for one in queries.board_lines(tender) if one.row.pk == own.pk)
    spec = queries.specification(tender)
    decisions = queries.standing(tender)
    winners = queries.winners_of(decisions.values())
    prices = queries.unit_prices(winners.values())
    context = {
        **shell(request, tender, "meaning"),
        "needs": line.needs,
        "spec": spec,
        "is_concluded": tender.state == TenderState.CONCLUDED,
        "item_kinds": words.ITEM_KINDS,
        "nobody": [lot for lot in spec.lots if lot.number in decisions and not decisions[lot.number].winners],
        "cards": [
            {
                "place": place,
                "of": len(decisions[lot.number].winners),
                "name": sentences.offer_name(winners[pk]),
                "lot": lot,
                "meaning": meaning_of(spec, lot.number, prices.get(pk, {}), line.needs),
            }
            for lot in spec.lots
            if lot.number in decisions
            for place, pk in enumerate(decisions[lot.number].winners, start=1)
        ]
        if line.needs
        else [],
    }
    return render(request, "tenders/meaning.html", context)
