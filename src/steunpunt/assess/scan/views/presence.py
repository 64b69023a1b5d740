"""Who of the board is where in its scan, for the side of every page of filling in."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from steunpunt.assess.scan import access, actions, queries
from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.models import Scan
from steunpunt.assess.scan.queries.presence import present
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused


def titles_of(scan: Scan) -> dict[str, str]:
    """What the parts of a scan are called, in the language in use."""
    titles = {"facts": _("About your board"), "beforehand": _("Your own estimate beforehand")}
    return titles | {domain.code: say(domain.name) for domain in queries.questionnaire_of(scan).domains}


def here(request: ActorRequest, scan: Scan) -> list[dict[str, Any]]:
    """Colleagues with the name of the part in which they were seen last."""
    titles = titles_of(scan)
    return [
        {"name": who.name, "title": titles.get(who.section, who.section), "minutes": who.minutes}
        for who in present(request.actor, scan, timezone.now())
    ]


def note(request: ActorRequest, scan: Scan, section: str) -> None:
    """Keep where this person is, if that is to be kept: not of the support point, not while looking in."""
    if section and access.may_be_seen(request.actor, scan):
        actions.note_presence(scan_id=scan.pk, section=section, now=timezone.now(), by=request.actor)


@signed_in
@require_http_methods(["GET", "POST"])
def who(request: ActorRequest, scan_id: int) -> HttpResponse:
    """The names, as a piece of the page. Sent with a part, it keeps that one was there."""
    scan = queries.with_round(access.visible_scans(request.actor)).filter(pk=scan_id).first()
    if scan is None or not access.may_read_remarks(request.actor, scan):
        raise Http404
    if request.method == "POST":
        try:
            note(request, scan, request.POST.get("section", ""))
        except Refused as unknown:
            raise Http404 from unknown
    return render(request, "scan/who.html", {"scan": scan, "present": here(request, scan), "is_live": True})
