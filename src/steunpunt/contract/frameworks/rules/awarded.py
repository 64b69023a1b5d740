"""From an award to the draft of a framework contract: its terms, suppliers and price list, as tender and offers have them."""

from datetime import date, timedelta

from steunpunt.contract.frameworks.choices import Charge, Choosing
from steunpunt.contract.frameworks.rules.price_list import Listed
from steunpunt.contract.frameworks.values import Lot, Step, Terms
from steunpunt.contract.tenders.values import Won, WonItem
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.figures.periods import shifted

CHARGES = {"one_off": Charge.ONCE, "monthly": Charge.MONTHLY, "yearly": Charge.YEARLY, "by_use": Charge.USE}
"""How an item of the inventory of prices is paid, by its kind."""


def terms(won: Won, today: date) -> Terms:
    """What tender and award say of it; the rest is for whoever writes the terms."""
    spec = won.specification
    framework = spec.framework
    months = framework.months if framework else spec.months
    starts_on = won.starts_on or today
    return Terms(
        title=spec.title,
        what=spec.purpose,
        lots=tuple(
            Lot(
                number=lot.number,
                title=lot.title,
                choosing=Choosing.CASCADE if len(won.suppliers.get(lot.number, ())) > 1 else Choosing.ONE,
            )
            for lot in spec.lots
            if won.suppliers.get(lot.number)
        ),
        starts_on=starts_on,
        ends_on=won.ends_on or shifted(starts_on, months) - timedelta(days=1),
        most_amount=framework.most_amount if framework else None,
        conditions=spec.conditions,
    )


def listed(won: Won) -> tuple[Listed, ...]:
    """Every item at what each winner asked; of a second winner its code says of whom it is."""
    return tuple(_listed(one) for one in won.items)


def _listed(one: WonItem) -> Listed:
    item = one.item
    return Listed(
        code=item.code if one.place == 1 else f"{item.code}-{one.place}",
        title=item.title[:160],
        unit=item.unit,
        lot=item.lot,
        place=one.place,
        charge=CHARGES[item.kind],
        steps=(Step(from_units=1, price=Euros(one.price)),),
        most_units=int(item.most) if item.most and one.place == 1 else None,
    )
