"""Read the reference data of this folder (see its README) as one state of Flanders: that of 2011, or all up to 2025."""

import csv
import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from steunpunt.foundation.organisations.choices import FigureKind, Kind
from steunpunt.foundation.organisations.rules.boards import key_of
from steunpunt.foundation.organisations.rules.outlines import outlines
from steunpunt.foundation.organisations.values import (
    Listed,
    ListedBorder,
    ListedTerritory,
    Period,
    PublishedFigure,
    ReferenceState,
)

Row = dict[str, str]
Year = Literal[2011, 2025]
YEARS: tuple[Year, ...] = (2011, 2025)

FOLDER = Path(__file__).parent
URI_START = "http://data.lblod.info/id/bestuurseenheden/"
SOURCE = "Statbel, Agentschap Binnenlands Bestuur"
BORDER_YEARS = (2011, 2019, 2025)
OLD_STATE, NEW_STATE = date(2011, 1, 1), date(2025, 1, 1)
ANTWERPEN, BORSBEEK = "11002", "11007"
FIGURE_SOURCES = {
    "households_2011": (FigureKind.HOUSEHOLDS, 2011, "Statistiek Vlaanderen"),
    "households_2020": (FigureKind.HOUSEHOLDS, 2020, "Statistiek Vlaanderen"),
    "investment_211_eur_per_inhabitant_2017": (
        FigureKind.SOFTWARE_INVESTMENT,
        2017,
        "Agentschap Binnenlands Bestuur, jaarrekening, rekening 211",
    ),
}


@cache
def rows(name: str) -> tuple[Row, ...]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def state(year: Year = 2025, *, province: str = "") -> ReferenceState:
    """What the files say of one province, or of all Flanders.

    2011 is the world as known on 1 January 2011: nothing of what came later. 2025 is everything, with what ended.
    """
    reader = _Reader(year, province)
    return ReferenceState(
        source=SOURCE,
        organisations={listed.key: listed for listed in reader.organisations()},
        territories=tuple(reader.territories()),
        borders=tuple(reader.borders()),
        population=dict(reader.population()),
        figures=dict(reader.figures()),
    )


def provinces() -> tuple[str, ...]:
    return tuple(sorted({row["province"] for row in rows("municipalities.csv")}))


