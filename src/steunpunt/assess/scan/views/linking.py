"""Links by which a colleague without account reads a result: made and taken back by the board, opened by whoever has one."""

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.assess.scan import access, actions, charts, forms, papers, queries, sentences
from steunpunt.assess.scan.choices import ScanState
from steunpunt.assess.scan.models import Scan
from steunpunt.assess.scan.rules import level
from steunpunt.assess.scan.views.filling import scan_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.people.public import names
from steunpunt.foundation.ui import spreadsheets
from steunpunt.foundation.ui.forms import worked

WRONG_TOKENS = 20
"""So many wrong links one address may try in `WRONG_FOR`; a token of 256 bits is not found that way anyway."""

WRONG_FOR = 600
"""Seconds."""


@signed_in
@require_http_methods(["GET", "POST"])
def links(request: ActorRequest, scan_id: int) -> HttpResponse:
    """Who got a link to this result, how often it was opened; make one, take one back."""
    scan = scan_or_404(request, scan_id)
    if scan.state != ScanState.SUBMITTED:
        raise Http404
    if not access.with_visible_documents(request.actor).filter(pk=scan.pk).exists():
        raise Http404
    form = forms.LinkForm(request.POST or None)
    made: list[str] = []

    def make() -> None:
        given = form.cleaned_data
        new = actions.make_link(
            scan_id=scan.pk, for_whom=given["for_whom"], days=given["days"], now=timezone.now(), by=request.actor
        )
        made.append(request.build_absolute_uri(reverse("scan:read", args=[new.token])))

    if request.method == "POST":
        require(access.may_share_result(request.actor, scan))
        if worked(form, make):
            form = forms.LinkForm()
    rows = list(access.visible_links(request.actor).filter(scan=scan).order_by("-pk")[:100])
    who = names({row.made_by_id for row in rows})
    now = timezone.now()
    context = {
        "scan": scan,
        "form": form,
        "made": made[0] if made else "",
        "rows": [(row, who.get(row.made_by_id, ""), row.works(now)) for row in rows],
        "may": access.may_share_result(request.actor, scan),
        "trail": [
            (_("Assess"), ""),
            (scan.round.name, reverse("scan:overview", args=[scan.pk])),
            (_("Result"), reverse("scan:result", args=[scan.pk])),
            (_("Links to read"), ""),
        ],
    }
    answer = render(request, "scan/links.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "private, no-store"
    return answer


@signed_in
@require_POST
def link_revoke(request: ActorRequest, link_id: int) -> HttpResponse:
    link = get_object_or_404(access.visible_links(request.actor), pk=link_id)
    link = actions.revoke_link(link_id=link.pk, now=timezone.now(), by=request.actor)
    messages.success(request, _("The link for “%(whom)s” opens nothing any more.") % {"whom": link.for_whom})
    return redirect("scan:links", scan_id=link.scan_id)


@require_GET
def read(request: HttpRequest, token: str) -> HttpResponse:
    """The result, for whoever has the link: what the board's readers see, without explanations, answers or other names."""
    with translation.override(_language(request)):
        scan = _opened(request, token, gettext_noop("result"))
        if scan is None:
            return _nothing(request)
        found, board = queries.result(scan), str(scan.organisation)
        rows = [
            {
                "name": forms.say(domain.name),
                "found": one,
                "level": level(one.score.score),
                "is_shown": one.status != "incomplete",
                "status": sentences.STATUS[one.status],
                "tone": sentences.TONE[one.status],
                "insight": sentences.INSIGHT[one.insight],
            }
            for domain, one in charts.by_gap(found)
        ]
        context = {
            "scan": scan,
            "board": board,
            "token": token,
            "language": _language(request),
            "languages": settings.LANGUAGES,
            "headline": sentences.headline(found, board),
            "chart": charts.strip(found, board=board),
            "rows": rows,
            "result": found,
            "strong": len(sentences.strongest(found)),
            "weak": len(sentences.weakest(found)),
            "how_to_read": papers.how_to_read(),
            "warning": papers.synthetic_warning(scan),
        }
        return _guarded(render(request, "scan/read.html", context))


@require_GET
def read_mayor_page(request: HttpRequest, token: str) -> HttpResponse:
    """The page for the mayor, for whoever has the link."""
    with translation.override(_language(request)):
        scan = _opened(request, token, gettext_noop("page for the mayor"))
        if scan is None:
            return _nothing(request)
        content = papers.mayor_page(scan, now=timezone.now())
    return _guarded(spreadsheets.download(content, f"samenwerkingsscan-{scan.pk}.pdf", "application/pdf"))


def _opened(request: HttpRequest, token: str, what: str) -> Scan | None:
    """The scan of a token that works; wrong ones are counted per address."""
    key = f"scan.wrong-link.{_address(request)}"
    if cache.get(key, 0) >= WRONG_TOKENS:
        return None
    scan = actions.open_link(token=token, what=what, now=timezone.now())
    if scan is None:
        cache.add(key, 0, WRONG_FOR)
        cache.incr(key)
    return scan


def _nothing(request: HttpRequest) -> HttpResponse:
    """The same for wrong, old and taken back: it does not say that there ever was something."""
    is_too_often = cache.get(f"scan.wrong-link.{_address(request)}", 0) >= WRONG_TOKENS
    context = {"is_too_often": is_too_often}
    return _guarded(render(request, "scan/read_nothing.html", context, status=429 if is_too_often else 404))


def _guarded(answer: HttpResponse) -> HttpResponse:
    """Kept by nobody on the way, found by no search engine, told to no other site."""
    patch_cache_control(answer, private=True, no_store=True)
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _language(request: HttpRequest) -> str:
    chosen = request.GET.get("taal", "")
    return chosen if chosen in dict(settings.LANGUAGES) else translation.get_language() or settings.LANGUAGE_CODE


def _address(request: HttpRequest) -> str:
    """Who asks, as far as the proxies that are trusted say so."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    count = settings.TRUSTED_PROXIES
    return forwarded[-count] if count and len(forwarded) >= count else request.META.get("REMOTE_ADDR", "")
