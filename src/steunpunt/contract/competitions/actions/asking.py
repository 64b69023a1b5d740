"""Prices are asked: begin a request, write it, send it to every supplier of the lot, stop it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.competitions import access, queries, reasons
from steunpunt.contract.competitions.choices import CompetitionState
from steunpunt.contract.competitions.facts import (
    CompetitionBegun,
    CompetitionChanged,
    CompetitionStopped,
    DeadlineOver,
    PricesAsked,
)
from steunpunt.contract.competitions.models import Competition, Invitation
from steunpunt.contract.competitions.rules import envelopes
from steunpunt.contract.competitions.values import Request
from steunpunt.contract.frameworks.values import Choosing, OrderTerms
from steunpunt.contract.orders import public as orders
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, Text, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices

MOST_QUANTITY = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody of a board types: what it needs, and how many of which item."""

    title: str
    what: str = ""
    deliver_to: str = ""
    deliver_by: date | None = None
    starts_on: date | None = None
    """From when services are wanted."""
    answers_until: datetime | None = None
    quantities: Mapping[int, int] = field(default_factory=dict)


@transaction.atomic
def begin(
    *, item_ids: tuple[int, ...], wish: Wish, today: date, now: datetime, by: Actor, is_invented: bool = False
) -> Competition:
    """A draft: nobody hears of it. What was in the basket of it leaves the basket."""
    require(access.may_start(by))
    found = queries.lot_items(by, item_ids, today)
    if found is None:
        refuse_if([reasons.many_lots()])
        raise AssertionError
    terms, lot, _items = found
    request = _written(terms, lot, wish, today)
    refuse_if(reasons.draft_gaps(request))
    competition = Competition.objects.create(
        organisation_id=by.organisation_id or 0,
        framework_id=terms.framework_id,
        lot=lot,
        title=request.title,
        request=envelopes.as_data(request),
        answers_until=wish.answers_until,
        made_at=now,
        made_by_id=by.person_id,
        is_invented=is_invented,
    )
    for item_id in orders.in_basket(by, wish.quantities):
        orders.put_in_basket(item_id=item_id, quantity=0, today=today, now=now, by=by)
    record(CompetitionBegun(organisation_id=competition.organisation_id, competition_id=competition.pk), by=by)
    return competition


@transaction.atomic
def change(*, competition_id: int, wish: Wish, today: date, by: Actor) -> Competition:
    """Write the draft anew."""
    competition = _draft(competition_id, by)
    item_ids = [line.item_id for line in queries.request_of(competition).lines]
    found = queries.lot_items(by, item_ids, today)
    if found is None:
        refuse_if([reasons.many_lots()])
        raise AssertionError
    terms, lot, _items = found
    request = _written(terms, lot, wish, today)
    refuse_if(reasons.draft_gaps(request))
    competition.title, competition.request = request.title, envelopes.as_data(request)
    competition.answers_until = wish.answers_until
    competition.save(update_fields=["title", "request", "answers_until"])
    record(CompetitionChanged(organisation_id=competition.organisation_id, competition_id=competition.pk), by=by)
    return competition


def _written(terms: OrderTerms, lot: int, wish: Wish, today: date) -> Request:
    own = {pk: units for pk, units in wish.quantities.items() if units and pk in terms.items}
    refuse_if(_many(own))
    return Request(
        title=wish.title.strip()[:160],
        what=wish.what.strip(),
        deliver_to=wish.deliver_to.strip()[:300],
        deliver_by=wish.deliver_by,
        lines=queries.asked_lines(terms, lot, own, wish.starts_on, today),
    )


def _many(quantities: Mapping[int, int]) -> Iterator[Reason]:
    if any(not 0 < units <= MOST_QUANTITY for units in quantities.values()):
        yield Reason("too_many", _("So many units cannot be meant: check the quantity."))


@transaction.atomic
def send(*, competition_id: int, today: date, now: datetime, by: Actor) -> Competition:
    """To every supplier of the lot at once. It binds the board to nothing: the order comes with the award.

    What is asked, how it is compared and the price list of that day are fixed by it.
    """
    competition = _draft(competition_id, by)
    draft = queries.request_of(competition)
    found = queries.lot_items(by, [line.item_id for line in draft.lines], today)
    if found is None:
        refuse_if([reasons.many_lots()])
        raise AssertionError
    terms, lot, _items = found
    refuse_if(reasons.gone(line.title) for line in draft.lines if line.item_id not in terms.items)
    refuse_if(_cannot_send(competition, draft, terms, lot, now))
    wanted = {line.item_id: line.quantity for line in draft.lines}
    starts_on = next((line.starts_on for line in draft.lines if line.starts_on), None)
    request = replace(
        draft,
        lines=queries.asked_lines(terms, lot, wanted, starts_on, today),
        comparison=terms.terms.lot(lot).comparison,
    )
    competition.state, competition.request = CompetitionState.SENT, envelopes.as_data(request)
    competition.sent_at, competition.sent_by_id = now, by.person_id
    competition.save()
    suppliers = terms.suppliers[lot]
    Invitation.objects.bulk_create(
        Invitation(competition=competition, supplier_id=supplier, asked_at=now) for supplier in suppliers
    )
    if competition.answers_until is None:
        raise AssertionError
    fact = PricesAsked(
        organisation_id=competition.organisation_id,
        competition_id=competition.pk,
        suppliers=len(suppliers),
        until=competition.answers_until,
    )
    record(fact, by=by)
    tell_suppliers(
        competition,
        "competitions.invited",
        _("%(board)s asks your prices: %(title)s"),
        now=now,
        by=by,
        params={"board": str(competition.organisation)},
    )
    return competition


