"""The tables. A new amount or period is a row, never a changed one.

What is marked as seen was read in November 2026 in the official reference, or in an overview of it by an authority or a
specialist; what is known was not read again. Amounts are euros without VAT. Regimes: `methods` of this project, section 4.4.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from steunpunt.contract.tenders.choices import Procedure
from steunpunt.contract.tenders.choices.law import Amount, Certainty, Regime, Stage
from steunpunt.contract.tenders.choices.method import Holiday
from steunpunt.contract.tenders.rules.law.dated import Dated

READ_ON = date(2026, 11, 29)
_DAY = timedelta(days=1)

ACT_2006_FROM = date(2013, 7, 1)
ACT_2016_FROM = date(2017, 6, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act with the decrees that carry it out, as their titles are written."""

    regime: Regime
    title: str
    placing: str
    executing: str
    remedies: str


ACTS: tuple[Dated[Act], ...] = (
    Dated(
        value=Act(
            regime=Regime.ACT_1993,
            title="Wet van 24 december 1993",
            placing="KB van 8 januari 1996",
            executing="KB van 26 september 1996",
            remedies="Wet van 24 december 1993, boek IIbis",
        ),
        valid_from=date(1997, 5, 1),
        valid_to=ACT_2006_FROM - _DAY,
        source="Wet van 24 december 1993; KB van 8 januari 1996, van kracht tot 1 juli 2013",
        certainty=Certainty.KNOWN,
    ),
    Dated(
        value=Act(
            regime=Regime.ACT_2006,
            title="Wet van 15 juni 2006",
            placing="KB Plaatsing van 15 juli 2011",
            executing="KB Uitvoering van 14 januari 2013",
            remedies="Wet rechtsbescherming van 17 juni 2013",
        ),
        valid_from=ACT_2006_FROM,
        valid_to=ACT_2016_FROM - _DAY,
        source="Wet van 15 juni 2006; KB Plaatsing van 15 juli 2011",
        certainty=Certainty.KNOWN,
    ),
    Dated(
        value=Act(
            regime=Regime.ACT_2016,
            title="Wet van 17 juni 2016",
            placing="KB Plaatsing van 18 april 2017",
            executing="KB Uitvoering van 14 januari 2013",
            remedies="Wet rechtsbescherming van 17 juni 2013",
        ),
        valid_from=ACT_2016_FROM,
        source="Wet van 17 juni 2016; KB Plaatsing van 18 april 2017",
        verified_on=READ_ON,
    ),
)


def _two_years(first: int, amount: int, source: str, *, certainty: Certainty = Certainty.SEEN) -> Dated[Decimal]:
    """European amounts hold for two years, from an even one."""
    return Dated(
        value=Decimal(amount),
        valid_from=date(first, 1, 1),
        valid_to=date(first + 1, 12, 31),
        source=source,
        certainty=certainty,
        verified_on=READ_ON if certainty is Certainty.SEEN else None,
    )


_ART_11 = "KB Plaatsing van 18 april 2017, art. 11"
_ART_32 = "KB Plaatsing van 15 juli 2011, art. 32"
_EU_2010 = "Verordening (EG) 1177/2009"
_EU_2012 = "Verordening (EU) 1251/2011"
_KNOWN = Certainty.KNOWN
_LIGHT = "Wet van 17 juni 2016, bijlage 3; KB Plaatsing van 18 april 2017, art. 11"
_ART_42 = "Wet van 17 juni 2016, art. 42, § 1, 1°, a"

