"""The guided tour over real HTTP, as a browser walks it: Keerbergen from invitation to the page for the mayor."""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from steunpunt.demonstration.people import PASSWORD

ICT, SECRETARY, MAYOR = "ict@keerbergen.example", "secretaris@keerbergen.example", "burgemeester@keerbergen.example"
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

    def post(self, path: str, fields: dict[str, str | list[str]], *, seen: Page) -> Page:
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


def walk(base_url: str, *, papers: str) -> Iterator[str]:
    """Each step of the tour, said after it was done. Writes the papers to a folder."""
    folder = Path(papers)
    folder.mkdir(parents=True, exist_ok=True)
    ict = Visitor(base_url)
    home = ict.log_in(ICT)
    yield "1. De ICT-verantwoordelijke van Keerbergen meldt zich aan."
    scan = _own_scan(ict, home)
    page = ict.get(scan)
    if "/resultaat/" in page.url:
        yield "2. De scan was al ingediend, bij een vorige rondleiding."
    else:
        answered = yield from _fill_in(ict, scan, page)
        yield f"4. {answered} antwoorden bewaard."
        yield from _submit(base_url, scan)
    yield from _read(base_url, scan, folder)


def _own_scan(visitor: Visitor, home: Page) -> str:
    page = home if re.search(r'href="/scan/\d+/"', home.text) else visitor.get("/scan/")
    return "/scan/" + re.sub(r"\D", "", page.link(r"/scan/\d+/(?:resultaat/)?")) + "/"


def _fill_in(visitor: Visitor, scan: str, page: Page) -> Generator[str, None, int]:
    """Open every part, and answer each open question with the second answer offered."""
    page.need("Samenwerkingsscan")
    yield "2. De uitnodiging staat klaar; een deel is al ingevuld."
    parts = list(dict.fromkeys(re.findall(rf'href="({scan}(?:gegevens|vooraf|domein/\w+)/)"', page.text)))
    answered = 0
    for part in parts:
        seen = visitor.get(part)
        fields = _filled(seen)
        answered += len([name for name in fields if name.startswith("q_")])
        visitor.post(part, fields, seen=seen)
    yield f"3. {len(parts)} delen doorlopen: gegevens, eigen inschatting en de domeinen."
    return answered


def _filled(page: Page) -> dict[str, str | list[str]]:
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


def _submit(base_url: str, scan: str) -> Iterator[str]:
    secretary = Visitor(base_url)
    secretary.log_in(SECRETARY)
    page = secretary.get(f"{scan}indienen/").need("Indienen voor")
    secretary.post(f"{scan}indienen/", {}, seen=page).need("Resultaat van Keerbergen")
    yield "5. De secretaris heeft het mandaat en dient in."


def _read(base_url: str, scan: str, folder: Path) -> Iterator[str]:
    mayor = Visitor(base_url)
    mayor.log_in(MAYOR)
    result = mayor.get(f"{scan}resultaat/").need("Resultaat van Keerbergen").need("Per domein")
    sentence = re.search(r'class="lead result-lead">([^<]+)<', result.text)
    yield f"6. De burgemeester leest: {unescape(sentence[1]) if sentence else ''}"
    domain = mayor.get(result.link(rf"{scan}resultaat/\w+/"))
    domain.need("De antwoorden achter de score")
    yield "7. Elke score gaat open tot op de antwoorden."
    paper = mayor.get(f"{scan}blad-burgemeester.pdf")
    if not paper.body.startswith(b"%PDF-"):
        raise TourFailed("Het blad voor de burgemeester is geen PDF.")
    place = folder / "keerbergen-blad-burgemeester.pdf"
    place.write_bytes(paper.body)
    book = folder / "keerbergen-resultaat.xlsx"
    book.write_bytes(mayor.get(f"{scan}werkboek.xlsx").body)
    yield f"8. Het blad voor de burgemeester: {place}"
    yield f"   Het werkboek met alle cijfers: {book}"
