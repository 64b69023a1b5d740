"""Papers: PDF by Typst, tagged for accessibility, from a template beside the module and data as JSON."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.conf import settings


def pdf(
    package: str,
    template: str,
    data: Mapping[str, Any],
    *,
    made_at: datetime,
    drawings: Mapping[str, str] | None = None,
) -> bytes:
    """The PDF of `papers/<template>.typ` of a module.

    In the template, `#import "house.typ": *` brings the house style, `json("data.json")` the data, and
    `image("name.svg")` a drawing of `drawings`. The same data and moment give the same bytes.
    """
    with TemporaryDirectory() as folder:
        place = Path(folder)
        lay_out(place, package, template)
        fill_in(place, data, drawings or {})
        return compiled(compiler(place), made_at)


def lay_out(place: Path, package: str, template: str) -> None:
    """Put a template and the house style in a folder."""
    (place / "main.typ").write_bytes(_read(package, f"papers/{template}.typ"))
    (place / "house.typ").write_bytes(_read("steunpunt.foundation.ui", "papers/house.typ"))


def fill_in(place: Path, data: Mapping[str, Any], drawings: Mapping[str, str]) -> None:
    """Put data and drawings beside the template."""
    (place / "data.json").write_text(json.dumps(printable(data), ensure_ascii=False), encoding="utf-8")
    for name, svg in drawings.items():
        (place / f"{name}.svg").write_text(svg, encoding="utf-8")


def printable(data: Any) -> Any:
    """Texts, wherever they stand in the data, in signs that our typeface has.

    Bullets of word processors become points, other signs that it lacks empty squares.

    A paper with a sign that cannot be shown would not be made at all.
    """
    if isinstance(data, str):
        return "".join(_sign(one) for one in data)
    if isinstance(data, Mapping):
        return {key: printable(value) for key, value in data.items()}
    return [printable(one) for one in data] if isinstance(data, list | tuple) else data


def _sign(one: str) -> str:
    if one < "\u2c00" or one in "\ufb01\ufb02\u2e3a":
        return "" if unicodedata.category(one) in {"Cc", "Cf", "Cn"} and one not in "\n\t\u00ad" else one
    if "\ue000" <= one <= "\uf8ff":
        return "\u2022"
    return "" if unicodedata.category(one) in {"Mn", "Cf", "Cn"} else "\u25a1"


def compiler(place: Path) -> typst.Compiler:
    """A compiler for a folder; it reads its files anew each time, and its fonts once."""
    return typst.Compiler(place / "main.typ", font_paths=[settings.STATE_DIR / "fonts"], ignore_system_fonts=True)


def compiled(ready: typst.Compiler, made_at: datetime) -> bytes:
    made = ready.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(made_at.timestamp()))
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no PDF.")
    return made


def _read(package: str, path: str) -> bytes:
    return resources.files(package).joinpath(path).read_bytes()
