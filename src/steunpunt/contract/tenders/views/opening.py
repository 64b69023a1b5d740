"""Who opens offers, one's own key, opening together, and what was found."""

from collections.abc import Set as AbstractSet
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.contract.tenders import access, actions, forms, papers, queries, sentences
from steunpunt.contract.tenders.actions.opening import TOGETHER
from steunpunt.contract.tenders.choices import OpeningStage, TenderState, words
from steunpunt.contract.tenders.models import Officer, Opening, Tender
from steunpunt.contract.tenders.views.awarding import paper_response
from steunpunt.contract.tenders.views.shared import only_if, shell, tender_or_404
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.journal.public import Line
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.forms import form_page, worked


@signed_in
@require_http_methods(["GET", "POST"])
def my_key(request: ActorRequest) -> HttpResponse:
    """Make one's own key to open offers."""
    only_if(access.may_have_a_key(request.actor))
    own = queries.key_of(request.actor.person_id or 0)
    form = forms.KeyForm(request.POST or None)

    def work() -> None:
        actions.make_officer_key(now=timezone.now(), by=request.actor, **form.cleaned_data)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Your key is made. Keep the phrase in your head, or in a password manager."))
        return redirect("tenders:my_key")
    context = {
        "own": own,
        "form": form,
        "offices": access.own_offices(request.actor).select_related("tender").order_by("-pk"),
        "trail": [(_("Procure"), ""), (_("My key"), "")],
    }
    return render(request, "tenders/my_key.html", context, status=422 if form.errors else 200)


def people_to_name(tender: Tender, named: AbstractSet[int]) -> list[tuple[str, str]]:
    """Who can be named: people of the support point, of the authority and of boards, but for those who were."""
    support = organisations.support_point()
    bodies = {tender.authority_id, *tender.boards.order_by().values_list("organisation_id", flat=True)}
    bodies |= {support.id} if support else set()
    names = organisations.names(bodies)
    found = people_of.members_at_each(bodies)
    rows = [
        (f"{one.id}-{body}", f"{names[body]} · {one.name}")
        for body, people in found.items()
        for one in people
        if one.id not in named
    ]
    return sorted(rows, key=lambda row: row[1])


def _named(tender: Tender) -> set[int]:
    return set(tender.officers.filter(ended_at=None).order_by().values_list("person_id", flat=True))


def _shown(tender: Tender) -> list[dict[str, Any]]:
    rows = list(tender.officers.filter(ended_at=None).select_related("organisation", "key").order_by("pk"))
    people = registry.names_of(registry.person_names, [row.person_id for row in rows])
    with_key = queries.people_with_a_key([row.person_id for row in rows])
    return [
        {
            "row": row,
            "name": people.get(row.person_id, ""),
            "has_part": row.key_id is not None,
            "has_key": row.person_id in with_key,
        }
        for row in rows
    ]


