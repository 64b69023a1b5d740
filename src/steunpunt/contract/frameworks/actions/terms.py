"""A framework contract from its first draft to its end: terms are drafted, signed, changed by a signed change, stopped."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks import access, queries, reasons
from steunpunt.contract.frameworks.actions.boards import entitle
from steunpunt.contract.frameworks.actions.price_lists import load_price_list
from steunpunt.contract.frameworks.choices import EntitledBy, FrameworkState
from steunpunt.contract.frameworks.facts import FrameworkMade, FrameworkStopped, TermsCame, TermsDrafted, TermsSigned
from steunpunt.contract.frameworks.models import Framework, FrameworkSupplier, Item, TermsVersion
from steunpunt.contract.frameworks.rules import awarded
from steunpunt.contract.frameworks.rules import terms as rules
from steunpunt.contract.frameworks.values import Terms
from steunpunt.contract.tenders import public as tenders
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.figures.periods import shifted
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations

OVER_LATELY = timedelta(days=60)
"""So long after its end is looked whether everybody was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """Who supplies a lot, the first in rank first."""

    lot: int
    organisations: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """With what a framework contract begins."""

    reference: str
    terms: Terms
    authority_id: int
    supplies: tuple[Supply, ...] = ()
    project_id: int | None = None
    tender_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """When terms were signed, from when they hold, and why they changed; the paper itself when it was handed over."""

    signed_on: date
    valid_from: date
    reason: str = ""
    document_id: int | None = None


@transaction.atomic
def make_framework(*, beginning: Beginning, now: datetime, by: Actor, is_invented: bool = False) -> Framework:
    """Begin a framework contract as a draft, from an award or by hand."""
    require(access.may_keep(by))
    refuse_if(_unclear(beginning))
    terms = beginning.terms
    framework = Framework.objects.create(
        tender_id=beginning.tender_id,
        project_id=beginning.project_id,
        authority_id=beginning.authority_id,
        reference=beginning.reference.strip(),
        title=terms.title.strip(),
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        most_amount=terms.most_amount,
        open_kinds=list(terms.open_kinds),
        draft=rules.as_data(terms),
        is_invented=is_invented,
        made_at=now,
        made_by_id=by.person_id,
    )
    _supply(framework, beginning.supplies)
    fact = FrameworkMade(
        organisation_id=by.organisation_id,
        framework_id=framework.pk,
        reference=framework.reference,
        title=framework.title,
    )
    record(fact, by=by)
    return framework


@transaction.atomic
def begin_from_award(*, tender_id: int, today: date, now: datetime, by: Actor) -> Framework:
    """A draft with terms, suppliers and prices as tender and offers have them; its boards can order once it is signed."""
    require(access.may_keep(by))
    made = Framework.objects.filter(tender=tender_id).exclude(state=FrameworkState.STOPPED).order_by("pk").first()
    refuse_if([reasons.made_already(made.reference, made.title)] if made else [])
    won = tenders.won(by, tender_id)
    if won is None or not won.items:
        refuse_if([Reason("no_award", _("Nothing was awarded in this tender."), "tender")])
        raise AssertionError
    beginning = Beginning(
        reference=won.reference[:40],
        terms=awarded.terms(won, today),
        authority_id=won.authority_id,
        supplies=tuple(
            Supply(lot=lot, organisations=organisations_of) for lot, organisations_of in won.suppliers.items()
        ),
        project_id=won.project_id,
        tender_id=won.tender_id,
    )
    framework = make_framework(beginning=beginning, now=now, by=by)
    load_price_list(
        framework_id=framework.pk,
        items=awarded.listed(won),
        valid_from=framework.starts_on,
        today=today,
        now=now,
        by=by,
    )
    entitle(
        framework_id=framework.pk,
        boards=won.boards,
        origin=EntitledBy.OPT_IN if won.project_id else EntitledBy.NAMED,
        valid_from=framework.starts_on,
        now=now,
        by=by,
    )
    return framework


def _unclear(beginning: Beginning) -> Iterator[Reason]:
    reference = beginning.reference.strip()
    if not reference:
        yield Reason("no_reference", _("Give the framework contract a reference."), "reference")
    elif len(reference) > 40:
        yield Reason("reference_long", _("A reference has at most 40 signs."), "reference")
    elif Framework.objects.filter(reference=reference).exists():
        yield Reason("reference_taken", _("There is a framework contract with this reference."), "reference")
    authority = organisations.organisation(beginning.authority_id)
    if authority is None or authority.kind not in {*organisations.BOARD_KINDS, organisations.Kind.SUPPORT_POINT}:
        text = _("The contracting authority is a board or the support point.")
        yield Reason("no_authority", text, "authority")
    yield from rules.unclear(beginning.terms)
    yield from _no_suppliers(beginning.supplies)


