"""What machines ask: alive, ready, figures."""

import hmac

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from steunpunt.foundation.operations import health, measures

_THIS_HOST = frozenset({"127.0.0.1", "::1"})


@never_cache
@require_GET
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing of anything else, so that a slow database restarts no web server."""
    return JsonResponse({"status": "live"})


@never_cache
@require_GET
def ready(request: HttpRequest) -> HttpResponse:
    found = health.health(timezone.now())
    words = {"status": "ready" if found.is_ready else "not ready", "checks": found.checks}
    return JsonResponse(words, status=200 if found.is_ready else 503)


@never_cache
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus: with the token when there is one, else from this host only. Others find nothing here."""
    if not _may_read(request):
        return HttpResponse(status=404)
    return HttpResponse(measures.exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    # A proxy on this host passes on what comes from elsewhere, and says so in this header.
    return request.META.get("REMOTE_ADDR") in _THIS_HOST and "X-Forwarded-For" not in request.headers
