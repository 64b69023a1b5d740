"""What people do in a partnership: begin, invite, answer, describe, move, come in, leave, sit, note."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from steunpunt.bundle.partnerships import access, actions, queries
from steunpunt.bundle.partnerships.choices import Body
from steunpunt.bundle.partnerships.forms import life as form_of
from steunpunt.bundle.partnerships.models import PartnerInvitation, Partnership
from steunpunt.bundle.partnerships.rules.life import SEATED
from steunpunt.bundle.partnerships.views.shared import form_page, visible_or_404
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import Actor, ActorRequest, Refused, require
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.public import OrganisationCard
from steunpunt.foundation.ui.forms import worked

BOTH = require_http_methods(["GET", "POST"])


def _to(row: Partnership) -> HttpResponse:
    return redirect("partnerships:partnership", group_id=row.pk)


def _asked(request: HttpRequest) -> list[int]:
    return [int(word) for word in request.GET.getlist("bestuur") if word.isdecimal() and len(word) < 18][:40]


@signed_in
@BOTH
def start(request: ActorRequest) -> HttpResponse:
    """Explore together: from a found group, or from scratch."""
    require(access.may_start(request.actor))
    today = timezone.localdate()
    own = organisations.organisation(request.actor.organisation_id or 0)
    asked = _asked(request)
    provinces = {card.province for card in organisations.organisations(asked).values()}
    boards = [
        card
        for card in organisations.boards(today, province=own.province if own and not provinces else "")
        if card.id != request.actor.organisation_id and (not provinces or card.province in provinces)
    ]
    form = form_of.StartForm(request.POST or None, initial={"boards": asked}, boards=boards)
    made: list[Partnership] = []

    def do() -> None:
        given = form.cleaned_data
        made.append(
            actions.start_partnership(
                name=given["name"],
                purpose=given["purpose"],
                board_ids=given["boards"],
                now=timezone.now(),
                today=today,
                by=request.actor,
            )
        )

    if request.method == "POST" and worked(form, do):
        messages.success(request, _("The boards are asked to explore. Nobody is a member yet."))
        return _to(made[0])
    lead = _("You ask boards to explore with you. It obliges nobody to anything; each board decides later for itself.")
    return form_page(request, form, row=None, title=_("Explore together"), submit=_("Ask these boards"), lead=lead)


@signed_in
@BOTH
def invite(request: ActorRequest, group_id: int) -> HttpResponse:
    row = visible_or_404(request, group_id)
    today = timezone.localdate()
    inside = queries.inside(row, today)
    there = {one.card.id for one in inside.members} | {card.id for _one, card in inside.invitations}
    boards = [card for card in organisations.boards(today, province=row.organisation.province) if card.id not in there]
    form = form_of.InviteForm(request.POST or None, boards=boards)
    require(access.may_coordinate(request.actor, row, today) or access.may_start(request.actor))

    def do() -> None:
        actions.invite_boards(
            partnership_id=row.pk,
            board_ids=form.cleaned_data["boards"],
            now=timezone.now(),
            today=today,
            by=request.actor,
        )

    if request.method == "POST" and worked(form, do):
        messages.success(request, _("The boards are asked to explore. Nobody is a member yet."))
        return _to(row)
    return form_page(request, form, row=row, title=_("Invite boards to explore"), submit=_("Ask these boards"))


@signed_in
@require_POST
def withdraw(request: ActorRequest, group_id: int, asked_id: int) -> HttpResponse:
    row = visible_or_404(request, group_id)
    get_object_or_404(row.invitations, pk=asked_id, ended_on=None)
    actions.withdraw_invitation(invitation_id=asked_id, today=timezone.localdate(), by=request.actor)
    messages.success(request, _("The invitation is withdrawn."))
    return _to(row)


@signed_in
@require_POST
def answer(request: ActorRequest, group_id: int) -> HttpResponse:
    """Answer for one's own board; also after it said “not now”."""
    rows = PartnerInvitation.objects.filter(
        partnership_id=group_id, organisation_id=request.actor.organisation_id or 0, ended_on=None
    )
    row = get_object_or_404(rows if request.actor.is_known else rows.none())
    try:
        actions.answer_invitation(
            invitation_id=row.pk, answer=request.POST.get("antwoord", ""), now=timezone.now(), by=request.actor
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your answer is on record; you can change it."))
    seen = access.visible_partnerships(request.actor, timezone.localdate()).filter(pk=group_id).exists()
    return redirect("partnerships:partnership", group_id=group_id) if seen else redirect("partnerships:list")


@signed_in
@BOTH
def describe(request: ActorRequest, group_id: int) -> HttpResponse:
    row = visible_or_404(request, group_id)
    today = timezone.localdate()
    require(access.may_coordinate(request.actor, row, today))
    initial = {
        "purpose": row.purpose,
        "coordinator": row.coordinator_id,
        "public_text": row.public_text,
        "is_public": row.is_public,
    }
    form = form_of.DescribeForm(request.POST or None, initial=initial, people=queries.coordinators(row.pk, today))

    def do() -> None:
        given = dict(form.cleaned_data)
        coordinator = given.pop("coordinator")
        actions.describe_partnership(
            partnership_id=row.pk, coordinator_id=coordinator, today=today, by=request.actor, **given
        )

    if request.method == "POST" and worked(form, do):
        messages.success(request, _("What is written about the partnership is changed."))
        return _to(row)
    return form_page(request, form, row=row, title=_("About this partnership"), submit=_("Save"))


@signed_in
@BOTH
def move(request: ActorRequest, group_id: int) -> HttpResponse:
    row = visible_or_404(request, group_id)
    today = timezone.localdate()
    require(access.may_coordinate(request.actor, row, today))
    form = form_of.MoveForm(
        request.POST or None, request.FILES or None, initial=form_of.first_day(today), state=row.state
    )

    def do() -> None:
        actions.move_partnership(
            partnership_id=row.pk, now=timezone.now(), today=today, by=request.actor, **form.cleaned_data
        )

    if request.method == "POST" and worked(form, do):
        messages.success(request, _("The new state is on record."))
        return _to(row)
    lead = _("Now: %(state)s.") % {"state": row.get_state_display()}
    return form_page(request, form, row=row, title=_("To another state"), submit=_("Record it"), lead=lead)


def _day(
    request: ActorRequest,
    row: Partnership,
    do: Callable[[date], object],
    *,
    title: str,
    label: str,
    submit: str,
    lead: str,
    done: str,
    is_leaving: bool = False,
) -> HttpResponse:
    if is_leaving:
        form: form_of.DayForm = form_of.LeaveForm(request.POST or None, label=label)
    else:
        form = form_of.DayForm(request.POST or None, initial=form_of.first_day(timezone.localdate()), label=label)
    if request.method == "POST" and worked(form, lambda: do(form.cleaned_data["on"])):
        messages.success(request, done)
        seen = access.visible_partnerships(request.actor, timezone.localdate()).filter(pk=row.pk).exists()
        return _to(row) if seen else redirect("partnerships:list")
    return form_page(request, form, row=row, title=title, submit=submit, lead=lead)


@signed_in
@BOTH
def enter(request: ActorRequest, group_id: int) -> HttpResponse:
    """Come in with one's own board: its mandated person."""
    row = visible_or_404(request, group_id)
    require(access.may_decide(request.actor))
    today = timezone.localdate()

    def do(on: date) -> None:
        actions.enter_partnership(partnership_id=row.pk, on=on, now=timezone.now(), today=today, by=request.actor)

    return _day(
        request,
        row,
        do,
        title=_("Come in with your board"),
        label=_("First day as a member"),
        submit=_("We come in"),
        lead=_(
            "Your mandate to sign goes on record with it. Membership obliges to no project: each has its own decision."
        ),
        done=_("Your board is a member."),
    )


@signed_in
@BOTH
def leave(request: ActorRequest, group_id: int) -> HttpResponse:
    """Give notice for one's own board: its mandated person."""
    row = visible_or_404(request, group_id)
    require(access.may_decide(request.actor))
    today = timezone.localdate()

    def do(on: date) -> None:
        actions.give_notice(partnership_id=row.pk, on=on, now=timezone.now(), today=today, by=request.actor)

    return _day(
        request,
        row,
        do,
        title=_("Give notice for your board"),
        label=_("First day without your board"),
        submit=_("We give notice"),
        lead=_("From that day your board reads nothing of this partnership any more. What it decided stays on record."),
        done=_("The notice of your board is on record."),
        is_leaving=True,
    )


def _paper(
    request: ActorRequest,
    row: Partnership,
    boards: list[OrganisationCard],
    record: Callable[..., object],
    *,
    title: str,
    label: str,
) -> HttpResponse:
    require(access.may_record_paper(request.actor))
    today = timezone.localdate()
    form = form_of.PaperForm(
        request.POST or None, request.FILES or None, initial=form_of.first_day(today), boards=boards, label=label
    )

    def do() -> None:
        given = dict(form.cleaned_data)
        board = given.pop("board")
        record(partnership_id=row.pk, organisation_id=board, now=timezone.now(), today=today, by=request.actor, **given)

    if request.method == "POST" and worked(form, do):
        messages.success(request, _("Recorded from paper; the document of the board stands with it."))
        return _to(row)
    lead = _(
        "A board decides for itself. You record what it decided on paper, with its dated document; the record says so."
    )
    return form_page(request, form, row=row, title=title, submit=_("Record it"), lead=lead)


@signed_in
@BOTH
def enter_from_paper(request: ActorRequest, group_id: int) -> HttpResponse:
    row = visible_or_404(request, group_id)
    boards = [card for _one, card in queries.inside(row, timezone.localdate()).invitations]
    return _paper(
        request,
        row,
        boards,
        actions.record_entry_from_paper,
        title=_("Record from paper that a board comes in"),
        label=_("First day as a member"),
    )


@signed_in
@BOTH
def leave_from_paper(request: ActorRequest, group_id: int) -> HttpResponse:
    row = visible_or_404(request, group_id)
    boards = [one.card for one in queries.inside(row, timezone.localdate()).members if one.period.valid_to is None]
    return _paper(
        request,
        row,
        boards,
        actions.record_notice_from_paper,
        title=_("Record from paper that a board leaves"),
        label=_("First day without this board"),
    )


def _seatable(actor: Actor) -> dict[int, str]:
    """People of one's own organisation who can sit: by their roles, or as advisers."""
    if actor.organisation_id is None:
        return {}
    roles = (
        [people_of.Role.ADVISER, people_of.Role.CONSULTANT]
        if actor.is_of_support_point
        else [people_of.Role(role) for body in Body for role in sorted(SEATED[body])]
    )
    return {person.id: person.name for person in people_of.members(actor.organisation_id, *roles)}


@signed_in
@BOTH
def seat(request: ActorRequest, group_id: int) -> HttpResponse:
    row = visible_or_404(request, group_id)
    actor = request.actor
    require(access.may_seat(actor, actor.organisation_id or 0))
    form: forms.Form = form_of.SeatForm(
        request.POST or None, people=_seatable(actor), may_lead=not actor.is_of_support_point
    )

    def do() -> None:
        given: dict[str, Any] = form.cleaned_data
        actions.give_seat(
            partnership_id=row.pk,
            body=given["body"],
            person_id=given["person"],
            leads=given.get("leads", False),
            today=timezone.localdate(),
            by=actor,
        )

    if request.method == "POST" and worked(form, do):
        messages.success(request, _("The seat is given."))
        return _to(row)
    lead = (
        _("The support point sits as an adviser, without a vote.")
        if actor.is_of_support_point
        else _("Your board chooses who sits for it: policy makers steer, ICT managers work.")
    )
    return form_page(request, form, row=row, title=_("Give a seat"), submit=_("Give the seat"), lead=lead)


@signed_in
@require_POST
def unseat(request: ActorRequest, group_id: int, seat_id: int) -> HttpResponse:
    row = visible_or_404(request, group_id)
    get_object_or_404(access.visible_seats(request.actor, timezone.localdate()).filter(partnership=row), pk=seat_id)
    try:
        actions.leave_seat(seat_id=seat_id, today=timezone.localdate(), by=request.actor)
    except Refused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("The seat is empty from today."))
    return _to(row)


@signed_in
@BOTH
def note(request: ActorRequest, group_id: int) -> HttpResponse:
    """Write down a talk with one board."""
    row = visible_or_404(request, group_id)
    require(access.may_note(request.actor))
    today = timezone.localdate()
    inside = queries.inside(row, today)
    boards = [*(card for _one, card in inside.invitations), *(one.card for one in inside.members)]
    form = form_of.ConversationForm(request.POST or None, initial=form_of.first_day(today), boards=boards)

    def do() -> None:
        given = dict(form.cleaned_data)
        board = given.pop("board")
        actions.note_conversation(
            partnership_id=row.pk, organisation_id=board, now=timezone.now(), today=today, by=request.actor, **given
        )

    if request.method == "POST" and worked(form, do):
        messages.success(request, _("The note is kept; advisers and this board read it."))
        return _to(row)
    return form_page(request, form, row=row, title=_("Note a conversation"), submit=_("Keep the note"))
