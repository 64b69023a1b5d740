"""Showing results by name: a board's own decision, per partnership, taken back whenever it wants."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access
from steunpunt.assess.scan.facts import ConsentGiven, ConsentLapsed, ConsentWithdrawn
from steunpunt.assess.scan.models import Consent
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations


@transaction.atomic
def give_consent(*, group_id: int | None, now: datetime, today: date, by: Actor) -> Consent:
    """Let the members of a partnership, or (no group) the other half of the own local authority, see us by name."""
    require(access.may_consent(by))
    organisation_id = by.organisation_id or 0
    refuse_if(_objections(organisation_id, group_id, today))
    consent, is_new = Consent.objects.get_or_create(
        organisation_id=organisation_id,
        group_id=group_id,
        withdrawn_at=None,
        defaults={"given_at": now, "given_by_id": by.person_id},
    )
    if is_new:
        record(ConsentGiven(organisation_id=organisation_id, group_id=group_id, group=_named(group_id)), by=by)
    return consent


@transaction.atomic
def withdraw_consent(*, group_id: int | None, now: datetime, by: Actor) -> None:
    """Not by name any more, from the next request on. Withdrawing what was not given does nothing."""
    require(access.may_consent(by))
    organisation_id = by.organisation_id or 0
    given = Consent.objects.filter(organisation_id=organisation_id, group_id=group_id, withdrawn_at=None)
    if given.update(withdrawn_at=now, withdrawn_by_id=by.person_id):
        record(ConsentWithdrawn(organisation_id=organisation_id, group_id=group_id, group=_named(group_id)), by=by)


@transaction.atomic
def begin_hidden(*, organisation_id: int, group_id: int, now: datetime, by: Actor) -> None:
    """A board comes into a partnership: what it allowed as a member before does not count any more, it chooses anew."""
    given = Consent.objects.filter(organisation_id=organisation_id, group_id=group_id, withdrawn_at=None)
    if given.update(withdrawn_at=now):
        record(ConsentLapsed(organisation_id=organisation_id, group_id=group_id, group=_named(group_id)), by=by)


def _objections(organisation_id: int, group_id: int | None, today: date) -> Iterator[Reason]:
    if group_id is None:
        has_half = organisations.welfare_centre_of(organisation_id, today) or organisations.municipality_of(
            organisation_id, today
        )
        if not has_half:
            yield Reason("no_other_half", _("Only a municipality and its OCMW are one local authority."))
    elif group_id not in {group.id for group in organisations.partnerships_of(organisation_id, today)}:
        yield Reason("not_a_member", _("Your board is not a member of this partnership."))


def _named(group_id: int | None) -> str:
    if group_id is None:
        return gettext("the other half of its own local authority")
    card = organisations.organisation(group_id)
    return card.name if card else str(group_id)
