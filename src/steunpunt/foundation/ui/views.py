"""Pages of the shell itself: home, errors, language, help."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.ui import help_pages, parts, registry


@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """The cockpit of who acts, or the front page for a stranger."""
    if not request.actor.is_known:
        return render(request, "ui/front.html")
    panels = registry.panels(registry.home_panels, request)
    return render(request, "ui/home.html", {"waiting": registry.waiting_for(request.actor), "panels": panels})


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in a cookie of a year, and go back to where one was."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure(),
        )
    return response


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "ui/errors/denied.html", status=403)


def refused(request: HttpRequest, exception: Refused) -> HttpResponse:
    return render(request, "ui/errors/refused.html", {"reasons": exception.reasons}, status=409)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/errors/not_found.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "ui/errors/bad_request.html", status=400)


def only_sent(request: HttpRequest, allowed: str) -> HttpResponse:
    """An address to which a form is sent, opened as a page."""
    response = render(request, "ui/errors/only_sent.html", status=405)
    response["Allow"] = allowed
    return response


def crashed(request: HttpRequest) -> HttpResponse:
    """Drawn without the shell and without the database: either may be what failed. With the number under which the logs tell it."""
    return render(request, "ui/errors/crashed.html", {"number": request.META.get("REQUEST_ID", "")}, status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's secret had expired, for instance because somebody logged out in another window."""
    return render(request, "ui/errors/stale_form.html", status=403)


@require_GET
def help_index(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/help.html", {"groups": help_pages.by_section(), "page": None})


@require_GET
def help_page(request: HttpRequest, slug: str) -> HttpResponse:
    page = help_pages.page(slug)
    if page is None:
        return redirect(reverse("ui:help"))
    section, beside = next(group for group in help_pages.by_section() if page in group[1])
    return render(request, "ui/help.html", {"page": page, "section": section, "beside": beside})


@require_GET
def parts_page(request: HttpRequest) -> HttpResponse:
    """Every interface part in every state, to look at and to check. In the demonstration only."""
    if not settings.DEMO:
        raise Http404
    history = parts.history()
    shown = {
        "tones": parts.TONES,
        "badge_tones": parts.BADGES,
        "empty_form": parts.empty_form(),
        "wrong_form": parts.wrong_form(),
        "lists": parts.lists(),
        "figures": parts.figures(),
        "map": parts.sample_map(),
        "chart": parts.chart(),
        "history": history["lines"],
        "people": history["people"],
        "bodies": history["bodies"],
        "waiting": parts.waiting(),
        "trail": [("Overzicht", reverse("ui:home")), ("Een trede hoger", "#bovenaan"), ("Hier", "")],
    }
    return render(request, "ui/parts.html", shown)
