"""The award: by the mandate to order, to the best offer, with its order in the same transaction."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.competitions import access, queries, reasons
from steunpunt.contract.competitions.actions.asking import locked, tell_suppliers
from steunpunt.contract.competitions.choices import CompetitionState
from steunpunt.contract.competitions.facts import CompetitionAwarded
from steunpunt.contract.competitions.models import Competition
from steunpunt.contract.orders import public as orders
from steunpunt.foundation.acting import Actor, refuse_if, require
from steunpunt.foundation.journal.public import record


@transaction.atomic
def award(
    *,
    competition_id: int,
    offer_id: int,
    amount_seen: Decimal,
    motivation: str,
    today: date,
    now: datetime,
    by: Actor,
) -> Competition:
    """Order from the offer that is first.

    1. The competition is held: of two who award at once, the second finds it awarded.
    2. What was looked at is what is ordered: another first offer, or another amount, is refused.
    3. The order goes through everything that any order goes through (mandate, limit, maximum, counters); when it is refused,
       nothing of the award stays.
    """
    competition = locked(competition_id=competition_id, by=by)
    require(access.may_award(by, competition))
    refuse_if(reasons.state(competition.state, CompetitionState.FIXED))
    refuse_if([] if motivation.strip() else [reasons.no_motivation()])
    known = queries.standing(competition)
    first = known.first
    if first is None:
        refuse_if([reasons.nobody_first()])
        raise AssertionError
    agreed = queries.agreed(competition, known, first)
    part = orders.agreed_part(agreed, today)
    is_as_seen = first.offer.pk == offer_id and part is not None and part.committed.total == amount_seen
    refuse_if([] if is_as_seen else [reasons.stale()])
    order = orders.place_agreed(agreed=agreed, amount_seen=amount_seen, today=today, now=now, by=by)
    competition.state = CompetitionState.AWARDED
    competition.order_id, competition.winner_id = order.pk, first.offer.invitation_id
    competition.motivation = motivation.strip()
    competition.decided_at, competition.decided_by_id = now, by.person_id
    competition.save()
    fact = CompetitionAwarded(
        organisation_id=competition.organisation_id,
        competition_id=competition.pk,
        supplier=first.name,
        order=order.number,
    )
    record(fact, by=by)
    tell_suppliers(competition, "competitions.result", _("“%(title)s” was decided"), now=now, by=by)
    return competition
