"""Searching for partners: ask, cut short, find."""

import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import combinations

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from steunpunt.assess.scan import public as scan
from steunpunt.bundle.partnerships import access, queries
from steunpunt.bundle.partnerships.facts import PartnersFound, PartnersSought, SearchCutShort
from steunpunt.bundle.partnerships.models import PartnerSearch
from steunpunt.bundle.partnerships.rules.defaults import DEFAULTS, LARGEST, MOST_RATIO, MOST_STEPS
from steunpunt.bundle.partnerships.values import Region, Wanted
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require, the_platform
from steunpunt.foundation.jobs import public as jobs
from steunpunt.foundation.journal.public import record

ASKED_EVERY = 0.25
"""Seconds between two looks at whether it is enough."""


@transaction.atomic
def seek_partners(*, kind: str, province: str, wanted: Wanted, now: datetime, today: date, by: Actor) -> PartnerSearch:
    """Ask who could work with whom; the search itself runs in the background.

    The levels that count are those that whoever asks sees by name today. They are forgotten when the search is over.
    """
    require(access.may_seek(by))
    refuse_if(_unclear(kind, wanted))
    region = queries.region(by, queries.boards_among(kind, province, today), kind, today)
    refuse_if(_impossible(region, wanted))
    row = PartnerSearch.objects.create(
        organisation_id=by.organisation_id or 0,
        kind=kind,
        province=province,
        wanted=queries.wanted_as_data(wanted),
        region=queries.region_as_data(region),
        known_levels=sum(bool(candidate.levels) for candidate in region.candidates),
        asked_at=now,
        asked_by_id=by.person_id or 0,
    )
    scan.note_looks_at(
        [candidate.id for candidate in region.candidates if candidate.levels],
        what=gettext_noop("search for partners"),
        by=by,
    )
    fact = PartnersSought(organisation_id=by.organisation_id, search_id=row.pk, boards=len(region.candidates))
    record(fact, by=by)
    row.job_id = jobs.start("partnerships.search", {"search_id": row.pk}, by=by, title=_("Search for partners"))
    row.save(update_fields=["job_id"])
    return row


@transaction.atomic
def call_it_enough(*, search_id: int, now: datetime, by: Actor) -> None:
    """End a search that is under way with the best so far."""
    row = access.visible_searches(by).select_for_update().get(pk=search_id)
    require(access.may_seek(by))
    refuse_if([Reason("over", _("This search is over."))] if row.found_at else [])
    if row.enough_at is None:
        row.enough_at = now
        row.save(update_fields=["enough_at"])
        record(SearchCutShort(organisation_id=row.organisation_id, search_id=row.pk), by=by)


@transaction.atomic
def find_partners(*, search_id: int, now: datetime, step: Callable[[int, int], None]) -> PartnerSearch:
    """Do a search and keep its answer. Done again it gives the same answer."""
    from steunpunt.bundle.partnerships.rules.search import search  # waits for an optimiser

    row = PartnerSearch.objects.get(pk=search_id)
    if row.found_at:
        return row
    found = search(queries.region_of(row), queries.wanted_of(row), step=step, enough=_asking(search_id))
    row.found, row.found_at = queries.found_as_data(found), now
    row.region = queries.without_levels(row.region)
    row.save(update_fields=["found", "found_at", "region"])
    fact = PartnersFound(organisation_id=row.organisation_id, search_id=row.pk, groups=found.feasible)
    record(fact, by=the_platform())
    return row


def _asking(search_id: int) -> Callable[[], bool]:
    """Whether it is enough, asked of the database now and then."""
    last = {"at": float("-inf"), "said": False}

    def is_enough() -> bool:
        if not last["said"] and time.monotonic() - last["at"] > ASKED_EVERY:
            last["at"] = time.monotonic()
            last["said"] = queries.is_enough(search_id)
        return bool(last["said"])

    return is_enough


def _unclear(kind: str, wanted: Wanted) -> Iterator[Reason]:
    if kind not in DEFAULTS:
        yield Reason("kind", _("Partners are sought among municipalities, OCMW's or police zones."), "kind")
    if not 2 <= wanted.min_size <= wanted.max_size:
        yield Reason("sizes", _("The smallest size is at least two, and at most the largest."), "min_size")
    if wanted.max_size > LARGEST:
        yield Reason("too_large", _("A group has at most %(most)s boards.") % {"most": LARGEST}, "max_size")
    if not 1 <= wanted.max_ratio <= MOST_RATIO:
        yield Reason(
            "ratio", _("The difference in scale lies between 1 and %(most)s.") % {"most": MOST_RATIO}, "max_ratio"
        )
    if not 1 <= wanted.steps <= MOST_STEPS:
        yield Reason("steps", _("Boards are at most two borders apart."), "steps")


def _impossible(region: Region, wanted: Wanted) -> Iterator[Reason]:
    """What no group can fulfil, said before anybody waits for it."""
    there = {candidate.id for candidate in region.candidates}
    if len(there) < wanted.min_size:
        yield Reason("too_few", _("There are only %(n)s boards here.") % {"n": len(there)})
    if wanted.together & wanted.left_out:
        yield Reason("bound_together", _("A board that is left out cannot be in a group."), "together")
    if not wanted.together <= there:
        yield Reason("elsewhere", _("These boards are not all among those where you look."), "together")
    if len(wanted.together) > wanted.max_size:
        yield Reason("too_many_together", _("More boards must be together than a group may have."), "together")
    if any(pair in wanted.apart for pair in combinations(sorted(wanted.together), 2)):
        yield Reason("together_and_apart", _("The same two boards cannot be together and apart."), "apart")
