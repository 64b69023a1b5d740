"""What a board may choose a group by: only what everybody may know of a board."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from steunpunt.assess.scan.rules.groups import FLANDERS, MOST, PROVINCES, Criteria, PublicBoard, Trait


@dataclass(frozen=True, slots=True)
class Slider:
    """A range of one trait: how its two ends are called on the page and in the address, and where they stop on their way."""

    low: str
    high: str
    low_label: Any
    high_label: Any
    stops: tuple[int, ...]
    """Finer where there are more boards. The least and the most of the round are added."""


SLIDERS = {
    Trait.INHABITANTS: Slider(
        low="van",
        high="tot",
        low_label=gettext_lazy("Inhabitants from"),
        high_label=gettext_lazy("Inhabitants up to"),
        stops=(
            *range(1_000, 10_000, 1_000),
            *range(10_000, 20_000, 2_000),
            *range(20_000, 40_000, 5_000),
            *(40_000, 50_000, 60_000, 80_000, 100_000, 150_000, 200_000, 300_000),
        ),
    ),
    Trait.DENSITY: Slider(
        low="dichtheid_van",
        high="dichtheid_tot",
        low_label=gettext_lazy("Inhabitants per km² from"),
        high_label=gettext_lazy("Inhabitants per km² up to"),
        stops=(
            *range(25, 300, 25),
            *range(300, 600, 50),
            *range(600, 1_500, 100),
            *(1_500, 2_000, 3_000, 5_000, 10_000),
        ),
    ),
    Trait.AREA: Slider(
        low="oppervlakte_van",
        high="oppervlakte_tot",
        low_label=gettext_lazy("Area in km² from"),
        high_label=gettext_lazy("Area in km² up to"),
        stops=(*range(5, 60, 5), *range(60, 120, 10), *(120, 150, 200)),
    ),
    Trait.NEIGHBOURS: Slider(
        low="buren_van",
        high="buren_tot",
        low_label=gettext_lazy("Neighbours in the round from"),
        high_label=gettext_lazy("Neighbours in the round up to"),
        stops=tuple(range(1, 30)),
    ),
}


class ChoiceForm(forms.Form):
    """A province and ranges of what is known of every board; nothing chosen is the whole round.

    The numbers become sliders in the browser. A trait that is known of no board, as the land of zones, is left out.
    """

    provincie = forms.ChoiceField(label=gettext_lazy("Province"), required=False)

    def __init__(self, *args: Any, boards: Iterable[PublicBoard], own: PublicBoard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = list(boards)
        provinces = sorted({board.province for board in boards if board.province})
        is_mixed = not PROVINCES[FLANDERS].issuperset(provinces) and len(PROVINCES[FLANDERS] & set(provinces)) > 1
        self.fields["provincie"].choices = [  # type: ignore[attr-defined]
            ("", _("All of the round")),
            *([(FLANDERS, FLANDERS)] if is_mixed or len(provinces) > 1 else []),
            *((name, name) for name in provinces),
        ]
        for trait, slider in SLIDERS.items():
            known = [number for board in boards if (number := board.number(trait)) is not None]
            if known or trait is Trait.INHABITANTS:
                self._add(trait, slider, known, own.number(trait))

    def _add(self, trait: Trait, slider: Slider, known: list[int], own: int | None) -> None:
        stops = stops_between(slider.stops, known)
        ends = ((slider.low, slider.low_label, "low"), (slider.high, slider.high_label, "high"))
        for name, label, empty in ends:
            field = forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST[trait])
            field.widget.attrs |= {"data-stops": " ".join(map(str, stops)), "data-empty": empty}
            self.fields[name] = field
        if known:
            self.fields[slider.low].help_text = _ends(min(known), max(known), own)

    def criteria(self) -> Criteria:
        given = self.cleaned_data
        return Criteria.of_ranges(
            given["provincie"],
            {trait: (given.get(slider.low), given.get(slider.high)) for trait, slider in SLIDERS.items()},
        )


def typed(criteria: Criteria) -> dict[str, Any]:
    """A choice as it stands in the form and in the address."""
    found: dict[str, Any] = {"provincie": criteria.province}
    for trait, (low, high) in criteria.ranges.items():
        found |= {SLIDERS[trait].low: low, SLIDERS[trait].high: high}
    return found


def stops_between(stops: Iterable[int], known: list[int]) -> list[int]:
    """Where a slider stops: the least and the most of the round at its ends."""
    if not known:
        return list(stops)
    low, high = min(known), max(known)
    return sorted({low, *(stop for stop in stops if low < stop < high), high})


def _ends(low: int, high: int, own: int | None) -> str:
    said = {"low": _number(low), "high": _number(high), "own": _number(own)}
    if own is None:
        return _("In this round from %(low)s to %(high)s.") % said
    return _("In this round from %(low)s to %(high)s; your board: %(own)s.") % said


def _number(number: int | None) -> str:
    return "" if number is None else number_format(number, use_l10n=True, force_grouping=True)


class AgainForm(forms.Form):
    """The same choice, carried along to the button that shows its figures."""

    provincie = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["auto_id"] = False  # the form above it on the page has these ids
        super().__init__(*args, **kwargs)
        for slider in SLIDERS.values():
            for name in (slider.low, slider.high):
                self.fields[name] = forms.IntegerField(required=False, widget=forms.HiddenInput)
