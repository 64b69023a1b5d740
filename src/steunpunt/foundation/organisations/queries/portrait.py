"""Everything about one organisation itself, in one question to the database."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, JSONObject

from steunpunt.foundation.organisations.choices import AddressKind
from steunpunt.foundation.organisations.models import (
    Address,
    FigureOfOthers,
    Organisation,
    OrganisationName,
    Territory,
)
from steunpunt.foundation.organisations.queries.dated import holding
from steunpunt.foundation.organisations.values import EarlierName, Land, Place, Portrait, PublishedFigure, Seat


def with_portrait(rows: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
    """The rows with what `portrait_of` reads: names, seats, land and published figures come along as lists."""
    here = {"organisation": OuterRef("pk")}
    names = OrganisationName.objects.filter(**here).exclude(valid_to=None).order_by("-valid_to", "language", "pk")
    seats = Address.objects.filter(**here).order_by("-valid_from", "pk")
    lands = Territory.objects.filter(**here).order_by(
        Case(When(holding(on), then=Value(0)), default=Value(1)), F("valid_to").desc(nulls_first=True), "pk"
    )
    figures = FigureOfOthers.objects.filter(**here).order_by("kind", "-year")
    return rows.annotate(
        told_names=ArraySubquery(names.values(each=JSONObject(name="name", language="language", until="valid_to"))),
        told_seats=ArraySubquery(
            seats.values(
                each=JSONObject(
                    kind="kind", street="street", postal_code="postal_code", locality="locality", until="valid_to"
                )
            )
        ),
        told_lands=ArraySubquery(
            lands.values(each=JSONObject(area=Cast("area_km2", TextField()), postal_codes="postal_codes"))[:1]
        ),
        told_figures=ArraySubquery(
            figures.values(each=JSONObject(kind="kind", year="year", value=Cast("value", TextField()), source="source"))
        ),
    )


def seats(ids: Iterable[int], on: date) -> dict[int, Place]:
    """Where organisations sit on a day, as far as it is written down."""
    rows = Address.objects.filter(holding(on), organisation__in=set(ids), kind=AddressKind.SEAT)
    return {
        row.organisation_id: Place(street=row.street, postal_code=row.postal_code, locality=row.locality)
        for row in rows.order_by("pk")
    }


def portrait_of(row: Organisation) -> Portrait:
    """What `with_portrait` found for a row."""
    told: Any = row
    return Portrait(
        land=next((Land(Decimal(one["area"]), one["postal_codes"]) for one in told.told_lands), None),
        earlier_names=tuple(
            EarlierName(one["name"], one["language"], date.fromisoformat(one["until"])) for one in told.told_names
        ),
        seats=tuple(
            Seat(
                one["kind"],
                Place(street=one["street"], postal_code=one["postal_code"], locality=one["locality"]),
                date.fromisoformat(one["until"]) if one["until"] else None,
            )
            for one in told.told_seats
        ),
        figures=tuple(
            PublishedFigure(one["kind"], one["year"], Decimal(one["value"]), one["source"]) for one in told.told_figures
        ),
    )
