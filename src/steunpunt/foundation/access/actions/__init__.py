"""The verbs of access, and the only place that writes."""

from steunpunt.foundation.access.actions.beginning import begin
from steunpunt.foundation.access.actions.inviting import accept, appoint_first, invite, send_again, withdraw
from steunpunt.foundation.access.actions.keys import make_key, note_use, revoke_key
from steunpunt.foundation.access.actions.looking_in import start_look_in, stop_look_in
from steunpunt.foundation.access.actions.registering import (
    ask_registration,
    confirm_registration,
    forget_registrations,
    turn_down,
    welcome,
)
from steunpunt.foundation.access.actions.roles import (
    change_roles,
    clear_second_step,
    end_mandate,
    give_mandate,
    let_leave,
)
from steunpunt.foundation.access.actions.settling import settle

__all__ = [
    "accept",
    "appoint_first",
    "ask_registration",
    "begin",
    "change_roles",
    "clear_second_step",
    "confirm_registration",
    "end_mandate",
    "forget_registrations",
    "give_mandate",
    "invite",
    "let_leave",
    "make_key",
    "note_use",
    "revoke_key",
    "send_again",
    "settle",
    "start_look_in",
    "stop_look_in",
    "turn_down",
    "welcome",
    "withdraw",
]
