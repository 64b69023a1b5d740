"""What suppliers do: follow a tender, ask, hand in envelopes, replace and withdraw them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders import access, queries, reasons
from steunpunt.contract.tenders.choices import EnvelopeKind
from steunpunt.contract.tenders.facts import (
    BidWithdrawn,
    EnvelopeHandedIn,
    EnvelopeRefused,
    QuestionAnswered,
    QuestionAsked,
)
from steunpunt.contract.tenders.models import Bid, Envelope, Follower, SealedFile, SupplierQuestion, Tender
from steunpunt.contract.tenders.rules.judging import price_of, unpriced
from steunpunt.contract.tenders.sealing import keys, manifests, storing, streams
from steunpunt.contract.tenders.sealing.manifests import FileEntry, Manifest
from steunpunt.contract.tenders.values import Specification
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, Refused, refuse_if, require, the_platform
from steunpunt.foundation.documents.public import content_type_of, file_objections
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices
from steunpunt.foundation.organisations import public as organisations

LARGEST_FILE = 50 * 1024 * 1024
MOST_FILES = 60
MOST_VARIANTS = 5


@transaction.atomic
def follow(*, tender_id: int, now: datetime, by: Actor) -> Follower:
    """Hear of answers and corrections. Following twice changes nothing; nobody else sees who follows."""
    require(access.may_act_on_the_market(by))
    tender = access.market_tenders(by).get(pk=tender_id)
    row, _is_new = Follower.objects.get_or_create(
        tender=tender, organisation_id=by.organisation_id or 0, defaults={"since": now, "person_id": by.person_id}
    )
    return row


@transaction.atomic
def ask(*, tender_id: int, text: str, now: datetime, by: Actor) -> SupplierQuestion:
    """Ask something; the answer goes to everybody, without saying whose question it was."""
    require(access.may_act_on_the_market(by))
    tender = access.market_tenders(by).select_for_update().get(pk=tender_id)
    until = tender.questions_until or tender.offers_until
    refuse_if(reasons.over(tender.state))
    if until is None or now >= until:
        refuse_if([Reason("late", _("Questions could be asked until the date in the calendar."), "text")])
    refuse_if([] if text.strip() else [Reason("no_text", _("Write your question."), "text")])
    row = SupplierQuestion.objects.create(
        tender=tender,
        organisation_id=by.organisation_id or 0,
        text=text.strip(),
        asked_at=now,
        asked_by_id=by.person_id,
    )
    follow(tender_id=tender.pk, now=now, by=by)
    # By the platform: whoever sees the tender reads this, and nobody of them reads who asks.
    record(QuestionAsked(organisation_id=None, tender_id=tender.pk), by=the_platform())
    if (support := organisations.support_point()) is None:
        return row
    notices.notify(
        kind="tenders.question",
        organisation_id=support.id,
        to=people_of.members(support.id, people_of.Role.BUYER),
        title=_("A supplier asks something about “%(title)s”"),
        params={"title": tender.title},
        detail="",
        url=reverse("tenders:questions", args=[tender.pk]),
        now=now,
        by=by,
    )
    return row


@transaction.atomic
def answer(
    *, tender_id: int, question_id: int, public_text: str, text: str, now: datetime, by: Actor
) -> SupplierQuestion:
    """Answer a question to everybody at once. `public_text` is the question as all read it, without what tells whose it is."""
    require(access.may_prepare(by))
    tender = access.visible_tenders(by).get(pk=tender_id)
    row = tender.questions.select_for_update().get(pk=question_id)
    refuse_if([Reason("answered", _("This was answered already."))] if row.answered_at else [])
    refuse_if(
        [] if public_text.strip() else [Reason("no_question", _("Write the question as all read it."), "public_text")]
    )
    refuse_if([] if text.strip() else [Reason("no_text", _("Write your answer."), "answer")])
    row.public_text, row.answer = public_text.strip(), text.strip()
    row.answered_at, row.answered_by_id = now, by.person_id
    row.save(update_fields=["public_text", "answer", "answered_at", "answered_by_id"])
    record(QuestionAnswered(organisation_id=by.organisation_id, tender_id=tender.pk), by=by)
    for supplier in tender.followers.order_by("pk").values_list("organisation_id", flat=True):
        notices.notify(
            kind="tenders.market",
            organisation_id=supplier,
            to=people_of.members(supplier, people_of.Role.BIDDER),
            title=_("An answer about “%(title)s”"),
            params={"title": tender.title},
            detail=row.public_text,
            url=reverse("tenders:market", args=[tender.pk]),
            now=now,
            by=by,
        )
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file as it was uploaded."""

    asked: str
    """Code of the document that was asked; empty for what was added."""
    name: str
    content: "File[bytes]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a supplier hands in in one envelope."""

    lots: Sequence[int] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    prices: Mapping[str, Decimal] = field(default_factory=dict)
    remark: str = ""
    files: Sequence[Given] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a supplier takes along: with it, it can show later what it handed in."""

    envelope: Envelope
    manifest: Manifest


def hand_in(
    *, tender_id: int, kind: EnvelopeKind, contents: Contents, variant: int = 0, now: datetime, by: Actor
) -> Receipt:
    """Seal an envelope and take it in; it takes the place of an earlier one of its kind.

    1. Everything is checked first; what is refused stands on record, without its content.
    2. Files are encrypted while they go to the storage: nothing readable is kept anywhere.
    3. Then rows and fact in one transaction, in which the database itself refuses what comes after the deadline, and the lock
       on the tender what comes after its opening.
    4. When that fails, the encrypted files are removed again; without their key they said nothing anyway.
    """
    require(access.may_act_on_the_market(by))
    tender = access.market_tenders(by).get(pk=tender_id)
    require(access.may_offer(by, tender))
    try:
        refuse_if(_objections(tender, queries.specification(tender), kind, contents, variant, now))
    except Refused as refused:
        _write_down(tender, kind, refused, by)
        raise
    key = keys.new_content_key()
    places: list[str] = []
    try:
        kept = list(_kept(contents.files, key, places))
        return _take_in(tender, kind, contents, variant, key, kept, now=now, by=by)
    except Refused as refused:
        storing.forget(places)
        _write_down(tender, kind, refused, by)
        raise
    except BaseException:
        storing.forget(places)
        raise


@dataclass(frozen=True, slots=True)
class _Kept:
    entry: FileEntry
    stored: storing.Stored


def _kept(files: Iterable[Given], key: bytes, places: list[str]) -> Iterator[_Kept]:
    """Each file encrypted in the storage; its place stands in `places` before it is written."""
    for number, given in enumerate(files, start=1):
        digest = storing.Digest()
        place = storing.new_place()
        places.append(place)
        stored = storing.keep(place, streams.sealed(digest.passing(given.content.chunks()), key, file=number))
        entry = FileEntry(
            number=number,
            asked=given.asked,
            name=given.name,
            content_type=content_type_of(given.name),
            size=digest.size,
            sha256=digest.hexdigest(),
        )
        yield _Kept(entry, stored)


@transaction.atomic
def _take_in(
    tender: Tender,
    kind: EnvelopeKind,
    contents: Contents,
    variant: int,
    key: bytes,
    kept: Sequence[_Kept],
    *,
    now: datetime,
    by: Actor,
) -> Receipt:
    tender = Tender.objects.select_for_update().get(pk=tender.pk)
    refuse_if(reasons.opened(tender.state))
    round_ = tender.rounds.select_for_update().order_by("-number")[:1].get()
    refuse_if(reasons.too_late(round_.offers_until, now))
    bid, _is_new = Bid.objects.select_for_update().get_or_create(
        round=round_, supplier_id=by.organisation_id or 0, variant=variant, defaults={"made_at": now}
    )
    if bid.withdrawn_at is not None:  # handing in again takes a withdrawal back
        bid.withdrawn_at, bid.withdrawn_by_id = None, None
        bid.envelopes.filter(replaced_at=None).update(replaced_at=now)
    manifest = Manifest(
        kind=kind,
        supplier=by.organisation_id or 0,
        tender=tender.reference,
        lots=tuple(sorted(contents.lots)),
        answers={code: text for code, text in contents.answers.items() if text},
        prices={code: f"{price:f}" for code, price in contents.prices.items()},
        remark=contents.remark,
        files=tuple(one.entry for one in kept),
        received_at=now.isoformat(),
    )
    written = manifests.written(manifest)
    seal_key = round_.keys.get(kind=kind)
    bid.envelopes.filter(kind=kind, replaced_at=None).update(replaced_at=now)
    envelope = Envelope.objects.create(
        bid=bid,
        kind=kind,
        number=bid.envelopes.filter(kind=kind).count() + 1,
        lots=list(manifest.lots),
        key=seal_key,
        locked_key=keys.seal(key, bytes(seal_key.public), about=envelope_is(bid, kind)),
        manifest=streams.whole(streams.sealed([written], key, file=streams.MANIFEST)),
        fingerprint=manifests.fingerprint(written),
        size=len(written) + sum(one.entry.size for one in kept),
        received_at=now,
        received_from_id=by.person_id,
    )
    SealedFile.objects.bulk_create(
        [
            SealedFile(
                envelope=envelope,
                number=one.entry.number,
                place=one.stored.place,
                sealed_sha256=one.stored.sha256,
                sealed_size=one.stored.size,
            )
            for one in kept
        ]
    )
    there = set(bid.envelopes.filter(replaced_at=None).order_by().values_list("kind", flat=True))
    bid.is_complete = there == set(EnvelopeKind)
    bid.save(update_fields=["withdrawn_at", "withdrawn_by_id", "is_complete"])
    Follower.objects.get_or_create(
        tender=tender, organisation_id=bid.supplier_id, defaults={"since": now, "person_id": by.person_id}
    )
    fact = EnvelopeHandedIn(
        organisation_id=by.organisation_id, bid_id=bid.pk, kind=kind.value, fingerprint=envelope.fingerprint
    )
    record(fact, by=by)
    return Receipt(envelope, manifest)


def envelope_is(bid: Bid, kind: str) -> str:
    """What a content key is sealed as: moved to another offer it does not open."""
    return f"round/{bid.round_id}/supplier/{bid.supplier_id}/variant/{bid.variant}/{kind}"


def _objections(
    tender: Tender, spec: Specification, kind: EnvelopeKind, contents: Contents, variant: int, now: datetime
) -> Iterator[Reason]:
    yield from reasons.over(tender.state)
    yield from reasons.too_late(tender.offers_until, now)
    yield from reasons.opened(tender.state)
    if variant and (not spec.variants_allowed or not 0 < variant <= MOST_VARIANTS):
        yield Reason("no_variant", _("This tender takes no variants."))
    yield from reasons.about_contents(
        spec,
        kind,
        lots=contents.lots,
        prices=contents.prices,
        asked=[given.asked for given in contents.files],
        has_text=bool(contents.remark.strip() or any(text.strip() for text in contents.answers.values())),
    )
    if kind is EnvelopeKind.PRICE:
        yield from _for_nothing(spec, contents)
    if len(contents.files) > MOST_FILES:
        yield Reason("many_files", _("Too many files: at most %(n)s in one envelope.") % {"n": MOST_FILES})
    for given in contents.files[:MOST_FILES]:
        for reason in file_objections(given.name, given.content, most_bytes=LARGEST_FILE):
            text = _("%(name)s: %(reason)s") % {"name": given.name, "reason": reason.text}
            yield Reason(reason.code, text, f"file_{given.asked}" if given.asked else "files")


def _for_nothing(spec: Specification, contents: Contents) -> Iterator[Reason]:
    """Offers are laid beside each other by their price: nought has no place among them."""
    for lot in spec.lots:
        if lot.number not in contents.lots or unpriced(spec, lot.number, contents.prices):
            continue
        if price_of(spec, lot.number, contents.prices) == 0:
            text = _("The whole price for lot %(n)s is nought: offers are compared by it, give a price above nought.")
            yield Reason("for_nothing", text % {"n": lot.number})


def turn_away(*, tender_id: int, kind: EnvelopeKind, by: Actor) -> Reason:
    """An envelope that is larger than the platform reads: nothing of it was read, and that it came stands on record."""
    require(access.may_act_on_the_market(by))
    tender = access.market_tenders(by).get(pk=tender_id)
    require(access.may_offer(by, tender))
    reason = Reason("too_large", _("This envelope is too large: nothing of it was taken in. Hand in less at once."))
    _write_down(tender, kind, Refused([reason]), by)
    return reason


@transaction.atomic
def _write_down(tender: Tender, kind: EnvelopeKind, refused: Refused, by: Actor) -> None:
    """That something was refused, and why: for the supplier and, after the opening, for the minutes."""
    codes = ", ".join(sorted(refused.codes))
    record(
        EnvelopeRefused(organisation_id=by.organisation_id, tender_id=tender.pk, kind=kind.value, codes=codes),
        by=by,
    )


@transaction.atomic
def withdraw(*, tender_id: int, bid_id: int, now: datetime, by: Actor) -> Bid:
    """Take an offer back before the deadline; what was handed in stays sealed and is never opened."""
    require(access.may_act_on_the_market(by))
    tender = Tender.objects.select_for_update().get(pk=tender_id)
    bid = (
        access.own_bids(by).select_for_update(of=("self",)).select_related("round").get(pk=bid_id, round__tender=tender)
    )
    refuse_if(reasons.too_late(bid.round.offers_until, now))
    refuse_if(reasons.opened(tender.state))
    refuse_if([Reason("withdrawn", _("This offer was taken back already."))] if bid.withdrawn_at else [])
    bid.withdrawn_at, bid.withdrawn_by_id = now, by.person_id
    bid.save(update_fields=["withdrawn_at", "withdrawn_by_id"])
    record(BidWithdrawn(organisation_id=by.organisation_id, bid_id=bid.pk), by=by)
    return bid
