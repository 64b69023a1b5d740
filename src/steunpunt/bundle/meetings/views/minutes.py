"""Minutes: write, send, agree, ask for a change, as a PDF; action points."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from steunpunt.bundle.meetings import access, actions, forms, papers, queries
from steunpunt.bundle.meetings.choices import Coming, State
from steunpunt.bundle.meetings.models import Meeting
from steunpunt.bundle.meetings.views.shared import BOTH, convenable_or_404, meeting_or_404, within
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.ui.forms import form_page, worked


@signed_in
@BOTH
def write(request: ActorRequest, meeting_id: int) -> HttpResponse:
    row = convenable_or_404(request, meeting_id)
    invited, points = queries.places(row), list(row.points.order_by("number"))
    initial: dict[str, Any] = {
        "present": [
            one.row.pk
            for one in invited
            if one.row.was_there or (one.row.was_there is None and one.row.answer == Coming.YES)
        ],
        "remarks": row.remarks,
    }
    for point in points:
        initial |= {
            f"said_{point.pk}": point.said,
            f"decided_{point.pk}": point.decided,
            f"postponed_{point.pk}": point.is_postponed,
        }
    form = forms.MinutesForm(request.POST or None, invited=invited, points=points, initial=initial)

    def work() -> None:
        actions.write_minutes(
            meeting_id=row.pk,
            minutes=form.minutes(),
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The minutes are kept. Read them once more, then send them."))
        return redirect("meetings:meeting", meeting_id=row.pk)
    label = _("Write the minutes")
    context = {"form": form, "meeting": row, "trail": within(row, label), "title": label}
    return render(request, "meetings/minutes.html", context, status=422 if form.errors else 200)


def _do(request: ActorRequest, row: Meeting, work: Any, done: str) -> HttpResponse:
    """A button on the page of the meeting."""
    try:
        work(meeting_id=row.pk, now=timezone.now(), today=timezone.localdate(), by=request.actor)
    except Refused as refused:
        messages.error(request, " ".join(str(reason) for reason in refused.reasons))
    else:
        messages.success(request, done)
    return redirect("meetings:meeting", meeting_id=row.pk)


@signed_in
@require_POST
def send(request: ActorRequest, meeting_id: int) -> HttpResponse:
    row = convenable_or_404(request, meeting_id)
    return _do(request, row, actions.send_minutes, _("The minutes are sent for approval."))


@signed_in
@require_POST
def agree(request: ActorRequest, meeting_id: int) -> HttpResponse:
    row = _agreeable_or_404(request, meeting_id)
    return _do(request, row, actions.agree_with_minutes, _("You agree with the minutes."))


def _agreeable_or_404(request: ActorRequest, meeting_id: int) -> Meeting:
    row = meeting_or_404(request, meeting_id)
    if not access.may_agree(request.actor, row, access.own_invitation(request.actor, row)):
        raise Http404
    return row


@signed_in
@BOTH
def give_back(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """Ask for a change before agreeing."""
    row = _agreeable_or_404(request, meeting_id)
    form = forms.ReturnForm(request.POST or None)

    def work() -> None:
        actions.return_minutes(
            meeting_id=row.pk,
            why=form.cleaned_data["why"],
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    here = reverse("meetings:meeting", args=[row.pk])
    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Whoever wrote the minutes hears what you ask."))
        return redirect(here)
    return form_page(request, form, trail=within(row, _("Ask for a change")), submit=_("Ask for a change"), back=here)


@signed_in
@require_GET
def pdf(request: ActorRequest, meeting_id: int) -> HttpResponse:
    row = meeting_or_404(request, meeting_id)
    is_draft = row.state not in {State.SENT, State.APPROVED}
    if is_draft and not access.may_convene(request.actor, row.partnership_id, timezone.localdate()):
        raise Http404
    response = HttpResponse(papers.minutes_pdf(row), content_type="application/pdf")
    name = f"verslag-{slugify(row.title)}-{timezone.localdate(row.starts_at):%Y-%m-%d}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@signed_in
@require_POST
def done(request: ActorRequest, action_point_id: int) -> HttpResponse:
    """An action point is done."""
    actions.finish_action_point(
        point_id=action_point_id, now=timezone.now(), today=timezone.localdate(), by=request.actor
    )
    back = request.POST.get("back", "")
    return redirect("meetings:meeting", meeting_id=int(back)) if back.isdecimal() and len(back) < 18 else redirect("/")
