"""Tenders over the API: what the pages show, to whom they show it. What is sealed stays sealed: nothing here tells of offers of
others, how many there are, marks or prices, before they are public.
"""

from steunpunt.contract.tenders.rest.inside import router
from steunpunt.contract.tenders.rest.market import contracts, offers

__all__ = ["contracts", "offers", "router"]
