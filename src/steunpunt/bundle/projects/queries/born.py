"""What the scan says of the opportunity a project was born from."""

from datetime import date

from steunpunt.assess.scan.public import HandedOn, handed_on
from steunpunt.bundle.projects.choices import Origin
from steunpunt.bundle.projects.models import Project
from steunpunt.foundation.acting import Actor


def from_scan(actor: Actor, project: Project, today: date) -> HandedOn | None:
    """Computed and wished apart, as far as whoever looks sees the boards by name now."""
    if project.origin != Origin.OPPORTUNITY or project.round_id is None:
        return None
    return handed_on(
        actor,
        round_id=project.round_id,
        domain=project.domain,
        way=project.origin_way,
        boards=project.origin_boards,
        today=today,
    )
