"""From project to published tender: begin one, name boards, write the specification, publish and correct it."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects import public as projects
from steunpunt.contract.tenders import access, queries, reasons
from steunpunt.contract.tenders.actions.releasing import put_out
from steunpunt.contract.tenders.actions.rounds import begin_round
from steunpunt.contract.tenders.choices import AFTER_OPENING, Part, TenderState
from steunpunt.contract.tenders.facts import (
    BoardNamed,
    SpecificationChanged,
    StepTicked,
    TenderCorrected,
    TenderMade,
    TenderPublished,
    TenderStopped,
)
from steunpunt.contract.tenders.models import Bid, CheckedStep, Publication, Tender, TenderBoard
from steunpunt.contract.tenders.rules import specification as specifications
from steunpunt.contract.tenders.rules.versions import differences
from steunpunt.contract.tenders.values import Lot, Specification
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices
from steunpunt.foundation.organisations import public as organisations

MOST_NAMED = 8
"""Of what changed in one part of a specification, in its history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """With what a tender begins."""

    reference: str
    specification: Specification
    authority_id: int
    project_id: int | None = None
    boards: Collection[int] = ()
    """Without a choice: the boards that take part in the project."""
    needs_until: date | None = None


@transaction.atomic
def make_tender(*, beginning: Beginning, now: datetime, by: Actor, is_invented: bool = False) -> Tender:
    """Begin a tender. Its boards are asked what they need."""
    require(access.may_prepare(by))
    boards = set(beginning.boards)
    if beginning.project_id is not None:
        project = projects.project_in_short(beginning.project_id, timezone.localdate(now))
        refuse_if([] if project else [Reason("no_project", _("Choose a project that exists."), "project")])
        boards = boards or set(project.aboard if project else ())
    refuse_if(_unclear(beginning, boards))
    if beginning.needs_until is not None and beginning.needs_until < queries.day_of(now):
        refuse_if([Reason("past", _("Choose a day that lies ahead."), "needs_until")])
    spec = beginning.specification
    if not spec.lots:
        spec = replace(spec, lots=(Lot(number=1, title=spec.title),))
    tender = Tender.objects.create(
        project_id=beginning.project_id,
        authority_id=beginning.authority_id,
        reference=beginning.reference.strip(),
        title=spec.title.strip(),
        draft=specifications.as_data(spec),
        procedure=spec.procedure,
        needs_until=beginning.needs_until,
        is_invented=is_invented,
        made_at=now,
        made_by_id=by.person_id,
        owner_id=by.person_id,
    )
    fact = TenderMade(
        organisation_id=by.organisation_id, tender_id=tender.pk, reference=tender.reference, title=tender.title
    )
    record(fact, by=by)
    _name(tender, sorted(boards), now=now, by=by)
    return tender


def _unclear(beginning: Beginning, boards: Collection[int]) -> Iterator[Reason]:
    if not beginning.reference.strip():
        yield Reason("no_reference", _("Give the tender a reference."), "reference")
    elif Tender.objects.filter(reference=beginning.reference.strip()).exists():
        yield Reason("reference_taken", _("There is a tender with this reference."), "reference")
    if not beginning.specification.title.strip():
        yield Reason("no_title", _("Give the tender a name."), "title")
    authority = organisations.organisation(beginning.authority_id)
    if authority is None or authority.kind not in {*organisations.BOARD_KINDS, organisations.Kind.SUPPORT_POINT}:
        text = _("The contracting authority is a board or the support point.")
        yield Reason("no_authority", text, "authority")
    yield from _not_boards(boards)


def _not_boards(boards: Collection[int]) -> Iterator[Reason]:
    cards = organisations.organisations(boards)
    if any(board not in cards or cards[board].kind not in organisations.BOARD_KINDS for board in boards):
        yield Reason("not_boards", _("Is bought for boards alone."), "boards")


@transaction.atomic
def name_boards(*, tender_id: int, boards: Collection[int], now: datetime, by: Actor) -> int:
    """Name more boards for which is bought; answers how many were not named yet. After publication nobody comes in."""
    require(access.may_prepare(by))
    tender = access.visible_tenders(by).select_for_update().get(pk=tender_id)
    refuse_if(_not_boards(boards))
    if tender.state != TenderState.PREPARING:
        text = _("Who can order is fixed by the publication: boards that come later take part in the next tender.")
        refuse_if([Reason("published", text, "boards")])
    known = set(tender.boards.order_by().values_list("organisation_id", flat=True))
    new = sorted(set(boards) - known)
    _name(tender, new, now=now, by=by)
    return len(new)


def _name(tender: Tender, boards: Collection[int], *, now: datetime, by: Actor) -> None:
    TenderBoard.objects.bulk_create(
        [TenderBoard(tender=tender, organisation_id=board, added_at=now, added_by_id=by.person_id) for board in boards]
    )
    names = organisations.names(boards)
    for board in boards:
        record(BoardNamed(organisation_id=board, tender_id=tender.pk, board=names[board]), by=by)
        notices.notify(
            kind="tenders.needs",
            organisation_id=board,
            to=people_of.members(board, people_of.Role.ICT_MANAGER),
            title=_("What does your board need of “%(title)s”?"),
            params={"title": tender.title},
            detail=_("Your answer binds to nothing; it makes the tender fit."),
            url=reverse("tenders:needs", args=[tender.pk]),
            now=now,
            by=by,
        )


