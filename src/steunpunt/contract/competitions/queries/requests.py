"""What is asked, of whom, and where it stands for each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from steunpunt.contract.competitions import access
from steunpunt.contract.competitions.choices import CompetitionState
from steunpunt.contract.competitions.models import Competition, Invitation, Offer
from steunpunt.contract.competitions.rules import envelopes
from steunpunt.contract.competitions.values import AskedLine, Request
from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.values import RECURRING, Choosing, OrderTerms, PricedItem
from steunpunt.contract.orders import public as orders
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import composed
from steunpunt.foundation.people.values import PersonValue

MOST_ITEMS = 60
"""So many items of a lot stand on the form at most."""


def request_of(competition: Competition) -> Request:
    return envelopes.read(competition.request)


def listed(rows: QuerySet[Competition]) -> QuerySet[Competition]:
    """For a list: with how many suppliers were asked."""
    counted = rows.annotate(supplier_count=Count("invitations", distinct=True))
    return counted.select_related("organisation", "framework")


def of_supplier(rows: QuerySet[Competition], supplier_id: int) -> QuerySet[Competition]:
    """For a supplier's list: with where its own answer stands."""
    own = Invitation.objects.filter(competition=OuterRef("pk"), supplier_id=supplier_id)
    offers = Offer.objects.filter(
        invitation__competition=OuterRef("pk"), invitation__supplier_id=supplier_id, replaced_at=None, withdrawn_at=None
    )
    rows = rows.annotate(
        has_offer=Exists(offers),
        has_declined=Exists(own.exclude(declined_at=None)),
        has_won=Exists(own.filter(pk=OuterRef("winner"))),
    )
    return rows.select_related("organisation", "framework")


_MOST = 10


@composed
def requests_waiting(actor: Actor, now: datetime) -> QuerySet[Competition]:
    """Those open in which the actor's supplier has no offer, and did not say that it makes none."""
    rows, supplier_id = access.visible_competitions(actor), actor.organisation_id or 0
    offered = Offer.objects.filter(invitation__supplier_id=supplier_id, replaced_at=None, withdrawn_at=None)
    declined = Invitation.objects.filter(supplier_id=supplier_id).exclude(declined_at=None)
    done = Q(pk__in=offered.order_by().values("invitation__competition")) | Q(
        pk__in=declined.order_by().values("competition")
    )
    rows = rows.filter(state=CompetitionState.SENT, answers_until__gt=now).exclude(done).select_related("organisation")
    return rows.order_by("answers_until", "pk")[:_MOST]


@composed
def steps_waiting(actor: Actor, now: datetime) -> QuerySet[Competition]:
    """Those of the actor's board past their deadline, to open, to judge or to award."""
    states = [CompetitionState.SENT, CompetitionState.OPENED, CompetitionState.FIXED]
    rows = access.visible_competitions(actor).filter(state__in=states, answers_until__lte=now)
    return rows.order_by("answers_until", "pk")[:_MOST]


def whom(competition: Competition) -> QuerySet[Invitation]:
    return competition.invitations.select_related("supplier").order_by("supplier__name", "pk")


def leaders(competition: Competition) -> list[PersonValue]:
    """Who hears what happens: whoever made it and sent it; when they left, who may go on with it."""
    ids = {competition.made_by_id, competition.sent_by_id}
    here = [person for person in people_of.members(competition.organisation_id) if person.id in ids]
    return here or people_of.members(competition.organisation_id, people_of.Role.ICT_MANAGER, people_of.Role.SECRETARY)


