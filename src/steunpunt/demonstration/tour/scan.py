"""First part of the tour: Keerbergen from invitation to the page for the mayor."""

import re
from collections.abc import Generator, Iterator
from html import unescape
from pathlib import Path

from steunpunt.demonstration.tour.visitor import Page, TourFailed, Visitor, filled

ICT, SECRETARY, MAYOR = "ict@keerbergen.example", "secretaris@keerbergen.example", "burgemeester@keerbergen.example"


def measure(base_url: str, folder: Path) -> Iterator[str]:
    """Fill in, submit, read; the papers go to a folder."""
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
        fields = filled(seen)
        answered += len([name for name in fields if name.startswith("q_")])
        visitor.post(part, fields, seen=seen)
    yield f"3. {len(parts)} delen doorlopen: gegevens, eigen inschatting en de domeinen."
    return answered


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