@transaction.atomic
def change_specification(
    *,
    tender_id: int,
    edition: int,
    part: Part,
    change: Callable[[Specification], Specification],
    now: datetime,
    by: Actor,
) -> Tender:
    """Write one part of the draft. `edition` is that of the draft which was read: who comes second is told, and nothing
    that the first wrote is lost. After publication the draft is that of a correction.
    """
    require(access.may_prepare(by))
    tender = access.visible_tenders(by).select_for_update().get(pk=tender_id)
    refuse_if(reasons.cannot_change(tender.state, tender.offers_until, now))
    if tender.draft_edition != edition:
        text = _("Somebody else changed the specification meanwhile. Look at it again, then save.")
        refuse_if([Reason("changed_meanwhile", text)])
    before = specifications.read(tender.draft)
    spec = change(before)
    changed = dict.fromkeys(one.code or one.field for one in differences(before, spec))
    tender.draft, tender.draft_edition = specifications.as_data(spec), tender.draft_edition + 1
    fields = ["draft", "draft_edition"]
    if tender.state == TenderState.PREPARING:
        tender.title, tender.procedure = spec.title, spec.procedure
        fields += ["title", "procedure"]
    tender.save(update_fields=fields)
    fact = SpecificationChanged(
        organisation_id=by.organisation_id, tender_id=tender.pk, part=part.value, what=tuple(changed)[:MOST_NAMED]
    )
    record(fact, by=by)
    return tender


@transaction.atomic
def publish(*, tender_id: int, fingerprint: str, now: datetime, by: Actor) -> Publication:
    """Put the specification out. `fingerprint` is that of the draft that was looked at: what was not seen goes not out."""
    require(access.may_prepare(by))
    tender = access.visible_tenders(by).select_for_update().get(pk=tender_id)
    refuse_if([] if tender.state == TenderState.PREPARING else [Reason("published", _("It was published already."))])
    refuse_if(_not_seen(tender, fingerprint))
    refuse_if(queries.gaps(tender, now))
    row = _put_out(tender, number=1, reason="", now=now, by=by)
    begin_round(tender, now=now)
    put_out(tender, "planning", "tender", now=now)
    fact = TenderPublished(organisation_id=by.organisation_id, tender_id=tender.pk, fingerprint=row.fingerprint[:16])
    record(fact, by=by)
    for supplier in (
        tender.candidacies.filter(is_selected=True).order_by("pk").values_list("organisation_id", flat=True)
    ):
        notices.notify(
            kind="tenders.market",
            organisation_id=supplier,
            to=people_of.members(supplier, people_of.Role.BIDDER),
            title=_("About “%(title)s”"),
            params={"title": tender.title},
            detail=_("You are invited to make an offer."),
            url=reverse("tenders:market", args=[tender.pk]),
            now=now,
            by=by,
        )
    return row


@transaction.atomic
def correct(*, tender_id: int, fingerprint: str, reason: str, now: datetime, by: Actor) -> Publication:
    """Publish a correction: all followers hear of it. A deadline can go back, never forward."""
    require(access.may_prepare(by))
    tender = access.visible_tenders(by).select_for_update().get(pk=tender_id)
    refuse_if(reasons.cannot_change(tender.state, tender.offers_until, now))
    if tender.state == TenderState.PREPARING:
        refuse_if([Reason("not_published", _("It was not published yet."))])
    refuse_if([] if reason.strip() else [Reason("no_reason", _("Say what changes and why."), "reason")])
    refuse_if(_not_seen(tender, fingerprint))
    last = queries.last_publication(tender)
    refuse_if(queries.gaps(tender, now))
    before, after = queries.published(last), specifications.read(tender.draft)
    refuse_if(reasons.not_by_correction(before, after, is_first_round=tender.rounds.count() == 1))
    if last.fingerprint == fingerprint:
        refuse_if([Reason("unchanged", _("Nothing differs from what was published."))])
    row = _put_out(tender, number=last.number + 1, reason=reason.strip(), now=now, by=by)
    round_ = tender.rounds.order_by("-number")[:1].get()
    round_.offers_until = tender.offers_until or round_.offers_until
    round_.save(update_fields=["offers_until"])
    put_out(tender, "tenderUpdate", now=now)
    fact = TenderCorrected(
        organisation_id=by.organisation_id, tender_id=tender.pk, number=row.number - round_.number, reason=row.reason
    )
    record(fact, by=by)
    _tell_of_correction(tender, row, now=now, by=by)
    return row


