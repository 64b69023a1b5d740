"""The parts of a specification, each with its form."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.choices import Part
from steunpunt.contract.tenders.forms.entries import (
    AskedForm,
    CriterionForm,
    ItemForm,
    LotForm,
    RequirementForm,
    ScaleForm,
)
from steunpunt.contract.tenders.forms.fields import typed
from steunpunt.contract.tenders.forms.wholes import CalendarForm, GeneralForm, MethodForm
from steunpunt.contract.tenders.values import Scale, Specification
from steunpunt.foundation.acting import Text


@dataclass(frozen=True, slots=True)
class Single:
    """A part that is one form."""

    part: Part
    form: Any


@dataclass(frozen=True, slots=True)
class Collection:
    """A part of which there are several entries."""

    part: Part
    name: str
    """The attribute of the specification."""
    form: Any
    code_of: Callable[[Any], str]
    add: Text

    def entries(self, spec: Specification) -> tuple[Any, ...]:
        found: tuple[Any, ...] = getattr(spec, self.name)
        return found

    def entry(self, spec: Specification, code: str) -> Any:
        """None when there is none with this code."""
        return next((one for one in self.entries(spec) if self.code_of(one) == code), None)

    def put(self, spec: Specification, value: Any) -> Specification:
        """With the value in the place of the entry with its code, or as last."""
        code, rows = self.code_of(value), list(self.entries(spec))
        places = [place for place, one in enumerate(rows) if self.code_of(one) == code]
        if places:
            rows[places[0]] = value
        else:
            rows.append(value)
        changes: dict[str, Any] = {self.name: tuple(rows)}
        return replace(spec, **changes)

    def drop(self, spec: Specification, code: str) -> Specification:
        kept = tuple(one for one in self.entries(spec) if self.code_of(one) != code)
        changes: dict[str, Any] = {self.name: kept}
        return replace(spec, **changes)

    def initial_of(self, value: Any) -> dict[str, Any]:
        found = {name: getattr(value, name) for name in self.form.base_fields if hasattr(value, name)}
        found = {name: typed(given) if isinstance(given, Decimal) else given for name, given in found.items()}
        if isinstance(value, Scale):
            found["steps"] = "\n".join(f"{step.mark.normalize():f} = {step.meaning}" for step in value.steps)
        return found


def _by_code(value: Any) -> str:
    return str(value.code)


SINGLES = {
    one.part: one
    for one in (
        Single(Part.GENERAL, GeneralForm),
        Single(Part.METHOD, MethodForm),
        Single(Part.CALENDAR, CalendarForm),
    )
}
COLLECTIONS = {
    one.part: one
    for one in (
        Collection(Part.LOTS, "lots", LotForm, lambda value: str(value.number), _("Add a lot")),
        Collection(Part.ITEMS, "items", ItemForm, _by_code, _("Add an item")),
        Collection(Part.REQUIREMENTS, "requirements", RequirementForm, _by_code, _("Add a requirement")),
        Collection(Part.SCALES, "scales", ScaleForm, _by_code, _("Add a scale")),
        Collection(Part.CRITERIA, "criteria", CriterionForm, _by_code, _("Add a criterion")),
        Collection(Part.ASKED, "asked", AskedForm, _by_code, _("Add a document")),
    )
}
