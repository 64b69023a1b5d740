"""How the list of organisations looks: its columns, filters and search. Page, export and API share it."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.organisations import queries
from steunpunt.foundation.organisations.choices import SIZES, Kind
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.organisations.rules.numbers import shown_enterprise_number
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec, Opens

_KINDS = dict(Kind.choices)


def size_of(inhabitants: int) -> str:
    """The class of a number of inhabitants."""
    return next(key for key, (_label, _least, below) in SIZES.items() if below is None or inhabitants < below)


def _of_size(rows: QuerySet[Organisation], chosen: str) -> QuerySet[Organisation]:
    _label, least, below = SIZES[chosen]
    rows = rows.filter(inhabitants__gte=least)  # type: ignore[misc]  # annotated by queries.directory
    return rows.filter(inhabitants__lt=below) if below else rows  # type: ignore[misc]


def _annotated(name: str) -> Callable[[Organisation], object]:
    return lambda row: getattr(row, name)


def sortable(rows: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
    """Annotates inhabitants and area; what is unknown is the least, so that it comes last when the largest come first."""
    described = queries.directory(rows, on)
    return described.annotate(scale=Coalesce(F("inhabitants"), -1), extent=Coalesce(F("area_km2"), Decimal(-1)))


ALIKE = 0.4
"""How much a name must be like what was typed, from 0 to 1: two letters that changed places are forgiven."""


def _found(rows: QuerySet[Organisation], text: str) -> QuerySet[Organisation]:
    """Rows that hold the text; when none does, those with a name much like it (a slip of the fingers)."""
    held = queries.matching(rows, text)
    if held.exists():
        return held
    return rows.alias(alike=TrigramWordSimilarity(text, "name")).filter(alike__gte=ALIKE)


def asks_for_scale(asked: QueryDict) -> bool:
    """Does the address sort or narrow on inhabitants or area, or want all rows in a file? Then each row must know."""
    return bool(
        asked.get("size") or asked.get("export") or asked.get("sort", "").lstrip("-") in {"inhabitants", "area"}
    )


def _describe(rows: Sequence[Organisation]) -> None:
    if rows and not hasattr(rows[0], "inhabitants"):
        queries.describe(rows, timezone.localdate())


SPEC: ListSpec[Organisation] = ListSpec(
    key="organisations",
    title=_("Boards and organisations"),
    columns=(
        Column(
            key="name",
            label=_("Name"),
            value=lambda row: row.name,
            order_by=("name",),
            link=Opens("organisations:detail"),
        ),
        Column(key="kind", label=_("Kind"), value=lambda row: _KINDS[row.kind], order_by=("kind", "name")),
        Column(key="province", label=_("Province"), value=lambda row: row.province, order_by=("province", "name")),
        Column(
            key="inhabitants",
            label=_("Inhabitants"),
            value=_annotated("inhabitants"),
            order_by=("scale", "name"),
            is_number=True,
        ),
        Column(
            key="area", label=_("Area (km²)"), value=_annotated("area_km2"), order_by=("extent", "name"), is_number=True
        ),
        Column(key="name_fr", label=_("French name"), value=lambda row: row.name_fr, only_export=True),
        Column(key="nis_code", label=_("NIS code"), value=lambda row: row.nis_code or "", only_export=True),
        Column(key="zone_code", label=_("Zone number"), value=lambda row: row.zone_code or "", only_export=True),
        Column(
            key="enterprise_number",
            label=_("Enterprise number (KBO)"),
            value=lambda row: shown_enterprise_number(row.enterprise_number or ""),
            only_export=True,
        ),
        Column(key="ovo_code", label=_("OVO code"), value=lambda row: row.ovo_code, only_export=True),
        Column(key="arrondissement", label=_("Arrondissement"), value=lambda row: row.arrondissement, only_export=True),
        Column(key="website", label=_("Website"), value=lambda row: row.website, only_export=True),
        Column(key="valid_from", label=_("From"), value=lambda row: row.valid_from, only_export=True),
        Column(key="valid_to", label=_("Until"), value=lambda row: row.valid_to, only_export=True),
    ),
    filters=(
        Filter(
            key="kind",
            label=_("Kind"),
            choices=lambda: Kind.choices,
            apply=lambda rows, chosen: rows.filter(kind=chosen),
        ),
        Filter(
            key="province",
            label=_("Province"),
            choices=lambda: [(name, name) for name in queries.provinces()],
            apply=lambda rows, chosen: rows.filter(province=chosen),
        ),
        Filter(
            key="size",
            label=_("Size"),
            choices=lambda: [(key, label) for key, (label, _least, _below) in SIZES.items()],
            apply=_of_size,
        ),
    ),
    search=_found,
    describe=_describe,
    order="name",
    empty=_("There are no organisations yet. The support point loads them from reference data or a spreadsheet."),
)