class _Reader:
    """The files, narrowed to a state and a province."""

    def __init__(self, year: Year, province: str) -> None:
        self.year = year
        self.province = province
        self.horizon = OLD_STATE if year == 2011 else date.max
        self.places = {
            row["nis"]: row
            for row in rows("municipalities.csv")
            if self._is_known(row) and (not province or row["province"] == province)
        }

    def _is_known(self, row: Row) -> bool:
        """Had it begun by the day of the state, and was it not over before we began to count?"""
        first = _day(row["first_day"])
        return first is None or first <= self.horizon

    def _period(self, row: Row) -> Period:
        last = _day(row.get("last_day", ""))
        end = last + timedelta(days=1) if last and last < self.horizon else None
        return Period(_day(row["first_day"]), end)

    def organisations(self) -> Iterator[Listed]:
        for row in rows("boards.csv"):
            if row["nis"] in self.places:
                yield self._board(row, self.places[row["nis"]])
        for zone in self._zones():
            yield self._zone(zone, Kind.POLICE_ZONE, "Politiezone", "Zone de police", zone_code=zone["zone"])
        for zone in rows("rescue_zones.csv"):
            if self._is_known(zone) and self.province in {"", zone["province"]}:
                yield self._zone(zone, Kind.RESCUE_ZONE, "Hulpverleningszone", "Zone de secours")

    def _zones(self) -> list[Row]:
        return [
            zone
            for zone in rows("police_zones.csv")
            if self.province in {"", zone["province"]} and self._is_known(zone)
        ]

    def _board(self, row: Row, place: Row) -> Listed:
        kind, period = row["kind"].lower(), self._period(place)
        name, name_fr = place["name_nl"], place["name_fr"] or place["name_nl"]
        is_welfare_centre = kind == Kind.WELFARE_CENTRE
        return Listed(
            key=key_of(kind=kind, nis_code=row["nis"]),
            kind=kind,
            name=f"OCMW {name}" if is_welfare_centre else name,
            name_fr=f"CPAS {name_fr}" if is_welfare_centre else name_fr,
            nis_code=row["nis"],
            enterprise_number=row["enterprise_number"],
            ovo_code=row["ovo"],
            uri=URI_START + row["uri"],
            province=place["province"],
            arrondissement=place["arrondissement"],
            period=period,
            merged_into=key_of(kind=kind, nis_code=place["merged_into"]) if self._has_successor(place) else "",
            welfare_centre_of=key_of(kind=Kind.MUNICIPALITY, nis_code=row["nis"]) if is_welfare_centre else "",
            member_of={} if is_welfare_centre else self._memberships(row["nis"], period),
        )

    def _has_successor(self, place: Row) -> bool:
        """Zwijndrecht went into a municipality of another province: a file of its own province shows only its end."""
        return bool(self._period(place).valid_to) and place["merged_into"] in self.places

    def _memberships(self, nis: str, period: Period) -> dict[str, Period]:
        """The police zones of a municipality: of 2011, of 2025, or of both without a break."""
        found = {}
        for zone in self._zones():
            then, now = nis in zone["members_2011"].split(), nis in zone["members_2025"].split()
            lasts = self._period(zone)
            start = None if then else max(filter(None, (period.valid_from, lasts.valid_from)), default=NEW_STATE)
            ends = [day for day in (period.valid_to, lasts.valid_to) if day]
            end = min(ends, default=None if now or self.year == 2011 else NEW_STATE)
            if then or (now and self.year != 2011):
                found[key_of(kind=Kind.POLICE_ZONE, zone_code=zone["zone"])] = Period(start, end)
        return found

    def _zone(self, row: Row, kind: str, dutch: str, french: str, *, zone_code: str = "") -> Listed:
        return Listed(
            key=key_of(kind=kind, zone_code=zone_code, enterprise_number=row["enterprise_number"]),
            kind=kind,
            name=f"{dutch} {row['name']}",
            name_fr=f"{french} {row['name']}",
            zone_code=zone_code,
            enterprise_number=row["enterprise_number"],
            ovo_code=row["ovo"],
            uri=URI_START + row["uri"],
            province=row["province"],
            period=self._period(row),
        )

    def territories(self) -> Iterator[ListedTerritory]:
        """One per municipality; two for Antwerpen, which grew in 2025 without a new code."""
        drawn = json.loads((FOLDER / "boundaries.topojson").read_text(encoding="utf-8"))
        old, new = outlines(drawn, "2011"), outlines(drawn, "2025")
        for nis, row in self.places.items():
            period, area = self._period(row), Decimal(row["area_km2"])
            if nis == ANTWERPEN and self.year != 2011:
                joined = next(other for other in rows("municipalities.csv") if other["nis"] == BORSBEEK)
                yield self._territory(row, Period(None, NEW_STATE), area, old[nis])
                yield self._territory(row, Period(NEW_STATE, None), area + Decimal(joined["area_km2"]), new[nis])
            else:
                yield self._territory(row, period, area, old.get(nis) or new[nis])

    @staticmethod
    def _territory(row: Row, period: Period, area: Decimal, boundary: dict[str, object]) -> ListedTerritory:
        return ListedTerritory(
            key=key_of(kind=Kind.MUNICIPALITY, nis_code=row["nis"]),
            period=period,
            area_km2=area,
            latitude=Decimal(row["latitude"]),
            longitude=Decimal(row["longitude"]),
            postal_codes=tuple(row["postal_codes"].split()),
            boundary=boundary,
        )

    def borders(self) -> Iterator[ListedBorder]:
        """Shared borders; a length that did not change between two counts is one period."""
        years = [year for year in BORDER_YEARS if year <= self.year]
        for row in rows("neighbours.csv"):
            if row["nis_a"] in self.places and row["nis_b"] in self.places:
                first, second = (key_of(kind=Kind.MUNICIPALITY, nis_code=row[name]) for name in ("nis_a", "nis_b"))
                for metres, period in _spells([(year, row[str(year)]) for year in years]):
                    yield ListedBorder(first=first, second=second, shared_border_m=metres, period=period)

    def population(self) -> Iterator[tuple[str, dict[int, int]]]:
        for row in rows("population.csv"):
            if row["nis"] in self.places:
                counts = {int(year): int(count) for year, count in row.items() if year != "nis" and count}
                yield (
                    key_of(kind=Kind.MUNICIPALITY, nis_code=row["nis"]),
                    {year: count for year, count in counts.items() if year <= self.year},
                )

    def figures(self) -> Iterator[tuple[str, tuple[PublishedFigure, ...]]]:
        for row in rows("flemish_brabant.csv"):
            if row["nis"] in self.places:
                yield (
                    key_of(kind=Kind.MUNICIPALITY, nis_code=row["nis"]),
                    tuple(
                        PublishedFigure(kind, year, Decimal(row[column]), source)
                        for column, (kind, year, source) in FIGURE_SOURCES.items()
                        if row[column]
                    ),
                )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _spells(counts: list[tuple[int, str]]) -> Iterator[tuple[int, Period]]:
    """(2011, "30"), (2019, "30"), (2025, "") → 30 metres until 2025. The first count holds from before we know."""
    start: date | None = None
    for at, (_, metres) in enumerate(counts):
        following = counts[at + 1] if at + 1 < len(counts) else None
        if following is not None and following[1] == metres:
            continue
        end = date(following[0], 1, 1) if following else None
        if metres:
            yield int(metres), Period(start, end)
        start = end
