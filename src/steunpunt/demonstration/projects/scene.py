"""What every project of the demonstration is made of: proposals, phases, costs, quantities, decisions on paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile

from steunpunt.bundle.projects import public as projects
from steunpunt.bundle.projects.public import (
    Assumption,
    Cost,
    Key,
    Part,
    Phase,
    Sharing,
    Stand,
    Timing,
    Way,
)
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations.values import OrganisationCard

Cards = Mapping[tuple[str, str], OrganisationCard]
INVENTED = "Bedragen en aantallen zijn verzonnen voor de demonstratie."
BY_USE = Sharing(keys=((Key.UNITS, 100),))
HALF_HALF = Sharing(keys=((Key.EQUAL, 50), (Key.INHABITANTS, 50)))


@dataclass(frozen=True, slots=True)
class Scene:
    """Who acts, and when it all happens."""

    adviser: Actor
    managers: Sequence[Actor]
    """ICT managers of two boards that work together."""
    now: datetime
    today: date

    def ago(self, days: int) -> tuple[datetime, date]:
        return self.now - timedelta(days=days), self.today - timedelta(days=days)


def a_project(scene: Scene, boards: Iterable[int], days: int, **said: object) -> int:
    at, on = scene.ago(days)
    proposal = projects.Proposal(boards=tuple(boards), **said)  # type: ignore[arg-type]  # the words of the proposal
    made = projects.propose_project(proposal=proposal, now=at, today=on, by=scene.adviser, is_invented=True)
    projects.start_project(project_id=made.pk, now=at, by=scene.adviser)
    return made.pk


def phases(scene: Scene, project: int, first: int, lengths: Iterable[int], now_in: Phase) -> None:
    """Phases one after another, the first so many days ago."""
    dates, day = {}, scene.today - timedelta(days=first)
    for phase, length in zip(Phase, lengths, strict=True):
        dates[phase] = (day, day + timedelta(days=length - 1))
        day += timedelta(days=length)
    projects.plan_phases(project_id=project, dates=dates, by=scene.adviser)
    projects.enter_phase(project_id=project, phase=now_in, by=scene.adviser)


def costs(scene: Scene, project: int, *costs: Cost) -> None:
    for cost in costs:
        projects.keep_cost_line(project_id=project, line_id=None, cost=cost, now=scene.now, by=scene.adviser)


def alone(scene: Scene, project: int, *said: tuple[str, Part, Timing, tuple[int, int, int]]) -> None:
    """What the boards of the managers reckon to pay by themselves: low, likely and high."""
    for manager in scene.managers:
        for label, part, timing, (low, likely, high) in said:
            assumption = Assumption(
                label=label,
                way=Way.ALONE,
                part=part,
                timing=timing,
                low=Decimal(low),
                likely=Decimal(likely),
                high=Decimal(high),
            )
            projects.keep_business_line(project_id=project, assumption=assumption, by=manager)


def units(scene: Scene, project: int, units: Mapping[int, int]) -> None:
    ids = projects.participation_ids(project)
    for board, count in units.items():
        projects.estimate_units(
            project_id=project, participation_id=ids[board], units=count, today=scene.today, by=scene.adviser
        )


def on_paper(scene: Scene, project: int, card: OrganisationCard, stand: Stand, days: int) -> None:
    at, on = scene.ago(days)
    text = f"Demonstratie. Uittreksel uit de notulen van {card.name}, zitting van {stand.decided_on:%d/%m/%Y}.\n"
    name = f"uittreksel {card.name} {stand.decided_on:%Y-%m-%d}.txt"
    projects.record_on_paper(
        participation_id=projects.participation_ids(project)[card.id],
        stand=stand,
        paper=projects.Paper(name=name, content=ContentFile(text.encode())),
        now=at,
        today=on,
        by=scene.adviser,
    )


def a_need(scene: Scene, title: str, why: str, days: int) -> str:
    """One board writes it down, the other needs it too; answers its reference."""
    at, on = scene.ago(days)
    first, *others = scene.managers
    need = projects.raise_need(title=title, why=why, is_shared=True, now=at, by=first, is_invented=True)
    for other in others:
        projects.join_need(need_id=need.pk, has_it=True, now=at, today=on, by=other)
    return str(need.pk)


def risks(scene: Scene, project: int, *said: projects.Appraisal) -> None:
    for appraisal in said:
        projects.raise_risk(project_id=project, appraisal=appraisal, now=scene.now, today=scene.today, by=scene.adviser)
