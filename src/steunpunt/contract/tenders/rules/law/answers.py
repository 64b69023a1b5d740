"""What the law says about one tender: regime, thresholds, least times, standstill, and what the buyer is warned of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from steunpunt.contract.tenders.choices import BY_CANDIDACY, Buying, Procedure, Subject
from steunpunt.contract.tenders.choices.law import Amount, Authority, Certainty, Point, Regime, Stage
from steunpunt.contract.tenders.rules.days import Period, period
from steunpunt.contract.tenders.rules.law.dated import Dated, on
from steunpunt.contract.tenders.rules.law.tables import (
    ACTS,
    AMOUNTS,
    FRAMEWORK_MONTHS,
    LEAST,
    LOW_PRICES,
    STANDSTILL,
    VALIDITY,
    Act,
    Least,
    LowPrices,
)
from steunpunt.contract.tenders.values import Specification


def act_on(day: date) -> Dated[Act]:
    """The act in force on a day. Raises ValueError before the oldest that we know of."""
    found = on(ACTS, day)
    if found is None:
        raise ValueError("no act is known of that day")
    return found


def amount_on(amount: Amount, day: date) -> Dated[Decimal] | None:
    return on(AMOUNTS[amount], day)


def eu_threshold(
    subject: Subject, day: date, *, authority: Authority = Authority.LOCAL, is_light: bool = False
) -> Dated[Decimal] | None:
    """From which estimate on the European rules hold; `is_light` for social and other specific services."""
    if subject is Subject.WORKS:
        return amount_on(Amount.EU_WORKS, day)
    if is_light and subject is Subject.SERVICES:
        return amount_on(Amount.EU_LIGHT, day)
    return amount_on(Amount.EU_LOCAL if authority is Authority.LOCAL else Amount.EU_CENTRAL, day)


def published_most(spec: Specification) -> Decimal | None:
    """The most that can be ordered under a framework agreement, in euros; None where no amount is stated."""
    return spec.framework.most_amount if spec.framework is not None else None


def weighed(spec: Specification) -> Decimal | None:
    """What is laid beside a threshold: the estimate, or what can be ordered where that is more."""
    known = [value for value in (spec.estimate, published_most(spec)) if value is not None]
    return None if spec.estimate is None else max(known)


def is_above(spec: Specification, day: date) -> bool | None:
    """Whether the estimate, or the most that can be ordered under a framework agreement, reaches the European threshold.

    None when something of that is not known, such as what a most in quantities alone comes to in euros.
    """
    threshold, value = eu_threshold(spec.subject, day), weighed(spec)
    if threshold is None or value is None:
        return None
    if value >= threshold.value:
        return True
    return None if spec.framework is not None and published_most(spec) is None else False


def is_above_by_most(spec: Specification, day: date) -> bool:
    """Whether it is the most that can be ordered that reaches the threshold, and not the estimate."""
    threshold, most = eu_threshold(spec.subject, day), published_most(spec)
    if threshold is None or most is None or spec.estimate is None:
        return False
    return spec.estimate < threshold.value <= most


def possible(spec: Specification, day: date) -> dict[Procedure, bool | None]:
    """Which procedures the estimate alone allows. False: only in a case that the law names; None: not known."""
    above, unpublished = is_above(spec, day), amount_on(Amount.UNPUBLISHED, day)
    value = weighed(spec)
    is_small = None if unpublished is None or value is None else value < unpublished.value
    is_new = act_on(day).value.regime is Regime.ACT_2016
    return {
        Procedure.OPEN: True,
        Procedure.RESTRICTED: True,
        Procedure.NEGOTIATED_PUBLISHED: (None if above is None else not above) if is_new else None,
        Procedure.NEGOTIATED_UNPUBLISHED: is_small,
    }


def least(procedure: Procedure, stage: Stage, day: date, *, above: bool | None) -> Dated[Least] | None:
    """The least time for requests or offers; without an estimate that of above the threshold, which is never shorter."""
    return on(LEAST.get((procedure, stage, above is not False), ()), day)


def earliest(procedure: Procedure, stage: Stage, sent_on: date, *, above: bool | None) -> date | None:
    """The first day that can be the deadline when a notice is sent on a day."""
    found = least(procedure, stage, sent_on, above=above)
    return period(sent_on, found.value.here).last if found else None


def standstill_rule(day: date) -> Dated[int] | None:
    return on(STANDSTILL, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standstill:
    """The time between telling everybody and concluding."""

    rule: Dated[int]
    period: Period
    is_required: bool | None
    """None: where it is not known whether the threshold is reached, or for works below it, it has to be asked. Waiting is then
    the safe way."""


def standstill(spec: Specification, sent_on: date) -> Standstill | None:
    """None when no rule is known of that day."""
    rule = standstill_rule(sent_on)
    if rule is None:
        return None
    above = is_above(spec, sent_on)
    is_unsure = above is None or (not above and spec.subject is Subject.WORKS)
    is_exempt = spec.procedure is Procedure.NEGOTIATED_UNPUBLISHED
    return Standstill(
        rule=rule,
        period=period(sent_on, rule.value),
        is_required=None if is_unsure or (above and is_exempt) else above,
    )


def valid_until(spec: Specification, offers_until: date) -> date:
    """The last day on which offers bind their suppliers, by the specification."""
    return period(offers_until, max(1, spec.calendar.valid_days)).counted


def low_prices(day: date) -> Dated[LowPrices] | None:
    """By which numbers a price looks abnormally low."""
    return on(LOW_PRICES, day)


def framework_rule(day: date) -> Dated[int] | None:
    """The most months of a framework agreement, as a rule."""
    return on(FRAMEWORK_MONTHS, day)


def usual_validity(day: date) -> Dated[int] | None:
    return on(VALIDITY, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """Something that the buyer has to ask or look at; in words by `choices.law_words`."""

    point: Point
    source: str
    certainty: Certainty
    amount: Decimal | None = None
    most: Decimal | None = None
    day: date | None = None
    number: int | None = None
    text: str = ""


def warnings(spec: Specification, day: date) -> list[Warned]:
    """What of a tender that goes out on a day has to be looked at, the hardest first."""
    return [
        *_about_procedure(spec, day),
        *_about_most(spec, day),
        *_about_time(spec, day),
        *_about_term(spec, day),
        *_unsettled(spec, day),
    ]


def _about_procedure(spec: Specification, day: date) -> Iterator[Warned]:
    allowed = possible(spec, day)
    unpublished, threshold = amount_on(Amount.UNPUBLISHED, day), eu_threshold(spec.subject, day)
    if spec.procedure is Procedure.NEGOTIATED_UNPUBLISHED:
        if unpublished is None:
            yield Warned(point=Point.NO_AMOUNT, source="", certainty=Certainty.UNSETTLED)
        elif allowed[spec.procedure] is False:
            yield _of(Point.UNPUBLISHED_ABOVE, unpublished)
        if unpublished and unpublished.certainty is not Certainty.SEEN:
            yield _of(Point.AMOUNT_UNCHECKED, unpublished)
    elif spec.procedure is Procedure.NEGOTIATED_PUBLISHED and allowed[spec.procedure] is False and threshold:
        yield _of(Point.NEGOTIATED_ABOVE, threshold)
    if threshold is None:
        yield Warned(point=Point.NO_AMOUNT, source="", certainty=Certainty.UNSETTLED)
    elif threshold.certainty is not Certainty.SEEN:
        yield _of(Point.AMOUNT_UNCHECKED, threshold)


ESTIMATING = "KB Plaatsing van 18 april 2017, art. 7; richtlijn 2014/24/EU, art. 5, lid 5"


def _about_most(spec: Specification, day: date) -> Iterator[Warned]:
    """For a framework agreement: whether what can be ordered changes what the estimate says."""
    threshold, most = eu_threshold(spec.subject, day), published_most(spec)
    if spec.framework is None or spec.estimate is None:
        return
    source = ESTIMATING if act_on(day).value.regime is Regime.ACT_2016 else act_on(day).value.placing

    def about(point: Point, amount: Decimal) -> Warned:
        return Warned(point=point, source=source, certainty=Certainty.KNOWN, amount=amount, most=most)

    if is_above_by_most(spec, day) and threshold is not None:
        yield about(Point.MAXIMUM_ABOVE, threshold.value)
    elif most is None and threshold is not None and spec.estimate < threshold.value:
        yield about(Point.MAXIMUM_IN_UNITS, threshold.value)
    if most is not None and most > spec.estimate:
        yield about(Point.MAXIMUM_OVER_ESTIMATE, spec.estimate)


def _of(point: Point, row: Dated[Decimal]) -> Warned:
    return Warned(point=point, source=row.source, certainty=row.certainty, amount=row.value)


def _about_time(spec: Specification, day: date) -> Iterator[Warned]:
    above = is_above(spec, day)
    is_two_step = spec.procedure in BY_CANDIDACY
    calendar = spec.calendar
    if is_two_step:
        yield from _short(spec.procedure, Stage.REQUESTS, day, calendar.candidates_until, above=above)
    invited_on = calendar.candidates_until.date() if is_two_step and calendar.candidates_until else day
    yield from _short(spec.procedure, Stage.OFFERS, invited_on, calendar.offers_until, above=above)


def _short(
    procedure: Procedure, stage: Stage, sent_on: date, until: datetime | None, *, above: bool | None
) -> Iterator[Warned]:
    found, first = least(procedure, stage, sent_on, above=above), earliest(procedure, stage, sent_on, above=above)
    if found is None or first is None or until is None or until.date() >= first:
        return
    yield Warned(
        point=Point.SHORT_OFFERS if stage is Stage.OFFERS else Point.SHORT_REQUESTS,
        source=found.source,
        certainty=found.certainty,
        number=found.value.here,
        day=first,
    )


def _about_term(spec: Specification, day: date) -> Iterator[Warned]:
    rule = on(FRAMEWORK_MONTHS, day)
    if spec.framework is not None and rule is not None and spec.framework.months > rule.value:
        yield Warned(
            point=Point.LONG_FRAMEWORK, source=rule.source, certainty=rule.certainty, number=spec.framework.months
        )


def _unsettled(spec: Specification, day: date) -> Iterator[Warned]:
    act = act_on(day)
    if act.value.regime is not Regime.ACT_2016:
        yield Warned(point=Point.OLD_LAW, source=act.source, certainty=act.certainty, text=act.value.title)
    if not spec.selection.strip():
        source = "Wet van 17 juni 2016, art. 66 tot 72" if act.value.regime is Regime.ACT_2016 else act.value.title
        yield Warned(point=Point.NO_SELECTION, source=source, certainty=Certainty.KNOWN)
    if spec.buying is not Buying.OWN:
        source = "Wet van 17 juni 2016, art. 47 en 48" if act.value.regime is Regime.ACT_2016 else act.value.title
        yield Warned(point=Point.USERS_NAMED, source=source, certainty=Certainty.KNOWN)
    low = low_prices(day)
    if low is not None and low.certainty is Certainty.UNSETTLED:
        yield Warned(point=Point.ABNORMAL_MANY, source=low.source, certainty=low.certainty)
    rule, above = standstill_rule(day), is_above(spec, day)
    if rule is not None and above is not False:
        source = f"{rule.source}; Verordening (EEG, Euratom) 1182/71"
        yield Warned(point=Point.STANDSTILL_LAST_DAY, source=source, certainty=Certainty.UNSETTLED)
    if rule is not None and above is False and spec.subject is Subject.WORKS:
        source = "Wet rechtsbescherming van 17 juni 2013, art. 30"
        yield Warned(point=Point.STANDSTILL_WORKS, source=source, certainty=Certainty.UNSETTLED)
