"""The web hooks of one's own organisation: make, try, switch on, remove; what was sent lately."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused, require
from steunpunt.foundation.hooks import access, actions
from steunpunt.foundation.hooks.choices import DeliveryState
from steunpunt.foundation.hooks.forms import HookForm
from steunpunt.foundation.hooks.models import HookDelivery
from steunpunt.foundation.hooks.registry import PING
from steunpunt.foundation.ui.forms import worked

TONES = {DeliveryState.WAITING: "neutral", DeliveryState.DELIVERED: "good", DeliveryState.FAILED: "warm"}


@signed_in
@require_http_methods(["GET", "POST"])
def hooks(request: ActorRequest) -> HttpResponse:
    require(access.sees_hooks(request.actor))
    offered = access.kinds_for(request.actor)
    form = HookForm(request.POST or None, offered=offered)
    made: list[str] = []
    if request.method == "POST":
        require(access.may_manage(request.actor))

    def make() -> None:
        given = form.cleaned_data
        hook = actions.make_hook(address=given["address"], events=given["events"], now=timezone.now(), by=request.actor)
        made.append(hook.secret)

    if worked(form, make):
        form = HookForm(offered=offered)
    rows = list(access.visible_hooks(request.actor).order_by("-pk"))
    labels = {kind.key: str(kind.label) for kind in offered} | {PING: _("test message")}
    sent = HookDelivery.objects.filter(hook__in=rows).select_related("hook").order_by("-pk")[:30]
    context = {
        "rows": [(hook, ", ".join(labels.get(key, key) for key in hook.events)) for hook in rows],
        "sent": [
            (row, labels.get(row.event, row.event), DeliveryState(row.state).label, TONES[DeliveryState(row.state)])
            for row in sent
        ],
        "secret": made[0] if made else "",
        "form": form,
        "may": access.may_manage(request.actor),
    }
    answer = render(request, "hooks/list.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "private, no-store"
    return answer


@signed_in
@require_POST
def change(request: ActorRequest, hook_id: int) -> HttpResponse:
    """Try a hook, switch it on again, or remove it."""
    hook = get_object_or_404(access.visible_hooks(request.actor), pk=hook_id)
    by, now = request.actor, timezone.now()
    try:
        match request.POST.get("do"):
            case "try":
                actions.try_hook(hook_id=hook.pk, now=now, by=by)
                said = _("A test message is under way. See below what comes of it.")
            case "on":
                actions.switch_on(hook_id=hook.pk, by=by)
                said = _("The web hook is switched on again.")
            case "remove":
                actions.remove_hook(hook_id=hook.pk, now=now, by=by)
                said = _("The web hook is removed.")
            case _other:
                raise Http404
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("hooks:list")
