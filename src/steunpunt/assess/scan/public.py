"""The face of the scan to other modules."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.http import urlencode

from steunpunt.assess.scan import access
from steunpunt.assess.scan.access import sees_consents
from steunpunt.assess.scan.actions import (
    BOARD_TYPES,
    begin_hidden,
    close_round,
    load_generated_consents,
    load_generated_scans,
    note_looks_at,
    publish_open_file,
    publish_questionnaire,
    start_round,
)
from steunpunt.assess.scan.actions.generated import (
    GeneratedPoint,
    GeneratedScan,
    load_generated_points,
    load_generated_review,
)
from steunpunt.assess.scan.choices import BoardType, PointState, ScanState
from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.handed_on import HandedOn, handed_on, origin_in_words
from steunpunt.assess.scan.queries.levels import heat_cell, levels_by_name, newest_rounds
from steunpunt.assess.scan.queries.newest import newest_round
from steunpunt.assess.scan.questionnaires import published, source_of
from steunpunt.assess.scan.registry import Found, Onward, onward
from steunpunt.assess.scan.values import Questionnaire
from steunpunt.foundation.acting import Actor

__all__ = [
    "BOARD_TYPES",
    "BoardType",
    "Found",
    "GeneratedPoint",
    "GeneratedScan",
    "HandedOn",
    "Onward",
    "PointState",
    "Questionnaire",
    "begin_hidden",
    "close_round",
    "domain_names",
    "handed_on",
    "heat_cell",
    "levels_by_name",
    "load_generated_consents",
    "load_generated_points",
    "load_generated_review",
    "load_generated_scans",
    "newest_round",
    "newest_rounds",
    "note_looks_at",
    "onward",
    "opportunity_url",
    "origin_in_words",
    "publish_open_file",
    "publish_questionnaire",
    "published",
    "sees_consents",
    "source_of",
    "start_round",
]


def domain_names() -> dict[str, str]:
    """The domains of the newest questionnaire by code, in the language of the page."""
    return {domain.code: say(domain.name) for domain in published().domains}


def opportunity_url(actor: Actor, round_id: int, boards: Iterable[int]) -> str:
    """The page on which an opportunity of a round stands for this actor: for an adviser that of those boards, for a board
    its own chances; empty where it has none. At most one query.
    """
    if actor.is_of_support_point:
        asked = urlencode({"bestuur": list(boards)}, doseq=True)
        url = reverse("scan:together", args=[round_id]) + (f"?{asked}" if asked else "")
        return url if access.may_follow_rounds(actor) else ""
    rows = access.visible_scans(actor).filter(round_id=round_id, state=ScanState.SUBMITTED)
    own = rows.filter(organisation_id=actor.organisation_id or 0).first()
    return reverse("scan:chances", args=[own.pk]) if own else ""
