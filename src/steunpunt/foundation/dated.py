"""Rows that hold for a time: from `valid_from` up to, not including, `valid_to`; empty is without a beginning or an end."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


def days() -> Func:
    """The days on which a row holds, as PostgreSQL compares them."""
    return Func(F("valid_from"), F("valid_to"), function="daterange", output_field=DateRangeField())


def once_at_a_time(name: str, *fields: str, condition: Q | None = None) -> ExclusionConstraint:
    """No two rows with the same `fields` hold on the same day."""
    return ExclusionConstraint(
        name=name,
        expressions=[*((field, RangeOperators.EQUAL) for field in fields), (days(), RangeOperators.OVERLAPS)],
        condition=condition,
    )


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name=name
    )


def holds(day: date, path: str = "") -> Q:
    """Rows that hold on a day, of a model whose rows always begin; `path` leads to them, as `prices__`."""
    return Q(**{f"{path}valid_from__lte": day}) & (Q(**{f"{path}valid_to": None}) | Q(**{f"{path}valid_to__gt": day}))
