"""Scans as what documents belong to, and as what programs hear of."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.actions.filling import closed
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.facts import ScanSubmitted
from steunpunt.assess.scan.models import Scan
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.documents.public import SubjectName


class ScanDocuments:
    """Documents of "scan:12"."""

    def seen_among(self, actor: Actor, ids: frozenset[int]) -> frozenset[int]:
        return frozenset(queries.with_documents(actor, ids))

    def may_add(self, actor: Actor, subject_id: int) -> bool:
        return _takes_documents(actor, subject_id)

    def names(self, ids: frozenset[int]) -> Mapping[int, SubjectName]:
        rows = Scan.objects.filter(pk__in=ids).select_related("round").order_by("pk")
        return {row.pk: SubjectName(row.round.name, reverse("scan:overview", args=[row.pk])) for row in rows}

    def part_name(self, subject_id: int, part: str) -> SubjectName | None:
        """A question that this board is asked, with the page of its evidence."""
        scan = queries.with_round(Scan.objects.filter(pk=subject_id)).first()
        questions = queries.questionnaire_of(scan).questions if scan else {}
        if scan is None or part not in questions or BoardType(scan.board_type) not in questions[part].who:
            return None
        return SubjectName(f"{scan.round.name} · {part}", reverse("scan:evidence", args=[scan.pk, part]))


def may_remove_document(actor: Actor, subject_id: int) -> bool:
    """Whoever may add one: what was submitted keeps its evidence, and gets no other."""
    return _takes_documents(actor, subject_id)


def _takes_documents(actor: Actor, subject_id: int) -> bool:
    """From whoever reads the scan at the board itself, as long as the scan takes answers."""
    scan = queries.with_round(access.with_visible_documents(actor).filter(pk=subject_id)).first()
    return scan is not None and access.may_add_documents(actor, scan) and not closed(scan, timezone.localdate())


def submission(fact: ScanSubmitted) -> dict[str, int | str]:
    """What a program hears of a submission: numbers, and where the result is. Not how much was answered."""
    return {
        "scan_id": fact.scan_id,
        "round_id": fact.round_id,
        "result_url": reverse("scan:result", args=[fact.scan_id]),
        "api_url": f"/api/v1/scans/{fact.scan_id}/result",
    }
