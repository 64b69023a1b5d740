"""The parts of a specification, each with its form: a form gives a value and shows one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.choices import (
    Buying,
    EnvelopeKind,
    ItemKind,
    NeedLevel,
    Part,
    Procedure,
    Subject,
    words,
)
from steunpunt.contract.tenders.choices.method import PriceFormula, TieBreak
from steunpunt.contract.tenders.forms.fields import amount, choices, lines, local, long_text, moment_field, radio, typed
from steunpunt.contract.tenders.rules import specification as specifications
from steunpunt.contract.tenders.values import (
    Asked,
    Calendar,
    Criterion,
    FrameworkTerms,
    Item,
    Lot,
    Method,
    Requirement,
    Scale,
    ScaleStep,
    Specification,
)
from steunpunt.foundation.acting import Text
from steunpunt.foundation.figures.typed import read_number
from steunpunt.foundation.ui.forms import day_field


class PartForm(forms.Form):
    """Base: `spec` is the specification as it stands, `code` of the entry that is changed, if any."""

    letter: ClassVar[str] = ""
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, spec: Specification, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spec, self.code = spec, code
        if "lot" in self.fields:
            lots = [(lot.number, f"{lot.number} · {lot.title}") for lot in spec.lots]
            every = [] if self.fields["lot"].required else [("", _("all lots"))]
            self.fields["lot"].choices = [*every, *lots]  # type: ignore[attr-defined]
            if len(spec.lots) == 1 and self.fields["lot"].required:
                self.fields["lot"].widget = forms.HiddenInput()
                self.fields["lot"].initial = spec.lots[0].number

    def new_code(self, taken: Iterable[str]) -> str:
        return self.code or specifications.next_code(self.letter, taken)

    def value(self) -> Any:
        raise NotImplementedError


def _lot(*, required: bool = True) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=_("Lot"), coerce=int, empty_value=None, required=required)


class LotForm(PartForm):
    title = forms.CharField(label=_("Name"), max_length=160)
    what = long_text(_("What it holds"), required=False)

    def value(self) -> Lot:
        number = int(self.code) if self.code else max((lot.number for lot in self.spec.lots), default=0) + 1
        return Lot(number=number, title=self.cleaned_data["title"], what=self.cleaned_data["what"])


class ItemForm(PartForm):
    letter = "P"
    lot = _lot()
    title = forms.CharField(label=_("What is priced"), max_length=160)
    unit = forms.CharField(label=_("Unit"), max_length=40, help_text=_("For instance: mailbox, user, hour."))
    kind = forms.ChoiceField(label=_("Paid"), choices=choices(words.ITEM_KINDS), initial=ItemKind.MONTHLY)
    quantity = amount(_("Presumed quantity, all boards together"), required=True)
    most = amount(_("The most that can be ordered"))
    is_option = forms.BooleanField(label=_("An option: boards can do without"), required=False)
    is_compared = forms.BooleanField(
        label=_("Counts in the price by which offers are compared"), required=False, initial=True
    )

    def value(self) -> Item:
        given = {name: value for name, value in self.cleaned_data.items() if name != "edition"}
        code = self.new_code(one.code for one in self.spec.items)
        return Item(**given | {"code": code, "kind": ItemKind(given["kind"])})


class RequirementForm(PartForm):
    letter = "E"
    level = forms.ChoiceField(label=_("How much it weighs"), choices=choices(words.LEVELS))
    text = long_text(_("Requirement"), rows=3)
    lot = _lot(required=False)

    def value(self) -> Requirement:
        given = self.cleaned_data
        code = self.new_code(one.code for one in self.spec.requirements)
        return Requirement(code=code, level=NeedLevel(given["level"]), text=given["text"], lot=given["lot"])


class ScaleForm(PartForm):
    letter = "S"
    title = forms.CharField(label=_("Name"), max_length=80)
    steps = long_text(
        _("Marks with their meaning"),
        rows=7,
        help_text=_("One a line, as “10 = excellent: more than was asked, and shown”. No other mark can be given."),
    )

    def clean_steps(self) -> tuple[ScaleStep, ...]:
        found: dict[Decimal, str] = {}
        for line in lines(self.cleaned_data["steps"]):
            mark, _sign, meaning = line.partition("=")
            try:
                number = read_number(mark.strip())
            except (ValueError, InvalidOperation):
                text = _("Begin each line with a mark and an equals sign: “%(line)s” does not.")
                raise ValidationError(text % {"line": line[:60]}) from None
            if not meaning.strip() or number in found or not 0 <= number <= 1000:
                text = _("Give each mark once, from 0 up, with its meaning: look at “%(line)s”.")
                raise ValidationError(text % {"line": line[:60]})
            found[number] = meaning.strip()
        return tuple(ScaleStep(mark=mark, meaning=found[mark]) for mark in sorted(found, reverse=True))

    def value(self) -> Scale:
        code = self.new_code(one.code for one in self.spec.scales)
        return Scale(code=code, title=self.cleaned_data["title"], steps=self.cleaned_data["steps"])


class CriterionForm(PartForm):
    letter = "K"
    title = forms.CharField(label=_("Criterion"), max_length=160)
    parent = forms.ChoiceField(label=_("Part of"), required=False)
    points = amount(_("Points for the top mark"), required=True)
    scale = forms.ChoiceField(
        label=_("Scale of marks"), required=False, help_text=_("None for a criterion with sub-criteria.")
    )
    minimum = amount(_("Least mark to stay in"))
    worth = amount(_("What the top mark is worth, in euros"), help_text=_("Only when is awarded on value."))
    meaning = long_text(_("What is judged, and what the supplier hands in for it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tops = [
            (one.code, f"{one.code} · {one.title}")
            for one in self.spec.criteria
            if not one.parent and one.code != self.code
        ]
        self.fields["parent"].choices = [("", _("no other criterion")), *tops]  # type: ignore[attr-defined]
        scales = [(one.code, f"{one.code} · {one.title}") for one in self.spec.scales]
        self.fields["scale"].choices = [("", _("none")), *scales]  # type: ignore[attr-defined]
        if len(scales) == 1 and not self.code:
            self.fields["scale"].initial = scales[0][0]

    def clean(self) -> None:
        if self.cleaned_data.get("parent") and any(one.parent == self.code for one in self.spec.criteria if self.code):
            self.add_error("parent", _("A criterion with sub-criteria is part of no other."))

    def value(self) -> Criterion:
        given = {name: value for name, value in self.cleaned_data.items() if name != "edition"}
        return Criterion(**given | {"code": self.new_code(one.code for one in self.spec.criteria)})


class AskedForm(PartForm):
    letter = "D"
    envelope = forms.ChoiceField(label=_("Envelope"), choices=choices(words.ENVELOPES))
    title = forms.CharField(label=_("Document"), max_length=160)
    is_required = forms.BooleanField(label=_("Without it an offer is not complete"), required=False, initial=True)
    criterion = forms.ChoiceField(label=_("Belongs to criterion"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marked = [(one.code, f"{one.code} · {one.title}") for one in self.spec.marked]
        self.fields["criterion"].choices = [("", _("none")), *marked]  # type: ignore[attr-defined]

    def value(self) -> Asked:
        given = self.cleaned_data
        return Asked(
            code=self.new_code(one.code for one in self.spec.asked),
            envelope=EnvelopeKind(given["envelope"]),
            title=given["title"],
            is_required=given["is_required"],
            criterion=given["criterion"],
        )


class GeneralForm(PartForm):
    title = forms.CharField(label=_("Name of the tender"), max_length=160)
    purpose = long_text(_("What it is for"))
    subject = forms.ChoiceField(label=_("What is bought"), choices=choices(words.SUBJECTS))
    procedure = radio(_("Procedure"), words.PROCEDURES)
    buying = radio(_("For whom"), words.BUYING)
    reasons = long_text(_("Why this procedure, these lots and this method"), required=False)
    cpv = forms.CharField(
        label=_("CPV codes"), required=False, max_length=200, help_text=_("With spaces between, the main one first.")
    )
    estimate = amount(_("Estimated value, without VAT"), help_text=_("Everything and every extension included."))
    months = forms.IntegerField(label=_("Term in months"), min_value=1, max_value=240)
    is_framework = forms.BooleanField(label=_("It is a framework agreement"), required=False)
    suppliers = forms.IntegerField(label=_("Suppliers in the framework, for each lot"), min_value=1, max_value=50)
    most_amount = amount(_("The most that all boards together can order, in euros without VAT"))
    extensions = forms.CharField(label=_("Extensions"), required=False, max_length=200)
    variants_allowed = forms.BooleanField(label=_("Suppliers can offer variants"), required=False)
    conditions = long_text(_("What is added to the general rules of execution"), required=False, rows=6)

    def clean_cpv(self) -> tuple[str, ...]:
        codes = tuple(self.cleaned_data["cpv"].replace(",", " ").replace(";", " ").split())
        for code in codes:
            digits = code.partition("-")[0]
            if len(digits) != 8 or not (digits.isascii() and digits.isdecimal()):
                raise ValidationError(
                    _("A CPV code has eight digits, as 64216120: “%(code)s” has not.") % {"code": code[:20]}
                )
        return codes

    def change(self, spec: Specification) -> Specification:
        given = self.cleaned_data
        terms = spec.framework or FrameworkTerms()
        terms = replace(
            terms,
            suppliers=given["suppliers"],
            months=given["months"],
            most_amount=given["most_amount"],
            extensions=given["extensions"],
        )
        names = ("title", "purpose", "reasons", "cpv", "estimate", "months", "variants_allowed", "conditions")
        return replace(
            spec,
            **{name: given[name] for name in names},
            subject=Subject(given["subject"]),
            procedure=Procedure(given["procedure"]),
            buying=Buying(given["buying"]),
            framework=terms if given["is_framework"] else None,
        )

    @staticmethod
    def initial_of(spec: Specification) -> dict[str, Any]:
        terms = spec.framework or FrameworkTerms()
        names = (
            "title",
            "purpose",
            "subject",
            "procedure",
            "buying",
            "reasons",
            "months",
            "variants_allowed",
            "conditions",
        )
        return {name: getattr(spec, name) for name in names} | {
            "cpv": " ".join(spec.cpv),
            "estimate": typed(spec.estimate),
            "is_framework": spec.framework is not None,
            "suppliers": terms.suppliers,
            "most_amount": typed(terms.most_amount),
            "extensions": terms.extensions,
        }


class MethodForm(PartForm):
    formula = radio(_("How a price becomes points"), words.FORMULAS)
    price_points = amount(_("Points for the price"), required=True)
    floor = amount(_("Floor: from this price down all points"), help_text=_("Of the absolute range."))
    ceiling = amount(
        _("Ceiling price"), help_text=_("Above it an offer is not regular; in the absolute range it brings no points.")
    )
    spread = amount(_("Factor"), help_text=_("Logarithmic: so many times the lowest price brings no points."))
    whole_points = forms.BooleanField(label=_("Points for the price are rounded to whole points"), required=False)
    with_vat = forms.BooleanField(label=_("Prices are compared with VAT"), required=False)
    first = forms.ChoiceField(label=_("Equal offers: first"), choices=choices(words.TIE_BREAKS))
    second = forms.ChoiceField(label=_("then"), required=False, choices=[("", "–"), *choices(words.TIE_BREAKS)])
    tie_criterion = forms.ChoiceField(label=_("That one criterion"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marked = [(one.code, f"{one.code} · {one.title}") for one in self.spec.marked]
        self.fields["tie_criterion"].choices = [("", _("none")), *marked]  # type: ignore[attr-defined]

    def change(self, spec: Specification) -> Specification:
        given = self.cleaned_data
        chain = [TieBreak(word) for word in dict.fromkeys((given["first"], given["second"])) if word]
        chain = [word for word in chain if word is not TieBreak.DRAW]
        names = ("price_points", "floor", "ceiling", "spread", "whole_points", "with_vat", "tie_criterion")
        return replace(
            spec,
            method=Method(
                **{name: given[name] for name in names},
                formula=PriceFormula(given["formula"]),
                tie_breaks=(*chain, TieBreak.DRAW),
            ),
        )

    @staticmethod
    def initial_of(spec: Specification) -> dict[str, Any]:
        method = spec.method
        chain = [*method.tie_breaks, "", ""]
        return {
            "formula": method.formula,
            "price_points": typed(method.price_points),
            "floor": typed(method.floor),
            "ceiling": typed(method.ceiling),
            "spread": typed(method.spread),
            "whole_points": method.whole_points,
            "with_vat": method.with_vat,
            "first": chain[0],
            "second": chain[1],
            "tie_criterion": method.tie_criterion,
        }


class CalendarForm(PartForm):
    questions_until = moment_field(_("Suppliers ask questions until"))
    answers_by = day_field(_("Answers are published by"), required=False)
    candidates_until = moment_field(
        _("Requests to take part until"), help_text=_("Only where suppliers are selected first.")
    )
    offers_until = moment_field(_("Offers until"), required=True)
    valid_days = forms.IntegerField(
        label=_("Offers bind for so many days"),
        min_value=1,
        max_value=730,
        help_text=_("Ninety unless you say otherwise."),
    )

    def change(self, spec: Specification) -> Specification:
        given = {name: value for name, value in self.cleaned_data.items() if name != "edition"}
        return replace(spec, calendar=Calendar(**given))

    @staticmethod
    def initial_of(spec: Specification) -> dict[str, Any]:
        calendar = spec.calendar
        return {
            "questions_until": local(calendar.questions_until),
            "answers_by": calendar.answers_by,
            "candidates_until": local(calendar.candidates_until),
            "offers_until": local(calendar.offers_until),
            "valid_days": calendar.valid_days,
        }


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
    form: type[PartForm]
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
