"""Framework contracts and orders, through the actions that make them."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from steunpunt.contract.frameworks import actions as frameworks
from steunpunt.contract.frameworks.choices import Charge, EntitledBy
from steunpunt.contract.frameworks.models import Framework, Item
from steunpunt.contract.frameworks.rules.price_list import Listed
from steunpunt.contract.frameworks.values import StandardPrice, Step, Terms
from steunpunt.contract.orders import actions, queries
from steunpunt.contract.orders.choices import Answer
from steunpunt.contract.orders.models import Order, Purchase
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.organisations.models import Organisation
from tests.factories.organisations import OrganisationFactory
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

STARTS_ON = date(TODAY.year, 1, 1)
ENDS_ON = date(TODAY.year + 3, 12, 31)
STANDARD = StandardPrice(price=Decimal("6.00"), source="Catalogus van de leverancier", stated_on=STARTS_ON)


def terms(**changed: Any) -> Terms:
    return replace(
        Terms(
            title="Hosted Mail",
            what="Mail voor alle besturen, als dienst",
            starts_on=STARTS_ON,
            ends_on=ENDS_ON,
            most_amount=Decimal(1_000_000),
            days_alone=Decimal(12),
            days_source="Raming van het steunpunt, uit de uren van het vorige bestek",
        ),
        **changed,
    )


def price(supplier: str, support: str = "0") -> Euros:
    return Euros(Decimal(supplier), Decimal(support))


def steps(*pairs: tuple[int, str]) -> tuple[Step, ...]:
    return tuple(Step(from_units=units, price=price(each)) for units, each in pairs)


def listed(code: str = "MB", **changed: Any) -> Listed:
    """A mailbox: 3.15 for the supplier and 0.40 for the support point a month, against 6 euros elsewhere."""
    return replace(
        Listed(
            code=code,
            title="Postbus",
            unit="postbussen",
            charge=Charge.MONTHLY,
            steps=(Step(from_units=1, price=price("3.15", "0.40")),),
            standard=STANDARD,
        ),
        **changed,
    )


def a_firewall(**changed: Any) -> Listed:
    """Paid once: 900 for the supplier and 50 for the support point, against 1,250."""
    usual: dict[str, Any] = {
        "code": "FW",
        "title": "Firewall",
        "unit": "stuks",
        "charge": Charge.ONCE,
        "steps": (Step(from_units=1, price=price("900", "50")),),
        "standard": replace(STANDARD, price=Decimal(1250)),
    }
    return listed(**(usual | changed))


class Shop:
    """A signed framework contract with a buyer, a supplier with a contact, and two boards that can order."""

    def __init__(self, *items: Listed, support: Organisation | None = None, **changed: Any) -> None:
        self.support = support or OrganisationFactory(support_point=True)
        self.buyer = somebody(self.support, "buyer")
        self.supplier = OrganisationFactory(supplier=True)
        self.contact = somebody(self.supplier, "contact")
        self.board, self.other = (OrganisationFactory(name=name) for name in ("Keerbergen", "Haacht"))
        self.framework = a_framework(
            *(items or (listed(), a_firewall())),
            supplier=self.supplier,
            boards=(self.board, self.other),
            by=self.buyer,
            **changed,
        )
        self.items = {item.code: item for item in Item.objects.filter(framework=self.framework)}
        self.manager = somebody(self.board, "ict_manager", mandates=("order",))

    def basket(self, by: Actor | None = None, today: date = TODAY, **quantities: int) -> Purchase:
        purchase = None
        for code, quantity in quantities.items():
            purchase = actions.put_in_basket(
                item_id=self.items[code].pk, quantity=quantity, today=today, now=NOW, by=by or self.manager
            )
        assert purchase is not None
        return purchase

    def submit(self, purchase: Purchase, by: Actor | None = None, today: date = TODAY) -> Purchase:
        return actions.submit(
            purchase_id=purchase.pk, amount_seen=seen(purchase, today), today=today, now=NOW, by=by or self.manager
        )

    def order(self, by: Actor | None = None, today: date = TODAY, **quantities: int) -> Order:
        """Ordered at once; where it goes to one supplier."""
        purchase = self.submit(self.basket(by, today, **quantities), by, today)
        return purchase.orders.get()

    def answer(self, order: Order, answer: Answer = Answer.CONFIRM, **more: Any) -> Order:
        reply = actions.Reply(answer=answer, **more)
        return actions.answer(order_id=order.pk, reply=reply, now=NOW, by=self.contact)

    def deliver(
        self, order: Order, on: date = TODAY, by: Actor | None = None, today: date | None = None, **more: Any
    ) -> None:
        """Everything, unless `quantities` says what."""
        quantities = more.pop("quantities", None) or {line.number: line.quantity for line in order.lines.all()}
        actions.deliver(
            order_id=order.pk,
            delivered_on=on,
            quantities=quantities,
            today=today or max(on, TODAY),
            now=moment(today or max(on, TODAY)),
            by=by or self.manager,
            **more,
        )


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=NOW.tzinfo)


def seen(purchase: Purchase, today: date = TODAY) -> Decimal:
    """What the page of a basket shows as its amount."""
    found = queries.parts(queries.wanted(purchase.lines.order_by("pk")), purchase.organisation_id, today)
    return sum((part.committed.total for part in found), Decimal(0))


def a_framework(
    *items: Listed,
    supplier: Organisation,
    boards: tuple[Organisation, ...] = (),
    by: Actor,
    reference: str = "",
    **changed: Any,
) -> Framework:
    """Signed, with its price list and boards."""
    beginning = frameworks.Beginning(
        reference=reference or f"RC-{supplier.pk}",
        terms=terms(**changed),
        authority_id=by.organisation_id or 0,
        supplies=(frameworks.Supply(lot=1, organisations=(supplier.pk,)),),
    )
    framework = frameworks.make_framework(beginning=beginning, now=NOW, by=by)
    frameworks.load_price_list(
        framework_id=framework.pk, items=items, valid_from=STARTS_ON, today=TODAY, now=NOW, by=by
    )
    signature = frameworks.Signature(signed_on=STARTS_ON, valid_from=framework.starts_on)
    framework.refresh_from_db()
    frameworks.sign(framework_id=framework.pk, signature=signature, edition=framework.draft_edition, now=NOW, by=by)
    frameworks.entitle(
        framework_id=framework.pk,
        boards=[board.pk for board in boards],
        origin=EntitledBy.NAMED,
        valid_from=STARTS_ON,
        now=NOW,
        by=by,
    )
    framework.refresh_from_db()
    return framework