AMOUNTS: Mapping[Amount, tuple[Dated[Decimal], ...]] = {
    Amount.EU_LOCAL: (
        _two_years(2010, 193_000, _EU_2010, certainty=_KNOWN),
        _two_years(2012, 200_000, _EU_2012, certainty=_KNOWN),
        _two_years(2014, 207_000, _ART_32),
        _two_years(2016, 209_000, _ART_32),
        _two_years(2018, 221_000, _ART_11),
        _two_years(2020, 214_000, _ART_11),
        _two_years(2022, 215_000, _ART_11),
        _two_years(2024, 221_000, _ART_11),
        _two_years(2026, 216_000, _ART_11),
    ),
    Amount.EU_WORKS: (
        _two_years(2010, 4_845_000, _EU_2010, certainty=_KNOWN),
        _two_years(2012, 5_000_000, _EU_2012, certainty=_KNOWN),
        _two_years(2014, 5_186_000, _ART_32),
        _two_years(2016, 5_225_000, _ART_32),
        _two_years(2018, 5_548_000, _ART_11),
        _two_years(2020, 5_350_000, _ART_11),
        _two_years(2022, 5_382_000, _ART_11),
        _two_years(2024, 5_538_000, _ART_11),
        _two_years(2026, 5_404_000, _ART_11),
    ),
    Amount.EU_CENTRAL: (
        _two_years(2010, 125_000, _EU_2010, certainty=_KNOWN),
        _two_years(2012, 130_000, _EU_2012, certainty=_KNOWN),
        _two_years(2014, 134_000, _ART_32, certainty=_KNOWN),
        _two_years(2016, 135_000, _ART_32),
        _two_years(2018, 144_000, _ART_11),
        _two_years(2020, 139_000, _ART_11),
        _two_years(2022, 140_000, _ART_11),
        _two_years(2024, 143_000, _ART_11),
        _two_years(2026, 140_000, _ART_11),
    ),
    Amount.EU_LIGHT: (Dated(value=Decimal(750_000), valid_from=ACT_2016_FROM, source=_LIGHT, verified_on=READ_ON),),
    Amount.UNPUBLISHED: (
        Dated(
            value=Decimal(67_000),
            valid_from=date(2007, 1, 1),
            valid_to=ACT_2006_FROM - _DAY,
            source="KB van 8 januari 1996, art. 120",
            certainty=_KNOWN,
        ),
        Dated(
            value=Decimal(85_000),
            valid_from=ACT_2006_FROM,
            valid_to=ACT_2016_FROM - _DAY,
            source="KB Plaatsing van 15 juli 2011, art. 105",
            certainty=_KNOWN,
        ),
        Dated(
            value=Decimal(135_000),
            valid_from=ACT_2016_FROM,
            valid_to=date(2017, 12, 31),
            source=_ART_42,
            verified_on=READ_ON,
        ),
        _two_years(2018, 144_000, _ART_42),
        _two_years(2020, 139_000, _ART_42),
        _two_years(2022, 140_000, _ART_42),
        _two_years(2024, 143_000, _ART_42),
        _two_years(2026, 140_000, _ART_42, certainty=Certainty.UNSETTLED),
    ),
    Amount.INVOICE: (
        Dated(
            value=Decimal(5_500),
            valid_from=date(2002, 1, 1),
            valid_to=ACT_2006_FROM - _DAY,
            source="KB van 8 januari 1996, art. 122",
            certainty=_KNOWN,
        ),
        Dated(
            value=Decimal(8_500),
            valid_from=ACT_2006_FROM,
            valid_to=ACT_2016_FROM - _DAY,
            source="KB Plaatsing van 15 juli 2011",
            verified_on=READ_ON,
        ),
        Dated(
            value=Decimal(30_000),
            valid_from=ACT_2016_FROM,
            source="Wet van 17 juni 2016, art. 92",
            verified_on=READ_ON,
        ),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """The least number of days from the day on which a notice or an invitation is sent."""

    days: int
    less_electronic: int = 0
    """So many fewer when offers may be handed in electronically, as they are here."""

    @property
    def here(self) -> int:
        return self.days - self.less_electronic


Key = tuple[Procedure, Stage, bool]
"""Procedure, for what, and whether the estimate reaches the European threshold."""


def _both(procedure: Procedure, stage: Stage, least: Least, source: str) -> dict[Key, tuple[Dated[Least], ...]]:
    row = Dated(value=least, valid_from=ACT_2016_FROM, source=source, verified_on=READ_ON)
    old = _OLD_LEAST[procedure, stage]
    return {(procedure, stage, is_above): (*old[is_above], row) for is_above in (True, False)}


def _old(above: int, below: int) -> dict[bool, tuple[Dated[Least], ...]]:
    """Under the acts before that of 2016: periods of directive 2004/18 above the threshold, Belgian ones below it."""
    return {
        is_above: (
            Dated(
                value=Least(days=days),
                valid_from=date(2007, 2, 15),
                valid_to=ACT_2016_FROM - _DAY,
                source="Richtlijn 2004/18/EG, art. 38" if is_above else "KB van 8 januari 1996; KB van 15 juli 2011",
                certainty=_KNOWN,
            ),
        )
        for is_above, days in ((True, above), (False, below))
    }


_OLD_LEAST = {
    (Procedure.OPEN, Stage.OFFERS): _old(52, 36),
    (Procedure.RESTRICTED, Stage.REQUESTS): _old(37, 15),
    (Procedure.RESTRICTED, Stage.OFFERS): _old(40, 15),
    (Procedure.NEGOTIATED_PUBLISHED, Stage.REQUESTS): _old(37, 15),
}

LEAST: Mapping[Key, tuple[Dated[Least], ...]] = {
    **_both(
        Procedure.OPEN,
        Stage.OFFERS,
        Least(days=35, less_electronic=5),
        "Wet van 17 juni 2016, art. 36",
    ),
    **_both(Procedure.RESTRICTED, Stage.REQUESTS, Least(days=30), "Wet van 17 juni 2016, art. 37"),
    **_both(Procedure.RESTRICTED, Stage.OFFERS, Least(days=30, less_electronic=5), "Wet van 17 juni 2016, art. 37"),
    **_both(Procedure.NEGOTIATED_PUBLISHED, Stage.REQUESTS, Least(days=30), "Wet van 17 juni 2016, art. 38"),
    **{
        (Procedure.NEGOTIATED_PUBLISHED, Stage.OFFERS, is_above): (
            Dated(
                value=Least(days=30, less_electronic=5),
                valid_from=ACT_2016_FROM,
                source="Wet van 17 juni 2016, art. 38",
                verified_on=READ_ON,
            ),
        )
        for is_above in (True, False)
    },
}

VALIDITY: tuple[Dated[int], ...] = (
    Dated(
        value=60,
        valid_from=date(1997, 5, 1),
        valid_to=ACT_2006_FROM - _DAY,
        source="KB van 8 januari 1996, art. 116",
        certainty=_KNOWN,
    ),
    Dated(
        value=90,
        valid_from=ACT_2006_FROM,
        valid_to=ACT_2016_FROM - _DAY,
        source="KB Plaatsing van 15 juli 2011, art. 57",
        certainty=_KNOWN,
    ),
    Dated(
        value=90,
        valid_from=ACT_2016_FROM,
        source="KB Plaatsing van 18 april 2017, art. 58",
        verified_on=READ_ON,
    ),
)
"""Days that an offer binds its supplier when the specification says nothing else."""

STANDSTILL: tuple[Dated[int], ...] = (
    Dated(
        value=15,
        valid_from=date(2010, 2, 25),
        valid_to=ACT_2006_FROM - _DAY,
        source="Wet van 24 december 1993, art. 65/11 (wet van 23 december 2009)",
        certainty=_KNOWN,
    ),
    Dated(
        value=15,
        valid_from=ACT_2006_FROM,
        source="Wet rechtsbescherming van 17 juni 2013, art. 11",
        verified_on=READ_ON,
    ),
)
"""Days between sending the decision and concluding the contract, from the European threshold on."""

FRAMEWORK_MONTHS: tuple[Dated[int], ...] = (
    Dated(
        value=48,
        valid_from=date(2007, 2, 15),
        valid_to=ACT_2016_FROM - _DAY,
        source="Richtlijn 2004/18/EG, art. 32",
        certainty=_KNOWN,
    ),
    Dated(value=48, valid_from=ACT_2016_FROM, source="Wet van 17 juni 2016, art. 43", verified_on=READ_ON),
)
"""The most months of a framework agreement as a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LowPrices:
    """When a price is laid beside the mean of all, and how far below it looks abnormally low."""

    least_offers: int
    many_offers: int
    """From so many a quarter is left out of the mean; with fewer the lowest and the highest."""
    below: Fraction


_FIFTEEN_PERCENT = LowPrices(least_offers=4, many_offers=7, below=Fraction(15, 100))

LOW_PRICES: tuple[Dated[LowPrices], ...] = (
    Dated(
        value=_FIFTEEN_PERCENT,
        valid_from=date(1997, 5, 1),
        valid_to=ACT_2006_FROM - _DAY,
        source="KB van 8 januari 1996, art. 110, § 4",
        certainty=_KNOWN,
    ),
    Dated(
        value=_FIFTEEN_PERCENT,
        valid_from=ACT_2006_FROM,
        valid_to=ACT_2016_FROM - _DAY,
        source="KB Plaatsing van 15 juli 2011, art. 21 en 99",
        certainty=_KNOWN,
    ),
    Dated(
        value=_FIFTEEN_PERCENT,
        valid_from=ACT_2016_FROM,
        source="KB Plaatsing van 18 april 2017, art. 36, § 4; Raad van State 249.334 van 24 december 2020",
        certainty=Certainty.UNSETTLED,
    ),
)
"""Of two tables before 2017 the numbers are known, not read again; of today's it is not settled which offers are left out of the mean."""


@dataclass(frozen=True, slots=True)
class Feast:
    """A legal holiday: on a day of the year, or so many days after Easter Sunday."""

    holiday: Holiday
    month: int = 0
    day: int = 0
    after_easter: int | None = None


HOLIDAYS: tuple[Dated[tuple[Feast, ...]], ...] = (
    Dated(
        value=(
            Feast(Holiday.NEW_YEAR, 1, 1),
            Feast(Holiday.LABOUR_DAY, 5, 1),
            Feast(Holiday.NATIONAL_DAY, 7, 21),
            Feast(Holiday.ASSUMPTION, 8, 15),
            Feast(Holiday.ALL_SAINTS, 11, 1),
            Feast(Holiday.ARMISTICE, 11, 11),
            Feast(Holiday.CHRISTMAS, 12, 25),
            Feast(Holiday.EASTER_MONDAY, after_easter=1),
            Feast(Holiday.ASCENSION, after_easter=39),
            Feast(Holiday.WHIT_MONDAY, after_easter=50),
        ),
        valid_from=date(1974, 1, 1),
        source="Wet van 4 januari 1974; KB van 18 april 1974, art. 1",
        certainty=_KNOWN,
    ),
)
"""The ten legal holidays."""
