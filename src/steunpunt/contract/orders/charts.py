"""Savings in a picture."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from steunpunt.contract.orders.queries import Saved
from steunpunt.contract.orders.queries.call_offs import Month
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


def by_contract(sums: Sequence[tuple[str, Saved]]) -> Chart:
    """Two bars for each contract: what it would have cost at the standard price, and what was paid."""
    labels = {"standard": _("At the standard price"), "paid": _("Paid, both parts")}
    amounts = [(title, {"standard": one.standard, "paid": one.paid.total}) for title, one in sums]
    rows = [
        {"contract": title, "what": labels[what], "amount": float(amount)}
        for title, both in amounts
        for what, amount in both.items()
    ]
    said = "; ".join(f"{title}: € {both['standard']:,.0f}, € {both['paid']:,.0f}" for title, both in amounts)
    return Chart(
        key="savings-by-contract",
        title=_("Standard price against what was paid"),
        subtitle=_("Euros without VAT, by framework contract."),
        alt=_("Two bars for each contract, at the standard price and paid: %(contracts)s.") % {"contracts": said},
        spec={
            "data": {"values": rows},
            "width": "container",
            "height": {"step": 16},
            "mark": {"type": "bar"},
            "encoding": {
                "y": {"field": "contract", "type": "nominal", "sort": None, "axis": {"title": None, "labelLimit": 180}},
                "yOffset": {"field": "what", "sort": list(labels.values())},
                "x": {"field": "amount", "type": "quantitative", "axis": {"title": None, "format": ",.0f"}},
                "color": {
                    "field": "what",
                    "type": "nominal",
                    "scale": {"domain": list(labels.values()), "range": [ORANGE, BLUE]},
                    "legend": {"title": None, "orient": "top"},
                },
            },
        },
        table=Table(
            header=[_("Framework contract"), *labels.values()],
            rows=[[title, both["standard"], both["paid"]] for title, both in amounts],
        ),
    )


def by_month(months: Sequence[Month], *, is_supplier: bool) -> Chart:
    """A bar for each month, both parts on one another; for a supplier its own."""
    parts = [(_("Supplier part"), "supplier"), *([] if is_supplier else [(_("Support part"), "support")])]
    rows = [
        {"month": f"{one.first:%Y-%m}", "part": label, "amount": float(getattr(one.ordered, name))}
        for one in months
        for label, name in parts
    ]
    most = max(months, key=lambda one: one.ordered.total)
    return Chart(
        key="call-offs-by-month",
        title=_("Ordered, month by month"),
        subtitle=_("Euros without VAT; what recurs is counted until the contract ends."),
        alt=_("Bars by month; most was ordered in %(month)s.") % {"month": f"{most.first:%m/%Y}"},
        spec={
            "data": {"values": rows},
            "width": "container",
            "height": 200,
            "mark": {"type": "bar"},
            "encoding": {
                "x": {"field": "month", "type": "ordinal", "axis": {"title": None, "labelOverlap": True}},
                "y": {"field": "amount", "type": "quantitative", "axis": {"title": None, "format": ",.0f"}},
                "color": {
                    "field": "part",
                    "type": "nominal",
                    "scale": {"domain": [label for label, _name in parts], "range": [BLUE, ORANGE][: len(parts)]},
                    "legend": {"title": None, "orient": "top"},
                },
            },
        },
        table=Table(
            header=[_("Month"), _("Orders"), *[label for label, _name in parts]],
            rows=[
                [f"{one.first:%m/%Y}", one.orders, *[getattr(one.ordered, name) for _label, name in parts]]
                for one in months
            ],
        ),
    )
