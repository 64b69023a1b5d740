"""Boundaries: TopoJSON to GeoJSON geometries, and what is wrong with a boundary file."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

Point = tuple[float, float]


def outlines(topology: Mapping[str, Any], name: str) -> dict[str, dict[str, Any]]:
    """The geometries of one object of a quantised TopoJSON text, by id, as GeoJSON MultiPolygons in WGS 84."""
    arcs = _arcs(topology)
    return {
        str(place["id"]): {
            "type": "MultiPolygon",
            "coordinates": [[_ring(arcs, ring) for ring in polygon] for polygon in place["arcs"]],
        }
        for place in topology["objects"][name]["geometries"]
    }


def _arcs(topology: Mapping[str, Any]) -> list[list[Point]]:
    """Arcs hold a first point and then steps, in whole units of `scale`."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    return [
        [
            (round(x * scale_x + shift_x, 6), round(y * scale_y + shift_y, 6))
            for x, y in accumulate(arc, lambda point, step: [point[0] + step[0], point[1] + step[1]])
        ]
        for arc in topology["arcs"]
    ]


def _ring(arcs: Sequence[Sequence[Point]], numbers: Sequence[int]) -> list[list[float]]:
    """A closed ring from its arcs; ~n is arc n backwards. Where two arcs meet, the shared point counts once."""
    points: list[Point] = []
    for number in numbers:
        piece = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(piece[1:] if points else piece)
    return [list(point) for point in points]


def wound(geometry: Mapping[str, Any], *, clockwise: bool) -> dict[str, Any]:
    """The geometry with its outer rings one way round and its holes the other.

    GeoJSON (RFC 7946) wants outer rings counter-clockwise; d3, and so Vega, draws on a sphere and wants them clockwise.
    """
    is_single = geometry["type"] == "Polygon"
    polygons = [geometry["coordinates"]] if is_single else geometry["coordinates"]
    turned = [
        [
            ring if (_area(ring) < 0) == (clockwise == (number == 0)) else ring[::-1]
            for number, ring in enumerate(polygon)
        ]
        for polygon in polygons
    ]
    return {"type": geometry["type"], "coordinates": turned[0] if is_single else turned}


def _area(ring: Sequence[Sequence[float]]) -> float:
    """Twice the signed area; negative for a ring that goes clockwise."""
    return sum(here[0] * there[1] - there[0] * here[1] for here, there in zip(ring, (*ring[1:], ring[0]), strict=True))


def simple_objections(geometry: Any) -> str:
    """Why this cannot be a boundary, in a few words for a programmer or administrator; empty when it can."""
    if not isinstance(geometry, Mapping) or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        return "not a Polygon or MultiPolygon"
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for ring in (ring for polygon in polygons for ring in polygon):
        if len(ring) < 4 or ring[0] != ring[-1]:
            return "a ring that is not closed"
        if not all(-180 <= point[0] <= 180 and -90 <= point[1] <= 90 for point in ring):
            return "coordinates that are not WGS 84 degrees"
    return ""
