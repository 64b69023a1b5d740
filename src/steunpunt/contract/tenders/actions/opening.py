"""Two officers open offers together, after the deadline; prices once the marks are frozen. And two bring in a third."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders import access, queries, reasons
from steunpunt.contract.tenders.actions.offering import envelope_is
from steunpunt.contract.tenders.actions.rounds import about
from steunpunt.contract.tenders.choices import ENVELOPES_OF, OpeningStage, TenderState
from steunpunt.contract.tenders.facts import KeysDivided, OffersOpened, OpeningBegun
from steunpunt.contract.tenders.models import (
    Bid,
    BidLot,
    Envelope,
    KeyChange,
    KeyPart,
    OfferRound,
    Officer,
    Opening,
    SealKey,
    Tender,
)
from steunpunt.contract.tenders.sealing import keys, manifests, streams
from steunpunt.contract.tenders.sealing.keys import CannotOpenError, WrongPhraseError
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, Refused, refuse_if, require
from steunpunt.foundation.journal.public import record

TOGETHER = timedelta(minutes=30)
"""Within so long after the first, the second opens; otherwise they begin anew."""
PRIVATE = "private"


@transaction.atomic
def begin_opening(*, tender_id: int, stage: OpeningStage, phrase: str, now: datetime, by: Actor) -> Opening:
    """The first officer takes off the outer layer. What is left is locked for each of the others: alone it opens nothing."""
    tender = access.visible_tenders(by).select_for_update().get(pk=tender_id)
    officer = _officer(tender, by)
    round_ = tender.rounds.order_by("-number")[:1].get()
    refuse_if(_not_now(tender, round_, stage, now))
    _lapse(round_.openings.select_for_update().filter(stage=stage, opened_at=None, lapsed_at=None), now)
    if round_.openings.filter(stage=stage, lapsed_at=None).exists():
        refuse_if([Reason("begun", _("Somebody began already: unlock as the second."))])
    row = Opening.objects.create(
        round=round_,
        stage=stage,
        first=officer,
        first_at=now,
        released=_released(_seal_keys(round_, stage), officer, phrase),
    )
    fact = OpeningBegun(
        organisation_id=by.organisation_id, tender_id=tender.pk, stage=stage.value, round=_told_round(tender, round_)
    )
    record(fact, by=by)
    return row


def _told_round(tender: Tender, round_: OfferRound) -> int | None:
    return round_.number if access.has_more_rounds(tender) else None


@transaction.atomic
def complete_opening(*, tender_id: int, stage: OpeningStage, phrase: str, now: datetime, by: Actor) -> Opening:
    """The second officer takes off the inner layer: everything of this stage opens, or nothing does.

    What cannot be read is no reason to stop: it stands in the minutes, and the offer counts as not handed in whole.
    """
    tender = access.visible_tenders(by).select_for_update().get(pk=tender_id)
    officer = _officer(tender, by)
    round_ = tender.rounds.order_by("-number")[:1].get()
    refuse_if(_not_now(tender, round_, stage, now))
    row: Opening = _half_open(round_.openings.select_for_update(of=("self",)).filter(stage=stage), officer, now)
    private = _unlocked(row.released, _seal_keys(round_, stage), row.first, officer, phrase)
    found = [_opened(bid, stage, private, now) for bid in _bids(round_)]
    row.second, row.opened_at, row.released = officer, now, {}
    row.minutes = _minutes(row, found, now)
    row.save(update_fields=["second", "opened_at", "released", "minutes"])
    if stage is OpeningStage.CONTENT:
        _make_lots(found, queries.specification(tender).lots)
    tender.state = TenderState.OPENED if stage is OpeningStage.CONTENT else TenderState.PRICED
    tender.save(update_fields=["state"])
    fact = OffersOpened(
        organisation_id=by.organisation_id,
        tender_id=tender.pk,
        stage=stage.value,
        offers=len(found),
        round=_told_round(tender, round_),
    )
    record(fact, by=by)
    return row


def _officer(tender: Tender, by: Actor) -> Officer:
    require(access.may_open(by, tender))
    officer = access.own_offices(by).select_related("key").get(tender=tender)
    if officer.key is None:
        text = _("You had no key yet when the tender was published: you hold no part. Others can bring you in.")
        refuse_if([Reason("no_part", text)])
    return officer


def _not_now(tender: Tender, round_: OfferRound, stage: OpeningStage, now: datetime) -> Iterator[Reason]:
    yield from reasons.over(tender.state)
    if now < round_.offers_until:
        yield Reason("too_early", _("Nothing opens before the deadline for offers."))
    elif stage is OpeningStage.CONTENT and tender.state != TenderState.PUBLISHED:
        yield Reason("opened", _("These envelopes were opened already."))
    elif stage is OpeningStage.PRICE and tender.state != TenderState.FROZEN:
        yield Reason("not_frozen", _("Prices open once the marks for quality are fixed."))


def _lapse(rows: Any, now: datetime) -> None:
    rows.filter(first_at__lt=now - TOGETHER).update(lapsed_at=now, released={})


def _half_open(rows: Any, officer: Officer, now: datetime) -> Any:
    """The opening or key change that waits for a second."""
    row = rows.select_related("first__key").filter(second=None, lapsed_at=None).order_by("-pk").first()
    if row is None or row.first_at < now - TOGETHER:
        refuse_if([Reason("not_begun", _("Nobody began in the last half hour: begin, and ask a second person."))])
    if row.first_id == officer.pk or row.first.person_id == officer.person_id:
        refuse_if([Reason("same_person", _("You unlocked already: the second is somebody else."))])
    return row


def _seal_keys(round_: OfferRound, stage: OpeningStage) -> list[SealKey]:
    return list(round_.keys.filter(kind__in=ENVELOPES_OF[stage]).select_related("round").order_by("pk"))


def _phrase_fits(officer: Officer, phrase: str) -> bytes:
    """The private half of the officer's own key."""
    if officer.key is None:
        raise ValueError("an officer without a key")
    try:
        return keys.unlock(bytes(officer.key.locked), bytes(officer.key.salt), phrase)
    except WrongPhraseError:
        text = _("This is not the phrase of your key. Nothing was opened.")
        raise Refused([Reason("phrase", text, "phrase")]) from None


