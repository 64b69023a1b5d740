"""Papers: PDF by Typst, tagged for accessibility, from a template beside the module and data as JSON."""

import json
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
        (place / "main.typ").write_bytes(_read(package, f"papers/{template}.typ"))
        (place / "house.typ").write_bytes(_read("steunpunt.foundation.ui", "papers/house.typ"))
        (place / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        for name, svg in (drawings or {}).items():
            (place / f"{name}.svg").write_text(svg, encoding="utf-8")
        compiled = typst.Compiler(
            place / "main.typ", font_paths=[settings.STATE_DIR / "fonts"], ignore_system_fonts=True
        ).compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(made_at.timestamp()))
    if not isinstance(compiled, bytes):
        raise TypeError("Typst gave no PDF.")
    return compiled


def _read(package: str, path: str) -> bytes:
    return resources.files(package).joinpath(path).read_bytes()
