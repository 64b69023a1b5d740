"""Make the reference data of the organisations module from a folder of public sources.

    python script/reference_data.py SOURCES [--to FOLDER]

SOURCES is a folder with the tables that `organisations/reference/README.md` names; they are not part of the project.
The same sources give the same files, byte for byte. Needs shapely (in requirements/dev.txt).
"""

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import reference_boundaries

Row = dict[str, str]

HERE = Path(__file__).resolve().parent.parent
TARGET = HERE / "src/steunpunt/foundation/organisations/reference"

OLD_STATE, NEW_STATE = "2011-01-01", "2025-01-01"
YEARS = (2006, 2007, 2008, 2009, 2010, 2011, 2012, 2013, 2014, 2018, 2019, 2020)

# Starting days of police zones formed after 2011, each said by the zone itself or in the press of the day.
ZONE_STARTS = {
    "5905": "2016-01-01",
    "5908": "2017-01-01",
    "5910": "2019-01-01",
    "5911": "2019-01-01",
    "5913": "2023-01-01",
}
NEW_ZONE_NAMES = {
    "5853": "Lanaken-Maasmechelen",
    "5905": "Zennevallei",
    "5907": "Limburg Regio Hoofdstad",
    "5908": "Voer en Dijle",
    "5909": "CARMA",
    "5910": "Getevallei",
    "5911": "Deinze-Zulte-Lievegem",
    "5913": "Rivierenland",
}
# Zones formed and dissolved between the two states leave no trace in either.
PASSING_ZONES = frozenset({"5888", "5904", "5906"})
RESCUE_ZONES = {
    "0500906812": ("Noord-Limburg", "Limburg"),
    "0500907802": ("Oost-Limburg", "Limburg"),
    "0500913443": ("Antwerpen", "Antwerpen"),
    "0500913839": ("Rivierenland", "Antwerpen"),
    "0500914730": ("Rand", "Antwerpen"),
    "0500914928": ("Taxandria", "Antwerpen"),
    "0500915126": ("Kempen", "Antwerpen"),
    "0500919876": ("Zuid-West Limburg", "Limburg"),
    "0500927497": ("Centrum", "Oost-Vlaanderen"),
    "0500927596": ("Meetjesland", "Oost-Vlaanderen"),
    "0500927893": ("Oost", "Oost-Vlaanderen"),
    "0500928190": ("Vlaamse Ardennen", "Oost-Vlaanderen"),
    "0500928388": ("Waasland", "Oost-Vlaanderen"),
    "0500928586": ("Zuid-Oost", "Oost-Vlaanderen"),
    "0500928982": ("Oost Vlaams-Brabant", "Vlaams-Brabant"),
    "0500929081": ("Vlaams-Brabant West", "Vlaams-Brabant"),
    "0500929279": ("West-Vlaanderen 1", "West-Vlaanderen"),
    "0500929378": ("Midwest", "West-Vlaanderen"),
    "0500929774": ("Fluvia", "West-Vlaanderen"),
    "0500929873": ("Westhoek", "West-Vlaanderen"),
}
INVESTMENT_YEAR = "2017"  # the year with figures for most boards of Flemish Brabant
HOUSEHOLD_YEARS = ("2011", "2020")


