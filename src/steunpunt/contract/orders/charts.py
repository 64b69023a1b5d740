"""Savings in a picture."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from steunpunt.contract.orders.queries import Saved
from steunpunt.foundation.ui.charts import BLUE, ORANGE, Chart, Table


def by_year(years: Sequence[tuple[int, Saved]]) -> Chart:
    """A bar for each year; one below nought is a year in which it cost more."""
    rows = [
        {"year": str(year), "saved": float(one.total), "tone": "less" if one.total < 0 else "more"}
        for year, one in years
    ]
    said = ", ".join(f"{year}: € {one.total:,.0f}" for year, one in years)
    return Chart(
        key="savings-by-year",
        title=_("Saved, year by year"),
        subtitle=_("Euros without VAT: standard price less both parts of the contract price."),
        alt=_("Bars by year: %(years)s.") % {"years": said},
        spec={
            "data": {"values": rows},
            "width": "container",
            "height": 180,
            "mark": {"type": "bar", "width": {"band": 0.6}},
            "encoding": {
                "x": {"field": "year", "type": "nominal", "axis": {"title": None, "labelAngle": 0}},
                "y": {"field": "saved", "type": "quantitative", "axis": {"title": None, "format": ",.0f"}},
                "color": {
                    "field": "tone",
                    "type": "nominal",
                    "scale": {"domain": ["more", "less"], "range": [BLUE, ORANGE]},
                    "legend": None,
                },
            },
        },
        table=Table(header=[_("Year"), _("Saved")], rows=[[str(year), one.total] for year, one in years]),
    )
