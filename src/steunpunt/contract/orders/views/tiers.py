"""Tiers of joint volume under one contract: how far all boards are, and settling a year that is over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.values import Settling, TierBasis
from steunpunt.contract.orders import access, actions, queries, sentences
from steunpunt.contract.orders.views.shared import only_if
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.figures.money import added


@signed_in
@require_GET
def tiers(request: ActorRequest, framework_id: int) -> HttpResponse:
    """Which tier is near, when it is reached, what was settled: of all boards for the support point, of its own for a board."""
    only_if(access.sees_tiers(request.actor))
    framework = frameworks.framework_seen(request.actor, framework_id)
    only_if(framework is not None)
    today = timezone.localdate()
    terms = frameworks.terms_of([framework_id], today).get(framework_id)
    is_joint = terms is not None and terms.tier_basis is TierBasis.JOINT
    settled = queries.settlements(framework_id, access.visible_orders(request.actor))
    context = {
        "framework": framework,
        "is_joint": is_joint,
        "tiers": [(one, sentences.if_all(one)) for one in queries.tiers(framework_id, today)] if is_joint else [],
        "year": today.year,
        "last_year": today.year - 1,
        "settled": settled,
        "back": added(one.back for one in settled),
        "is_keeper": access.is_keeper(request.actor),
        "may_settle": access.may_settle(request.actor)
        and is_joint
        and terms is not None
        and terms.settling is Settling.AT_YEAR_END
        and not any(one.row.year == today.year - 1 for one in settled),
        "may_ratchet": access.may_settle(request.actor) and terms is not None and terms.ratchet,
        "trail": [
            (_("Procure"), ""),
            (_("Framework contracts"), reverse("frameworks:list")),
            (str(framework), reverse("frameworks:detail", args=[framework_id])),
            (_("Tiers"), ""),
        ],
    }
    return render(request, "orders/tiers.html", context)


@signed_in
@require_POST
def settle(request: ActorRequest, framework_id: int) -> HttpResponse:
    """Settle the year that is over: who paid more than the tier that all reached gets it back."""
    only_if(access.may_settle(request.actor))
    today = timezone.localdate()
    try:
        done = actions.settle_year(
            framework_id=framework_id, year=today.year - 1, today=today, now=timezone.now(), by=request.actor
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        text = ngettext("%(n)s item was settled.", "%(n)s items were settled.", len(done))
        messages.success(request, text % {"n": len(done)})
    return redirect("orders:tiers", framework_id=framework_id)


@signed_in
@require_POST
def ratchet(request: ActorRequest, framework_id: int) -> HttpResponse:
    """From tomorrow on all pay the lowest tariff that anybody paid in the year that is over."""
    only_if(access.may_settle(request.actor))
    today = timezone.localdate()
    try:
        count = actions.apply_ratchet(
            framework_id=framework_id, year=today.year - 1, today=today, now=timezone.now(), by=request.actor
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        text = ngettext("%(n)s price falls from tomorrow on.", "%(n)s prices fall from tomorrow on.", count)
        messages.success(request, text % {"n": count})
    return redirect("orders:tiers", framework_id=framework_id)