def _no_suppliers(supplies: Collection[Supply]) -> Iterator[Reason]:
    ids = {organisation for supply in supplies for organisation in supply.organisations}
    cards = organisations.organisations(ids)
    if any(one not in cards or cards[one].kind != organisations.Kind.SUPPLIER for one in ids):
        yield Reason("no_supplier", _("Choose suppliers that are known here."), "suppliers")
    if any(len(set(supply.organisations)) != len(supply.organisations) for supply in supplies):
        yield Reason("supplier_twice", _("A supplier stands twice in a lot."), "suppliers")


@transaction.atomic
def change_terms(*, framework_id: int, terms: Terms, edition: int, now: datetime, by: Actor) -> Framework:
    """Write the draft anew. Nothing of it holds before it is signed."""
    framework = _locked(framework_id, by)
    refuse_if(_stopped(framework))
    if edition != framework.draft_edition:
        text = _("Somebody else changed these terms meanwhile. Look at them again; what you typed still stands here.")
        refuse_if([Reason("changed_meanwhile", text)])
    refuse_if(rules.unclear(terms))
    framework.draft = rules.as_data(terms)
    framework.draft_edition += 1
    if framework.state == FrameworkState.DRAFT:
        _show(framework, terms)
    framework.save()
    record(TermsDrafted(organisation_id=by.organisation_id, framework_id=framework.pk), by=by)
    return framework


@transaction.atomic
def name_suppliers(*, framework_id: int, supplies: Sequence[Supply], now: datetime, by: Actor) -> None:
    """Say who supplies which lot. Once signed it stays: a contract does not change its supplier."""
    framework = _locked(framework_id, by)
    if framework.state != FrameworkState.DRAFT:
        refuse_if([Reason("signed", _("The suppliers were fixed when the contract was signed."))])
    refuse_if(_no_suppliers(supplies))
    framework.suppliers.all().delete()
    _supply(framework, supplies)
    record(TermsDrafted(organisation_id=by.organisation_id, framework_id=framework.pk), by=by)


def _supply(framework: Framework, supplies: Collection[Supply]) -> None:
    FrameworkSupplier.objects.bulk_create(
        FrameworkSupplier(framework=framework, lot=supply.lot, organisation_id=organisation, place=place)
        for supply in supplies
        for place, organisation in enumerate(supply.organisations, start=1)
    )


@transaction.atomic
def sign(*, framework_id: int, signature: Signature, edition: int, now: datetime, by: Actor) -> TermsVersion:
    """Write down that the draft was signed, by whom may sign for authority and supplier, on paper or under a seal.

    The first time it is the contract; after that a change, from its day on: what was ordered before keeps its terms.
    """
    framework = _locked(framework_id, by)
    terms, today = rules.read(framework.draft), localdate(now)
    last = framework.versions.order_by("-number").first()
    refuse_if(_stopped(framework))
    if edition != framework.draft_edition:
        refuse_if([Reason("changed_meanwhile", _("Somebody else changed these terms meanwhile. Look at them again."))])
    refuse_if(_cannot_sign(framework, terms, signature, last, today))
    version = TermsVersion.objects.create(
        framework=framework,
        number=last.number + 1 if last else 1,
        content=framework.draft,
        valid_from=signature.valid_from,
        reason=signature.reason.strip(),
        signed_on=signature.signed_on,
        document_id=signature.document_id,
        written_at=now,
        written_by_id=by.person_id,
    )
    framework.state = FrameworkState.IN_FORCE
    framework.draft_edition += 1
    if last is None or version.valid_from <= today:
        _show(framework, terms)
    framework.save()
    fact = TermsSigned(
        organisation_id=by.organisation_id,
        framework_id=framework.pk,
        number=version.number,
        signed_on=version.signed_on,
        valid_from=version.valid_from,
    )
    record(fact, by=by)
    _tell(framework, now, by)
    return version


def _cannot_sign(
    framework: Framework, terms: Terms, signature: Signature, last: TermsVersion | None, today: date
) -> Iterator[Reason]:
    counts = Counter(framework.suppliers.order_by().values_list("lot", flat=True))
    items = Item.objects.filter(framework=framework, dropped_on=None)
    yield from rules.gaps(
        terms,
        suppliers=counts,
        priced=items.filter(prices__isnull=False).distinct().count(),
        every_item_has_a_most=not items.filter(most_units=None).exists(),
    )
    if signature.signed_on > today:
        yield reasons.signed_later()
    if last is None:
        if signature.valid_from != terms.starts_on:
            text = _("The first terms hold from the beginning of the contract on.")
            yield Reason("from_the_beginning", text, "valid_from")
        return
    if not signature.reason.strip():
        yield Reason("no_reason", _("Say what changes and why."), "reason")
    if signature.valid_from <= last.valid_from:
        yield Reason("the_past", _("A change holds from a later day on than what it changes."), "valid_from")
    if signature.valid_from < signature.signed_on:
        yield Reason("backwards", _("A change does not reach back to before it was signed."), "valid_from")
    before = rules.read(last.content)
    ordered = queries.ordered([framework.pk]).get(framework.pk)
    if ordered and terms.most_amount is not None and terms.most_amount < ordered.amount:
        yield reasons.ordered_more(ordered.amount)
    if terms.starts_on != before.starts_on:
        yield Reason("started", _("The contract has begun: its first day stays."), "starts_on")
    if not {lot.number for lot in before.lots} <= {lot.number for lot in terms.lots}:
        yield Reason("lots", _("A lot under which was ordered stays."), "lots")


