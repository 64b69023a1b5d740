"""The verbs of framework contracts, and the only place that writes."""

from steunpunt.contract.frameworks.actions.boards import come_in, end_entitlement, entitle
from steunpunt.contract.frameworks.actions.price_lists import (
    load_price_list,
    state_standard_prices,
    withdraw_price_list,
)
from steunpunt.contract.frameworks.actions.pricing import bring_up_to_index, drop_to_lowest, read_index
from steunpunt.contract.frameworks.actions.terms import (
    Beginning,
    Signature,
    Supply,
    begin_from_award,
    change_terms,
    extend,
    make_framework,
    name_suppliers,
    show_what_holds,
    sign,
    stop_framework,
    tell_ended,
)

__all__ = [
    "Beginning",
    "Signature",
    "Supply",
    "begin_from_award",
    "bring_up_to_index",
    "change_terms",
    "come_in",
    "drop_to_lowest",
    "end_entitlement",
    "entitle",
    "extend",
    "load_price_list",
    "make_framework",
    "name_suppliers",
    "read_index",
    "show_what_holds",
    "sign",
    "state_standard_prices",
    "stop_framework",
    "tell_ended",
    "withdraw_price_list",
]