def _released(seal_keys: Iterable[SealKey], officer: Officer, phrase: str) -> dict[str, dict[str, str]]:
    """By key and second officer what is left without the outer layer."""
    private = _phrase_fits(officer, phrase)
    outer = officer.key_id or 0
    found: dict[str, dict[str, str]] = {}
    for key in seal_keys:
        parts = KeyPart.objects.filter(key=key, outer_id=outer).order_by("pk")
        found[str(key.pk)] = {
            str(part.inner_id): base64.b64encode(
                keys.take_off_outer(bytes(part.locked), private, outer=outer, inner=part.inner_id, about=about(key))
            ).decode()
            for part in parts
        }
    return found


def _unlocked(
    released: Mapping[str, Mapping[str, str]],
    seal_keys: Iterable[SealKey],
    first: Officer,
    second: Officer,
    phrase: str,
) -> dict[int, bytes]:
    """The private halves themselves, by id of the key."""
    private, outer, inner = _phrase_fits(second, phrase), first.key_id or 0, second.key_id or 0
    found = {}
    for key in seal_keys:
        core = released.get(str(key.pk), {}).get(str(inner))
        if core is None:
            refuse_if([Reason("no_part", _("You hold no part together with who began."))])
        found[key.pk] = keys.take_off_inner(
            base64.b64decode(core or ""), private, outer=outer, inner=inner, about=about(key)
        )
    return found


def _bids(round_: OfferRound) -> list[Bid]:
    rows = Bid.objects.filter(round=round_, withdrawn_at=None).select_related("supplier", "round")
    return list(rows.prefetch_related("envelopes__files").order_by("pk"))


@dataclass(frozen=True, slots=True)
class _Found:
    bid: Bid
    envelopes: list[dict[str, Any]]
    lots: tuple[int, ...]
    """Those that its own administrative envelope names; none where it cannot be read."""


def _opened(bid: Bid, stage: OpeningStage, private: Mapping[int, bytes], now: datetime) -> _Found:
    rows: list[dict[str, Any]] = []
    lots: tuple[int, ...] = ()
    for envelope in bid.envelopes.all():
        if envelope.replaced_at is not None or envelope.kind not in ENVELOPES_OF[stage]:
            continue
        manifest = _unsealed(bid, envelope, private[envelope.key_id], now)
        if manifest is not None and manifest.lots:
            lots = manifest.lots
        rows.append(
            {
                "kind": envelope.kind,
                "received_at": envelope.received_at.isoformat(),
                "fingerprint": envelope.fingerprint,
                "lots": list(manifest.lots) if manifest else [],
                "files": [[entry.name, entry.size] for entry in manifest.files] if manifest else [],
                "is_readable": manifest is not None,
            }
        )
    return _Found(bid, rows, lots)


def _unsealed(bid: Bid, envelope: Envelope, private: bytes, now: datetime) -> manifests.Manifest | None:
    """Unlock the key of its content and keep it; None, with nothing kept, where it does not open to what was handed in."""
    try:
        key = keys.unseal(bytes(envelope.locked_key), private, about=envelope_is(bid, envelope.kind))
        written = streams.whole(streams.opened([bytes(envelope.manifest)], key, file=streams.MANIFEST))
        if manifests.fingerprint(written) != envelope.fingerprint:
            return None
        manifest = manifests.read(written)
    except (CannotOpenError, ValueError):
        return None
    envelope.opened_key, envelope.opened_at = key, now
    envelope.save(update_fields=["opened_key", "opened_at"])
    return manifest


