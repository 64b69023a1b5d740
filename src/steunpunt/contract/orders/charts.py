"""Savings in a picture."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from steunpunt.contract.frameworks.values import PricedItem, Terms, TierBasis
from steunpunt.contract.frameworks.values.pricing import reached
from steunpunt.contract.orders.queries import Saved
from steunpunt.contract.orders.queries.call_offs import Month
from steunpunt.contract.orders.sentences import whole_euros
from steunpunt.foundation.ui.charts import BLUE, ORANGE, Chart, Table


def by_year(years: Sequence[tuple[int, Saved]]) -> Chart:
    """A bar for each year; one below nought is a year in which it cost more."""
    rows = [
        {"year": str(year), "saved": float(one.total), "tone": "less" if one.total < 0 else "more"}
        for year, one in years
    ]
    said = ", ".join(f"{year}: {whole_euros(one.total)}" for year, one in years)
    best, most = max(years, key=lambda one: one[1].total)
    return Chart(
        key="savings-by-year",
        title=_("Most was saved in %(year)s: %(amount)s") % {"year": best, "amount": whole_euros(most.total)},
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
    said = "; ".join(
        f"{title}: {whole_euros(both['standard'])}, {whole_euros(both['paid'])}" for title, both in amounts
    )
    best, most = sums[0]
    return Chart(
        key="savings-by-contract",
        title=_("Most was saved under %(contract)s: %(amount)s")
        % {"contract": best, "amount": whole_euros(most.total)},
        subtitle=_("Standard price against what was paid: euros without VAT, by framework contract."),
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
        {"month": f"{one.first:%m/%Y}", "part": label, "amount": float(getattr(one.ordered, name))}
        for one in months
        for label, name in parts
    ]

    def whole(one: Month) -> Decimal:
        return one.ordered.supplier if is_supplier else one.ordered.total

    most = max(months, key=whole)
    return Chart(
        key="call-offs-by-month",
        title=_("Most was ordered in %(month)s: %(amount)s")
        % {"month": f"{most.first:%m/%Y}", "amount": whole_euros(whole(most))},
        subtitle=_("Euros without VAT; what recurs is counted until the contract ends."),
        alt=_("Bars by month; most was ordered in %(month)s.") % {"month": f"{most.first:%m/%Y}"},
        spec={
            "data": {"values": rows},
            "width": "container",
            "height": 200,
            "mark": {"type": "bar"},
            "encoding": {
                "x": {"field": "month", "type": "ordinal", "sort": None, "axis": {"title": None, "labelOverlap": True}},
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


def stairs(item: PricedItem, terms: Terms, *, quantity: int, volume: int) -> Chart:
    """The price of a unit against the volume, with a dot where the board stands alone and one for all boards together."""
    dots = [(_("your quantity"), quantity)]
    if terms.tier_basis is TierBasis.JOINT:
        dots.append((_("all boards together, this year"), volume + quantity))
    last = max(int(item.steps[-1].from_units * 1.25), *(at for _label, at in dots)) + 1
    line = [{"volume": step.from_units, "price": float(step.price.total)} for step in item.steps]
    line.append({"volume": last, "price": line[-1]["price"]})
    marks = [{"volume": at, "price": float(reached(at, item.steps).price.total), "who": who} for who, at in dots]
    x = {"field": "volume", "type": "quantitative", "axis": {"title": _("number of units"), "format": ",.0f"}}
    y = {"field": "price", "type": "quantitative", "scale": {"zero": False}, "axis": {"title": None, "format": ",.2f"}}
    return Chart(
        key="price-by-volume",
        title=_("The price falls with the volume"),
        subtitle=_("Both parts of the price of a unit, euros without VAT."),
        alt=_("A staircase of the price: %(steps)s.")
        % {"steps": ", ".join(f"{step.from_units}: € {step.price.total:.2f}" for step in item.steps)},
        spec={
            "width": "container",
            "height": 180,
            "layer": [
                {
                    "data": {"values": line},
                    "mark": {"type": "line", "interpolate": "step-after", "color": BLUE},
                    "encoding": {"x": x, "y": y},
                },
                {
                    "data": {"values": marks},
                    "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
                    "encoding": {
                        "x": x,
                        "y": y,
                        "color": {
                            "field": "who",
                            "type": "nominal",
                            "scale": {"domain": [who for who, _at in dots], "range": [ORANGE, BLUE][: len(dots)]},
                            "legend": {"title": None, "orient": "top"},
                        },
                    },
                },
            ],
        },
        table=Table(
            header=[_("From"), _("Together")], rows=[[step.from_units, step.price.total] for step in item.steps]
        ),
    )
