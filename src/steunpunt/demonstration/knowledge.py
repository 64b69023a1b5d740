"""What people of Samenwerking Noord know, ask each other and help each other with: made up, and named so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from steunpunt.demonstration.partnerships import NOORD
from steunpunt.exchange.knowledge import public as knowledge
from steunpunt.exchange.knowledge.public import Ask, Audience, Duty, Said, ShownTo, Statement, Wanted
from steunpunt.foundation.acting import Actor

SAYS: Mapping[str, Mapping[str, tuple[int, int, bool]]] = {
    "Keerbergen": {
        "Netwerk en connectiviteit": (3, 2, True),
        "Werkplek": (4, 1, True),
        "GIS": (1, 3, False),
    },
    "Haacht": {
        "GIS": (5, 2, True),
        "Informatieveiligheid en privacy": (2, 3, False),
        "Mail en digitaal samenwerken": (4, 1, True),
    },
    "Tremelo": {
        "Informatieveiligheid en privacy": (4, 2, True),
        "Leveranciers en contracten": (3, 2, True),
        "Netwerk en connectiviteit": (2, 3, True),
    },
    "Rotselaar": {"Mail en digitaal samenwerken": (2, 3, True), "Infrastructuur": (4, 2, True)},
    "Boortmeerbeek": {"GIS": (3, 2, True), "Kosten": (3, 1, True)},
}
"""Per municipality and topic how well (0-5), how gladly (0-3) and whether they help."""


@dataclass(frozen=True, slots=True)
class Told:
    asker: str
    title: str
    text: str
    topics: Sequence[str]
    audience: Audience
    days_ago: int
    answers: Sequence[tuple[str, str]] = ()
    """Municipality, and what it answers."""
    helped: int | None = None


ASKED = (
    Told(
        asker="Tremelo",
        title="Hoe testen jullie of een back-up echt teruggezet kan worden? (demonstratie)",
        text="We maken elke nacht een back-up met een kopie elders, maar hebben nog nooit een volledige server teruggezet. "
        "Hoe vaak doen jullie dat, en hoe lang duurt het?",
        topics=("Infrastructuur",),
        audience=Audience.PARTNERSHIP,
        days_ago=60,
        answers=(
            ("Haacht", "Wij zetten elk kwartaal één map terug, en noteren hoe lang het duurt."),
            (
                "Rotselaar",
                (
                    "Elk jaar zetten we de server van de burgerzaken terug op een reservetoestel, met de stopwatch erbij. De eerste "
                    "keer duurde het een dag, nu een halve. De volgorde van herstel staat op papier."
                ),
            ),
        ),
        helped=1,
    ),
    Told(
        asker="Boortmeerbeek",
        title="Wie heeft een voorbeeld van een gebruiksvoorwaarden-tekst voor gastenwifi? (demonstratie)",
        text="Onze bibliotheek opent gastenwifi. We zoeken een korte tekst die bezoekers aanvaarden, nagekeken door een consulent.",
        topics=("Netwerk en connectiviteit", "Informatieveiligheid en privacy"),
        audience=Audience.SUPPORT,
        days_ago=400,
        answers=(
            (
                "Tremelo",
                "We delen onze tekst graag: één bladzijde, in drie talen.",
            ),
        ),
        helped=0,
    ),
    Told(
        asker="Keerbergen",
        title="Exporteert jullie GIS-pakket naar GeoPackage? (demonstratie)",
        text="We willen lagen delen met de buurgemeenten zonder ze eerst om te zetten. Leveranciers mogen ook antwoorden.",
        topics=("GIS",),
        audience=Audience.EVERYBODY,
        days_ago=9,
        answers=(("Haacht", "Ja, sinds vorig jaar, per laag. Een hele kaart in één keer gaat nog niet."),),
    ),
    Told(
        asker="Haacht",
        title="Hoeveel toestellen beheert één ICT-medewerker bij jullie? (demonstratie)",
        text="Voor ons meerjarenplan zoeken we een vergelijking: aantal werkplekken en toestellen per voltijdse medewerker.",
        topics=("Organisatie en personeel", "Werkplek"),
        audience=Audience.BOARDS,
        days_ago=2,
    ),
)


ROLES = (
    ("GIS", Duty.LEAD, "Haacht", 6, True),
    ("GIS", Duty.BACK_UP, "Boortmeerbeek", 2, True),
    ("Netwerk en connectiviteit", Duty.LEAD, "Keerbergen", 4, False),
    ("Netwerk en connectiviteit", Duty.BACK_UP, "Tremelo", 2, True),
    ("Infrastructuur", Duty.LEAD, "Rotselaar", 5, True),
    ("Informatieveiligheid en privacy", Duty.LEAD, "Tremelo", 5, True),
)
"""Topic, duty, municipality, days a year, and whether its ICT manager took it up: Keerbergen still has to answer."""


def load(groups: Mapping[str, int], managers: Mapping[str, Actor], *, now: datetime, by: Actor) -> None:
    """Each by the ICT manager of the municipality itself; an adviser proposes who takes what."""
    topics = knowledge.topic_ids()
    for name, said in SAYS.items():
        skills = [
            Said(topic_id=topics[topic], knows=knows, wishes=wishes, helps=helps)
            for topic, (knows, wishes, helps) in said.items()
        ]
        statement = Statement(skills=skills, shown_to=ShownTo.BOARDS, note="Verzonnen voor de demonstratie.")
        knowledge.keep_profile(of="me", statement=statement, now=now, today=timezone.localdate(now), by=managers[name])
    for told in ASKED:
        _ask(told, managers, topics, groups[NOORD.name], now=now)
    _share(managers, topics, groups[NOORD.name], now=now, by=by)


def _ask(told: Told, managers: Mapping[str, Actor], topics: Mapping[str, int], noord: int, *, now: datetime) -> None:
    when = now - timedelta(days=told.days_ago)
    what = Ask(
        title=told.title,
        text=told.text,
        audience=told.audience,
        partnership_id=noord if told.audience is Audience.PARTNERSHIP else None,
        topics=[topics[name] for name in told.topics],
    )
    # Some time ago, among who is a member today.
    today = timezone.localdate(now)
    asked = knowledge.ask(what=what, now=when, today=today, by=managers[told.asker])
    for number, (name, text) in enumerate(told.answers):
        later = when + timedelta(days=1 + number)
        given = knowledge.answer(thread_id=asked.pk, text=text, now=later, today=today, by=managers[name])
        if number == told.helped:
            on = timezone.localdate(later)
            knowledge.accept_answer(answer_id=given.pk, now=later, today=on, by=managers[told.asker])


def _share(managers: Mapping[str, Actor], topics: Mapping[str, int], noord: int, *, now: datetime, by: Actor) -> None:
    """Specialisms, help that was given, and help that is being looked for."""
    begun = now - timedelta(days=120)
    today = timezone.localdate(now)
    wanted = [
        Wanted(topic_id=topics[topic], duty=duty, person_id=managers[name].person_id or 0, days=Decimal(days))
        for topic, duty, name, days, _taken in ROLES
    ]
    roles = knowledge.propose_roles(partnership_id=noord, wanted=wanted, now=begun, today=today, by=by)
    for role, (_topic, _duty, name, days, taken) in zip(roles, ROLES, strict=True):
        if taken:
            knowledge.take_up_role(role_id=role.pk, days=Decimal(days), now=begun, today=today, by=managers[name])
    when = now - timedelta(days=30)
    helped = knowledge.ask_help(
        partnership_id=noord,
        topic_id=topics["GIS"],
        title="Een laag met rioleringen inladen (demonstratie)",
        text="Onze aannemer levert de rioleringen aan als tekening. Wie toont ons hoe we er een laag van maken?",
        now=when,
        today=timezone.localdate(when),
        by=managers["Tremelo"],
    )
    knowledge.take_help(help_id=helped.pk, now=when, today=today, by=managers["Haacht"])
    for days_ago, hours, note in ((27, "3", "Samen ingeladen"), (20, "1.5", "Nagekeken en gedocumenteerd")):
        knowledge.log_hours(
            help_id=helped.pk,
            on=timezone.localdate(now - timedelta(days=days_ago)),
            amount=Decimal(hours),
            note=note,
            now=now,
            today=today,
            by=managers["Haacht"],
        )
    knowledge.close_help(help_id=helped.pk, now=now - timedelta(days=19), today=today, by=managers["Tremelo"])
    knowledge.ask_help(
        partnership_id=noord,
        topic_id=topics["Werkplek"],
        title="Een standaardbeeld voor nieuwe laptops maken (demonstratie)",
        text="We vervangen twintig laptops. Wie maakte al een standaardbeeld en kan een halve dag meekijken?",
        now=now,
        today=today,
        by=managers["Boortmeerbeek"],
    )
