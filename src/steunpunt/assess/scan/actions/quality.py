"""The quality of the questionnaire in a round: asked for by an adviser, reckoned in the background, kept with its day."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access
from steunpunt.assess.scan.choices import ScanState
from steunpunt.assess.scan.facts import QualityAsked
from steunpunt.assess.scan.models import QualityReport, Round
from steunpunt.assess.scan.queries import quality
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.jobs import public as jobs
from steunpunt.foundation.journal.public import record


@transaction.atomic
def ask_quality(*, round_id: int, now: datetime, by: Actor) -> int:
    """Answers the job that reckons. No board is looked at: the figures are of questions, over all boards together."""
    round_ = access.visible_rounds(by).select_for_update().get(pk=round_id)
    require(access.may_start_rounds(by))
    refuse_if(_objections(round_))
    report = QualityReport.objects.create(round=round_, asked_by_id=by.person_id, asked_at=now)
    fact = QualityAsked(organisation_id=by.organisation_id, round_id=round_.pk, name=round_.name, report_id=report.pk)
    record(fact, by=by)
    title = _("Quality of the questionnaire of %(round)s") % {"round": round_.name}
    return jobs.start("scan.quality", {"report_id": report.pk}, by=by, title=title)


def _objections(round_: Round) -> Iterator[Reason]:
    if not round_.scans.filter(state=ScanState.SUBMITTED).exists():
        yield Reason("nothing_submitted", _("No board submitted yet: there is nothing to reckon."))


def fill_quality(*, report_id: int, now: datetime, step: Callable[[int, int], None]) -> QualityReport:
    """Reckon and keep. Safe to run again: the same answers give the same figures."""
    report = QualityReport.objects.select_related("round__version").get(pk=report_id)
    kinds = quality.figures(report.round, step=step)
    report.content, report.boards, report.made_at = {"kinds": kinds}, sum(kind["boards"] for kind in kinds), now
    report.save(update_fields=["content", "boards", "made_at"])
    return report
