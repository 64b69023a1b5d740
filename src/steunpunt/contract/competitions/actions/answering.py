"""What suppliers do: ask, hand in an offer under seal, replace it, take it back, decline."""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.competitions import access, queries, reasons, sealing
from steunpunt.contract.competitions.actions.asking import locked
from steunpunt.contract.competitions.choices import CompetitionState
from steunpunt.contract.competitions.facts import (
    OfferHandedIn,
    OfferWithdrawn,
    QuestionAsked,
    SupplierDeclined,
)
from steunpunt.contract.competitions.models import Competition, Invitation, Offer, OfferFile, SupplierQuestion
from steunpunt.contract.competitions.rules import comparing, envelopes
from steunpunt.contract.competitions.values import FileName, Prices, Quality, Request
from steunpunt.contract.tenders import public as tenders
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require, the_platform
from steunpunt.foundation.documents.public import content_type_of, file_objections
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices

LARGEST_FILE = 50 * 1024 * 1024
MOST_FILES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file as it was uploaded."""

    name: str
    content: "File[bytes]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a supplier hands in."""

    units: Mapping[int, Decimal] = field(default_factory=dict)
    """A unit price for every item, the supplier part in euros without VAT."""
    answers: Mapping[str, str] = field(default_factory=dict)
    remark: str = ""
    files: Sequence[Given] = ()


@transaction.atomic
def ask(*, competition_id: int, text: str, now: datetime, by: Actor) -> SupplierQuestion:
    """Ask something; the answer goes to all, without saying whose question it was."""
    require(access.may_answer(by))
    competition = locked(competition_id=competition_id, by=by)
    refuse_if(reasons.state(competition.state, CompetitionState.SENT))
    refuse_if(reasons.too_late(competition.answers_until, now))
    refuse_if([] if text.strip() else [Reason("no_text", _("Write your question."), "text")])
    row = SupplierQuestion.objects.create(
        competition=competition,
        supplier_id=by.organisation_id or 0,
        text=text.strip(),
        asked_at=now,
        asked_by_id=by.person_id,
    )
    fact = QuestionAsked(organisation_id=competition.organisation_id, competition_id=competition.pk)
    record(fact, by=the_platform())
    notices.notify(
        kind="competitions.question",
        organisation_id=competition.organisation_id,
        to=queries.leaders(competition),
        title=_("A supplier asks something about “%(title)s”"),
        params={"title": competition.title},
        url=reverse("competitions:questions", args=[competition.pk]),
        now=now,
        by=the_platform(),
    )
    return row


@transaction.atomic
def decline(*, competition_id: int, reason: str, now: datetime, by: Actor) -> Invitation:
    """Make no offer, and say why; the board reads it after the deadline. An offer that was in is taken back."""
    require(access.may_answer(by))
    competition = locked(competition_id=competition_id, by=by)
    refuse_if(_closed(competition, now))
    refuse_if([] if reason.strip() else [reasons.no_reason()])
    invitation = access.own_invitations(by).select_for_update().get(competition=competition)
    Offer.objects.filter(invitation=invitation, replaced_at=None, withdrawn_at=None).update(
        withdrawn_at=now, withdrawn_by_id=by.person_id
    )
    invitation.declined_at, invitation.declined_by_id = now, by.person_id
    invitation.declined_reason = reason.strip()
    invitation.save()
    record(SupplierDeclined(organisation_id=invitation.supplier_id, invitation_id=invitation.pk), by=by)
    return invitation


@transaction.atomic
def withdraw(*, competition_id: int, now: datetime, by: Actor) -> Offer:
    """Take one's offer back before the deadline; it is opened by nobody."""
    require(access.may_answer(by))
    competition = locked(competition_id=competition_id, by=by)
    refuse_if(_closed(competition, now))
    invitation = access.own_invitations(by).get(competition=competition)
    offer = invitation.offers.select_for_update().filter(replaced_at=None, withdrawn_at=None).first()
    if offer is None:
        refuse_if([Reason("no_offer", _("There is no offer of yours to take back."))])
        raise AssertionError
    offer.withdrawn_at, offer.withdrawn_by_id = now, by.person_id
    offer.save(update_fields=["withdrawn_at", "withdrawn_by_id"])
    record(OfferWithdrawn(organisation_id=invitation.supplier_id, invitation_id=invitation.pk), by=by)
    return offer


