"""Small maps drawn on the server: land as shapes that can be coloured, opened or chosen; a list says the same in words."""

import math
from collections import OrderedDict
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
    drawn = _projected([feature["geometry"] for feature in features])
    if drawn is None:
        return None
    shapes = []
    for feature, path in zip(features, drawn.paths, strict=True):
        tone, words = (tones or {}).get(feature["id"], ("plain", ""))
        href = (hrefs or {}).get(feature["id"], "")
        shapes.append(Shape(feature["id"], feature["properties"]["name"], path, tone, words, href))
    return Map(label, shapes, WIDTH, drawn.height, legend)


@dataclass(frozen=True, slots=True)
class _Drawing:
    geometries: Sequence[Mapping[str, Any]]
    paths: Sequence[str]
    height: int


_LATEST: OrderedDict[tuple[int, ...], _Drawing] = OrderedDict()
_MOST_KEPT = 32


def _projected(geometries: Sequence[Mapping[str, Any]]) -> _Drawing | None:
    """Paths of the very same geometries are worked out once in a process; the drawing holds them, so none is another."""
    key = tuple(map(id, geometries))
    found = _LATEST.pop(key, None) or _project(geometries)
    if found:
        _LATEST[key] = found
        while len(_LATEST) > _MOST_KEPT:
            _LATEST.popitem(last=False)
    return found


def _project(geometries: Sequence[Mapping[str, Any]]) -> _Drawing | None:
    points = [point for geometry in geometries for ring in _rings(geometry) for point in ring]
    if not points:
        return None
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    stretch = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / max((east - west) * stretch, 1e-6)
    paths = [
        "".join(
            "M" + "L".join(f"{(x - west) * stretch * scale:.1f} {(north - y) * scale:.1f}" for x, y in ring) + "Z"
            for ring in _rings(geometry)
        )
        for geometry in geometries
    ]
    return _Drawing(geometries, paths, math.ceil((north - south) * scale))


def _rings(geometry: Mapping[str, Any]) -> Iterable[Sequence[Sequence[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]
