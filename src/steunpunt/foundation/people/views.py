"""Pages of people that allauth does not have."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too many attempts in a short time: allauth asks for this page by the name handler429."""
    return render(request, "people/too_many.html", status=429)
