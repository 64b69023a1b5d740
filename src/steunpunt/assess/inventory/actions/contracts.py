"""What is done to contracts: written down, changed by a new edition, ended, renewed; and the reminders."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.inventory import access, queries
from steunpunt.assess.inventory.choices import (
    OPTIONS,
    InvoiceRhythm,
    NoticeForm,
    NoticeUnit,
    Outlook,
    Reach,
    Renewal,
    ServiceKind,
    StepKind,
    Unit,
)
from steunpunt.assess.inventory.facts import (
    ContractChanged,
    ContractFact,
    ContractKept,
    ContractReminderSent,
    ContractRenewed,
    EndOfContractAgreed,
    NoticeOfContract,
    NoticeWithdrawn,
)
from steunpunt.assess.inventory.models import Contract, Edition, Step
from steunpunt.assess.inventory.rules import terms as rules
from steunpunt.assess.inventory.rules.terms import LONGEST_MONTHS
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Denied, Reason, refuse_if
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices

MOST = Decimal(1_000_000_000)
EARLIEST = date(1970, 1, 1)
LATEST = date(2150, 1, 1)
LONGEST_LEAD = 400
"""Days before which nobody is reminded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What is known of a contract."""

    title: str
    kind: ServiceKind
    supplier: str
    starts_on: date
    covers: str = ""
    initial_months: int | None = None
    renewal: Renewal = Renewal.NONE
    renewal_months: int = 12
    most_renewals: int | None = None
    notice: int = 0
    notice_unit: NoticeUnit = NoticeUnit.MONTHS
    notice_form: NoticeForm = NoticeForm.REGISTERED
    lead_days: int = 60
    yearly: Decimal | None = None
    once: Decimal | None = None
    includes_vat: bool = False
    unit: Unit = Unit.NONE
    units: int | None = None
    is_price_confidential: bool = False
    is_shared: bool = False
    invoice_rhythm: InvoiceRhythm | str = ""
    service_levels: str = ""
    exit_terms: str = ""
    revision: str = ""
    indexed_share: Decimal = Decimal(0)
    extras_yearly: Decimal | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    supplier_org_id: int | None = None
    is_counted: bool = False
    shown_to: Reach = Reach.NOBODY


@transaction.atomic
def keep_contract(*, agreed: Agreed, now: datetime, today: date, by: Actor, is_invented: bool = False) -> Contract:
    """Write down a contract of one's own board."""
    if not access.may_keep(by):
        raise Denied
    return write_contract(by.organisation_id or 0, agreed, now=now, today=today, by=by, is_invented=is_invented)


@transaction.atomic
def write_contract(
    organisation_id: int, agreed: Agreed, *, now: datetime, today: date, by: Actor, is_invented: bool = False
) -> Contract:
    """Write a contract down; the caller asked whether it may."""
    refuse_if(_wrong(agreed))
    row = Contract.objects.create(
        organisation_id=organisation_id, made_at=now, made_by_id=by.person_id, is_invented=is_invented
    )
    _edition(row, agreed, now=now, today=today, by=by)
    record(ContractKept(organisation_id=row.organisation_id, contract_id=row.pk, title=agreed.title.strip()), by=by)
    return row


@transaction.atomic
def change_contract(*, contract_id: int, agreed: Agreed, seen: int, now: datetime, today: date, by: Actor) -> Contract:
    """Write down what is known now, as a new edition; `seen` is the edition on which somebody's changes rest."""
    row = _own(contract_id, by)
    newer = _("Somebody changed this contract meanwhile. Look at it first; what you typed is kept here.")
    refuse_if([*([Reason("newer", newer)] if row.current_id != seen else []), *_wrong(agreed)])
    _edition(row, agreed, now=now, today=today, by=by)
    record(ContractChanged(organisation_id=row.organisation_id, contract_id=row.pk, title=agreed.title.strip()), by=by)
    return row


@transaction.atomic
def tell_options(
    *, contract_id: int, options: Mapping[str, str], seen: int, now: datetime, today: date, by: Actor
) -> Contract:
    """Say of each option whether the contract has it, and at what price, as a new edition."""
    row = _own(contract_id, by)
    edition = _current(row)
    known = OPTIONS[edition.kind]
    newer = _("Somebody changed this contract meanwhile. Look at it first; what you typed is kept here.")
    refuse_if([Reason("newer", newer)] if row.current_id != seen else [])
    agreed = replace(
        agreed_of(edition), options={code: said for code, said in options.items() if code in known and said}
    )
    _edition(row, agreed, now=now, today=today, by=by)
    record(ContractChanged(organisation_id=row.organisation_id, contract_id=row.pk, title=edition.title), by=by)
    return row


