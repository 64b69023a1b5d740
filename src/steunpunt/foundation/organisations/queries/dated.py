"""Rows that hold for a time."""

from datetime import date

from django.db.models import Q


def holding(on: date, prefix: str = "") -> Q:
    """The condition that a dated row holds on a day. An empty day means from ever, or until further notice."""
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": on})
    return begun & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": on}))
