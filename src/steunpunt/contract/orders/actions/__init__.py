"""The verbs of orders, and the only place that writes."""

from steunpunt.contract.orders.actions.agreed import place_agreed
from steunpunt.contract.orders.actions.answering import (
    Reply,
    answer,
    answer_by_link,
    answer_proposal,
    ask_code,
    cancel,
    give_links,
    link_of,
    reduced,
)
from steunpunt.contract.orders.actions.booking import book_revised, book_year
from steunpunt.contract.orders.actions.carrying import carry_over
from steunpunt.contract.orders.actions.following import follow_all
from steunpunt.contract.orders.actions.generated import Generated, load_generated
from steunpunt.contract.orders.actions.limits import end_stand_in, name_stand_in, set_limit
from steunpunt.contract.orders.actions.purchasing import (
    approve,
    order_again,
    put_all_in_basket,
    put_in_basket,
    say_of_basket,
    send_back,
    submit,
)
from steunpunt.contract.orders.actions.receiving import accept_delivery, deliver, end_service, give_back
from steunpunt.contract.orders.actions.settling import apply_ratchet, settle_year
from steunpunt.contract.orders.actions.telling import tell_all, tell_call_offs

__all__ = [
    "Generated",
    "Reply",
    "accept_delivery",
    "answer",
    "answer_by_link",
    "answer_proposal",
    "apply_ratchet",
    "approve",
    "ask_code",
    "book_revised",
    "book_year",
    "cancel",
    "carry_over",
    "deliver",
    "end_service",
    "end_stand_in",
    "follow_all",
    "give_back",
    "give_links",
    "link_of",
    "load_generated",
    "name_stand_in",
    "order_again",
    "place_agreed",
    "put_all_in_basket",
    "put_in_basket",
    "reduced",
    "say_of_basket",
    "send_back",
    "set_limit",
    "settle_year",
    "submit",
    "tell_all",
    "tell_call_offs",
]