def read(folder: Path, name: str) -> list[Row]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(folder: Path, name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, columns, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


class History:
    """The municipalities by NIS code, with who followed whom."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.by_nis = {row["nis"]: row for row in rows}

    def stood(self, nis: str, on: str) -> bool:
        row = self.by_nis[nis]
        return (not row["valid_from"] or row["valid_from"] <= on) and (not row["valid_to"] or row["valid_to"] >= on)

    def standing(self, on: str) -> list[str]:
        return sorted(nis for nis in self.by_nis if self.stood(nis, on))

    def successor(self, nis: str) -> str:
        """The municipality that the territory of `nis` belongs to in the new state."""
        following = self.by_nis[nis]["successor_nis"]
        return self.successor(following) if following else nis

    def predecessors(self, nis: str) -> list[str]:
        """The municipalities of the old state on the territory of `nis`."""
        return sorted(old for old in self.standing(OLD_STATE) if self.successor(old) == nis or old == nis)


# ── tables ───────────────────────────────────────────────────────────────────


def municipalities(history: History, brabant: Mapping[str, Row]) -> list[Row]:
    """One row per municipality that existed on or after 1 January 2011."""
    rows = []
    for nis, source in sorted(history.by_nis.items()):
        area = float(source["area_km2"])
        absorbed = [old for old in source["predecessors_nis"].split() if source["predecessors_nis"] and old != nis]
        if nis in source["predecessors_nis"].split():
            # Antwerpen kept its code in 2025: the source gives its area with Borsbeek, which counts from then on.
            area -= sum(float(history.by_nis[old]["area_km2"]) for old in absorbed)
        postal = (
            source["postal_codes"] or brabant.get(nis, {}).get("postal_codes", "") or source["one_postal_code_2018"]
        )
        rows.append(
            {
                "nis": nis,
                "name_nl": source["name_nl"],
                "name_fr": source["name_fr"] if source["name_fr"] != source["name_nl"] else "",
                "province": source["province"],
                "arrondissement": source["arrondissement"],
                "first_day": source["valid_from"],
                "last_day": source["valid_to"],
                "merged_into": source["successor_nis"],
                "area_km2": f"{area:.2f}",
                "latitude": f"{float(source['lat']):.4f}",
                "longitude": f"{float(source['lon']):.4f}",
                "postal_codes": postal,
            }
        )
    return rows


def boards(history: History, organisations: Iterable[Row]) -> list[Row]:
    """The legal persons: municipality and OCMW per NIS code.

    Eight merged municipalities live on as the legal person of one predecessor under a new NIS code (Hasselt 71022 is
    now 71072). The source shows such a person under its new code alone; here the old code gets the same numbers.
    """
    kinds = {"Gemeente": "MUNICIPALITY", "OCMW": "WELFARE_CENTRE"}
    known = {(row["classification"], row["nis"]): row for row in organisations if row["classification"] in kinds}
    rows = []
    for dutch, kind in kinds.items():
        for nis in sorted(history.by_nis):
            body = known.get((dutch, nis)) or known[dutch, history.successor(nis)]
            rows.append({"kind": kind, "nis": nis, **numbers(body)})
    return rows


def numbers(body: Row) -> Row:
    """KBO number, OVO code and URI; the common part of the URIs is left off."""
    return {
        "enterprise_number": body["kbo"],
        "ovo": body["ovo"],
        "uri": body["uri"].removeprefix("http://data.lblod.info/id/bestuurseenheden/"),
    }


def police_zones(history: History, members: Iterable[Row], organisations: Iterable[Row]) -> list[Row]:
    """Police zones of the old and the new state with their members in each."""
    bodies = {row["zone_number"]: row for row in organisations if row["classification"] == "Politiezone"}
    listed: dict[str, list[str]] = defaultdict(list)
    original = set()
    for row in members:
        listed[row["zone_number"]].append(row["member_nis"])
        if row["original_2001_zone"] == "yes":
            original.add(row["zone_number"])
    active = [zone for zone, body in bodies.items() if body["status"] == "actief"]
    now = {zone: {history.successor(nis) for nis in listed[zone]} for zone in active}
    claimed: dict[str, list[str]] = defaultdict(list)
    for zone, found in now.items():
        for nis in found:
            claimed[nis].append(zone)
    for nis, zones in claimed.items():
        if len(zones) > 1:  # a merger crossed zones: only a zone that was this municipality alone is sure to keep it
            for zone in zones:
                if len(listed[zone]) > 1:
                    now[zone].discard(nis)
    rows = []
    for zone in sorted(set(listed) - PASSING_ZONES):
        then = sorted(set(listed_then(history, listed[zone])))
        in_old = zone in original
        names = [history.by_nis[nis]["name_nl"] for nis in (then if in_old else sorted(now[zone]))]
        rows.append(
            {
                "zone": zone,
                "name": NEW_ZONE_NAMES.get(zone) or "/".join(sorted(names)),
                "province": history.by_nis[listed[zone][0]]["province"],
                **zone_dates(zone, history, listed, in_old=in_old, active=zone in now),
                "members_2011": " ".join(then) if in_old else "",
                "members_2025": " ".join(sorted(now.get(zone, ()))),
                **numbers(bodies[zone]),
            }
        )
    return rows


def listed_then(history: History, listed: Iterable[str]) -> list[str]:
    """The members as of the old state: those that stood, and the predecessors of those that came later."""
    return [old for nis in listed for old in ([nis] if history.stood(nis, OLD_STATE) else history.predecessors(nis))]


def zone_dates(zone: str, history: History, listed: Mapping[str, list[str]], *, in_old: bool, active: bool) -> Row:
    """First and last day; `about` when the source shows only that it happened between the two states."""
    if not in_old:
        start = ZONE_STARTS.get(zone)
        return {"first_day": start or NEW_STATE, "last_day": "", "dates": "exact" if start else "about"}
    if active:
        return {"first_day": "", "last_day": "", "dates": ""}
    land = {number: {history.successor(nis) for nis in listed[number]} for number in listed}
    if not any(land[zone] & land[passing] for passing in PASSING_ZONES):
        for newer, start in ZONE_STARTS.items():
            if land[zone] & land[newer]:
                return {"first_day": "", "last_day": f"{int(start[:4]) - 1}-12-31", "dates": "exact"}
    return {"first_day": "", "last_day": "2024-12-31", "dates": "about"}


def rescue_zones(organisations: Iterable[Row]) -> list[Row]:
    """Rescue zones exist since the fire service reform of 1 January 2015; the source names no members."""
    found = [row for row in organisations if row["classification"] == "Hulpverleningszone"]
    rows = [
        {
            "name": RESCUE_ZONES[row["kbo"]][0],
            "province": RESCUE_ZONES[row["kbo"]][1],
            "first_day": "2015-01-01",
            "dates": "exact" if RESCUE_ZONES[row["kbo"]][1] == "Vlaams-Brabant" else "about",
            **numbers(row),
        }
        for row in found
    ]
    return sorted(rows, key=lambda row: row["enterprise_number"])


def population(history: History) -> list[Row]:
    """Inhabitants on 1 January, only of years in which the municipality existed."""
    return [
        {"nis": nis, **{str(year): source[f"pop_{year}"] for year in YEARS if history.stood(nis, f"{year}-01-01")}}
        for nis, source in sorted(history.by_nis.items())
        if any(history.stood(nis, f"{year}-01-01") for year in YEARS)
    ]


def neighbours(folder: Path, history: History) -> list[Row]:
    """Shared border in metres at three dates, between Flemish municipalities."""
    pairs: dict[tuple[str, str], Row] = defaultdict(dict)
    for year in ("2011", "2019", "2025"):
        for row in read(folder, f"neighbours_{year}.csv"):
            if row["nis_a"] in history.by_nis and row["nis_b"] in history.by_nis:
                first, second = sorted((row["nis_a"], row["nis_b"]))
                pairs[first, second][year] = row["shared_border_m"]
    return [{"nis_a": first, "nis_b": second, **metres} for (first, second), metres in sorted(pairs.items())]


def flemish_brabant(folder: Path, brabant: Mapping[str, Row], history: History) -> list[Row]:
    """The few facts that the demonstration shows beside the reference data."""
    households = {row["nis"]: row for row in read(folder, "households_flanders_2010_2025.csv")}
    invested = {row["nis"]: row for row in read(folder, "benchmark_rek211_vlaams_brabant.csv")}
    return [
        {
            "nis": nis,
            "name": row["name"],
            **{f"households_{year}": households[nis][year] for year in HOUSEHOLD_YEARS},
            f"investment_211_eur_per_inhabitant_{INVESTMENT_YEAR}": invested.get(nis, {}).get(
                f"eur_per_inhabitant_{INVESTMENT_YEAR}", ""
            ),
            "in_noord": row["samenwerking_noord_2011"],
            "in_social": row["samenwerking_social_2011"],
        }
        for nis, row in sorted(brabant.items())
        if history.stood(nis, OLD_STATE)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--to", type=Path, default=TARGET)
    asked = parser.parse_args()
    sources, target = asked.sources, asked.to
    history = History(read(sources, "municipalities_flanders.csv"))
    organisations = read(sources, "organisations_flanders.csv")
    brabant = {row["nis"]: row for row in read(sources, "vlaams_brabant_65_in_2011.csv")}
    tables = {
        "municipalities.csv": municipalities(history, brabant),
        "boards.csv": boards(history, organisations),
        "police_zones.csv": police_zones(history, read(sources, "police_zone_members.csv"), organisations),
        "rescue_zones.csv": rescue_zones(organisations),
        "neighbours.csv": neighbours(sources, history),
        "flemish_brabant.csv": flemish_brabant(sources, brabant, history),
    }
    for name, rows in tables.items():
        columns = ("nis_a", "nis_b", "2011", "2019", "2025") if name == "neighbours.csv" else tuple(rows[0])
        write(target, name, columns, rows)
    write(target, "population.csv", ("nis", *map(str, YEARS)), population(history))
    parts = {nis: history.predecessors(nis) for nis in history.standing(NEW_STATE)}
    boundaries = reference_boundaries.topojson(sources / "flanders_2011.geojson", parts)
    (target / "boundaries.topojson").write_text(boundaries + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
