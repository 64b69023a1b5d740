"""The data of mini-competitions."""

from steunpunt.contract.competitions.models.competition import Competition, Invitation, SupplierQuestion
from steunpunt.contract.competitions.models.offers import Mark, Offer, OfferFile

__all__ = ["Competition", "Invitation", "Mark", "Offer", "OfferFile", "SupplierQuestion"]