def agreed_of(edition: Edition) -> Agreed:
    """What an edition says, to make the next one of."""
    said: dict[str, Any] = {one.name: getattr(edition, one.name) for one in fields(Agreed)}
    kinds = {"kind": ServiceKind, "renewal": Renewal, "notice_unit": NoticeUnit, "notice_form": NoticeForm}
    kinds |= {"unit": Unit, "shown_to": Reach}
    return Agreed(**said | {name: kind(said[name]) for name, kind in kinds.items()})


@transaction.atomic
def take_step(
    *,
    contract_id: int,
    kind: StepKind,
    on: date,
    ends_on: date | None = None,
    note: str = "",
    now: datetime,
    today: date,
    by: Actor,
) -> Step:
    """Write down that notice was given or withdrawn, that an end was agreed, or that it was renewed.

    After notice the contract ends with the first period for which the notice was in time.
    """
    row = _own(contract_id, by)
    edition, steps = _current(row), queries.steps_of(row)
    if kind == StepKind.NOTICE:
        ends_on = rules.end_by_notice(edition.terms, on, queries.renewed(steps))
    elif kind != StepKind.AGREED:
        ends_on = None
    refuse_if(_impossible(edition, steps, kind, on, ends_on, today))
    step = Step.objects.create(
        contract=row, kind=kind, on=on, ends_on=ends_on, note=note.strip(), told_at=now, told_by_id=by.person_id
    )
    _place(row, edition, [*steps, step], today)
    record(_fact(row, edition, step), by=by)
    return step


def _own(contract_id: int, by: Actor) -> Contract:
    row = access.own_contracts(by).select_for_update(of=("self",)).filter(pk=contract_id).first()
    if row is None:
        raise Denied
    return row


def _current(row: Contract) -> Edition:
    if row.current is None:
        raise AssertionError
    return row.current


def _edition(row: Contract, agreed: Agreed, *, now: datetime, today: date, by: Actor) -> None:
    said = {one.name: getattr(agreed, one.name) for one in fields(agreed)}
    texts = ("title", "supplier", "covers", "service_levels", "exit_terms", "revision")
    said |= {name: said[name].strip() for name in texts} | {"options": dict(agreed.options)}
    row.current = Edition.objects.create(contract=row, told_at=now, told_by_id=by.person_id, **said)
    row.save(update_fields=["current"])
    _place(row, row.current, queries.steps_of(row), today)


def _place(row: Contract, edition: Edition, steps: list[Step], today: date) -> None:
    """Write down how it stands, for lists and reminders."""
    found = queries.standing(edition, steps, today)
    row.outlook, row.ends_on, row.due_on = found.outlook.value, found.ends_on, found.due_on
    row.remind_from = found.due_on - timedelta(days=edition.lead_days) if found.due_on else None
    row.save(update_fields=["outlook", "ends_on", "due_on", "remind_from"])


def _wrong(agreed: Agreed) -> Iterator[Reason]:
    if not agreed.title.strip():
        yield Reason("title", _("Give the contract a name."), "title")
    if not agreed.supplier.strip():
        yield Reason("supplier", _("Say with whom the contract is."), "supplier")
    for name in ("yearly", "once"):
        value = getattr(agreed, name)
        if value is not None and not 0 <= value < MOST:
            yield Reason("amount", _("An amount lies from zero to less than a billion euros."), name)
    if agreed.is_counted and agreed.is_price_confidential:
        text = _("A price that is confidential by contract counts in no figure.")
        yield Reason("confidential", text, "is_counted")
    if agreed.is_counted and not (agreed.unit and agreed.units and agreed.yearly):
        text = _("To count, a contract says what is paid each year, by which unit, and how many there are.")
        yield Reason("not_comparable", text, "is_counted")
    if agreed.extras_yearly is not None and not 0 <= agreed.extras_yearly <= (agreed.yearly or 0):
        yield Reason("extras", _("This is a part of what is paid each year."), "extras_yearly")
    if not 0 <= agreed.indexed_share <= 1:
        yield Reason("indexed_share", _("A share lies from 0 to 100 %."), "indexed_share")
    if agreed.unit and not agreed.units:
        yield Reason("units", _("Say how many there are, or choose “not by unit”."), "units")
    yield from _wrong_dates(agreed)


def _wrong_dates(agreed: Agreed) -> Iterator[Reason]:
    if not EARLIEST <= agreed.starts_on <= LATEST:
        yield Reason("starts_on", _("This day cannot be right."), "starts_on")
    for name in ("initial_months", "renewal_months"):
        value = getattr(agreed, name)
        if value is not None and not 0 < value <= LONGEST_MONTHS:
            yield Reason(name, _("A period takes from one month to a hundred years."), name)
    if agreed.initial_months is None and agreed.renewal is not Renewal.NONE:
        text = _("A contract of indefinite time is not renewed: say how long the first period takes.")
        yield Reason("indefinite", text, "initial_months")
    most = agreed.initial_months or LONGEST_MONTHS
    if agreed.notice < 0 or agreed.notice > (most if agreed.notice_unit is NoticeUnit.MONTHS else most * 31):
        yield Reason("notice", _("A notice period cannot be longer than the contract."), "notice")
    if not 0 <= agreed.lead_days <= LONGEST_LEAD:
        yield Reason("lead_days", _("Choose from 0 to %(n)s days.") % {"n": LONGEST_LEAD}, "lead_days")


