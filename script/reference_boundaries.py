"""Generalised boundaries of municipalities on shared borders, as TopoJSON; used by `reference_data.py`."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import cos, radians
from pathlib import Path

import shapely
from shapely.geometry import MultiPolygon, Polygon, shape

Point = tuple[int, int]
Ring = list[Point]
Place = Polygon | MultiPolygon

TOLERANCE_M = 250
GRID = 0.0001  # degrees: about 11 m north-south and 7 m east-west
METRES_PER_DEGREE = 111_320
MIDDLE_LATITUDE = 51.0


def topojson(source: Path, parts: Mapping[str, Sequence[str]]) -> str:
    """One text with two objects on the same arcs: 2011 as in `source`, and 2025 as unions of `parts` of 2011."""
    old = generalised(source)
    new = {nis: shapely.union_all([old[part] for part in united]) for nis, united in parts.items()}
    arcs = Arcs([*old.values(), *new.values()])
    objects = {"2011": collection(old, arcs), "2025": collection(new, arcs)}
    return json.dumps(
        {
            "type": "Topology",
            "source": "Statbel (Belgium), statistical sectors, open data, CC BY 4.0; generalised by Steunpunt",
            "tolerance_m": TOLERANCE_M,
            "made_on": "2026-11-23",
            "transform": {"scale": [GRID, GRID], "translate": [0, 0]},
            "objects": objects,
            "arcs": [deltas(arc) for arc in arcs.found],
        },
        separators=(",", ":"),
    )


def generalised(source: Path) -> dict[str, Place]:
    """The places of the file on the grid, simplified together so that neighbours keep one border."""
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    stretch = (METRES_PER_DEGREE * cos(radians(MIDDLE_LATITUDE)), METRES_PER_DEGREE)
    metres = [shapely.transform(shape(feature["geometry"]), lambda points: points * stretch) for feature in features]
    simple = shapely.coverage_simplify(metres, TOLERANCE_M)
    grid = shapely.transform(simple, lambda points: (points / stretch / GRID).round())
    return {feature["id"]: place for feature, place in zip(features, grid, strict=True)}


def collection(places: Mapping[str, Place], arcs: "Arcs") -> dict[str, object]:
    geometries = [
        {
            "type": "MultiPolygon",
            "id": nis,
            "arcs": [[arcs.pieces(ring) for ring in polygon] for polygon in polygons(place)],
        }
        for nis, place in sorted(places.items())
    ]
    return {"type": "GeometryCollection", "geometries": geometries}


def polygons(place: Place) -> list[list[Ring]]:
    """Polygons as lists of rings of grid points: the outer ring first, without repeated points."""
    members = place.geoms if isinstance(place, MultiPolygon) else [place]
    return [[points(ring.coords) for ring in (member.exterior, *member.interiors)] for member in members]


def points(coordinates: Sequence[tuple[float, ...]]) -> Ring:
    ring = [(round(x), round(y)) for x, y in coordinates]
    return [ring[0], *(here for before, here in pairwise(ring) if here != before)]


def deltas(arc: Ring) -> list[list[int]]:
    """TopoJSON's way to write an arc: the first point, then steps."""
    steps = [[x - before_x, y - before_y] for (before_x, before_y), (x, y) in pairwise(arc)]
    return [list(arc[0]), *steps]


class Arcs:
    """Pieces of border, each kept once: rings are cut where borders meet."""

    def __init__(self, places: Sequence[Place]) -> None:
        around: dict[Point, set[Point]] = defaultdict(set)
        rings = (ring for place in places for polygon in polygons(place) for ring in polygon)
        for here, there in (step for ring in rings for step in pairwise(ring)):
            around[here].add(there)
            around[there].add(here)
        self.nodes = {point for point, others in around.items() if len(others) > 2}
        self.found: list[Ring] = []
        self.index: dict[tuple[Point, ...], int] = {}

    def pieces(self, ring: Ring) -> list[int]:
        """The ring as numbers of arcs; ~n is arc n walked backwards."""
        loop = ring[:-1]
        turn = next((at for at, point in enumerate(loop) if point in self.nodes), loop.index(min(loop)))
        walked: list[int] = []
        piece = [loop[turn]]
        for point in (*loop[turn + 1 :], *loop[: turn + 1]):
            piece.append(point)
            if point in self.nodes or point == loop[turn]:
                walked.append(self.number(piece))
                piece = [point]
        return walked

    def number(self, piece: Ring) -> int:
        key = tuple(piece)
        if key[::-1] in self.index:
            return ~self.index[key[::-1]]
        if key not in self.index:
            self.index[key] = len(self.found)
            self.found.append(piece)
        return self.index[key]
