"""Offers side by side and in their places, and what an award comes to."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from steunpunt.contract.competitions.models import Competition, Mark, Offer
from steunpunt.contract.competitions.queries.offers import current_offers, prices_of, quality_of
from steunpunt.contract.competitions.queries.requests import request_of
from steunpunt.contract.competitions.rules import comparing
from steunpunt.contract.competitions.values import Prices, Quality, Request
from steunpunt.contract.frameworks.values import Comparison
from steunpunt.contract.orders import public as orders
from steunpunt.contract.tenders import public as tenders
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.people.values import PersonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An offer that was opened."""

    offer: Offer
    quality: Quality
    prices: Prices | None
    """None as long as marks are not fixed."""
    price: Decimal | None
    marks: dict[str, Mark]

    @property
    def name(self) -> str:
        return str(self.offer.invitation.supplier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Everything that is known of the offers of a competition."""

    request: Request
    comparison: Comparison
    rows: tuple[Row, ...]
    ranking: tenders.Ranking | None
    """None as long as prices are closed."""
    draws: tuple[tuple[str, ...], ...] = ()
    """Draws that were held, each in the order in which offers came out."""

    @property
    def by_id(self) -> dict[str, Row]:
        return {str(row.offer.pk): row for row in self.rows}

    @property
    def first(self) -> Row | None:
        """The offer that the order goes to."""
        name = self.ranking.winner if self.ranking else None
        return self.by_id[name] if name else None


def standing(competition: Competition) -> Standing:
    """Of a competition whose offers were opened. Raises `ValueError` for one that was never sent."""
    request = request_of(competition)
    if request.comparison is None:
        raise ValueError("a request that was never sent")
    rows = tuple(_row(request, offer) for offer in current_offers(competition) if offer.quality_key is not None)
    is_priced = competition.fixed_at is not None
    return Standing(
        request=request,
        comparison=request.comparison,
        rows=rows,
        ranking=_ranking(request, request.comparison, rows, competition.draws) if is_priced else None,
        draws=tuple(tuple(group) for group in competition.draws),
    )


def _row(request: Request, offer: Offer) -> Row:
    quality, prices = quality_of(offer), prices_of(offer)
    if quality is None:
        raise ValueError("an offer that is closed")
    return Row(
        offer=offer,
        quality=quality,
        prices=prices,
        price=comparing.price_of(request, prices.units) if prices else None,
        marks={mark.code: mark for mark in offer.marks.all()},
    )


def _ranking(
    request: Request, comparison: Comparison, rows: tuple[Row, ...], draws: list[list[str]]
) -> tenders.Ranking:
    entries = {
        str(row.offer.pk): comparing.Entry(
            price=row.price,
            marks={code: mark.mark for code, mark in row.marks.items()},
            is_aside=bool(row.offer.aside_reason),
        )
        for row in rows
        if row.price is not None
    }
    return comparing.places(request, comparison, entries, draws)


# ── the award ────────────────────────────────────────────────────────────────
def agreed(competition: Competition, known: Standing, row: Row) -> orders.Agreed:
    """What is ordered when this offer is chosen."""
    if row.prices is None:
        raise ValueError("an offer whose prices are closed")
    return orders.Agreed(
        organisation_id=competition.organisation_id,
        supplier_id=row.offer.invitation.supplier_id,
        asked=tuple(
            orders.Wanted(item_id=one.item_id, quantity=one.quantity, starts_on=one.starts_on)
            for one in known.request.lines
        ),
        prices=row.prices.units,
        asked_by=competition.made_by_id,
        note=known.request.title,
        deliver_to=known.request.deliver_to,
        due_on=known.request.deliver_by,
        is_invented=competition.is_invented,
    )


def approvers(competition: Competition, amount: Decimal, today: date) -> list[PersonValue]:
    """Who of the board may award for this amount."""
    able = {pk for pk, one in orders.authorities_at(competition.organisation_id, today).items() if one.covers(amount)}
    mandated = people_of.mandated(competition.organisation_id, people_of.MandateKind.ORDER)
    return [person for person in mandated if person.id in able]
