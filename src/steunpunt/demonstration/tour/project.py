"""Second part of the tour: from an opportunity of the scan to a signed participation, by the four who decide and advise."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from steunpunt.demonstration.tour.scan import ICT, MAYOR
from steunpunt.demonstration.tour.visitor import Page, TourFailed, Visitor, filled

ADVISER, COORDINATOR = "adviseur@steunpunt.example", "ict@haacht.example"
TITLE = "Contracten objectiveren (rondleiding)"
PURPOSE = (
    "Samen nagaan wat we betalen voor wat we krijgen, en samen opnieuw in de markt zetten wat te duur is. "
    "Bedragen zijn verzonnen voor de demonstratie."
)
COST = {
    "label": "Doorlichting van de contracten",
    "timing": "once",
    "supplier_fixed": "6000",
    "supplier_key": "equal",
    "support_fixed": "1500",
    "support_key": "inhabitants",
}


def decide_together(base_url: str, folder: Path) -> Iterator[str]:
    """Adviser, ICT manager, coordinator and mayor, each with what is theirs to do."""
    adviser, ict, coordinator, mayor = (Visitor(base_url) for _ in range(4))
    adviser.log_in(ADVISER)
    known = re.search(
        rf'href="(/samenwerken/projecten/\d+/)"[^>]*>{re.escape(TITLE)}', adviser.get("/samenwerken/projecten/").text
    )
    if known:
        adviser.get(known[1]).need("Keerbergen")
        yield "9. Het project van een vorige rondleiding loopt al."
        return
    project = _take_up(adviser)
    yield "9. De adviseur maakt van een kans van de scan een project en vraagt de besturen van Samenwerking Noord."
    ict.log_in(ICT)
    page = ict.get(f"{project}belangstelling/")
    said = {"is_interested": "yes", "units": "12", "wishes": "Eerst de telefonie."}
    ict.post(page.url, said, seen=page).need(TITLE)
    yield "10. De ICT-verantwoordelijke van Keerbergen heeft belangstelling; dat bindt tot niets."
    _appoint(adviser, project)
    coordinator.log_in(COORDINATOR)
    page = coordinator.get(f"{project}kosten/nieuw/")
    coordinator.post(page.url, {**filled(page), **COST}, seen=page).need("Doorlichting van de contracten")
    page = coordinator.get(f"{project}oproep/")
    deadline = date.today() + timedelta(days=30)  # noqa: DTZ011 - as somebody types it
    call = {"text": PURPOSE, "deadline_on": f"{deadline:%Y-%m-%d}", "min_boards": "1"}
    coordinator.post(page.url, call, seen=page).need("beslissen tegen")
    yield "11. De coördinator, van Haacht, zet de kosten klaar en roept de besturen op om te beslissen."
    mayor.log_in(MAYOR)
    page = mayor.get(f"{project}beslissing/").need("Leveranciersdeel")
    paper = mayor.get(f"{project}beslissing/ontwerp.pdf")
    if not paper.body.startswith(b"%PDF-"):
        raise TourFailed("De ontwerpbeslissing is geen PDF.")
    place = folder / "keerbergen-ontwerpbeslissing.pdf"
    place.write_bytes(paper.body)
    mayor.post(page.url, _decision(page, verdict="yes"), seen=page).need("De beslissing van uw bestuur is opgetekend.")
    yield f"12. De burgemeester leest wat het kost en beslist, met mandaat. De ontwerpbeslissing: {place}"
    page = coordinator.get(f"{project}oproep/uitkomst/")
    gone_on = {"outcome": "go", "taken_by": "coordinator", "taken_on": f"{date.today():%Y-%m-%d}", "note": ""}  # noqa: DTZ011
    coordinator.post(page.url, gone_on, seen=page).need("Het gaat door")
    yield "13. Het project gaat door: zo veel besturen als afgesproken zeiden ja."
    page = mayor.get(f"{project}ondertekenen/")
    mayor.post(page.url, _decision(page), seen=page).need("Uw bestuur neemt deel")
    yield "14. De burgemeester ondertekent de deelname: Keerbergen neemt deel."


def _take_up(adviser: Visitor) -> str:
    """From the best chance of Noord to a running project; answers its address."""
    rounds = adviser.get("/scan/")
    together = adviser.get(rounds.link(r"/scan/rondes/\d+/") + "samen/")
    noord = re.search(r'href="(/scan/rondes/\d+/samen/\d+/)"[^>]*>Samenwerking Noord', together.text)
    if not noord:
        raise TourFailed(f"{together.url} noemt Samenwerking Noord niet.")
    page = adviser.get(adviser.get(noord[1]).link(r"/samenwerken/projecten/nieuw/\?[^\"]+"))
    fields = {**filled(page), "title": TITLE, "purpose": PURPOSE, "unit": "contracten"}
    fields["partnership"] = re.findall(r'<option value="(\d+)"[^>]*>Samenwerking Noord', page.text)
    fields["boards"] = []  # all members
    project = adviser.post(page.url, fields, seen=page)
    address = re.sub(r"^https?://[^/]+", "", project.url)
    adviser.post(f"{address}starten/", {}, seen=project).need("besturen hebben belangstelling")
    return address


def _appoint(adviser: Visitor, project: str) -> None:
    page = adviser.get(f"{project}wijzigen/")
    somebody = re.search(r'<option value="(\d+)"[^>]*>[^<]*Haacht', page.text)
    if not somebody:
        raise TourFailed(f"{page.url} kent niemand van Haacht.")
    fields = {**filled(page), "purpose": PURPOSE, "owner": somebody[1], "state": "running"}
    adviser.post(page.url, fields, seen=page).need("ICT-verantwoordelijke Haacht")


def _decision(page: Page, **more: str) -> dict[str, str | list[str]]:
    fields = {name: value for name, value in filled(page).items() if name != "document"}
    return {**fields, "readers": "support_too", **more}
