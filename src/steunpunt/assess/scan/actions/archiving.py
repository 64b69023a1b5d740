"""All reports of a round as one archive: asked for by an adviser, made in the background."""

import secrets
from collections.abc import Callable
from datetime import datetime
from tempfile import TemporaryFile

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.actions.comparing import note_looks
from steunpunt.assess.scan.choices import ScanState
from steunpunt.assess.scan.facts import ReportsAsked
from steunpunt.assess.scan.models import ReportArchive, Scan
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.jobs import public as jobs
from steunpunt.foundation.journal.public import record

Maker = Callable[..., int]
"""Writes the reports of scans into a file: `papers.all_reports`."""


@transaction.atomic
def ask_reports(*, round_id: int, now: datetime, by: Actor) -> int:
    """Ask for all reports of a round; answers the job that makes them. Each board reads that its result was taken along."""
    round_ = access.visible_rounds(by).get(pk=round_id)
    require(access.may_start_rounds(by))
    ids = list(_submitted(round_id).values_list("pk", flat=True))
    refuse_if([] if ids else [Reason("nothing_submitted", _("No board submitted yet: there is nothing to report."))])
    archive = ReportArchive.objects.create(
        round=round_, place=f"scan/reports/{secrets.token_hex(20)}.zip", asked_by_id=by.person_id, asked_at=now
    )
    note_looks(scan_ids=ids, what=gettext_noop("all reports of the round"), by=by)
    fact = ReportsAsked(organisation_id=by.organisation_id, round_id=round_.pk, name=round_.name, archive_id=archive.pk)
    record(fact, by=by)
    title = _("Reports of %(round)s") % {"round": round_.name}
    return jobs.start("scan.reports", {"archive_id": archive.pk}, by=by, title=title)


def fill_archive(*, archive_id: int, make: Maker, now: datetime, step: Callable[[int, int], None]) -> ReportArchive:
    """Make the reports and keep them at the place that was chosen beforehand: done again, it is the same file."""
    archive = ReportArchive.objects.select_related("round").get(pk=archive_id)
    scans = queries.with_round(_submitted(archive.round_id)).order_by("organisation__name", "pk")
    total = scans.count()
    with TemporaryFile() as file:
        archive.boards = make(scans.iterator(chunk_size=50), file, now=now, step=lambda done: step(done, total))
        archive.size = file.tell()
        file.seek(0)
        if default_storage.exists(archive.place):
            default_storage.delete(archive.place)
        default_storage.save(archive.place, File(file))
    archive.made_at = now
    archive.save(update_fields=["boards", "size", "made_at"])
    return archive


def _submitted(round_id: int) -> QuerySet[Scan]:
    return Scan.objects.filter(round_id=round_id, state=ScanState.SUBMITTED)
