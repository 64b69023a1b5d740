"""Two partnerships that existed in 2011, with what their members wished then: the boards are real, their answers are not.

Source: the facts published by the support point of Flemish Brabant in 2011 about Samenwerking Noord and Samenwerking Social.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from steunpunt.assess.scan import public as scan
from steunpunt.bundle.partnerships import public as pages
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.values import Listed, OrganisationCard
from steunpunt.foundation.ui import papers

Cards = Mapping[tuple[str, str], OrganisationCard]


@dataclass(frozen=True, slots=True)
class Partnership:
    name: str
    municipalities: tuple[str, ...] = ()
    welfare_centres: tuple[str, ...] = ()
    since: date | None = None
    purpose: str = ""
    public_text: str = ""
    leanings: Mapping[str, float] = field(default_factory=dict)
    """Domains in which the generated answers of its members are lower, and in which they wish to work together."""


NOORD_MEMBERS = ("Begijnendijk", "Boortmeerbeek", "Haacht", "Keerbergen", "Rotselaar", "Tremelo")
NOORD = Partnership(
    "Samenwerking Noord",
    municipalities=NOORD_MEMBERS,
    welfare_centres=NOORD_MEMBERS,
    since=date(2011, 4, 1),
    purpose=(
        "ICT vergelijken met buren van dezelfde schaal, een uitbreiding van GIS die niemand alleen kan betalen, samen "
        "hardware en software inventariseren, en contracten objectiveren."
    ),
    public_text=(
        "Zes gemeenten en hun OCMW's werken samen aan ICT. Op 1 april 2011 tekenden de zes burgemeesters en de voorzitter "
        "van het steunpunt het akkoord: het eerste in Vlaanderen voor ICT."
    ),
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
    purpose="Samen de ICT van de OCMW's verbeteren, met één aanpak voor sociale toepassingen.",
    public_text="Dertien OCMW's werken samen; zeven van hen begonnen ermee in 2007.",
)  # fmt: skip


def leanings_of(kind: str, short_name: str) -> Mapping[str, float]:
    """How the answers of this board lean, as a member of Samenwerking Noord."""
    return NOORD.leanings if kind in {"municipality", "welfare_centre"} and short_name in NOORD_MEMBERS else {}


def register(cards: Cards, *, now: datetime, by: Actor) -> dict[str, int]:
    """Both partnerships with their members; answers their ids by name."""
    made, today = {}, timezone.localdate(now)
    for one in (NOORD, SOCIAL):
        details = Listed(key=f"partnership:{one.name}", kind="partnership", name=one.name)
        row = organisations.register_organisation(details=details, by=by)
        for board in _members(one, cards):
            organisations.relate_organisations(
                source_id=board.id, target_id=row.pk, kind=organisations.RelationKind.MEMBER_OF, on=one.since, by=by
            )
        pages.adopt_partnership(organisation_id=row.pk, state="active", since=one.since or today, now=now, by=by)
        made[one.name] = row.pk
    return made


def describe(
    groups: Mapping[str, int],
    cards: Cards,
    *,
    coordinators: Mapping[str, int],
    adviser: Actor,
    mayor: Actor,
    now: datetime,
) -> None:
    """What is written about both, who sits for Keerbergen, and boards that are asked to explore (made up, and named so).

    The adviser coordinates where nobody else is named in `coordinators`, people by the name of the partnership.
    """
    today = timezone.localdate(now)
    for one in (NOORD, SOCIAL):
        pages.describe_partnership(
            partnership_id=groups[one.name],
            purpose=one.purpose,
            coordinator_id=coordinators.get(one.name, adviser.person_id),
            public_text=one.public_text,
            is_public=True,
            today=today,
            by=adviser,
        )
    for who, leads in ((mayor, True), (adviser, False)):
        pages.give_seat(
            partnership_id=groups[NOORD.name],
            body="steering",
            person_id=who.person_id or 0,
            leads=leads,
            today=today,
            by=who,
        )
    row = pages.start_partnership(
        name="Verkenning draadloos netwerk (demonstratie)",
        purpose="Kunnen we samen draadloze netwerken aankopen en beheren? Eerst zien wie dezelfde vraag heeft.",
        board_ids=[cards["municipality", name].id for name in ("Keerbergen", "Haacht", "Tremelo", "Bertem")],
        now=now,
        today=today,
        by=adviser,
    )
    pages.note_conversation(
        partnership_id=row.pk,
        organisation_id=cards["municipality", "Keerbergen"].id,
        held_on=today,
        text="Demonstratie: Keerbergen wil eerst weten wat het alleen zou kosten.",
        now=now,
        today=today,
        by=adviser,
    )


def show_by_name(cards: Cards, groups: Mapping[str, int], *, now: datetime, by: Actor) -> None:
    """The members of Samenwerking Noord show one another their levels (a consent made up for the demonstration)."""
    members = [board.id for board in _members(NOORD, cards)]
    scan.load_generated_consents(group_id=groups[NOORD.name], organisation_ids=members, now=now, by=by)
    halves = [card.id for (kind, name), card in cards.items() if name == "Keerbergen" and kind in _HALVES]
    scan.load_generated_consents(group_id=None, organisation_ids=halves, now=now, by=by)


def amend(groups: Mapping[str, int], cards: Cards, *, adviser: Actor, mayor: Actor, now: datetime) -> None:
    """An amendment of Noord (made up, and named so) that waits for one signature: that of OCMW Keerbergen."""
    today = timezone.localdate(now)
    when: dict[str, Any] = {"now": now, "today": today}
    row = pages.begin_agreement(
        partnership_id=groups[NOORD.name],
        kind="amendment",
        title="Wijziging van het akkoord (demonstratie)",
        enters_on=today,
        **when,
        by=adviser,
    )
    articles = [
        {"title": "Wat verandert", "text": "De leden houden samen één inventaris van hardware en software bij."},
        {"title": "Vanaf wanneer", "text": f"Deze wijziging geldt vanaf {today:%d/%m/%Y}."},
    ]
    pages.revise_agreement(agreement_id=row.pk, articles=articles, seen_version=1, **when, by=adviser)
    pages.put_up_for_signing(agreement_id=row.pk, **when, by=adviser)
    pages.sign_agreement(
        agreement_id=row.pk,
        seen=pages.frozen_hash(row),
        confirmed_at=now,
        is_by_second_step=False,
        **when,
        by=mayor,
    )
    waits = cards["welfare_centre", "Keerbergen"].id
    scan = papers.pdf("steunpunt.demonstration", "decision", {"day": f"{today:%d/%m/%Y}"}, made_at=now)
    for board in _members(NOORD, cards):
        if board.id not in {waits, mayor.organisation_id}:
            pages.record_signed_paper(
                agreement_id=row.pk,
                organisation_id=board.id,
                signer=f"Secretaris {board.name}",
                basis=f"besluit van {today:%d/%m/%Y} (demonstratie)",
                document=ContentFile(scan, name=f"besluit {board.name}.pdf"),
                paper_on=today,
                **when,
                by=adviser,
            )


_HALVES = frozenset({"municipality", "welfare_centre"})


def _members(one: Partnership, cards: Cards) -> list[OrganisationCard]:
    return [cards["municipality", name] for name in one.municipalities] + [
        cards["welfare_centre", name] for name in one.welfare_centres
    ]
