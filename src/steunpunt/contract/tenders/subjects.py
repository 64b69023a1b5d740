"""Tenders as what documents belong to."""

from collections.abc import Mapping

from django.urls import reverse

from steunpunt.contract.tenders import access
from steunpunt.contract.tenders.models import CandidacyFile, Tender
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.documents.public import SubjectName


class TenderDocuments:
    """Documents of "tender:3", such as a draft of the specification: for buyers and advisers of the support point."""

    def seen_among(self, actor: Actor, ids: frozenset[int]) -> frozenset[int]:
        if not (access.is_buyer(actor) or access.is_adviser(actor)):
            return frozenset()
        rows = access.visible_tenders(actor).filter(pk__in=ids)
        return frozenset(rows.order_by().values_list("pk", flat=True))

    def may_add(self, actor: Actor, subject_id: int) -> bool:
        return access.may_prepare(actor) and access.visible_tenders(actor).filter(pk=subject_id).exists()

    def names(self, ids: frozenset[int]) -> Mapping[int, SubjectName]:
        rows = Tender.objects.filter(pk__in=ids).order_by("pk")
        return {row.pk: SubjectName(row.title, reverse("tenders:detail", args=[row.pk])) for row in rows}

    def part_name(self, subject_id: int, part: str) -> SubjectName | None:
        return None


class AwardDocuments(TenderDocuments):
    """Letters of "award:3": they say how one supplier's offer was judged, so buyers alone read them here."""

    def seen_among(self, actor: Actor, ids: frozenset[int]) -> frozenset[int]:
        return super().seen_among(actor, ids) if access.is_buyer(actor) else frozenset()


class RequestFiles:
    """Documents of "candidacy_file:7": of the supplier that asks to take part, and for buyers after the deadline."""

    def __call__(self, actor: Actor) -> frozenset[int]:
        """As a sharer: those that are seen beyond the supplier that added them, and by itself."""
        if not (access.is_buyer(actor) or access.is_bidder(actor)):
            return frozenset()
        return frozenset(access.readable_candidacy_files(actor).order_by().values_list("pk", flat=True))

    def seen_among(self, actor: Actor, ids: frozenset[int]) -> frozenset[int]:
        if not access.is_bidder(actor):
            return frozenset()
        rows = access.readable_candidacy_files(actor).filter(pk__in=ids)
        return frozenset(rows.order_by().values_list("pk", flat=True))

    def may_add(self, actor: Actor, subject_id: int) -> bool:
        return access.adds_candidacy_file(actor, subject_id)

    def names(self, ids: frozenset[int]) -> Mapping[int, SubjectName]:
        rows = CandidacyFile.objects.filter(pk__in=ids).select_related("candidacy__tender").order_by("pk")
        return {
            row.pk: SubjectName(row.candidacy.tender.title, reverse("tenders:market", args=[row.candidacy.tender_id]))
            for row in rows
        }

    def part_name(self, subject_id: int, part: str) -> SubjectName | None:
        return None