def hand_in(*, competition_id: int, answer: Answer, now: datetime, by: Actor) -> Offer:
    """Seal an offer and take it in; it takes the place of an earlier one as a whole.

    1. Everything is checked first.
    2. Files are encrypted while they go to the storage; nothing readable is kept anywhere.
    3. Rows and fact in one transaction, with the competition held; the database too refuses what comes after the deadline.
    4. When that fails, the encrypted files are removed again; without their key they said nothing anyway.
    """
    require(access.may_answer(by))
    competition = access.visible_competitions(by).get(pk=competition_id)
    refuse_if(_closed(competition, now))
    refuse_if(_objections(queries.request_of(competition), by.organisation_id or 0, answer))
    key = tenders.new_content_key()
    places: list[str] = []
    try:
        kept = list(_kept(answer.files, key, places))
        return _take_in(competition_id=competition.pk, answer=answer, key=key, kept=kept, now=now, by=by)
    except BaseException:
        tenders.storing.forget(places)
        raise


@dataclass(frozen=True, slots=True)
class _Kept:
    name: FileName
    stored: tenders.storing.Stored


def _kept(files: Iterable[Given], key: bytes, places: list[str]) -> Iterator[_Kept]:
    """Each file encrypted in the storage; its place stands in `places` before it is written."""
    for number, given in enumerate(files, start=1):
        place = tenders.storing.new_place()
        places.append(place)
        digest = tenders.storing.Digest()
        sealed = tenders.streams.sealed(digest.passing(given.content.chunks()), key, file=number)
        stored = tenders.storing.keep(place, sealed)
        name = FileName(number=number, name=given.name, content_type=content_type_of(given.name), size=digest.size)
        yield _Kept(name, stored)


@transaction.atomic
def _take_in(
    *, competition_id: int, answer: Answer, key: bytes, kept: Sequence[_Kept], now: datetime, by: Actor
) -> Offer:
    competition = locked(competition_id=competition_id, by=by)
    refuse_if(_closed(competition, now))
    invitation = access.own_invitations(by).select_for_update().get(competition=competition)
    number = invitation.offers.count() + 1
    quality = envelopes.quality_written(
        Quality(
            answers={code: text.strip() for code, text in answer.answers.items() if text.strip()},
            remark=answer.remark.strip(),
            files=tuple(one.name for one in kept),
            chance=secrets.token_hex(32),
        )
    )
    prices_key = tenders.new_content_key()
    asked = {line.item_id for line in queries.request_of(competition).lines}
    units = {item: price for item, price in answer.units.items() if item in asked}
    prices = envelopes.prices_written(Prices(units=units, chance=secrets.token_hex(32)))
    invitation.offers.filter(replaced_at=None).update(replaced_at=now)
    offer = Offer.objects.create(
        invitation=invitation,
        number=number,
        quality=_sealed(quality, key),
        quality_locked=sealing.lock(key, about=queries.about(invitation, number, "quality")),
        prices=_sealed(prices, prices_key),
        prices_locked=sealing.lock(prices_key, about=queries.about(invitation, number, "prices")),
        fingerprint=hashlib.sha256(quality + b"\0" + prices).hexdigest(),
        received_at=now,
        received_from_id=by.person_id,
    )
    OfferFile.objects.bulk_create(
        OfferFile(
            offer=offer,
            number=one.name.number,
            place=one.stored.place,
            sealed_sha256=one.stored.sha256,
            sealed_size=one.stored.size,
        )
        for one in kept
    )
    if invitation.declined_at is not None:  # an offer takes back that there is none
        invitation.declined_at, invitation.declined_by_id, invitation.declined_reason = None, None, ""
        invitation.save()
    fact = OfferHandedIn(
        organisation_id=invitation.supplier_id, invitation_id=invitation.pk, fingerprint=offer.fingerprint
    )
    record(fact, by=by)
    return offer


def _sealed(content: bytes, key: bytes) -> bytes:
    return tenders.streams.whole(tenders.streams.sealed([content], key, file=tenders.streams.MANIFEST))


def _closed(competition: Competition, now: datetime) -> Iterator[Reason]:
    yield from reasons.too_late(competition.answers_until, now)
    yield from reasons.state(competition.state, CompetitionState.SENT)


def _objections(request: Request, supplier: int, answer: Answer) -> Iterator[Reason]:
    for line in request.lines:
        if line.item_id not in answer.units:
            yield reasons.no_price(line.title, line.item_id)
    for line in comparing.above_list(request, answer.units, supplier):
        yield reasons.above_list(line.title, line.item_id)
    if any(price <= 0 for price in answer.units.values()):
        yield Reason("no_price", _("A price lies above zero."))
    for one in request.comparison.criteria if request.comparison else ():
        if not answer.answers.get(one.code, "").strip():
            yield reasons.no_answer(one.title, one.code)
    if len(answer.files) > MOST_FILES:
        yield Reason("many_files", _("Too many files: at most %(n)s.") % {"n": MOST_FILES}, "files")
    for given in answer.files[:MOST_FILES]:
        for reason in file_objections(given.name, given.content, most_bytes=LARGEST_FILE):
            text = _("%(name)s: %(reason)s") % {"name": given.name, "reason": reason.text}
            yield Reason(reason.code, text, "files")
