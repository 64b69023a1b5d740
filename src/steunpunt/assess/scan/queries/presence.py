"""Who of a board is where in its scan."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from steunpunt.assess.scan import access
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.models import Presence, Scan
from steunpunt.assess.scan.queries import questionnaire_of
from steunpunt.assess.scan.rules import filling
from steunpunt.assess.scan.rules.parameters import PRESENCE_KEPT
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import composed
from steunpunt.foundation.people import public as people


@dataclass(frozen=True, slots=True)
class Present:
    """A colleague, where they were seen last, and how many whole minutes ago."""

    name: str
    section: str
    minutes: int


def sections_of(scan: Scan) -> list[str]:
    """Codes of the parts of a scan, in the order of the screen."""
    return ["facts", "beforehand", *filling.domains_asked(questionnaire_of(scan), BoardType(scan.board_type))]


def section_of_field(scan: Scan, name: str) -> str:
    """The part in which a field of the forms stands; empty when there is none. `q_BEL01` stands in BEL."""
    kind, _sep, code = name.partition("_")
    if kind == "f":
        return "facts"
    if kind in {"self", "issue"}:
        return "beforehand"
    question = questionnaire_of(scan).questions.get(code)
    return question.domain if question else (code if code in sections_of(scan) else "")


@composed
def _seen_since(actor: Actor, scan_id: int, since: datetime) -> QuerySet[Presence]:
    rows = access.visible_presences(actor).filter(scan_id=scan_id, seen_at__gte=since)
    return rows.exclude(person_id=actor.person_id or 0).order_by("-seen_at", "pk")


def present(actor: Actor, scan: Scan, now: datetime) -> list[Present]:
    """Colleagues seen within the hour, latest first, without the actor: two queries at most."""
    rows = _seen_since(actor, scan.pk, now - timedelta(minutes=PRESENCE_KEPT))
    names = people.names(row.person_id for row in rows) if rows else {}
    return [
        Present(names[row.person_id], row.section, max(0, int((now - row.seen_at).total_seconds() // 60)))
        for row in rows
        if row.person_id in names
    ]
