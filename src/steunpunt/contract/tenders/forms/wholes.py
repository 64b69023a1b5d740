"""Forms of parts that are one form: what is bought, how offers are judged, the calendar."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.choices import Buying, Procedure, Subject, words
from steunpunt.contract.tenders.choices.method import PriceFormula, TieBreak
from steunpunt.contract.tenders.forms.base import PartForm
from steunpunt.contract.tenders.forms.fields import amount, choices, local, long_text, radio, typed
from steunpunt.contract.tenders.values import Calendar, FrameworkTerms, Method, Specification
from steunpunt.foundation.ui.forms import day_field, moment_field


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
    suppliers = forms.IntegerField(
        label=_("Suppliers in the framework, for each lot at the most"), min_value=1, max_value=50
    )
    most_amount = amount(_("The most that all boards together can order, in euros without VAT"))
    extensions = forms.CharField(label=_("Extensions"), required=False, max_length=200)
    variants_allowed = forms.BooleanField(label=_("Suppliers can offer variants"), required=False)
    selection = long_text(
        _("Exclusion and selection"),
        required=False,
        rows=5,
        help_text=_(
            "Who is excluded, what a supplier has to be able to do, and by what it shows so. Everybody reads it."
        ),
    )
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
        lots = spec.lots
        if [lot.title for lot in lots] == [spec.title]:  # a tender without lots has one, of its own name
            lots = (replace(lots[0], title=given["title"]),)
        names = (
            "title",
            "purpose",
            "reasons",
            "cpv",
            "estimate",
            "months",
            "variants_allowed",
            "conditions",
            "selection",
        )
        return replace(
            spec,
            **{name: given[name] for name in names},
            lots=lots,
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
            "selection",
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
        _("Ceiling price"),
        help_text=_(
            "Above it an offer is not regular; in the absolute range it brings no points. With several lots it holds for each of "
            "them alike: choose another formula where they differ in size."
        ),
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
