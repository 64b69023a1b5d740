"""Fields of a specification as people read them, where a correction changed one."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Text

FIELDS: dict[str, Text] = {
    "title": _("Name"),
    "purpose": _("What it is for"),
    "subject": _("What is bought"),
    "procedure": _("Procedure"),
    "buying": _("For whom"),
    "reasons": _("Why this procedure, these lots and this method"),
    "cpv": _("CPV codes"),
    "estimate": _("Estimated value, without VAT"),
    "months": _("Term in months"),
    "variants_allowed": _("Variants allowed"),
    "conditions": _("Conditions"),
    "selection": _("Exclusion and selection"),
    "what": _("What it holds"),
    "lot": _("Lot"),
    "unit": _("Unit"),
    "kind": _("Paid"),
    "quantity": _("Presumed"),
    "most": _("At the most"),
    "is_option": _("Option"),
    "is_compared": _("Counts in the price by which offers are compared"),
    "level": _("How much it weighs"),
    "text": _("Requirement"),
    "steps": _("Marks with their meaning"),
    "meaning": _("What is judged, and what the supplier hands in for it"),
    "points": _("Points"),
    "scale": _("Scale"),
    "parent": _("Part of"),
    "minimum": _("Least mark"),
    "worth": _("What the top mark is worth, in euros"),
    "envelope": _("Envelope"),
    "is_required": _("Without it an offer is not complete"),
    "criterion": _("Belongs to criterion"),
    "formula": _("How a price becomes points"),
    "price_points": _("Points for the price"),
    "ceiling": _("Ceiling price"),
    "floor": _("Floor"),
    "spread": _("Factor"),
    "whole_points": _("Points for the price are rounded to whole points"),
    "tie_breaks": _("Equal offers"),
    "tie_criterion": _("That one criterion"),
    "with_vat": _("Prices are compared with VAT"),
    "suppliers": _("Suppliers for each lot, at the most"),
    "most_amount": _("The most that can be ordered, all boards together"),
    "extensions": _("Extensions"),
    "questions_until": _("Questions until"),
    "answers_by": _("Answers by"),
    "candidates_until": _("Requests to take part until"),
    "offers_until": _("Offers until"),
    "valid_days": _("Offers bind for so many days"),
}
AMOUNTS = frozenset({"estimate", "most_amount", "ceiling", "floor", "worth"})
"""In euros."""
NUMBERS = frozenset({"quantity", "most", "points", "price_points", "minimum", "spread"})
MOMENTS = frozenset({"questions_until", "candidates_until", "offers_until"})