@signed_in
@require_http_methods(["GET", "POST"])
def officers(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Who opens the offers; a buyer names them before publication."""
    tender = tender_or_404(request, tender_id)
    is_preparing = tender.state == TenderState.PREPARING
    may_name = access.may_prepare(request.actor) and is_preparing
    form = forms.OfficerForm(request.POST or None, people=people_to_name(tender, _named(tender)) if may_name else [])

    def work() -> None:
        person, organisation = form.who()
        actions.name_officer(
            tender_id=tender.pk, person_id=person, organisation_id=organisation, now=timezone.now(), by=request.actor
        )

    if request.method == "POST":
        only_if(may_name)
        if worked(form, work):
            messages.success(request, _("This person opens the offers, with one other, and hears it."))
            return redirect("tenders:officers", tender_id=tender.pk)
    rounds = list(tender.rounds.prefetch_related("openings__first__organisation", "openings__second__organisation"))
    context = {
        **shell(request, tender, "officers"),
        "officers": _shown(tender),
        "form": form if may_name else None,
        "may_drop": may_name,
        "may_open": access.may_open(request.actor, tender),
        "openings": [(each, row) for each in rounds for row in each.openings.all() if row.opened_at],
        "has_rounds": len(rounds) > 1,
        "changes": tender.key_changes.exclude(done_at=None).select_related("came__organisation", "lost__organisation"),
        "stages": {
            OpeningStage.CONTENT: _("Administrative and quality envelopes"),
            OpeningStage.PRICE: _("Price envelopes"),
        },
    }
    return render(request, "tenders/officers.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def officer_drop(request: ActorRequest, tender_id: int, officer_id: int) -> HttpResponse:
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor))
    get_object_or_404(tender.officers, pk=officer_id, ended_at=None)
    try:
        actions.drop_officer(
            tender_id=tender.pk, officer_id=officer_id, reason="", now=timezone.now(), by=request.actor
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("tenders:officers", tender_id=tender.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def opening(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Open together: the first unlocks, the second opens."""
    tender, now = tender_or_404(request, tender_id), timezone.now()
    only_if(access.may_open(request.actor, tender))
    stage = OpeningStage.PRICE if tender.state == TenderState.FROZEN else OpeningStage.CONTENT
    begun = queries.half_open(tender, stage, now - TOGETHER)
    is_second = begun is not None and begun.first.person_id != request.actor.person_id
    form = forms.PhraseForm(request.POST or None)

    def work() -> None:
        verb = actions.complete_opening if is_second else actions.begin_opening
        verb(
            tender_id=tender.pk,
            stage=stage,
            phrase=form.cleaned_data["phrase"],
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        if is_second:
            messages.success(request, _("The envelopes are open; the minutes say what was found."))
            return redirect("tenders:officers", tender_id=tender.pk)
        messages.success(request, _("Unlocked. Ask a second person to open within half an hour."))
        return redirect("tenders:opening", tender_id=tender.pk)
    is_time = tender.offers_until is not None and now >= tender.offers_until
    context = {
        **shell(request, tender, "officers", _("Open together")),
        "form": form,
        "stage": stage,
        "begun": begun,
        "is_second": is_second,
        "waits": begun is not None and not is_second,
        "can_open": is_time and tender.state in {TenderState.PUBLISHED, TenderState.FROZEN},
        "deadline": tender.offers_until,
    }
    return render(request, "tenders/opening.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def key_change(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Bring in somebody else: two who hold parts do it together."""
    tender, now = tender_or_404(request, tender_id), timezone.now()
    only_if(access.may_open(request.actor, tender) and tender.state not in {TenderState.PREPARING, TenderState.STOPPED})
    begun = queries.half_changed(tender, now - TOGETHER)
    is_second = begun is not None and begun.first.person_id != request.actor.person_id
    own = access.own_offices(request.actor).get(tender=tender)
    people = registry.names_of(registry.person_names, [row["row"].person_id for row in _shown(tender)])
    others = [
        (row.pk, f"{row.organisation} · {people.get(row.person_id, '')}")
        for row in Officer.objects.filter(tender=tender, ended_at=None)
        .exclude(pk=own.pk)
        .select_related("organisation")
    ]
    form: Any = (
        forms.PhraseForm(request.POST or None)
        if is_second
        else forms.KeyChangeForm(request.POST or None, people=people_to_name(tender, _named(tender)), officers=others)
    )

    def work() -> None:
        given = form.cleaned_data
        if is_second:
            actions.complete_key_change(
                tender_id=tender.pk, phrase=given["phrase"], now=timezone.now(), by=request.actor
            )
            return
        person, organisation = form.who()
        actions.begin_key_change(
            tender_id=tender.pk,
            lost_id=given["lost"],
            person_id=person,
            organisation_id=organisation,
            reason=given["reason"],
            phrase=given["phrase"],
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        if is_second:
            messages.success(request, _("The keys are divided anew."))
        else:
            messages.success(request, _("Unlocked. Ask a second person to finish it here within half an hour."))
        return redirect("tenders:officers", tender_id=tender.pk)
    trail = shell(request, tender, "officers", _("Bring in somebody else"))["trail"]
    lead = (
        _("%(body)s began to bring in somebody of %(came)s: “%(reason)s”. Finish it with your phrase.")
        % {"body": begun.first.organisation, "came": begun.came.organisation, "reason": begun.reason}
        if begun and is_second
        else _(
            "Somebody is lost, or one more is wanted. You begin; a second person who holds a part finishes. It stands on record."
        )
    )
    back = reverse("tenders:officers", args=[tender.pk])
    return form_page(request, form, trail=trail, submit=_("Unlock"), back=back, lead=lead)


@signed_in
@require_http_methods(["GET", "POST"])
def questions(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Questions of suppliers, for who prepares the tender: those without an answer first."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor))
    rows = sorted(
        tender.questions.select_related("organisation").order_by("pk"), key=lambda row: row.answered_at is not None
    )
    context = {**shell(request, tender, "questions"), "questions": rows}
    return render(request, "tenders/questions.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def question_answer(request: ActorRequest, tender_id: int, supplier_question_id: int) -> HttpResponse:
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor))
    row = get_object_or_404(tender.questions.select_related("organisation"), pk=supplier_question_id)
    form = forms.AnswerForm(request.POST or None, initial={"public_text": row.text})

    def work() -> None:
        actions.answer(
            tender_id=tender.pk,
            question_id=row.pk,
            public_text=form.cleaned_data["public_text"],
            text=form.cleaned_data["answer"],
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The answer is published for everybody."))
        return redirect("tenders:questions", tender_id=tender.pk)
    trail = shell(request, tender, "questions", _("Answer"))["trail"]
    lead = _("Asked: “%(text)s”") % {"text": row.text}
    back = reverse("tenders:questions", args=[tender.pk])
    return form_page(request, form, trail=trail, submit=_("Publish the answer"), back=back, lead=lead)


def _minutes_or_404(request: ActorRequest, tender_id: int, opening_id: int) -> tuple[Tender, Opening, list[Line]]:
    """For who prepares the tender, opens or judges; with what was refused by then."""
    tender = tender_or_404(request, tender_id)
    only_if(access.reads_offers(request.actor, tender) or access.may_open(request.actor, tender))
    row = get_object_or_404(queries.openings(tender), pk=opening_id)
    refused = [line for line in queries.refused_envelopes(tender) if row.opened_at and line.at <= row.opened_at]
    return tender, row, refused


def _who_opened(row: Opening) -> dict[int, str]:
    return registry.names_of(registry.person_names, [one.person_id for one in (row.first, row.second) if one])


def _bodies(refused: list[Line]) -> dict[int, str]:
    return organisations.names({line.on_behalf_of_id for line in refused if line.on_behalf_of_id})


def _refused(refused: list[Line]) -> list[str]:
    """When, of whom, and why."""
    names = _bodies(refused)
    return [
        f"{sentences.moment(line.at)} · {names.get(line.on_behalf_of_id or 0, '–')}: {line.sentence}"
        for line in refused
    ]


@signed_in
@require_GET
def minutes(request: ActorRequest, tender_id: int, opening_id: int) -> HttpResponse:
    """What two people found when they opened."""
    tender, row, refused = _minutes_or_404(request, tender_id, opening_id)
    context = {
        **shell(request, tender, "officers", _("Minutes of the opening")),
        "row": row,
        "people": _who_opened(row),
        "envelopes": words.ENVELOPES,
        "has_lots": len(queries.specification(tender).lots) > 1,
        "refused": refused,
        "refused_people": {line.person_id: _("somebody") for line in refused},
        "refused_bodies": _bodies(refused),
    }
    return render(request, "tenders/minutes.html", context)


@signed_in
@require_GET
def minutes_paper(request: ActorRequest, tender_id: int, opening_id: int) -> HttpResponse:
    """The same, to keep and to sign: in Dutch, the language of the tender."""
    with translation.override("nl"):
        tender, row, refused = _minutes_or_404(request, tender_id, opening_id)
        paper = papers.minutes(
            tender,
            row,
            names=_who_opened(row),
            refused=_refused(refused),
            is_negotiated=access.has_more_rounds(tender),
        )
        return paper_response(paper, "pdf", f"proces-verbaal-{tender.pk}-{row.pk}", is_sealed=True)
