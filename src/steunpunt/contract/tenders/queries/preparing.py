"""Reads of a tender before offers come in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils import timezone

from steunpunt.contract.tenders import reasons
from steunpunt.contract.tenders.choices import Buying, TenderState
from steunpunt.contract.tenders.models import BoardNeeds, NeedQuestion, OfficerKey, Publication, Tender, TenderBoard
from steunpunt.contract.tenders.rules import needs as rules
from steunpunt.contract.tenders.rules import specification as specifications
from steunpunt.contract.tenders.values import Specification
from steunpunt.foundation.acting import Reason


def day_of(moment: datetime) -> date:
    """The day on which something happened here."""
    return timezone.localtime(moment).date()


def law_day(tender: Tender, now: datetime) -> date:
    """The day of which the law holds: that of the publication, or today."""
    return day_of(tender.published_at or now)


def with_counts(tenders: QuerySet[Tender]) -> QuerySet[Tender]:
    """Each with its authority and how many boards it is for."""
    boards = (
        TenderBoard.objects.filter(tender=OuterRef("pk"))
        .order_by()
        .values("tender")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return tenders.select_related("authority").annotate(board_count=Subquery(boards))


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A board of a tender, with what it said last."""

    row: TenderBoard
    needs: rules.Needs | None
    stated_at: datetime | None

    @property
    def name(self) -> str:
        return str(self.row.organisation)


def board_lines(tender: Tender) -> list[BoardLine]:
    """Every board for which is bought, by name: one query."""
    newest = BoardNeeds.objects.filter(board=OuterRef("pk")).order_by("-pk")
    rows = (
        tender.boards.select_related("organisation")
        .annotate(said=Subquery(newest.values("content")[:1]), said_at=Subquery(newest.values("stated_at")[:1]))
        .order_by("organisation__name", "pk")
    )
    return [BoardLine(row, rules.read(row.said) if row.said else None, row.said_at) for row in rows]


def boards_named(tender: Tender, spec: Specification) -> list[str]:
    """The boards that can order, by name; none where the contracting authority buys for itself."""
    if spec.buying is Buying.OWN:
        return []
    return sorted(str(one.organisation) for one in tender.boards.select_related("organisation").order_by("pk"))


def needs_said(tender_id: int) -> list[rules.Needs]:
    """What boards said last, without whose it is."""
    newest = BoardNeeds.objects.filter(board=OuterRef("pk")).order_by("-pk")
    rows = TenderBoard.objects.filter(tender_id=tender_id).annotate(said=Subquery(newest.values("content")[:1]))
    return [rules.read(row.said) for row in rows.order_by("pk") if row.said]


def need_questions(boards: Iterable[TenderBoard]) -> list[NeedQuestion]:
    """What the buyer asked these boards: those without an answer first."""
    rows = NeedQuestion.objects.filter(board__in=[board.pk for board in boards]).select_related("board__organisation")
    return sorted(rows.order_by("pk"), key=lambda row: row.answered_at is not None)


def draft(tender: Tender) -> Specification:
    return specifications.read(tender.draft)


def last_publication(tender: Tender) -> Publication:
    """Raises `Publication.DoesNotExist` before the first."""
    return tender.publications.order_by("-number")[:1].get()


def published(publication: Publication) -> Specification:
    return specifications.read(publication.content)


def specification(tender: Tender) -> Specification:
    """As the market reads it; before publication the draft."""
    rows = list(tender.publications.order_by("-number")[:1])
    return published(rows[0]) if rows else draft(tender)


def gaps(tender: Tender, now: datetime) -> list[Reason]:
    """What is missing before the draft may go out. Keys are divided once, at the publication: everybody has one by then."""
    return list(
        reasons.gaps(
            draft(tender),
            boards=tender.boards.count(),
            officers=officers_with_key(tender),
            keyless=_keyless(tender) if tender.state == TenderState.PREPARING else (),
            now=now,
        )
    )


def _keyless(tender: Tender) -> list[str]:
    """Bodies of officers who were named and made no key."""
    keys = OfficerKey.objects.filter(ended_at=None).order_by().values("person_id")
    rows = tender.officers.filter(ended_at=None).exclude(person_id__in=keys).order_by("pk")
    return list(rows.values_list("organisation__name", flat=True))


def officers_with_key(tender: Tender) -> int:
    """How many officers can hold a part: those whose own key exists."""
    people = tender.officers.filter(ended_at=None).order_by().values_list("person_id", flat=True)
    return OfficerKey.objects.filter(person_id__in=people, ended_at=None).count()


def is_changed(tender: Tender) -> bool:
    """Whether the draft differs from what was published."""
    return specifications.fingerprint(tender.draft) != last_publication(tender).fingerprint
