"""Contracts, through the actions that make them."""

from datetime import date
from decimal import Decimal
from typing import Any

from steunpunt.assess.inventory import actions
from steunpunt.assess.inventory.actions import Agreed
from steunpunt.assess.inventory.choices import Renewal, ServiceKind
from steunpunt.assess.inventory.models import Contract
from steunpunt.foundation.acting import Actor
from tests.factories.scan import NOW, TODAY


def agreed(**changed: Any) -> Agreed:
    """Three years from 2008, then year after year; notice three months before."""
    values: dict[str, Any] = {
        "title": "Onderhoud servers",
        "kind": ServiceKind.SERVERS,
        "supplier": "Voorbeeld nv",
        "starts_on": date(2008, 1, 1),
        "initial_months": 36,
        "renewal": Renewal.TACIT,
        "notice": 3,
        "yearly": Decimal(4_800),
    }
    return Agreed(**(values | changed))


def a_contract(*, by: Actor, today: date = TODAY, **changed: Any) -> Contract:
    return actions.keep_contract(agreed=agreed(**changed), now=NOW, today=today, by=by)