@transaction.atomic
def extend(
    *, framework_id: int, signed_on: date, document_id: int | None = None, now: datetime, by: Actor
) -> TermsVersion:
    """Take an extension that the contract foresees: a signed change that holds from the day after it was signed."""
    framework = _locked(framework_id, by)
    terms = queries.terms_on(framework, framework.ends_on)
    if terms.extensions < 1:
        refuse_if([Reason("no_extension", _("The contract foresees no extension any more."))])
    refuse_if([reasons.signed_later()] if signed_on > localdate(now) else [])
    if signed_on > terms.ends_on:
        refuse_if([Reason("ended", _("The contract had ended by then: it is not extended any more."), "signed_on")])
    longer = replace(terms, ends_on=shifted(terms.ends_on, terms.extension_months), extensions=terms.extensions - 1)
    framework.draft = rules.as_data(longer)
    framework.draft_edition += 1
    framework.save()
    last = framework.versions.order_by("-number").first()
    first = max(signed_on, shifted_day(last.valid_from)) if last else signed_on
    signature = Signature(
        signed_on=signed_on, valid_from=first, reason=str(_("Extended as foreseen.")), document_id=document_id
    )
    return sign(framework_id=framework_id, signature=signature, edition=framework.draft_edition, now=now, by=by)


def shifted_day(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


@transaction.atomic
def stop_framework(*, framework_id: int, on: date, reason: str, now: datetime, by: Actor) -> Framework:
    """End it before its day: nothing is ordered any more from the day after on, what runs is served."""
    framework = _locked(framework_id, by)
    refuse_if(_stopped(framework))
    refuse_if([] if reason.strip() else [Reason("no_reason", _("Say why it stops."), "reason")])
    if on < localdate(now):
        refuse_if([Reason("the_past", _("It stops today at the earliest: what was ordered before stands."), "on")])
    if framework.state == FrameworkState.DRAFT:
        on = max(on, framework.starts_on)
    framework.state = FrameworkState.STOPPED
    framework.stopped_on = on
    framework.stopped_reason = reason.strip()
    framework.save()
    record(FrameworkStopped(organisation_id=by.organisation_id, framework_id=framework.pk, stopped_on=on), by=by)
    _tell(framework, now, by)
    return framework


@transaction.atomic
def show_what_holds(*, today: date, by: Actor) -> int:
    """A signed change whose day has come shows in lists and on pages; answers of how many contracts."""
    in_force = Framework.objects.filter(state=FrameworkState.IN_FORCE).select_for_update()
    rows = {row.pk: row for row in in_force.order_by("pk")}
    found = 0
    for pk, version in queries.versions_on(rows, today).items():
        shown = _shown(rows[pk])
        _show(rows[pk], rules.read(version.content))
        if _shown(rows[pk]) != shown:
            rows[pk].save()
            fact = TermsCame(organisation_id=by.organisation_id, framework_id=pk, number=version.number)
            record(fact, by=by)
            found += 1
    return found


def tell_ended(*, today: date, now: datetime, by: Actor) -> int:
    """Open data tells that contracts ended, on the day after or as soon as that can be; answers of how many it did."""
    since = today - OVER_LATELY
    ended = Q(state=FrameworkState.IN_FORCE, ends_on__gte=since, ends_on__lt=today)
    stopped = Q(state=FrameworkState.STOPPED, stopped_on__gte=since, stopped_on__lte=today)
    rows = Framework.objects.filter(ended | stopped, tender__isnull=False).order_by("pk")
    return sum(_tell(row, now, by) for row in rows)


def _tell(framework: Framework, now: datetime, by: Actor) -> bool:
    """What is public of a contract that comes of an award goes out with its tender; whether there was anything new."""
    if framework.tender_id is None:
        return False
    return tenders.tell_contracts(tender_id=framework.tender_id, now=now, by=by) is not None


def _locked(framework_id: int, by: Actor) -> Framework:
    require(access.may_keep(by))
    return access.visible_frameworks(by).select_for_update().get(pk=framework_id)


def _stopped(framework: Framework) -> Iterator[Reason]:
    if framework.state == FrameworkState.STOPPED:
        yield Reason("stopped", _("This framework contract was stopped."))


def _shown(framework: Framework) -> tuple[object, ...]:
    names = ("title", "starts_on", "ends_on", "most_amount", "open_kinds")
    return tuple(getattr(framework, name) for name in names)


def _show(framework: Framework, terms: Terms) -> None:
    """What lists show of the terms that hold."""
    framework.title = terms.title.strip()
    framework.starts_on = terms.starts_on
    framework.ends_on = terms.ends_on
    framework.most_amount = terms.most_amount
    framework.open_kinds = list(terms.open_kinds)
