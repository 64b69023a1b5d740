"""The open figures of a round: asked for by an adviser once it is closed, reckoned in the background, kept for good."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access
from steunpunt.assess.scan.choices import ScanState
from steunpunt.assess.scan.facts.sharing import OpenFileAsked, OpenFilePublished
from steunpunt.assess.scan.models import OpenFile, Round
from steunpunt.assess.scan.queries import open_data, open_text
from steunpunt.assess.scan.rules.parameters import MIN_PUBLIC
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.jobs import public as jobs
from steunpunt.foundation.journal.public import record


@transaction.atomic
def ask_open_file(*, round_id: int, by: Actor) -> int:
    """Ask for the open figures of a closed round; answers the job that publishes them."""
    round_ = access.visible_rounds(by).select_for_update().get(pk=round_id)
    require(access.may_start_rounds(by))
    refuse_if(_objections(round_))
    record(OpenFileAsked(organisation_id=by.organisation_id, round_id=round_.pk, name=round_.name), by=by)
    title = _("Open figures of %(round)s") % {"round": round_.name}
    return jobs.start("scan.open_data", {"round_id": round_.pk, "person_id": by.person_id or 0}, by=by, title=title)


@transaction.atomic
def publish_open_file(
    *, round_id: int, person_id: int, now: datetime, step: Callable[[int, int], None], by: Actor
) -> OpenFile:
    """Reckon the open figures and publish them. Done again, it is the file that was there.

    The round is locked, as for every other release: a group that a board asks for is weighed before or after, never beside.
    """
    require(by.via == "task")
    round_ = Round.objects.select_related("version").select_for_update(of=("self",)).get(pk=round_id)
    if known := OpenFile.objects.filter(round=round_).first():
        return known
    refuse_if(_objections(round_))
    found = open_data.figures(round_, step=step)
    file = OpenFile.objects.create(
        round=round_,
        published_at=now,
        published_by_id=person_id,
        csv=open_text.as_csv(round_, found),
        data=open_text.as_json(round_, found, now=now),
        groups=found.groups,
    )
    shown = sum(line.cell.boards is not None for line in found.lines)
    fact = OpenFilePublished(
        organisation_id=None, round_id=round_.pk, name=round_.name, groups=shown, left_out=len(found.lines) - shown
    )
    record(fact, by=by)
    return file


def _objections(round_: Round) -> Iterator[Reason]:
    if not round_.closed_at:
        yield Reason("round_open", _("Close the round first: what is published never changes."))
        return
    if OpenFile.objects.filter(round=round_).exists():
        yield Reason("published", _("The figures of this round were published. They never change."))
    kinds = Counter(round_.scans.filter(state=ScanState.SUBMITTED).order_by("pk").values_list("board_type", flat=True))
    if max(kinds.values(), default=0) < MIN_PUBLIC:
        text = _("Fewer than %(n)s boards of one kind submitted: there is no figure that may be published.")
        yield Reason("too_few", text % {"n": MIN_PUBLIC})
