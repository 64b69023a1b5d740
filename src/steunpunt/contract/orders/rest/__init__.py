"""Orders over the API: ordering, and what goes to accounting."""

from steunpunt.contract.orders.rest.accounting import commitments
from steunpunt.contract.orders.rest.ordering import router

__all__ = ["commitments", "router"]
