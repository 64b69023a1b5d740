"""A browser without a screen, for the guided tour: over real HTTP, with cookies, forms and their secret."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from steunpunt.demonstration.people import PASSWORD

FORM_FIELD = re.compile(r"<input\b[^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


class TourFailed(Exception):  # noqa: N818 - the sentence is "the tour failed"
    """A page did not show what it should."""


@dataclass(slots=True)
class Page:
    url: str
    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def need(self, words: str) -> "Page":
        """The page itself, when it says these words."""
        if words not in unescape(re.sub(r"<[^>]+>", "", self.text)) and words not in self.text:
            raise TourFailed(f"{self.url} zegt nergens “{words}”.")
        return self

    def link(self, pattern: str) -> str:
        found = re.search(rf'href="({pattern})"', self.text)
        if not found:
            raise TourFailed(f"{self.url} heeft geen link die past bij {pattern}.")
        return unescape(found[1])


@dataclass(slots=True)
class Visitor:
    """A browser without a screen: cookies, forms with their secret, redirects followed."""

    base: str
    opener: OpenerDirector = field(default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar())))

    def get(self, path: str) -> Page:
        return self._ask(Request(urljoin(self.base, path)))  # noqa: S310 - the address is the tour's own argument

    def post(self, path: str, fields: Mapping[str, str | list[str]], *, seen: Page) -> Page:
        """Send a form of the page that was seen."""
        secret = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', seen.text)
        data = {"csrfmiddlewaretoken": secret[1] if secret else "", **fields}
        request = Request(urljoin(self.base, path), data=urlencode(data, doseq=True).encode())  # noqa: S310
        request.add_header("Referer", seen.url)
        return self._ask(request)

    def _ask(self, request: Request) -> Page:
        try:
            with self.opener.open(request, timeout=60) as answer:
                return Page(answer.url, answer.status, answer.read(), dict(answer.headers))
        except HTTPError as error:
            body = error.read().decode("utf-8", "replace")
            words = " ".join(re.sub(r"<[^>]+>", " ", body).split())[:300]
            raise TourFailed(f"{request.full_url} antwoordt {error.code}: {words}") from error
        except URLError as error:
            raise TourFailed(f"{request.full_url} is niet bereikbaar: {error.reason}") from error

    def log_in(self, email: str) -> Page:
        page = self.get("/account/login/")
        page = self.post("/account/login/", {"login": email, "password": PASSWORD}, seen=page)
        if "/account/login" in page.url:
            raise TourFailed(f"{email} kan niet aanmelden.")
        return page


def filled(page: Page) -> dict[str, str | list[str]]:
    """What the form of a page holds, with an answer for every question that had none."""
    fields: dict[str, str | list[str]] = {}
    choices: dict[str, list[str]] = {}
    for tag in FORM_FIELD.finditer(page.text):
        attributes = dict(ATTRIBUTE.findall(tag.group(0)))
        name, kind = attributes.get("name", ""), attributes.get("type", "text")
        value = unescape(attributes.get("value", ""))
        if not name or name == "csrfmiddlewaretoken" or kind in {"search", "submit"}:
            continue
        if kind in {"radio", "checkbox"}:
            choices.setdefault(name, []).append(value)
            if " checked" in tag.group(0):
                fields[name] = value
        elif kind != "hidden" or name.startswith("r_"):
            fields[name] = value
    for name, values in choices.items():
        if name not in fields and not name.startswith("with_"):
            fields[name] = values[min(2, len(values) - 1)]
    return fields