def _tell_of_correction(tender: Tender, row: Publication, *, now: datetime, by: Actor) -> None:
    """Everybody who follows; who handed something in, that it was for the earlier text."""
    last = tender.rounds.order_by("-number").values("pk")[:1]
    bids = Bid.objects.filter(round__in=last, withdrawn_at=None, envelopes__isnull=False)
    bidders = set(bids.order_by().values_list("supplier_id", flat=True))
    followers = set(tender.followers.order_by().values_list("organisation_id", flat=True))
    for supplier in sorted(bidders | followers):
        has_offer = supplier in bidders
        notices.notify(
            kind="tenders.market",
            organisation_id=supplier,
            to=people_of.members(supplier, people_of.Role.BIDDER),
            title=_("“%(title)s” was corrected after you handed in: look whether your offer still fits")
            if has_offer
            else _("A correction of “%(title)s”"),
            params={"title": tender.title},
            detail=row.reason,
            url=reverse("tenders:offer" if has_offer else "tenders:market", args=[tender.pk]),
            now=now,
            by=by,
        )


@transaction.atomic
def put_out_version(
    tender: Tender, *, change: Callable[[Specification], Specification], reason: str, now: datetime, by: Actor
) -> Publication:
    """Put out what was published last with something changed, such as the deadline of a new round. Part of an action: its
    tender is locked. A draft of a correction that was not published is lost.
    """
    last = queries.last_publication(tender)
    tender.draft = specifications.as_data(change(queries.published(last)))
    tender.draft_edition += 1
    tender.save(update_fields=["draft", "draft_edition"])
    row = _put_out(tender, number=last.number + 1, reason=reason, now=now, by=by)
    put_out(tender, "tenderUpdate", now=now)
    return row


def _not_seen(tender: Tender, fingerprint: str) -> Iterator[Reason]:
    if specifications.fingerprint(tender.draft) != fingerprint:
        text = _("The specification changed since you looked at it. Look at it again, then publish.")
        yield Reason("changed_meanwhile", text)


def _put_out(tender: Tender, *, number: int, reason: str, now: datetime, by: Actor) -> Publication:
    spec = specifications.read(tender.draft)
    row = Publication.objects.create(
        tender=tender,
        number=number,
        content=tender.draft,
        fingerprint=specifications.fingerprint(tender.draft),
        reason=reason,
        published_at=now,
        published_by_id=by.person_id,
    )
    tender.title, tender.procedure, tender.state = spec.title, spec.procedure, TenderState.PUBLISHED
    tender.published_at = tender.published_at or now
    tender.questions_until = spec.calendar.questions_until
    tender.candidates_until = spec.calendar.candidates_until
    tender.offers_until = spec.calendar.offers_until
    tender.save(
        update_fields=[
            "title",
            "procedure",
            "state",
            "published_at",
            "questions_until",
            "candidates_until",
            "offers_until",
        ]
    )
    return row


@transaction.atomic
def stop(*, tender_id: int, reason: str, now: datetime, by: Actor) -> Tender:
    """Not go on with a tender, and say why: whoever made an offer hears it."""
    require(access.may_prepare(by))
    tender = access.visible_tenders(by).select_for_update().get(pk=tender_id)
    refuse_if(reasons.over(tender.state))
    if tender.state in AFTER_OPENING:
        text = _("Offers are open: stopping is a decision of the contracting authority, under Award.")
        refuse_if([Reason("opened", text)])
    refuse_if([] if reason.strip() else [Reason("no_reason", _("Say why it is stopped."), "reason")])
    tender.state, tender.over_reason, tender.over_at = TenderState.STOPPED, reason.strip(), now
    tender.over_by_id = by.person_id
    tender.save(update_fields=["state", "over_reason", "over_at", "over_by_id"])
    record(TenderStopped(organisation_id=by.organisation_id, tender_id=tender.pk, reason=tender.over_reason), by=by)
    put_out(tender, "tenderCancellation", now=now)
    bidders = (
        Bid.objects.filter(round__tender=tender, withdrawn_at=None).order_by().values_list("supplier_id", flat=True)
    )
    followers = tender.followers.order_by().values_list("organisation_id", flat=True)
    for supplier in sorted({*bidders, *followers}):
        notices.notify(
            kind="tenders.market",
            organisation_id=supplier,
            to=people_of.members(supplier, people_of.Role.BIDDER),
            title=_("“%(title)s” was stopped"),
            params={"title": tender.title},
            detail=tender.over_reason,
            url=reverse("tenders:market", args=[tender.pk]),
            now=now,
            by=by,
        )
    return tender


@transaction.atomic
def tick(*, tender_id: int, code: str, label: str, note: str, now: datetime, by: Actor) -> CheckedStep:
    """Say that a step of the check list was done; `label` is how the list calls it. Ticking twice changes nothing."""
    require(access.may_prepare(by))
    tender = access.visible_tenders(by).select_for_update().get(pk=tender_id)
    row, is_new = CheckedStep.objects.get_or_create(
        tender=tender, code=code, defaults={"note": note.strip(), "done_at": now, "done_by_id": by.person_id}
    )
    if is_new:
        record(StepTicked(organisation_id=by.organisation_id, tender_id=tender.pk, step=label), by=by)
    return row
