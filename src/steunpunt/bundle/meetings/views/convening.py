"""The list, one meeting, convening it, and who comes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from steunpunt.bundle.meetings import access, actions, forms, queries
from steunpunt.bundle.meetings.actions.convening import default_start
from steunpunt.bundle.meetings.choices import Coming, State
from steunpunt.bundle.meetings.models import Meeting
from steunpunt.bundle.meetings.views.shared import BOTH, convenable_or_404, meeting_or_404, within
from steunpunt.bundle.partnerships.public import trail_within
from steunpunt.bundle.partnerships.values import Body
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.journal import public as journal
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.people import public as people
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.forms import form_page, worked


@signed_in
@require_GET
def of_partnership(request: ActorRequest, group_id: int) -> HttpResponse:
    """All meetings of a partnership, and all that still has to be done."""
    today = timezone.localdate()
    rows = list(queries.of_partnership(request.actor, group_id, today)[:200])
    may_convene = access.may_convene(request.actor, group_id, today)
    if not rows and not may_convene:
        raise Http404
    name = organisations.names([group_id]).get(group_id, "")
    context = {
        "meetings": rows,
        "action_points": queries.open_action_points(request.actor, group_id, today),
        "may_convene": may_convene,
        "group_id": group_id,
        "today": today,
        "trail": trail_within(group_id, name, (_("Meetings"), "")),
    }
    return render(request, "meetings/list.html", context)


@signed_in
@BOTH
def convene(request: ActorRequest, group_id: int) -> HttpResponse:
    today = timezone.localdate()
    if not access.may_convene(request.actor, group_id, today):
        raise Http404
    start = default_start(timezone.now())
    form = forms.MeetingForm(
        request.POST or None,
        with_body=True,
        initial={
            "body": Body.STEERING,
            "title": _("Steering group"),
            "on": start.date(),
            "begins": start.time(),
            "ends_at": start.replace(hour=16).time(),
            "agenda": "\n".join(queries.open_points(group_id, today)),
        },
    )
    made: list[Meeting] = []

    def work() -> None:
        row = actions.convene_meeting(
            partnership_id=group_id,
            body=form.body_chosen(),
            plan=form.plan(),
            now=timezone.now(),
            today=today,
            by=request.actor,
        )
        made.append(row)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Everybody gets an invitation for the calendar."))
        return redirect("meetings:meeting", meeting_id=made[0].pk)
    name = organisations.names([group_id]).get(group_id, "")
    return form_page(
        request,
        form,
        trail=trail_within(group_id, name, (_("Convene a meeting"), "")),
        submit=_("Invite"),
        lead=_("Whoever sits in the group is invited by mail, with an invitation that calendars understand."),
        back=reverse("partnerships:partnership", args=[group_id]),
    )


@signed_in
@require_GET
def meeting(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """When, where, who comes, the agenda; and the minutes once they are there."""
    row = meeting_or_404(request, meeting_id)
    today, now, actor = timezone.localdate(), timezone.now(), request.actor
    invited = queries.places(row)
    own = access.own_invitation(actor, row)
    may_convene = access.may_convene(actor, row.partnership_id, today)
    is_past = row.starts_at <= now
    is_written = any(one.row.was_there is not None for one in invited)
    todos = list(row.action_points.order_by("pk"))
    names = people.names(todo.owner_id for todo in todos if todo.owner_id)
    history = journal.lines(journal.entries_about(f"meeting:{row.pk}")[:20])
    context: dict[str, Any] = {
        "meeting": row,
        "invited": invited,
        "coming": sum(one.row.answer == Coming.YES for one in invited),
        "own": own,
        "answers": [one for one in Coming.choices if one[0]],
        "may_answer": own is not None and row.state == State.PLANNED and not is_past,
        "points": list(row.points.order_by("number")),
        "todos": [
            (todo, names.get(todo.owner_id or 0, ""), may_convene or todo.owner_id == actor.person_id) for todo in todos
        ],
        "is_past": is_past,
        "shows_minutes": is_written and (may_convene or row.state in {State.SENT, State.APPROVED}),
        "is_written": is_written,
        "may_convene": may_convene,
        "may_agree": access.may_agree(actor, row, own),
        "history": history,
        "people": registry.names_of(registry.person_names, (line.person_id for line in history)),
        "organisations": registry.names_of(registry.organisation_names, (line.on_behalf_of_id for line in history)),
        "trail": trail_within(row.partnership_id, str(row.partnership), (row.title, "")),
    }
    return render(request, "meetings/meeting.html", context)


@signed_in
@BOTH
def change(request: ActorRequest, meeting_id: int) -> HttpResponse:
    row = convenable_or_404(request, meeting_id)
    start, end = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    form = forms.MeetingForm(
        request.POST or None,
        with_body=False,
        initial={
            "title": row.title,
            "on": start.date(),
            "begins": start.time(),
            "ends_at": end.time(),
            "place": row.place,
            "agenda": "\n".join(row.points.order_by("number").values_list("title", flat=True)),
        },
    )
    seen = request.POST.get("seen", "")

    def work() -> None:
        actions.change_meeting(
            meeting_id=row.pk,
            plan=form.plan(),
            seen_sequence=int(seen) if seen.isdecimal() and len(seen) < 9 else row.sequence,
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    here = reverse("meetings:meeting", args=[row.pk])
    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The meeting is changed; everybody gets a new invitation."))
        return redirect(here)
    lead = _("Everybody gets a new invitation. At another time, everybody is asked again who comes.")
    label = _("Change")
    return form_page(
        request, form, trail=within(row, label), submit=label, lead=lead, back=here, hidden={"seen": row.sequence}
    )


@signed_in
@BOTH
def cancel(request: ActorRequest, meeting_id: int) -> HttpResponse:
    row = convenable_or_404(request, meeting_id)
    form = forms.ReasonForm(request.POST or None)

    def work() -> None:
        reason = form.cleaned_data["reason"]
        actions.cancel_meeting(meeting_id=row.pk, reason=reason, today=timezone.localdate(), by=request.actor)

    here = reverse("meetings:meeting", args=[row.pk])
    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The meeting is cancelled; it disappears from calendars."))
        return redirect(here)
    return form_page(
        request, form, trail=within(row, _("Cancel the meeting")), submit=_("Cancel the meeting"), back=here
    )


@signed_in
@require_POST
def answer(request: ActorRequest, meeting_id: int) -> HttpResponse:
    row = meeting_or_404(request, meeting_id)
    if access.own_invitation(request.actor, row) is None:
        raise Http404
    form = forms.AnswerForm(request.POST)

    def work() -> None:
        actions.answer_invitation(
            meeting_id=row.pk,
            answer=Coming(form.cleaned_data["answer"]),
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    if worked(form, work):
        messages.success(request, _("Your answer is known."))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("meetings:meeting", meeting_id=row.pk)


@signed_in
@BOTH
def reply(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Take up an answer that a mail program sent."""
    row = convenable_or_404(request, meeting_id)
    form = forms.ReplyForm(request.POST or None, request.FILES or None)
    names: list[str] = []

    def work() -> None:
        name = actions.take_reply(
            meeting_id=row.pk,
            content=form.content(),
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )
        names.append(name)

    here = reverse("meetings:meeting", args=[row.pk])
    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The answer of %(name)s is taken up.") % {"name": names[0]})
        return redirect(here)
    lead = _("Only answers of people who were invited are taken up.")
    return form_page(request, form, trail=within(row, _("Answer by mail")), submit=_("Take up"), lead=lead, back=here)
