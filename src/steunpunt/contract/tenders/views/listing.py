"""The list of tenders, and beginning one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.bundle.projects import public as projects
from steunpunt.contract.tenders import access, actions, forms, lists, queries
from steunpunt.contract.tenders.choices import Buying, Procedure, Subject
from steunpunt.contract.tenders.models import Tender
from steunpunt.contract.tenders.views.shared import only_if
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui.forms import form_page, worked
from steunpunt.foundation.ui.lists import export, list_page


@signed_in
@require_GET
def tender_list(request: ActorRequest) -> HttpResponse:
    require(access.sees_tenders(request.actor))
    spec, rows = lists.tenders(), queries.with_counts(access.visible_tenders(request.actor))
    if file := export(request, spec, rows):
        return file
    context = {
        "list": list_page(request, spec, rows),
        "may_prepare": access.may_prepare(request.actor),
        "trail": [(_("Procure"), ""), (_("Tenders"), "")],
    }
    return render(request, "tenders/list.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def begin(request: ActorRequest) -> HttpResponse:
    """With a project, most often: its title and boards come along in the address."""
    only_if(access.may_prepare(request.actor))
    today = timezone.localdate()
    known = projects.projects_in_short(today)
    asked = request.GET.get("project", "")
    chosen = next((one for one in known if str(one.id) == asked), None)
    support = organisations.support_point()
    authorities = [(card.id, card.name) for card in ([support] if support else []) + organisations.boards(today)]
    initial: dict[str, Any] = {
        "buying": Buying.CENTRAL,
        "subject": Subject.SERVICES,
        "procedure": Procedure.OPEN,
        "authority": support.id if support else None,
    }
    if chosen:
        initial |= {
            "project": chosen.id,
            "title": chosen.title,
            "purpose": chosen.purpose,
            "months": chosen.years * 12,
        }
    form = forms.BeginningForm(
        request.POST or None,
        projects=[(one.id, one.title) for one in known],
        authorities=authorities,
        initial=initial,
    )
    made: list[Tender] = []

    def work() -> None:
        made.append(actions.make_tender(beginning=form.beginning(), now=timezone.now(), by=request.actor))

    if request.method == "POST" and worked(form, work):
        asked = _("The tender is begun: its boards are asked what they need.")
        messages.success(request, asked if made[0].boards.exists() else _("The tender is begun."))
        return redirect("tenders:detail", tender_id=made[0].pk)
    here = reverse("tenders:list")
    trail = [(_("Procure"), ""), (_("Tenders"), here), (_("Begin a tender"), "")]
    lead = _("A tender begins with what boards decided to do together; nothing goes out before you publish it.")
    return form_page(request, form, trail=trail, submit=_("Begin the tender"), back=here, lead=lead)