def _impossible(
    edition: Edition, steps: list[Step], kind: StepKind, on: date, ends_on: date | None, today: date
) -> Iterator[Reason]:
    found, has_end = queries.standing(edition, steps, today), queries.ended_by(steps) is not None
    if on > today:
        yield Reason("in_future", _("This day is still to come: write it down when it is done."), "on")
    if found.outlook is Outlook.ENDED and kind not in {StepKind.WITHDRAWN, StepKind.RENEWED}:
        yield Reason("ended", _("This contract ended."))
    elif kind in {StepKind.NOTICE, StepKind.AGREED} and has_end:
        yield Reason("has_end", _("An end was written down already; withdraw that first."))
    if kind is StepKind.WITHDRAWN and not has_end:
        yield Reason("no_end", _("No notice stands."))
    if kind is StepKind.RENEWED and queries.standing(edition, steps, on).outlook is not Outlook.LAPSES:
        yield Reason("not_renewable", _("This contract is not renewed expressly."))
    if kind is StepKind.AGREED and (ends_on is None or ends_on < edition.starts_on):
        yield Reason("ends_on", _("Say on which day it ends."), "ends_on")
    if kind is StepKind.NOTICE and edition.renewal != Renewal.TACIT and edition.initial_months is not None:
        yield Reason("ends_anyway", _("This contract ends by itself: no notice is needed."))


def _fact(row: Contract, edition: Edition, step: Step) -> ContractFact:
    organisation_id, contract_id, title = row.organisation_id, row.pk, edition.title
    if step.kind == StepKind.NOTICE and step.ends_on:
        return NoticeOfContract(
            organisation_id=organisation_id, contract_id=contract_id, title=title, on=step.on, ends_on=step.ends_on
        )
    if step.kind == StepKind.AGREED and step.ends_on:
        return EndOfContractAgreed(
            organisation_id=organisation_id, contract_id=contract_id, title=title, on=step.on, ends_on=step.ends_on
        )
    kind = NoticeWithdrawn if step.kind == StepKind.WITHDRAWN else ContractRenewed
    return kind(organisation_id=organisation_id, contract_id=contract_id, title=title, on=step.on)


# ── every night ──────────────────────────────────────────────────────────────
def look_ahead(*, now: datetime, today: date, by: Actor) -> int:
    """Bring lists up to date with the day, and remind boards once of what is due; answers how many were reminded.

    Each contract by itself, wholly or not at all: what was interrupted is done by the next run.
    """
    passed = Q(due_on__lt=today) | Q(ends_on__lt=today)
    rows = Contract.objects.filter(passed).exclude(outlook=Outlook.ENDED.value)
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            row = Contract.objects.select_for_update(of=("self",)).select_related("current").get(pk=pk)
            _place(row, _current(row), queries.steps_of(row), today)
    near = Contract.objects.filter(remind_from__lte=today, due_on__gte=today)
    near = near.filter(Q(reminded_for=None) | ~Q(reminded_for=F("due_on")))
    return sum(
        _remind(pk, now=now, today=today, by=by) for pk in list(near.order_by("pk").values_list("pk", flat=True))
    )


@transaction.atomic
def _remind(contract_id: int, *, now: datetime, today: date, by: Actor) -> bool:
    row = Contract.objects.select_for_update(of=("self",)).select_related("current").get(pk=contract_id)
    edition = _current(row)
    if row.due_on is None or row.reminded_for == row.due_on or queries.ended_by(queries.steps_of(row)):
        return False
    row.reminded_for = row.due_on
    row.save(update_fields=["reminded_for"])
    is_end = row.outlook == Outlook.ENDS.value
    notices.notify(
        kind="inventory.due",
        organisation_id=row.organisation_id,
        to=people_of.members(row.organisation_id, people_of.Role.ICT_MANAGER, people_of.Role.SECRETARY),
        title=_("“%(title)s” ends on %(day)s") if is_end else _("“%(title)s”: decide before %(day)s"),
        params={"title": edition.title, "day": formats.date_format(row.due_on, "SHORT_DATE_FORMAT")},
        url=reverse("inventory:contract", args=[row.pk]),
        now=now,
        by=by,
    )
    fact = ContractReminderSent(
        organisation_id=row.organisation_id, contract_id=row.pk, title=edition.title, due_on=row.due_on
    )
    record(fact, by=by)
    return True
