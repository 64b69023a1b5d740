"""Small maps drawn on the server: land as shapes that can be coloured, opened or chosen; a list says the same in words."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 640


@dataclass(frozen=True, slots=True)
class Shape:
    """One piece of land. `tone` is a class of the style sheet (`map-…`), `words` say what the colour says."""

    key: int
    name: str
    path: str
    tone: str = "plain"
    words: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Map:
    """A drawing of `width` by `height` units, with the meaning of its colours."""

    label: str
    shapes: Sequence[Shape]
    width: int
    height: int
    legend: Sequence[tuple[str, str]] = ()
    """(tone, words) of every colour."""


def draw(
    outlines: Mapping[str, Any],
    *,
    label: str,
    tones: Mapping[int, tuple[str, str]] | None = None,
    hrefs: Mapping[int, str] | None = None,
    legend: Sequence[tuple[str, str]] = (),
) -> Map | None:
    """Draw a GeoJSON FeatureCollection in WGS 84 whose features carry an `id` and `properties.name`; None without any.

    An equirectangular projection around the middle of what is drawn: over a province nobody sees the difference. `tones`
    are (tone, words) and `hrefs` addresses, by id.
    """
    features = outlines["features"]
    points = [point for feature in features for ring in _rings(feature["geometry"]) for point in ring]
    if not points:
        return None
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    stretch = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / max((east - west) * stretch, 1e-6)
    shapes = []
    for feature in features:
        tone, words = (tones or {}).get(feature["id"], ("plain", ""))
        drawn = (
            "M" + "L".join(f"{(x - west) * stretch * scale:.1f} {(north - y) * scale:.1f}" for x, y in ring) + "Z"
            for ring in _rings(feature["geometry"])
        )
        name = feature["properties"]["name"]
        href = (hrefs or {}).get(feature["id"], "")
        shapes.append(Shape(feature["id"], name, "".join(drawn), tone, words, href))
    return Map(label, shapes, WIDTH, math.ceil((north - south) * scale), legend)


def _rings(geometry: Mapping[str, Any]) -> Iterable[Sequence[Sequence[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]
