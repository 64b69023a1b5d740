"""Organisations (organisaties), what they are called, where they sit, how they stand to one another, and their land."""

from steunpunt.foundation.organisations.models.land import Border, FigureOfOthers, PopulationCount, Territory
from steunpunt.foundation.organisations.models.organisation import Address, Organisation, OrganisationName, Relation

__all__ = [
    "Address",
    "Border",
    "FigureOfOthers",
    "Organisation",
    "OrganisationName",
    "PopulationCount",
    "Relation",
    "Territory",
]
