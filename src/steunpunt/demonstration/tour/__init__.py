"""The guided tour over real HTTP, as a browser walks it: from an invitation to the scan to a signed participation."""

from collections.abc import Iterator
from pathlib import Path

from steunpunt.demonstration.tour.project import decide_together
from steunpunt.demonstration.tour.scan import ICT, MAYOR, SECRETARY, measure
from steunpunt.demonstration.tour.visitor import TourFailed, Visitor, filled

__all__ = ["ICT", "MAYOR", "SECRETARY", "TourFailed", "Visitor", "filled", "walk"]


def walk(base_url: str, *, papers: str) -> Iterator[str]:
    """Each step of the tour, said after it was done. Writes the papers to a folder."""
    folder = Path(papers)
    folder.mkdir(parents=True, exist_ok=True)
    yield from measure(base_url, folder)
    yield from decide_together(base_url, folder)
