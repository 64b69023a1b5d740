"""What people type around framework contracts; saving is an action's work."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks import reading
from steunpunt.contract.frameworks.actions import Beginning, Signature, Supply
from steunpunt.contract.frameworks.choices import Choosing, Settling, TierBasis, TierKind, words
from steunpunt.contract.frameworks.rules import price_list
from steunpunt.contract.frameworks.values import Indexation, Lot, ServiceLevel, Terms
from steunpunt.foundation.acting import Text
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import sheets
from steunpunt.foundation.ui.forms import NumberField, day_field, explained

HUNDRED = Decimal(100)
UNREADABLE: dict[str, Any] = {
    "empty": _("This file is empty."),
    "too_large": _("This file is too large."),
    "old_format": _("This is an old kind of workbook: save it as .xlsx or .csv first."),
    "no_headings": _("No row with headings was found."),
    "too_many_rows": _("This list has too many rows."),
    "no_sheet": _("This is not a spreadsheet."),
    "bomb": _("This file unpacks to far more than a list can be."),
    "encrypted": _("This file is protected with a password: save it without."),
    "macros": _("This workbook holds macros: save it as .xlsx without."),
    "no_workbook": _("This is not a spreadsheet."),
    "no_catalogue": _("This is not a PEPPOL catalogue."),
    "opendocument": _("Save this file as .xlsx or .csv first."),
}
DAMAGED = _("This file cannot be read.")


def _lines(label: Any, *, help_text: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, help_text=help_text, max_length=10_000, widget=forms.Textarea(attrs={"rows": rows})
    )


def _radio(label: Any, choices: dict[str, tuple[Text, Text]]) -> forms.ChoiceField:
    rows = explained([(key, *both) for key, both in choices.items()])
    return forms.ChoiceField(label=label, choices=rows, widget=forms.RadioSelect)


def _amount(label: Any, *, help_text: Any = "", required: bool = False, places: int = 2) -> NumberField:
    return NumberField(
        label=label, help_text=help_text, required=required, min_value=0, max_digits=14, decimal_places=places
    )


class TermsForm(forms.Form):
    """The draft of the terms; lots that it has keep how their supplier is chosen."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Name"), max_length=160)
    what = _lines(_("What can be ordered, and what for"))
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day to order"))
    extensions = forms.IntegerField(label=_("How many times it can be extended"), min_value=0, max_value=20)
    extension_months = forms.IntegerField(label=_("Months of an extension"), min_value=1, max_value=120)
    most_amount = _amount(_("The most that all boards together can order, in euros without VAT"))
    warn_percent = NumberField(
        label=_("Warn from, in % of the maximum"), min_value=1, max_value=100, max_digits=5, decimal_places=2
    )
    lots = _lines(_("Lots"), help_text=_("One on a line. Without lots: leave it empty."))
    choosing = _radio(_("How a supplier is chosen where there are several"), words.CHOOSING)
    tier_basis = _radio(_("By whose volume a tier is reached"), words.BASES)
    tier_kind = _radio(_("For which units a tier holds"), words.KINDS)
    settling = _radio(_("What a tier that is reached later gives back"), words.SETTLING)
    ratchet = forms.BooleanField(
        label=_("At the end of the year all drop to the lowest tariff that anybody paid"), required=False
    )
    notice_months = forms.IntegerField(label=_("Notice of a service, in months"), min_value=0, max_value=36)
    delivery_days = forms.IntegerField(label=_("Delivery in working days"), required=False, min_value=1, max_value=1000)
    index = forms.CharField(label=_("Index that prices follow"), required=False, max_length=120)
    fixed_percent = NumberField(
        label=_("Share that does not follow it, in %"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=6,
        decimal_places=3,
    )
    index_base = _amount(_("Index at the base date"), places=4)
    index_base_on = day_field(_("Base date"), required=False)
    service_levels = _lines(_("Service levels"), help_text=_("One on a line, as: Availability: 99.9 % in a month."))
    days_alone = NumberField(
        label=_("Working days that a board saves by not tendering itself"),
        required=False,
        min_value=0,
        max_value=9999,
        max_digits=6,
        decimal_places=2,
    )
    days_source = forms.CharField(label=_("Who says so, and from what"), required=False, max_length=200)
    open_kinds = forms.MultipleChoiceField(
        label=_("Open to other boards of these kinds"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(kind, label) for kind, label in organisations.Kind.choices if kind in organisations.BOARD_KINDS],
    )
    open_region = forms.CharField(
        label=_("In this province"), required=False, max_length=40, help_text=_("Empty: everywhere.")
    )
    entry_moments = _lines(
        _("Days on which such boards come in"), help_text=_("One on a line, as 2012-01-01. Without any: at once.")
    )
    conditions = _lines(_("Other terms"), rows=6)

    def clean_entry_moments(self) -> tuple[Any, ...]:
        field = forms.DateField(input_formats=["%Y-%m-%d", "%d/%m/%Y"])
        return tuple(sorted({field.clean(line.strip()) for line in _split(self.cleaned_data["entry_moments"])}))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("index") and not (given.get("index_base") and given.get("index_base_on")):
            raise ValidationError(_("With an index goes what it was at the base date."), code="index")
        return given

    def terms(self, before: Terms) -> Terms:
        """The terms as typed, on top of those that stood there."""
        given = self.cleaned_data
        names = (
            "title",
            "what",
            "starts_on",
            "ends_on",
            "extensions",
            "extension_months",
            "most_amount",
            "ratchet",
            "notice_months",
            "delivery_days",
            "days_source",
            "open_region",
            "entry_moments",
            "conditions",
        )
        titles = list(_split(given["lots"])) or [given["title"]]
        choosing = Choosing(given["choosing"])
        return replace(
            before,
            **{name: given[name] for name in names},
            warn_share=given["warn_percent"] / HUNDRED,
            lots=tuple(Lot(number=number, title=title, choosing=choosing) for number, title in enumerate(titles, 1)),
            tier_basis=TierBasis(given["tier_basis"]),
            tier_kind=TierKind(given["tier_kind"]),
            settling=Settling(given["settling"]),
            days_alone=given["days_alone"] or Decimal(0),
            open_kinds=tuple(given["open_kinds"]),
            service_levels=tuple(_levels(given["service_levels"])),
            indexation=Indexation(
                index=given["index"].strip(),
                fixed_share=(given["fixed_percent"] or Decimal(0)) / HUNDRED,
                base=given["index_base"],
                base_on=given["index_base_on"],
            )
            if given["index"]
            else None,
        )

    @staticmethod
    def initial_of(terms: Terms, edition: int) -> dict[str, Any]:
        names = (
            "title",
            "what",
            "starts_on",
            "ends_on",
            "extensions",
            "extension_months",
            "most_amount",
            "tier_basis",
            "tier_kind",
            "settling",
            "ratchet",
            "notice_months",
            "delivery_days",
            "days_alone",
            "days_source",
            "open_kinds",
            "open_region",
            "conditions",
        )
        indexation = terms.indexation
        own = terms.lots if len(terms.lots) > 1 else ()
        return {
            **{name: getattr(terms, name) for name in names},
            "edition": edition,
            "warn_percent": (terms.warn_share * HUNDRED).normalize(),
            "lots": "\n".join(lot.title for lot in own),
            "choosing": terms.lots[0].choosing if terms.lots else Choosing.ONE,
            "index": indexation.index if indexation else "",
            "fixed_percent": (indexation.fixed_share * HUNDRED).normalize() if indexation else None,
            "index_base": indexation.base.normalize() if indexation else None,
            "index_base_on": indexation.base_on if indexation else None,
            "service_levels": "\n".join(f"{level.title}: {level.target}" for level in terms.service_levels),
            "entry_moments": "\n".join(day.isoformat() for day in terms.entry_moments),
        }


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _levels(text: str) -> list[ServiceLevel]:
    found = []
    for line in _split(text):
        title, _colon, target = line.partition(":")
        found.append(ServiceLevel(title=title.strip(), target=target.strip()))
    return found


class BeginForm(forms.Form):
    """With what a framework contract begins; the rest is written in its terms."""

    reference = forms.CharField(label=_("Reference"), max_length=40)
    title = forms.CharField(label=_("Name"), max_length=160)
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day to order"))
    authority = forms.TypedChoiceField(label=_("Contracting authority"), coerce=int)
    supplier = forms.TypedChoiceField(label=_("Supplier"), coerce=int)
    project = forms.TypedChoiceField(label=_("Project"), coerce=int, required=False, empty_value=None)

    def __init__(
        self,
        *args: Any,
        authorities: Sequence[tuple[int, str]],
        suppliers: Sequence[tuple[int, str]],
        projects: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = authorities  # type: ignore[attr-defined]
        self.fields["supplier"].choices = [("", "–"), *suppliers]  # type: ignore[attr-defined]
        self.fields["project"].choices = [("", "–"), *projects]  # type: ignore[attr-defined]

    def beginning(self) -> Beginning:
        given = self.cleaned_data
        return Beginning(
            reference=given["reference"],
            terms=Terms(
                title=given["title"],
                starts_on=given["starts_on"],
                ends_on=given["ends_on"],
                lots=(Lot(number=1, title=given["title"]),),
            ),
            authority_id=given["authority"],
            project_id=given["project"],
            supplies=(Supply(lot=1, organisations=(given["supplier"],)),),
        )


class AwardForm(forms.Form):
    """Of which award it is the contract."""

    tender = forms.TypedChoiceField(label=_("Awarded tender"), coerce=int)

    def __init__(self, *args: Any, tenders: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tender"].choices = tenders  # type: ignore[attr-defined]


class SuppliersForm(forms.Form):
    """Who supplies each lot, in rank."""

    def __init__(self, *args: Any, lots: Sequence[Lot], suppliers: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lots = lots
        for lot in lots:
            for place in range(1, 5):
                self.fields[f"lot{lot.number}_{place}"] = forms.TypedChoiceField(
                    label=_("%(lot)s, place %(place)s") % {"lot": lot.title or lot.number, "place": place},
                    coerce=int,
                    required=False,
                    empty_value=None,
                    choices=[("", "–"), *suppliers],
                )

    def supplies(self) -> list[Supply]:
        return [
            Supply(
                lot=lot.number,
                organisations=tuple(
                    found for place in range(1, 5) if (found := self.cleaned_data[f"lot{lot.number}_{place}"])
                ),
            )
            for lot in self.lots
        ]


class SignForm(forms.Form):
    """When it was signed; the paper itself can be handed over with it."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    signed_on = day_field(_("Signed on"))
    valid_from = day_field(_("Holds from"))
    reason = _lines(_("What changes, and why"), help_text=_("Of a change; not of the contract itself."))
    file = forms.FileField(label=_("The signed document"), required=False)

    def signature(self, document_id: int | None) -> Signature:
        given = self.cleaned_data
        return Signature(
            signed_on=given["signed_on"],
            valid_from=given["valid_from"],
            reason=given["reason"],
            document_id=document_id,
        )


class PriceListForm(forms.Form):
    """A price list in a spreadsheet. `reading` holds what it says once the form is valid."""

    file = forms.FileField(label=_("Price list (.xlsx, .csv, PEPPOL catalogue .xml)"))
    valid_from = day_field(_("Prices hold from"))

    reading: price_list.Reading | None = None

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_UPLOAD_BYTES:
            raise ValidationError(UNREADABLE["too_large"], code="too_large")
        try:
            self.reading = reading.read(file.read(), most_bytes=settings.MAX_UPLOAD_BYTES)
        except sheets.UnreadableSheetError as error:
            raise ValidationError(UNREADABLE.get(error.code, DAMAGED), code=error.code) from error
        return file


class IndexForm(forms.Form):
    on = day_field(_("On"))
    value = _amount(_("Index"), required=True, places=4)
    source = forms.CharField(label=_("Where this stands"), max_length=200)


class FromDayForm(forms.Form):
    valid_from = day_field(_("Prices hold from"))


class BoardsForm(forms.Form):
    boards = forms.TypedMultipleChoiceField(
        label=_("Boards"), coerce=int, widget=forms.CheckboxSelectMultiple, required=True
    )
    valid_from = day_field(_("From"))

    def __init__(self, *args: Any, boards: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["boards"].choices = boards  # type: ignore[attr-defined]


class UntilForm(forms.Form):
    valid_to = day_field(_("First day without"))


class StopForm(forms.Form):
    on = day_field(_("Last day to order"))
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
