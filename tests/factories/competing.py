"""Mini-competitions, through the actions that make them: a lot with three suppliers, a board that asks their prices."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from steunpunt.contract.competitions import actions, queries
from steunpunt.contract.competitions.models import Competition, Offer
from steunpunt.contract.frameworks import actions as frameworks
from steunpunt.contract.frameworks.choices import Choosing, EntitledBy
from steunpunt.contract.frameworks.models import Item
from steunpunt.contract.frameworks.rules.price_list import Listed
from steunpunt.contract.frameworks.values import Comparison, Lot, QualityCriterion
from steunpunt.contract.orders import public as orders
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations.models import Organisation
from tests.factories.ordering import STARTS_ON, listed, price, steps, terms
from tests.factories.organisations import OrganisationFactory
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

UNTIL = NOW + timedelta(days=12)
AFTER = UNTIL + timedelta(hours=1)
COMPARISON = Comparison(
    price_weight=Decimal(60),
    criteria=(
        QualityCriterion(code="K1", title="Plan van aanpak", weight=Decimal(25), meaning="Hoe u plaatst en test"),
        QualityCriterion(code="K2", title="Ondersteuning", weight=Decimal(15), meaning="Wie helpt, hoe snel"),
    ),
    least_days=10,
)


def a_laptop(**changed: Any) -> Listed:
    """800 for the supplier and 12 for the support point, against 1,000 elsewhere."""
    usual = listed("LT", title="Laptop", unit="stuks", charge="once", steps=steps((1, "800")))
    usual = replace(usual, steps=(replace(usual.steps[0], price=price("800", "12")),))
    standard = replace(usual.standard, price=Decimal(1000)) if usual.standard else None
    return replace(usual, standard=standard, **changed)


class Arena:
    """A signed contract with one lot by competition: three suppliers with a contact each, two boards that can order."""

    def __init__(
        self,
        *items: Listed,
        comparison: Comparison | None = COMPARISON,
        support: Organisation | None = None,
        board: Organisation | None = None,
        **changed: Any,
    ) -> None:
        self.support = support or OrganisationFactory(support_point=True)
        self.buyer = somebody(self.support, "buyer")
        self.suppliers = [
            OrganisationFactory(supplier=True, name=f"Leverancier {name}") for name in ("Een", "Twee", "Drie")
        ]
        self.contacts = [somebody(one, "contact") for one in self.suppliers]
        self.board = board or OrganisationFactory(name="Keerbergen")
        self.other = OrganisationFactory(name="Haacht")
        self.manager = somebody(self.board, "ict_manager", mandates=("order",))
        lot = Lot(number=1, title="Laptops", choosing=Choosing.COMPETITION, comparison=comparison)
        beginning = frameworks.Beginning(
            reference=f"RC-MC-{self.support.pk}",
            terms=terms(**{"title": "Laptops in competitie", "lots": (lot,), **changed}),
            authority_id=self.support.pk,
            supplies=(frameworks.Supply(lot=1, organisations=tuple(one.pk for one in self.suppliers)),),
        )
        self.framework = frameworks.make_framework(beginning=beginning, now=NOW, by=self.buyer)
        frameworks.load_price_list(
            framework_id=self.framework.pk,
            items=items or (a_laptop(),),
            valid_from=STARTS_ON,
            today=TODAY,
            now=NOW,
            by=self.buyer,
        )
        signature = frameworks.Signature(signed_on=STARTS_ON, valid_from=self.framework.starts_on)
        frameworks.sign(framework_id=self.framework.pk, signature=signature, edition=1, now=NOW, by=self.buyer)
        frameworks.entitle(
            framework_id=self.framework.pk,
            boards=[self.board.pk, self.other.pk],
            origin=EntitledBy.NAMED,
            valid_from=STARTS_ON,
            now=NOW,
            by=self.buyer,
        )
        self.framework.refresh_from_db()
        self.items = {item.code: item for item in Item.objects.filter(framework=self.framework)}

    # ── asking ───────────────────────────────────────────────────────────────
    def wish(self, quantities: Mapping[str, int] | None = None, **changed: Any) -> actions.Wish:
        usual: dict[str, Any] = {
            "title": "Tien laptops voor de balie",
            "what": "Licht, met een vast toetsenbord, geplaatst en getest.",
            "deliver_to": "Gemeentehuis",
            "answers_until": UNTIL,
        }
        wanted = {"LT": 10} if quantities is None else quantities
        return actions.Wish(
            **(usual | changed), quantities={self.items[code].pk: units for code, units in wanted.items()}
        )

    def draft(
        self, quantities: Mapping[str, int] | None = None, by: Actor | None = None, **changed: Any
    ) -> Competition:
        wanted = {"LT": 10} if quantities is None else quantities
        return actions.begin(
            item_ids=tuple(self.items[code].pk for code in wanted),
            wish=self.wish(wanted, **changed),
            today=TODAY,
            now=NOW,
            by=by or self.manager,
        )

    def sent(self, quantities: Mapping[str, int] | None = None, by: Actor | None = None, **changed: Any) -> Competition:
        draft = self.draft(quantities, by, **changed)
        return actions.send(competition_id=draft.pk, today=TODAY, now=NOW, by=by or self.manager)

    # ── offers ───────────────────────────────────────────────────────────────
    def offer(
        self, competition: Competition, supplier: int, unit: str = "750", now: datetime = NOW, **changed: Any
    ) -> Offer:
        """Of the supplier at this place, from 0: the same unit price for every line."""
        request = queries.request_of(competition)
        usual: dict[str, Any] = {
            "units": {line.item_id: Decimal(unit) for line in request.lines},
            "answers": {
                one.code: f"Zo doen wij {one.title.lower()}."
                for one in (request.comparison.criteria if request.comparison else ())
            },
        }
        answer = actions.Answer(**(usual | changed))
        return actions.hand_in(competition_id=competition.pk, answer=answer, now=now, by=self.contacts[supplier])

    def offered(self, *units: str, **asked: Any) -> Competition:
        """Sent, with an offer of the first suppliers at these unit prices."""
        competition = self.sent(**asked)
        for supplier, unit in enumerate(units):
            self.offer(competition, supplier, unit)
        return competition

    # ── after the deadline ───────────────────────────────────────────────────
    def opened(self, *units: str, **asked: Any) -> Competition:
        competition = self.offered(*units, **asked)
        return self.open(competition)

    def open(self, competition: Competition, now: datetime = AFTER, by: Actor | None = None) -> Competition:
        return actions.open_offers(competition_id=competition.pk, today=day(now), now=now, by=by or self.manager)

    def mark(self, competition: Competition, marks: Sequence[Mapping[str, str]], now: datetime = AFTER) -> None:
        """By supplier in the order of their places, a mark for each criterion."""
        offers = offers_of(competition)
        given = [
            actions.GivenMark(
                offer_id=offers[self.suppliers[at].pk].pk, code=code, mark=Decimal(mark), argument=f"Punt {mark}."
            )
            for at, row in enumerate(marks)
            for code, mark in row.items()
        ]
        actions.give_marks(competition_id=competition.pk, marks=given, now=now, by=self.manager)

    def fixed(self, *units: str, marks: Sequence[Mapping[str, str]] | None = None, **asked: Any) -> Competition:
        """Judged: everybody an 8 for everything, unless `marks` says otherwise."""
        competition = self.opened(*units, **asked)
        if queries.request_of(competition).comparison.criteria:  # type: ignore[union-attr]
            self.mark(competition, marks or [{"K1": "8", "K2": "8"} for _unit in units])
            competition = self.fix(competition)
        return competition

    def fix(self, competition: Competition, now: datetime = AFTER) -> Competition:
        return actions.fix(competition_id=competition.pk, today=day(now), now=now, by=self.manager)

    def award(self, competition: Competition, by: Actor | None = None, **changed: Any) -> Competition:
        """As the page shows it."""
        first, amount = shown(competition)
        usual: dict[str, Any] = {"offer_id": first, "amount_seen": amount, "motivation": "De beste offerte."}
        return actions.award(
            competition_id=competition.pk, today=day(AFTER), now=AFTER, by=by or self.manager, **(usual | changed)
        )


def day(moment: datetime) -> Any:
    return moment.date()


def offers_of(competition: Competition) -> dict[int, Offer]:
    """What counts, by supplier."""
    return {offer.invitation.supplier_id: offer for offer in queries.current_offers(competition)}


def shown(competition: Competition) -> tuple[int, Decimal]:
    """The first offer and what it commits to, as the page shows it."""
    known = queries.standing(competition)
    first = known.first
    assert first is not None
    part = orders.agreed_part(queries.agreed(competition, known, first), day(AFTER))
    assert part is not None
    return first.offer.pk, part.committed.total
