"""The verbs of the inventory, and the only place that writes."""

from steunpunt.assess.inventory.actions.contracts import Agreed, change_contract, keep_contract, look_ahead, take_step
from steunpunt.assess.inventory.actions.estate import (
    ask_about_unseen,
    change_asset,
    choose,
    cover_assets,
    keep_asset,
    merge_assets,
    say_still_there,
    undo_merge,
)
from steunpunt.assess.inventory.actions.importing import (
    end_agent_key,
    give_file,
    make_agent_key,
    read_file,
    read_rows,
    report_device,
    rows_for,
    start_reading,
    tell_columns,
    try_file,
)
from steunpunt.assess.inventory.actions.taking_in import take_in

__all__ = [
    "Agreed",
    "ask_about_unseen",
    "change_asset",
    "change_contract",
    "choose",
    "cover_assets",
    "end_agent_key",
    "give_file",
    "keep_asset",
    "keep_contract",
    "look_ahead",
    "make_agent_key",
    "merge_assets",
    "read_file",
    "read_rows",
    "report_device",
    "rows_for",
    "say_still_there",
    "start_reading",
    "take_in",
    "take_step",
    "tell_columns",
    "try_file",
    "undo_merge",
]
