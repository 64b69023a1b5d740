"""What all pages of orders need."""

from collections.abc import Collection

from django.http import Http404
from django.shortcuts import get_object_or_404

from steunpunt.contract.orders import access, queries
from steunpunt.contract.orders.models import Order
from steunpunt.contract.orders.registry import asking
from steunpunt.foundation.acting import ActorRequest


def only_if(allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence
    """A page for something that this actor cannot do is no page."""
    if not allowed:
        raise Http404


def ask_url(framework_id: int, item_ids: Collection[int]) -> str:
    """Where prices of these items are asked; empty when no module does that."""
    return next(asking.ask(lambda one: one.url(framework_id, item_ids)), "")


def order_or_404(request: ActorRequest, order_id: int) -> Order:
    return get_object_or_404(queries.with_lines(access.visible_orders(request.actor)), pk=order_id)
