"""The page of a tender: where it stands, what waits, what happened."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.bundle.projects import public as projects
from steunpunt.contract.tenders import access, actions, forms, queries, sentences
from steunpunt.contract.tenders.choices import BY_CANDIDACY, Buying, Procedure, Regularity, TenderState, words
from steunpunt.contract.tenders.models import Tender, TenderBoard
from steunpunt.contract.tenders.views.shared import only_if, shell, tender_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import Actor, ActorRequest, Text
from steunpunt.foundation.documents.public import documents_of
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.forms import form_page, worked


@signed_in
@require_GET
def detail(request: ActorRequest, tender_id: int) -> HttpResponse:
    """The tender on one page."""
    tender, now = tender_or_404(request, tender_id), timezone.now()
    lines_of_boards = queries.board_lines(tender)
    spec = queries.specification(tender)
    silent = [line for line in lines_of_boards if line.needs is None]
    context = {
        **shell(request, tender, "detail"),
        "headline": sentences.headline(
            tender,
            boards=len(lines_of_boards),
            silent=len(silent),
            now=now,
            number=tender.rounds.count() if access.has_more_rounds(tender) else 1,
        ),
        "steps": _steps(tender),
        "next": _next(request.actor, tender, now),
        "spec": spec,
        "facts": sentences.in_short(tender, spec),
        "boards": lines_of_boards,
        "said": len(lines_of_boards) - len(silent),
        "moments": sentences.moments(tender, spec, now),
        "sees_project": tender.project_id is not None and projects.sees_project(request.actor, tender.project_id),
        "owner": registry.names_of(registry.person_names, [tender.owner_id]).get(tender.owner_id or 0, ""),
        "is_for_others": spec.buying is not Buying.OWN or bool(lines_of_boards),
        "may_name": access.may_prepare(request.actor)
        and tender.state == TenderState.PREPARING
        and spec.buying is not Buying.OWN,
    }
    return render(request, "tenders/detail.html", context)


def _steps(tender: Tender) -> list[dict[str, Any]]:
    """From preparing to concluded; a tender that was stopped has none that is now."""
    order: list[TenderState] = [state for state in TenderState if state is not TenderState.STOPPED]
    now = order.index(TenderState(tender.state)) if tender.state in order else -1
    return [
        {"label": words.STATES[state][0], "is_done": place < now, "is_now": place == now}
        for place, state in enumerate(order)
    ]


def _next(actor: Actor, tender: Tender, now: datetime) -> dict[str, str] | None:
    """What this actor can do now: at most one thing stands on top, first what only this actor can do."""
    for applies, text, page, label in _to_do(actor, tender, now):
        if applies():
            return {"text": str(text), "url": reverse(f"tenders:{page}", args=[tender.pk]), "label": str(label)}
    return None


ToDo = tuple[Callable[[], bool], Text, str, Text]
"""When it applies, why it is to be done, on which page, and how that is called."""


def _to_do(actor: Actor, tender: Tender, now: datetime) -> list[ToDo]:
    def prepares() -> bool:
        return access.may_prepare(actor)

    def opens() -> bool:
        return not access.is_open_for_offers(tender, now) and access.may_open(actor, tender)

    def own_boards() -> QuerySet[TenderBoard]:
        return access.own_boards(actor).filter(tender=tender)

    to_say = _("Say what your board needs: it binds to nothing, and makes the tender fit.")
    to_write = _("Write the specification, try the method in the simulator, then publish.")
    to_open = _("The deadline has passed: two of you open the envelopes together.")
    to_mark = _("The offers are open: your marks are asked, each with its reason.")
    to_see = _("Say which offers count; once everybody handed in, write down the consensus and fix the marks.")
    to_fix = _("Once everybody handed in, write down the consensus where members differ, and fix the marks.")
    to_choose = _(
        "The requests to take part are in: say of each whether it is selected, then send everybody its letter."
    )
    to_invite = _("Nobody is invited yet: only suppliers that you invite see this tender.")
    to_ask_on = _(
        "The offers are open. Judge them, or ask everybody who is still in it for a better offer, before marks are handed in."
    )
    to_price = _("The marks are fixed: two of you open the prices together.")
    to_decide = _("The offers are judged: you decide for the contracting authority.")
    to_tell = _("The offers are judged: give the report to the contracting authority, and write down its decision.")
    to_send = _("The authority decided: send everybody its letter.")
    to_close = _("The letters are out: wait for the standstill, then write down the contract.")
    to_read = _("Read what the award costs your board, at its own quantities.")
    meaning: ToDo = (
        lambda: access.reads_award(actor, tender) and own_boards().exists(),
        to_read,
        "meaning",
        _("What it means for us"),
    )
    found: dict[str, list[ToDo]] = {
        TenderState.PREPARING: [
            (
                lambda: access.may_state_needs(actor) and own_boards().filter(needs=None).exists(),
                to_say,
                "needs",
                _("What we need"),
            ),
            (prepares, to_write, "publication", _("What is missing?")),
        ],
        TenderState.PUBLISHED: [
            (opens, to_open, "opening", _("Open together")),
            (lambda: prepares() and _waits_for_selection(tender, now), to_choose, "candidates", _("Suppliers")),
            (
                lambda: (
                    prepares()
                    and tender.procedure == Procedure.NEGOTIATED_UNPUBLISHED
                    and not tender.candidacies.exists()
                ),
                to_invite,
                "candidates",
                _("Suppliers"),
            ),
            (
                lambda: prepares() and tender.questions.filter(answered_at=None).exists(),
                _("A supplier waits for an answer."),
                "questions",
                _("Questions"),
            ),
        ],
        TenderState.OPENED: [
            (
                lambda: access.own_assessors(actor).filter(tender=tender, handed_in_at=None).exists(),
                to_mark,
                "room",
                _("Scoring room"),
            ),
            (
                lambda: (
                    prepares()
                    and access.may_ask_again(tender)
                    and not tender.assessors.filter(handed_in_at__isnull=False).exists()
                ),
                to_ask_on,
                "room",
                _("Scoring room"),
            ),
            (
                lambda: prepares() and queries.bid_lots(tender).filter(regularity=Regularity.UNSEEN).exists(),
                to_see,
                "room",
                _("Scoring room"),
            ),
            (prepares, to_fix, "room", _("Scoring room")),
        ],
        TenderState.FROZEN: [(opens, to_price, "opening", _("Open together"))],
        TenderState.PRICED: [
            (lambda: access.may_award(actor, tender), to_decide, "award", _("Award")),
            (prepares, to_tell, "award", _("Award")),
        ],
        TenderState.AWARDED: [
            (lambda: prepares() and not queries.letters(tender).exists(), to_send, "award", _("Award")),
            (prepares, to_close, "award", _("Award")),
            meaning,
        ],
        TenderState.CONCLUDED: [meaning],
    }
    return found.get(tender.state, [])


def _waits_for_selection(tender: Tender, now: datetime) -> bool:
    """The requests are in, and not everybody that asked was told."""
    is_in = tender.procedure in BY_CANDIDACY and not access.requests_are_sealed(tender, now)
    return is_in and access.is_open_for_offers(tender, now) and access.requests(tender).filter(selection=None).exists()


@signed_in
@require_http_methods(["GET", "POST"])
def name_boards(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Name more boards for which is bought."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor) and tender.state == TenderState.PREPARING)
    known = set(tender.boards.order_by().values_list("organisation_id", flat=True))
    cards = [card for card in organisations.boards(timezone.localdate()) if card.id not in known]
    form = forms.BoardsForm(
        request.POST or None,
        boards=[(card.id, f"{card.name} · {card.province}" if card.province else card.name) for card in cards],
    )

    def work() -> None:
        boards = form.cleaned_data["boards"]
        actions.name_boards(tender_id=tender.pk, boards=boards, now=timezone.now(), by=request.actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The boards are named, and asked what they need."))
        return redirect("tenders:detail", tender_id=tender.pk)
    trail = shell(request, tender, "", _("Name boards"))["trail"]
    back = reverse("tenders:detail", args=[tender.pk])
    return form_page(request, form, trail=trail, submit=_("Name these boards"), back=back)


@signed_in
@require_http_methods(["GET", "POST"])
def stop(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Not go on with it, and say why."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor))
    form = forms.ReasonForm(request.POST or None)

    def work() -> None:
        reason = form.cleaned_data["reason"]
        actions.stop(tender_id=tender.pk, reason=reason, now=timezone.now(), by=request.actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The tender is stopped."))
        return redirect("tenders:detail", tender_id=tender.pk)
    trail = shell(request, tender, "", _("Stop the tender"))["trail"]
    back = reverse("tenders:detail", args=[tender.pk])
    lead = _("Suppliers that follow it or made an offer hear it, with the reason. It cannot be taken up again.")
    return form_page(request, form, trail=trail, submit=_("Stop the tender"), back=back, lead=lead)


@signed_in
@require_GET
def history(request: ActorRequest, tender_id: int) -> HttpResponse:
    """What happened, newest first."""
    tender = tender_or_404(request, tender_id)
    is_inside = access.is_buyer(request.actor) and request.actor.looking_in_id is None
    shown = queries.course(tender) if is_inside else queries.history(tender)
    own = [line.person_id for line in shown if line.on_behalf_of_id in {request.actor.organisation_id, None}]
    people: dict[int | None, str] = {line.person_id: _("somebody") for line in shown if line.person_id}
    context = {
        **shell(request, tender, "history"),
        "lines": shown,
        "people": people | registry.names_of(registry.person_names, own),
        "organisations": organisations.names({line.on_behalf_of_id for line in shown if line.on_behalf_of_id}),
        "documents": documents_of(request.actor, f"tender:{tender.pk}"),
    }
    return render(request, "tenders/history.html", context)
