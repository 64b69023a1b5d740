"""Two meetings of the steering group of Samenwerking Noord, made up and named so: one held, one to come."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from steunpunt.bundle.meetings import public as meetings
from steunpunt.bundle.meetings.public import Body, Minutes, NewPoint, Plan, Said
from steunpunt.demonstration.partnerships import NOORD
from steunpunt.foundation.acting import Actor


def load(groups: Mapping[str, int], *, now: datetime, adviser: Actor, mayor: Actor) -> None:
    """The adviser convenes and writes; the mayor has a seat and an action point, and is asked to agree."""
    noord, today = groups[NOORD.name], timezone.localdate(now)
    begun = _at(now - timedelta(days=21), 14)
    held = meetings.convene_meeting(
        partnership_id=noord,
        body=Body.STEERING,
        plan=Plan(
            title="Stuurgroep (demonstratie)",
            starts_at=begun,
            ends_at=begun + timedelta(hours=2),
            place="Gemeentehuis Haacht",
            agenda=["Uitbreiding van het GIS", "Gezamenlijke inventaris", "Volgende vergadering"],
        ),
        now=begun + timedelta(hours=3),
        today=today,
        by=adviser,
        is_past=True,
    )
    first, second, third = meetings.point_ids(held.pk)
    minutes = Minutes(
        present=meetings.invitee_ids(held.pk),
        points={
            first: Said(
                "Geen van de zes gemeenten kan de uitbreiding alleen betalen. De verdeelsleutel werd toegelicht.",
                "Elk college krijgt een ontwerpbeslissing met wat het zou betalen.",
            ),
            second: Said("Het steunpunt stelt een voorbeeld van een inventaris voor.", ""),
            third: Said("", "", is_postponed=True),
        },
        remarks="Demonstratie: dit verslag is verzonnen.",
        new=[
            NewPoint(
                "Ontwerpbeslissing op de agenda van het college zetten", mayor.person_id, today + timedelta(days=10)
            ),
            NewPoint("Voorbeeld van de inventaris rondsturen", adviser.person_id, today - timedelta(days=2)),
        ],
    )
    meetings.write_minutes(meeting_id=held.pk, minutes=minutes, now=begun + timedelta(days=1), today=today, by=adviser)
    meetings.send_minutes(meeting_id=held.pk, now=begun + timedelta(days=2), today=today, by=adviser)
    next_at = _at(now + timedelta(days=21), 14)
    meetings.convene_meeting(
        partnership_id=noord,
        body=Body.STEERING,
        plan=Plan(
            title="Stuurgroep (demonstratie)",
            starts_at=next_at,
            ends_at=next_at + timedelta(hours=2),
            place="Gemeentehuis Keerbergen",
            agenda=[
                "Het verslag van de vorige vergadering goedkeuren",
                "Uitbreiding van het GIS: wie doet mee",
                "Rondvraag",
            ],
        ),
        now=now,
        today=today,
        by=adviser,
    )


def _at(moment: datetime, hour: int) -> datetime:
    return timezone.localtime(moment).replace(hour=hour, minute=0, second=0, microsecond=0)
