"""Up to which amount somebody of a board may order, and who stands in: kept by its local administrator."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.orders import access
from steunpunt.contract.orders.facts import LimitSet, StandInNamed
from steunpunt.contract.orders.models import Limit, StandIn
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.dated import holds
from steunpunt.foundation.journal.public import record


@transaction.atomic
def set_limit(*, person_id: int, most_amount: Decimal | None, today: date, now: datetime, by: Actor) -> Limit | None:
    """From today on somebody may order up to so much; None: up to any amount, as the mandate says."""
    require(access.may_keep_limits(by))
    own = by.organisation_id or 0
    refuse_if(_not_mandated(own, person_id, "person"))
    if most_amount is not None and most_amount < 0:
        refuse_if([Reason("amount", _("An amount is not below zero."), "most_amount")])
    rows = Limit.objects.select_for_update().filter(organisation_id=own, person_id=person_id)
    rows.filter(valid_from__gte=today).delete()
    rows.filter(holds(today)).update(valid_to=today)
    made = None
    if most_amount is not None:
        made = Limit.objects.create(
            organisation_id=own,
            person_id=person_id,
            most_amount=most_amount,
            valid_from=today,
            written_at=now,
            written_by_id=by.person_id,
        )
    record(LimitSet(organisation_id=own, limit_id=made.pk if made else 0), by=by)
    return made


@transaction.atomic
def name_stand_in(
    *, person_id: int, stand_in_id: int, valid_from: date, valid_to: date, today: date, now: datetime, by: Actor
) -> StandIn:
    """Somebody stands in for a while; `valid_to` is the last day. Who is absent can name a stand-in too, for its own limit."""
    own = by.organisation_id or 0
    require(access.may_keep_limits(by) or (access.may_place(by) and by.person_id == person_id))
    refuse_if([*_not_mandated(own, person_id, "person"), *_not_mandated(own, stand_in_id, "stand_in")])
    if person_id == stand_in_id:
        refuse_if([Reason("same", _("Somebody else stands in."), "stand_in")])
    if valid_to < valid_from or valid_to < today:
        refuse_if([Reason("days", _("The last day lies after the first, and not in the past."), "valid_to")])
    end = date.fromordinal(valid_to.toordinal() + 1)
    overlaps = StandIn.objects.filter(
        organisation_id=own, person_id=person_id, valid_from__lt=end, valid_to__gt=valid_from
    )
    if overlaps.exists():
        refuse_if([Reason("overlap", _("Somebody stands in on some of these days already."), "valid_from")])
    row = StandIn.objects.create(
        organisation_id=own,
        person_id=person_id,
        stand_in_id=stand_in_id,
        valid_from=valid_from,
        valid_to=end,
        written_at=now,
        written_by_id=by.person_id,
    )
    record(StandInNamed(organisation_id=own, valid_from=valid_from), by=by)
    return row


@transaction.atomic
def end_stand_in(*, stand_in_row_id: int, today: date, now: datetime, by: Actor) -> None:
    """From today on it is over."""
    row = access.visible_stand_ins(by).select_for_update().get(pk=stand_in_row_id)
    require(access.may_keep_limits(by) or (access.may_place(by) and by.person_id == row.person_id))
    row.valid_to = max(today, row.valid_from)
    row.save(update_fields=["valid_to"])
    record(StandInNamed(organisation_id=row.organisation_id, valid_from=row.valid_from), by=by)


def _not_mandated(organisation_id: int, person_id: int, field: str) -> list[Reason]:
    mandated = {person.id for person in people_of.mandated(organisation_id, people_of.MandateKind.ORDER)}
    text = _("Choose somebody who has the mandate to order.")
    return [] if person_id in mandated else [Reason("no_mandate", text, field)]
