"""What followed on the earlier round: a review half done, its closing, its open figures, and what boards planned."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from steunpunt.assess.scan import public as scan
from steunpunt.foundation.acting import Actor, the_platform

REVIEWED_DOMAINS = 6
"""Of the earlier round of Keerbergen so many domains were reviewed, the last of them half."""
CLOSED_AFTER = timedelta(days=75)
"""The earlier round had its deadline two weeks before."""
MOTIVATION = "Demonstratie: bij het overlopen konden we hiervan nog geen voorbeeld tonen."
PLANNED = {
    "Keerbergen": (
        ("NET", "Tweede internetlijn voor het gemeentehuis (demonstratie)", scan.PointState.DONE, -400, "In gebruik."),
        (
            "LEV",
            "Een register van alle contracten opstellen (demonstratie)",
            scan.PointState.UNDER_WAY,
            60,
            "De helft staat erin; de einddata ontbreken nog.",
        ),
        ("VEI", "Aanmelden in twee stappen voor wie thuis werkt (demonstratie)", scan.PointState.PLANNED, 120, ""),
    ),
    "Rotselaar": (
        (
            "NET",
            "Wifi in alle vergaderzalen (demonstratie)",
            scan.PointState.DONE,
            -380,
            "Klaar, ook in de bibliotheek.",
        ),
        (
            "APP",
            "Alle GIS-gegevens op één plaats brengen (demonstratie)",
            scan.PointState.UNDER_WAY,
            90,
            "De lagen van openbare werken staan er al.",
        ),
    ),
}
"""What two boards planned after the earlier round: domain, what, how far, days until it is due, progress. Invented."""


def review_and_close(round_id: int, organisation_id: int, *, now: datetime, by: Actor) -> None:
    """One board is reviewed half way; then the round is closed and its figures are made public."""
    scan.load_generated_review(
        round_id=round_id,
        organisation_id=organisation_id,
        domains=REVIEWED_DOMAINS,
        motivation=MOTIVATION,
        now=now,
        by=by,
    )
    closed = now + CLOSED_AFTER
    scan.close_round(round_id=round_id, now=closed, by=by)
    scan.publish_open_file(
        round_id=round_id,
        person_id=by.person_id or 0,
        now=closed,
        step=lambda *_: None,
        by=the_platform(via="task"),
    )


def plan(round_id: int, managers: Mapping[str, Actor], *, before: datetime, now: datetime, today: date) -> None:
    """Their action points, as far as they are today."""
    for name, points in PLANNED.items():
        made = [
            scan.GeneratedPoint(
                domain=domain, title=title, progress=progress, state=state, due_on=today + timedelta(days=days)
            )
            for domain, title, state, days, progress in points
        ]
        scan.load_generated_points(round_id=round_id, points=made, planned_at=before, now=now, by=managers[name])
