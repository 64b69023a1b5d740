"""Language by choice of the person, and plain pages for what was refused."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.ui import views

Handler = Callable[[HttpRequest], HttpResponse]
KNOWN = frozenset(code for code, _ in settings.LANGUAGES)


class PreferredLanguage:
    """Dutch, unless the person or the browser's cookie chose another language of ours.

    What a browser announces is not followed: many Belgian offices run English software for people who work in Dutch.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or getattr(request.user, "language", "")
        language = chosen if chosen in KNOWN else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class PlainRefusals:
    """Turns `Denied` and `Refused` that a view did not deal with into a page that says what happened."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Denied):
            return views.denied(request)
        if isinstance(exception, Refused):
            return views.refused(request, exception)
        return None
