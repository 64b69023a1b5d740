"""Reads of a comparison by name: only boards that show themselves, asked anew at each request."""

from dataclasses import dataclass
from datetime import date

from steunpunt.assess.scan.models import Scan
from steunpunt.assess.scan.queries import opportunities
from steunpunt.assess.scan.values import Standing
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.public import OrganisationCard


@dataclass(frozen=True, slots=True)
class Named:
    """A board beside those of its partnerships, and the other half of its local authority, that show themselves to it."""

    boards: list[OrganisationCard]
    """The own board first, then by kind and name: those that submitted."""
    scans: dict[int, int]
    waiting: list[OrganisationCard]
    """They show themselves, but did not submit in this round."""
    hidden: int
    """How many others of these circles do not show themselves, or not to this board."""
    partnerships: list[OrganisationCard]
    standings: dict[str, dict[int, Standing]]
    """By domain and board."""


def named(actor: Actor, scan: Scan, *, today: date) -> Named:
    """A constant number of queries."""
    own = scan.organisation_id
    circle = opportunities.circle_of(actor, own, today=today)
    cards = organisations.organisations(circle.seen)
    scans = opportunities.submitted(scan.round, circle.seen) | {own: scan.pk}
    order = sorted(cards.values(), key=lambda card: (card.id != own, *opportunities.by_kind(card)))
    return Named(
        boards=[card for card in order if card.id in scans],
        scans=scans,
        waiting=[card for card in order if card.id not in scans],
        hidden=len(circle.everybody - circle.seen),
        partnerships=circle.partnerships,
        standings={
            domain: {one.board: one for one in found} for domain, found in opportunities.standings_of(scans).items()
        },
    )
