"""Up to how much who may order, and who stands in."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from steunpunt.contract.orders import access, actions, forms, queries
from steunpunt.contract.orders.views.shared import only_if
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.dated import holds
from steunpunt.foundation.ui.forms import worked


@signed_in
@require_http_methods(["GET", "POST"])
def limits(request: ActorRequest) -> HttpResponse:
    """Everybody with the mandate to order, with its limit and stand-in."""
    actor, today = request.actor, timezone.localdate()
    only_if(access.reads_limits(actor) or access.may_place(actor))
    people = people_of.mandated(actor.organisation_id or 0, people_of.MandateKind.ORDER)
    choices = [(person.id, person.name) for person in people]
    which = request.POST.get("form", "")
    limit = forms.LimitForm(request.POST if which == "limit" else None, people=choices)
    absent = [one for one in choices if access.may_keep_limits(actor) or one[0] == actor.person_id]
    stand_in = forms.StandInForm(
        request.POST if which == "stand_in" else None, absent=absent, people=choices, prefix="s"
    )

    def set_limit() -> None:
        given = limit.cleaned_data
        actions.set_limit(
            person_id=given["person"], most_amount=given["most_amount"], today=today, now=timezone.now(), by=actor
        )

    def name_stand_in() -> None:
        given = stand_in.cleaned_data
        actions.name_stand_in(
            person_id=given["person"],
            stand_in_id=given["stand_in"],
            valid_from=given["valid_from"],
            valid_to=given["valid_to"],
            today=today,
            now=timezone.now(),
            by=actor,
        )

    if which == "limit" and worked(limit, set_limit):
        messages.success(request, _("The limit holds from today on."))
        return redirect("orders:limits")
    if which == "stand_in" and worked(stand_in, name_stand_in):
        messages.success(request, _("The stand-in is named."))
        return redirect("orders:limits")
    authorities = queries.authorities_at(actor.organisation_id or 0, today)
    own = dict(
        access.visible_limits(actor, today).filter(holds(today)).order_by().values_list("person_id", "most_amount")
    )
    names = dict(choices)
    context = {
        "people": [
            {"name": person.name, "own": own.get(person.id), "authority": authorities.get(person.id)}
            for person in people
        ],
        "stand_ins": [
            {
                "row": row,
                "until": row.valid_to - timedelta(days=1) if row.valid_to else None,
                "absent": names.get(row.person_id, ""),
                "stand_in": names.get(row.stand_in_id, ""),
            }
            for row in access.visible_stand_ins(actor).filter(valid_to__gt=today).order_by("valid_from", "pk")
        ],
        "limit": limit,
        "stand_in": stand_in,
        "may_keep": access.may_keep_limits(actor),
        "may_name": access.may_keep_limits(actor) or access.may_place(actor),
        "trail": [(_("Procure"), ""), (_("Who may order"), "")],
    }
    return render(request, "orders/limits.html", context, status=422 if limit.errors or stand_in.errors else 200)


@signed_in
@require_POST
def stand_in_end(request: ActorRequest, stand_in_row_id: int) -> HttpResponse:
    row = get_object_or_404(access.visible_stand_ins(request.actor), pk=stand_in_row_id)
    is_own = access.may_place(request.actor) and row.person_id == request.actor.person_id
    only_if(access.may_keep_limits(request.actor) or is_own)
    actions.end_stand_in(stand_in_row_id=row.pk, today=timezone.localdate(), now=timezone.now(), by=request.actor)
    messages.success(request, _("Nobody stands in any more from today on."))
    return redirect("orders:limits")
