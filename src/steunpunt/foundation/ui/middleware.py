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
    """Turns `Denied` and `Refused` that a view did not deal with into a page that says what happened.

    So too the address of a form that somebody opens by itself, as with the back button.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET" and not response.content:
            return views.only_sent(request, response.headers.get("Allow", ""))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Denied):
            return views.denied(request)
        if isinstance(exception, Refused):
            return views.refused(request, exception)
        return None
