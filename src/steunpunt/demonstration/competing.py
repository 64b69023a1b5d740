"""A contract under which three suppliers compete, and what Keerbergen asked of them: one competition open for offers, one to be
judged, one awarded with its order. All of it is invented.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from steunpunt.contract.competitions import public as competitions
from steunpunt.contract.competitions.public import Answer, GivenMark, Wish
from steunpunt.contract.frameworks.public import EntitledBy, Listed
from steunpunt.contract.frameworks.values import Charge, Choosing, Comparison, Lot, QualityCriterion, Step, Terms
from steunpunt.demonstration.buying import DAYS_SOURCE, Cast, Made, framework, priced, standard_of
from steunpunt.foundation.figures.periods import shifted

SUPPLIERS = ("Leverancier Voorbeeld", "Kabel en Kantoor", "Serverhuis")
COMPARISON = Comparison(
    price_weight=Decimal(60),
    criteria=(
        QualityCriterion(
            code="K1",
            title="Plan van aanpak",
            weight=Decimal(25),
            meaning="Hoe u meet, plaatst en test, en hoe het gebouw in gebruik blijft.",
        ),
        QualityCriterion(
            code="K2",
            title="Ondersteuning na plaatsing",
            weight=Decimal(15),
            meaning="Wie helpt bij een storing, en hoe snel.",
        ),
    ),
    least_days=10,
)
_SAID: Mapping[str, Mapping[str, str]] = {
    "Leverancier Voorbeeld": {
        "K1": "Wij meten eerst elk lokaal, plaatsen buiten de openingsuren en tonen daarna een kaart van de dekking.",
        "K2": "Een vaste technieker, binnen vier werkuren ter plaatse.",
    },
    "Kabel en Kantoor": {
        "K1": "Wij plaatsen verdieping per verdieping en testen met uw eigen toestellen.",
        "K2": "Helpdesk op werkdagen, de volgende werkdag ter plaatse.",
    },
    "Serverhuis": {
        "K1": "Plaatsing op één dag volgens plan.",
        "K2": "Melding per mail, antwoord binnen twee werkdagen.",
    },
}
"""Offers in words (demonstration: invented)."""


def load(cast: Cast, *, now: datetime, today: date) -> None:
    made = _wireless(cast, now=now, today=today)
    _awarded(cast, made, now=now - timedelta(days=40))
    _to_judge(cast, made, now=now - timedelta(days=16))
    library = _asked(
        cast,
        made,
        Wish(
            title="Draadloos netwerk in de bibliotheek",
            what="Twee verdiepingen en een leestuin. Bezoekers en personeel op een eigen netwerk. Plaatsing vóór de zomer.",
            deliver_to="Bibliotheek, Haachtsebaan (demonstratie)",
            deliver_by=today + timedelta(days=60),
            quantities=_wanted(made, AP=14, SW24=2, METING=1, BEHEER=14),
        ),
        now=now - timedelta(days=3),
        days=12,
    )
    _offer(cast, made, library, "Kabel en Kantoor", {"AP": "251.00", "SW24": "398.00", "METING": "340.00"}, now=now)


def _wireless(cast: Cast, *, now: datetime, today: date) -> Made:
    """Three suppliers for one lot: for each order the board asks them all."""
    start = shifted(today.replace(day=1), -5)
    terms = Terms(
        title="Draadloos netwerk in gebouwen",
        what="Toegangspunten, switches en plaatsing. Gebouwen verschillen: voor elke bestelling vraagt het bestuur de drie "
        "leveranciers om hun prijs en hun aanpak.",
        lots=(Lot(number=1, title="Draadloos netwerk", choosing=Choosing.COMPETITION, comparison=COMPARISON),),
        starts_on=start,
        ends_on=shifted(start, 48) - timedelta(days=1),
        most_amount=Decimal(600_000),
        delivery_days=20,
        days_alone=Decimal(6),
        days_source=DAYS_SOURCE,
    )

    def thing(code: str, title: str, price: str, standard: str, **more: Any) -> Listed:
        usual: dict[str, Any] = {"category": "Netwerk", "unit": "stuks", "standard": standard_of(standard, start)}
        return Listed(
            code=code, title=title, steps=(Step(from_units=1, price=priced(price, "6.00")),), **(usual | more)
        )

    items = [
        thing("AP", "Toegangspunt, binnen", "268.00", "345.00"),
        thing("SW24", "Switch met 24 poorten", "412.00", "520.00"),
        thing("METING", "Meting van een gebouw", "390.00", "480.00", unit="gebouwen"),
        thing("BEHEER", "Beheer van een toegangspunt", "28.00", "45.00", charge=Charge.YEARLY, option_of="AP"),
    ]
    return framework(
        cast,
        terms,
        items,
        reference="RC-WIFI-1",
        suppliers=SUPPLIERS,
        boards=cast.boards,
        origin=EntitledBy.NAMED,
        now=now,
    )


def _awarded(cast: Cast, made: Made, *, now: datetime) -> None:
    asked = _asked(
        cast,
        made,
        Wish(
            title="Draadloos netwerk in de sporthal",
            what="Een grote zaal met tribune, kleedkamers en een cafetaria.",
            deliver_to="Sporthal (demonstratie)",
            quantities=_wanted(made, AP=8, SW24=1, METING=1),
        ),
        now=now,
        days=11,
    )
    for name, units in (
        ("Leverancier Voorbeeld", {"AP": "249.00", "SW24": "405.00", "METING": "360.00"}),
        ("Kabel en Kantoor", {"AP": "244.00", "SW24": "389.00", "METING": "350.00"}),
        ("Serverhuis", {"AP": "239.50", "SW24": "371.00", "METING": "390.00"}),
    ):
        _offer(cast, made, asked, name, units, now=now + timedelta(days=5))
    after = now + timedelta(days=12)
    competitions.open_offers(competition_id=asked, today=after.date(), now=after, by=cast.asker)
    offers = competitions.offers_by_supplier(asked)
    marks = {
        "Leverancier Voorbeeld": (
            ("9", "Meet elk lokaal en plaatst buiten de uren."),
            ("9", "Vast contact, vier uur."),
        ),
        "Kabel en Kantoor": (("7.5", "Test met onze toestellen; plaatst tijdens de uren."), ("7", "Volgende werkdag.")),
        "Serverhuis": (("5", "Zegt niet hoe getest wordt."), ("4", "Alleen per mail.")),
    }
    given = [
        GivenMark(offer_id=offers[cast.suppliers[name]], code=code, mark=Decimal(mark), argument=why)
        for name, row in marks.items()
        for code, (mark, why) in zip(("K1", "K2"), row, strict=True)
    ]
    competitions.give_marks(competition_id=asked, marks=given, now=after, by=cast.asker)
    competitions.fix(competition_id=asked, today=after.date(), now=after, by=cast.asker)
    first, amount = competitions.first_of(asked, after.date())
    competitions.award(
        competition_id=asked,
        offer_id=first,
        amount_seen=amount,
        motivation="De meeste punten in totaal: het beste plan van aanpak tegen een prijs die dicht bij de laagste ligt.",
        today=after.date(),
        now=after,
        by=cast.decider,
    )


def _to_judge(cast: Cast, made: Made, *, now: datetime) -> None:
    asked = _asked(
        cast,
        made,
        Wish(
            title="Draadloos netwerk in het sociaal huis",
            what="Spreekkamers en wachtzaal; het gebouw blijft open tijdens de plaatsing.",
            deliver_to="Sociaal Huis (demonstratie)",
            quantities=_wanted(made, AP=10, SW24=1, METING=1, BEHEER=10),
        ),
        now=now,
        days=11,
    )
    for name, units in (
        ("Leverancier Voorbeeld", {"AP": "255.00", "SW24": "399.00", "METING": "320.00"}),
        ("Serverhuis", {"AP": "241.00", "SW24": "380.00", "METING": "375.00"}),
    ):
        _offer(cast, made, asked, name, units, now=now + timedelta(days=4))
    after = now + timedelta(days=12)
    competitions.open_offers(competition_id=asked, today=after.date(), now=after, by=cast.asker)


def _wanted(made: Made, **quantities: int) -> dict[int, int]:
    return {made.items[code]: units for code, units in quantities.items()}


def _asked(cast: Cast, made: Made, wish: Wish, *, now: datetime, days: int) -> int:
    """Sent, with a deadline at noon so many days later; its id."""
    day = timezone.localdate(now) + timedelta(days=days)
    until = timezone.make_aware(datetime.combine(day, time(12)))
    begun = competitions.begin(
        item_ids=tuple(wish.quantities),
        wish=replace(wish, answers_until=until),
        today=now.date(),
        now=now,
        by=cast.asker,
        is_invented=True,
    )
    competitions.send(competition_id=begun.pk, today=now.date(), now=now, by=cast.asker)
    return begun.pk


def _offer(cast: Cast, made: Made, asked: int, name: str, units: Mapping[str, str], *, now: datetime) -> None:
    """What recurs at the price list: nobody is cheaper there."""
    prices = {made.items[code]: Decimal(price) for code, price in {"BEHEER": "28.00", **units}.items()}
    answer = Answer(units=prices, answers=_SAID[name])
    competitions.hand_in(competition_id=asked, answer=answer, now=now, by=cast.bidders[name])