# ── while it is prepared ─────────────────────────────────────────────────────
def lot_items(actor: Actor, item_ids: Collection[int], today: date) -> tuple[OrderTerms, int, list[PricedItem]] | None:
    """The terms, the lot and everything of it that can be asked; None unless these items are of one lot by competition that
    the actor's board can order under.

    A supplier's own list repeats an item with its place behind the code; what is asked is the item that all of them supply.
    """
    seen = frameworks.orderable_items(actor, today)
    chosen = list(seen.filter(pk__in=list(item_ids)).order_by("pk").values_list("framework_id", "lot", "pk"))
    lots = {(framework, lot) for framework, lot, _item in chosen}
    if len(lots) != 1:
        return None
    ((framework, lot),) = lots
    ids = seen.filter(framework=framework, lot=lot).order_by("pk").values_list("pk", flat=True)
    terms = frameworks.order_terms(list(ids), actor.organisation_id or 0, today)[framework]
    if terms.terms.lot(lot).choosing is not Choosing.COMPETITION:
        return None
    common = [item for item in terms.items.values() if base_of(item, terms.items.values()) is None]
    asked = {
        base.id
        for item in terms.items.values()
        if item.id in item_ids and (base := base_of(item, terms.items.values()))
    }
    first = asked | set(item_ids)
    return terms, lot, sorted(common, key=lambda item: (item.id not in first, item.code))[:MOST_ITEMS]


def base_of(item: PricedItem, others: Collection[PricedItem]) -> PricedItem | None:
    """The item of the lot of which this one is a supplier's own price; None for one that stands by itself."""
    if item.place == 1:
        return None
    code = item.code.removesuffix(f"-{item.place}")
    return next((one for one in others if one.code == code and one.lot == item.lot and one.place == 1), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPart:
    """What a request comes to at the price list of the lot, both parts, with what would stand in the way of ordering it."""

    part: orders.Part | None

    @property
    def reasons(self) -> Sequence[object]:
        """But that prices are asked first."""
        return [one for one in self.part.reasons if one.code != "competition"] if self.part else []


def at_list_price(competition: Competition, request: Request, today: date) -> ListPart:
    asked = [
        orders.Wanted(item_id=one.item_id, quantity=one.quantity, starts_on=one.starts_on) for one in request.lines
    ]
    return ListPart(part=next(iter(orders.asked_parts(asked, competition.organisation_id, today)), None))


def asked_lines(
    terms: OrderTerms, lot: int, wanted: Mapping[int, int], starts_on: date | None, today: date
) -> tuple[AskedLine, ...]:
    """Lines as they are sent: with the days over which what recurs is compared, and the price list of each supplier."""
    suppliers = terms.suppliers.get(lot, ())
    everything = frameworks.priced_of(terms.framework_id, today)
    volumes = orders.volumes_of(terms, [*wanted, *everything], today.year).this_year
    lines = []
    for item_id, quantity in wanted.items():
        item = terms.items[item_id]
        recurs = item.charge in RECURRING
        begins = max(starts_on or today, today) if recurs else None
        most = {}
        for place, supplier in enumerate(suppliers, start=1):
            own = _own_price(item, place, everything.values())
            before = volumes.get(item_id, 0)
            most[supplier] = orders.list_amount(own, quantity, terms.terms, before=before)
        lines.append(
            AskedLine(
                item_id=item_id,
                code=item.code,
                title=item.title,
                unit=item.unit,
                charge=item.charge,
                quantity=quantity,
                starts_on=begins,
                counts_from=begins,
                counts_to=max(terms.terms.ends_on, begins) if begins else None,
                most=most,
            )
        )
    return tuple(lines)


def _own_price(item: PricedItem, place: int, everything: Collection[PricedItem]) -> PricedItem:
    """The price of the supplier at a place: its own where its list has one, otherwise that of the lot."""
    own = (
        one
        for one in everything
        if one.lot == item.lot and one.place == place and one.code == f"{item.code}-{place}" and place > 1
    )
    return next(own, item)


def over(now: datetime) -> QuerySet[Competition]:
    """Whose deadline is over without the board having heard it."""
    rows = Competition.objects.filter(state=CompetitionState.SENT, answers_until__lte=now, told_over_at=None)
    return rows.order_by("pk")
