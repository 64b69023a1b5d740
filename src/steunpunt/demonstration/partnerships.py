"""Two partnerships that existed in 2011, with what their members wished then: the boards are real, their answers are not.

Source: the facts published by the support point of Flemish Brabant in 2011 about Samenwerking Noord and Samenwerking Social.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from steunpunt.assess.scan import public as scan
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.values import Listed, OrganisationCard

Cards = Mapping[tuple[str, str], OrganisationCard]


@dataclass(frozen=True, slots=True)
class Partnership:
    name: str
    municipalities: tuple[str, ...] = ()
    welfare_centres: tuple[str, ...] = ()
    since: date | None = None
    leanings: Mapping[str, float] = field(default_factory=dict)
    """Domains in which the generated answers of its members are lower, and in which they wish to work together."""


NOORD_MEMBERS = ("Begijnendijk", "Boortmeerbeek", "Haacht", "Keerbergen", "Rotselaar", "Tremelo")
NOORD = Partnership(
    "Samenwerking Noord",
    municipalities=NOORD_MEMBERS,
    welfare_centres=NOORD_MEMBERS,
    since=date(2011, 4, 1),
    leanings={"APP": -0.8, "LEV": -0.9},
)
"""Wishes voiced in 2011: a GIS extension that none could afford alone, and the objectivation of contracts."""

SOCIAL = Partnership(
    "Samenwerking Social",
    welfare_centres=(
        "Begijnendijk", "Bertem", "Bierbeek", "Boortmeerbeek", "Herent", "Hoegaarden", "Huldenberg", "Kampenhout",
        "Kortenberg", "Landen", "Steenokkerzeel", "Rotselaar", "Tielt-Winge",
    ),
    since=date(2007, 1, 1),
)  # fmt: skip


def leanings_of(kind: str, short_name: str) -> Mapping[str, float]:
    """How the answers of this board lean, as a member of Samenwerking Noord."""
    return NOORD.leanings if kind in {"municipality", "welfare_centre"} and short_name in NOORD_MEMBERS else {}


def register(cards: Cards, *, by: Actor) -> dict[str, int]:
    """Both partnerships with their members; answers their ids by name."""
    made = {}
    for one in (NOORD, SOCIAL):
        details = Listed(key=f"partnership:{one.name}", kind="partnership", name=one.name)
        row = organisations.register_organisation(details=details, by=by)
        for board in _members(one, cards):
            organisations.relate_organisations(
                source_id=board.id, target_id=row.pk, kind=organisations.RelationKind.MEMBER_OF, on=one.since, by=by
            )
        made[one.name] = row.pk
    return made


def show_by_name(cards: Cards, groups: Mapping[str, int], *, now: datetime, by: Actor) -> None:
    """The members of Samenwerking Noord show one another their levels (a consent made up for the demonstration)."""
    members = [board.id for board in _members(NOORD, cards)]
    scan.load_generated_consents(group_id=groups[NOORD.name], organisation_ids=members, now=now, by=by)
    halves = [card.id for (kind, name), card in cards.items() if name == "Keerbergen" and kind in _HALVES]
    scan.load_generated_consents(group_id=None, organisation_ids=halves, now=now, by=by)


_HALVES = frozenset({"municipality", "welfare_centre"})


def _members(one: Partnership, cards: Cards) -> list[OrganisationCard]:
    return [cards["municipality", name] for name in one.municipalities] + [
        cards["welfare_centre", name] for name in one.welfare_centres
    ]
