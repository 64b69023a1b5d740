"""What a board may choose a group by: only what everybody may know of a board."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan.rules.groups import FLANDERS, PROVINCES, Criteria, PublicBoard

MOST_INHABITANTS = 10_000_000

STOPS = (
    *range(0, 10_000, 1_000),
    *range(10_000, 20_000, 2_000),
    *range(20_000, 40_000, 5_000),
    *(40_000, 50_000, 60_000, 80_000, 100_000, 150_000, 200_000, 300_000, 600_000),
)
"""Where the sliders stop: finer where there are more boards."""


class ChoiceForm(forms.Form):
    """A province and a range of inhabitants; nothing chosen is the whole round. The numbers become sliders in the browser."""

    provincie = forms.ChoiceField(label=_("Province"), required=False)
    van = forms.IntegerField(label=_("Inhabitants from"), required=False, min_value=0, max_value=MOST_INHABITANTS)
    tot = forms.IntegerField(label=_("Inhabitants up to"), required=False, min_value=0, max_value=MOST_INHABITANTS)

    def __init__(self, *args: Any, boards: Iterable[PublicBoard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = list(boards)
        provinces = sorted({board.province for board in boards if board.province})
        is_mixed = not PROVINCES[FLANDERS].issuperset(provinces) and len(PROVINCES[FLANDERS] & set(provinces)) > 1
        self.fields["provincie"].choices = [  # type: ignore[attr-defined]
            ("", _("All of the round")),
            *([(FLANDERS, FLANDERS)] if is_mixed or len(provinces) > 1 else []),
            *((name, name) for name in provinces),
        ]
        stops = _stops([board.inhabitants for board in boards if board.inhabitants])
        for name, empty in (("van", "low"), ("tot", "high")):
            self.fields[name].widget.attrs |= {"data-stops": " ".join(map(str, stops)), "data-empty": empty}

    def criteria(self) -> Criteria:
        given = self.cleaned_data
        return Criteria(province=given["provincie"], from_inhabitants=given["van"], to_inhabitants=given["tot"])


def _stops(inhabitants: list[int]) -> list[int]:
    """The stops from just under the smallest board of the round to just over the largest."""
    if not inhabitants:
        return list(STOPS)
    low = max((stop for stop in STOPS if stop <= min(inhabitants)), default=STOPS[0])
    high = min((stop for stop in STOPS if stop >= max(inhabitants)), default=STOPS[-1])
    return [stop for stop in STOPS if low <= stop <= high]


class AgainForm(forms.Form):
    """The same choice, carried along to the button that shows its figures."""

    provincie = forms.CharField(required=False, widget=forms.HiddenInput)
    van = forms.IntegerField(required=False, widget=forms.HiddenInput)
    tot = forms.IntegerField(required=False, widget=forms.HiddenInput)