def _make_lots(found: Iterable[_Found], lots: Iterable[Any]) -> None:
    known = {lot.number for lot in lots}
    BidLot.objects.bulk_create(
        [
            BidLot(bid=one.bid, lot=number)
            for one in found
            for number in sorted(set(one.lots) & known or (known if len(known) == 1 else set()))
        ]
    )


def _minutes(row: Opening, found: Iterable[_Found], now: datetime) -> dict[str, Any]:
    """What was found, as it is signed by both."""
    return {
        "opened_at": now.isoformat(),
        "first": [row.first.person_id, str(row.first.organisation)],
        "second": [row.second.person_id, str(row.second.organisation)] if row.second else None,
        "offers": [
            {
                "supplier": str(one.bid.supplier),
                "variant": one.bid.variant,
                "is_complete": one.bid.is_complete,
                "envelopes": one.envelopes,
            }
            for one in found
        ],
    }


# ── an officer is lost ───────────────────────────────────────────────────────
@transaction.atomic
def begin_key_change(
    *,
    tender_id: int,
    lost_id: int | None,
    person_id: int,
    organisation_id: int,
    reason: str,
    phrase: str,
    now: datetime,
    by: Actor,
) -> KeyChange:
    """The first of two officers who bring in somebody else, in the place of one who is lost or beside those that are there."""
    tender = access.visible_tenders(by).select_for_update().get(pk=tender_id)
    officer = _officer(tender, by)
    refuse_if([] if reason.strip() else [Reason("no_reason", _("Say why."), "reason")])
    refuse_if(reasons.over(tender.state))
    if person_id not in people_of.working_for(organisation_id, [person_id]):
        refuse_if([Reason("not_there", _("Choose somebody who works there."), "person")])
    if tender.officers.filter(person_id=person_id, ended_at=None).exists():
        refuse_if([Reason("named", _("This person was named already."), "person")])
    own = queries.key_of(person_id)
    if own is None:
        refuse_if([Reason("no_key", _("This person has no key yet: it makes one first."), "person")])
    lost = tender.officers.get(pk=lost_id, ended_at=None) if lost_id else None
    if lost is not None and lost.pk == officer.pk:
        refuse_if([Reason("yourself", _("You are there: you cannot be the one who is lost."), "lost")])
    _lapse(tender.key_changes.filter(done_at=None, lapsed_at=None), now)
    came = Officer.objects.create(
        tender=tender,
        person_id=person_id,
        organisation_id=organisation_id,
        named_at=now,
        named_by_id=by.person_id,
        ended_at=now,
        ended_reason=str(_("comes in once two others divided the keys")),
    )
    released: dict[str, dict[str, str]] = {}
    for round_ in tender.rounds.order_by("pk"):
        for stage in OpeningStage:
            if not round_.openings.filter(stage=stage, opened_at__isnull=False).exists():
                released |= _released(_seal_keys(round_, stage), officer, phrase)
    return KeyChange.objects.create(
        tender=tender,
        lost=lost,
        came=came,
        first=officer,
        first_at=now,
        released=released,
        reason=reason.strip(),
    )


@transaction.atomic
def complete_key_change(*, tender_id: int, phrase: str, now: datetime, by: Actor) -> KeyChange:
    """The second: keys that are still closed are divided anew among everybody who stays and who came in."""
    tender = access.visible_tenders(by).select_for_update().get(pk=tender_id)
    officer = _officer(tender, by)
    row: KeyChange = _half_open(tender.key_changes.select_for_update(of=("self",)).filter(done_at=None), officer, now)
    if row.lost_id == officer.pk:
        refuse_if([Reason("yourself", _("You are there: you cannot be the one who is lost."))])
    seal_keys = list(SealKey.objects.filter(pk__in=map(int, row.released)).select_related("round").order_by("pk"))
    private = _unlocked(row.released, seal_keys, row.first, officer, phrase)
    came = row.came
    came.key = queries.key_of(came.person_id)
    if came.key is None:
        refuse_if([Reason("no_key", _("This person has no key yet: it makes one first."), "person")])
    came.ended_at, came.ended_reason = None, ""
    came.save(update_fields=["key", "ended_at", "ended_reason"])
    if row.lost is not None:
        row.lost.ended_at, row.lost.ended_reason = now, row.reason
        row.lost.save(update_fields=["ended_at", "ended_reason"])
    holders = queries.holders(tender)
    for key in seal_keys:
        KeyPart.objects.filter(key=key).delete()
        parts = keys.in_parts(private[key.pk], holders, about=about(key))
        KeyPart.objects.bulk_create(
            [KeyPart(key=key, outer_id=outer, inner_id=inner, locked=part) for (outer, inner), part in parts.items()]
        )
    row.second, row.done_at, row.released = officer, now, {}
    row.save(update_fields=["second", "done_at", "released"])
    fact = KeysDivided(
        organisation_id=by.organisation_id,
        tender_id=tender.pk,
        came=str(came.organisation),
        lost=str(row.lost.organisation) if row.lost else "–",
        reason=row.reason,
    )
    record(fact, by=by)
    return row