def _cannot_send(
    competition: Competition, draft: Request, terms: OrderTerms, lot: int, now: datetime
) -> Iterator[Reason]:
    yield from reasons.sending_gaps(draft)
    own = terms.terms.lot(lot)
    if own.choosing is not Choosing.COMPETITION:
        yield reasons.no_competition()
    if own.comparison is None:
        yield reasons.no_comparison()
    if not terms.suppliers.get(lot):
        yield reasons.few_suppliers()
    until = competition.answers_until
    if until is None:
        yield reasons.no_deadline()
        return
    days = own.comparison.least_days if own.comparison else 1
    if until < now + timedelta(days=days):
        yield reasons.too_soon(days)
    if timezone.localdate(until) > terms.terms.ends_on:
        yield reasons.after_the_contract()


@transaction.atomic
def stop(*, competition_id: int, reason: str, now: datetime, by: Actor) -> Competition:
    """End it without an award: offers that are closed stay closed for ever, and the suppliers hear why."""
    competition = locked(competition_id=competition_id, by=by)
    require(access.may_lead(by, competition))
    refuse_if(
        reasons.state(
            competition.state,
            CompetitionState.DRAFT,
            CompetitionState.SENT,
            CompetitionState.OPENED,
            CompetitionState.FIXED,
        )
    )
    refuse_if([] if reason.strip() else [reasons.no_reason()])
    competition.state, competition.over_reason = CompetitionState.STOPPED, reason.strip()
    competition.decided_at, competition.decided_by_id = now, by.person_id
    competition.save()
    record(CompetitionStopped(organisation_id=competition.organisation_id, competition_id=competition.pk), by=by)
    tell_suppliers(competition, "competitions.result", _("No order comes of “%(title)s”"), now=now, by=by)
    return competition


@transaction.atomic
def tell_over(*, now: datetime, by: Actor) -> int:
    """Tell boards whose deadline is over that they can open; answers how many. Once for each."""
    rows = list(queries.over(now).select_for_update(skip_locked=True))
    for competition in rows:
        competition.told_over_at = now
        competition.save(update_fields=["told_over_at"])
        record(DeadlineOver(organisation_id=competition.organisation_id, competition_id=competition.pk), by=by)
        notices.notify(
            kind="competitions.over",
            organisation_id=competition.organisation_id,
            to=queries.leaders(competition),
            title=_("Offers for “%(title)s” can be opened"),
            params={"title": competition.title},
            url=reverse("competitions:detail", args=[competition.pk]),
            now=now,
            by=by,
        )
    return len(rows)


# ── what all actions use ─────────────────────────────────────────────────────
def locked(*, competition_id: int, by: Actor) -> Competition:
    """The competition, held until the end of the transaction: whoever comes second finds what the first did."""
    rows = access.visible_competitions(by).select_for_update(of=("self",))
    return rows.select_related("organisation").get(pk=competition_id)


def _draft(competition_id: int, by: Actor) -> Competition:
    competition = locked(competition_id=competition_id, by=by)
    require(access.may_lead(by, competition) and access.may_start(by))
    refuse_if(reasons.state(competition.state, CompetitionState.DRAFT))
    return competition


def tell_suppliers(
    competition: Competition,
    kind: str,
    title: Text,
    *,
    now: datetime,
    by: Actor,
    params: Mapping[str, str] | None = None,
    detail: Text = "",
) -> None:
    """Every supplier that was asked, each by itself: nobody reads who else is."""
    for invitation in competition.invitations.order_by("pk"):
        notices.notify(
            kind=kind,
            organisation_id=invitation.supplier_id,
            to=people_of.members(invitation.supplier_id, people_of.Role.CONTACT, people_of.Role.BIDDER),
            title=title,
            params={"title": competition.title, **(params or {})},
            detail=detail,
            url=reverse("competitions:detail", args=[competition.pk]),
            now=now,
            by=by,
        )
