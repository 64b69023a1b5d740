"""Why something cannot be done with a tender, where several actions say it; and what is missing before it is published."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.choices import AFTER_OPENING, BY_CANDIDACY, OVER, Buying, EnvelopeKind, TenderState
from steunpunt.contract.tenders.choices.method import PriceFormula, TieBreak
from steunpunt.contract.tenders.sealing import keys
from steunpunt.contract.tenders.values import Method, Specification
from steunpunt.foundation.acting import Reason

HUNDRED = Decimal(100)


def over(state: str) -> Iterator[Reason]:
    if state in OVER:
        yield Reason("over", _("This tender is over."))


def cannot_change(state: str, offers_until: datetime | None, now: datetime) -> Iterator[Reason]:
    """The specification is written while it is prepared, and for a correction until offers are in."""
    yield from over(state)
    is_open = state == TenderState.PUBLISHED and offers_until is not None and now < offers_until
    if state not in OVER and state != TenderState.PREPARING and not is_open:
        yield Reason("closed", _("The deadline for offers has passed: nothing changes any more."))


def gaps(
    spec: Specification, *, boards: int, officers: int, keyless: Sequence[str] = (), now: datetime
) -> Iterator[Reason]:
    """What is missing before the market may read it; `officers` counts those who have a key, `keyless` names the others."""
    yield from _general(spec, boards=boards)
    yield from _lots(spec)
    yield from _criteria(spec)
    yield from _method(spec.method, spec)
    yield from _calendar(spec, now)
    if officers < 3:
        text = _(
            "Name at least three people who can open offers, each with a key: two open together, and one can be missed."
        )
        yield Reason("officers", text, "officers")
    if keyless:
        text = _("%(names)s has no key yet, and would hold no part: wait for it, or name somebody else.")
        yield Reason("keyless", text % {"names": ", ".join(keyless)}, "officers")


def _general(spec: Specification, *, boards: int) -> Iterator[Reason]:
    if not spec.purpose.strip():
        yield Reason("purpose", _("Say what is bought and what for."), "general")
    if not spec.cpv:
        yield Reason("cpv", _("Give at least one CPV code."), "general")
    if spec.estimate is None:
        yield Reason("estimate", _("Estimate the value: it decides which rules hold."), "general")
    if spec.buying is not Buying.OWN and not boards:
        yield Reason("boards", _("Name the boards for which is bought."), "boards")
    if spec.procedure in BY_CANDIDACY and not spec.selection.strip():
        text = _("Say who is excluded and by what suppliers are selected: without it nobody can be selected or not.")
        yield Reason("selection", text, "general")
    terms = spec.framework
    if terms is not None and terms.most_amount is None and not (spec.items and all(item.most for item in spec.items)):
        text = _("A framework agreement states the most that can be ordered: an amount, or a quantity for every item.")
        yield Reason("maximum", text, "general")
    if terms is not None and terms.months > 48 and not spec.reasons.strip():
        yield Reason("term", _("A framework agreement of more than four years needs a reason."), "general")


def _lots(spec: Specification) -> Iterator[Reason]:
    if not spec.lots:
        yield Reason("lots", _("There is no lot yet: a tender without lots has one."), "items")
    numbers = {lot.number for lot in spec.lots}
    for lot in spec.lots:
        if not any(item.lot == lot.number and item.is_compared for item in spec.items):
            text = _("Lot %(number)s has no item by whose price offers are compared.")
            yield Reason("items", text % {"number": lot.number}, "items")
    for item in spec.items:
        if item.lot not in numbers:
            yield Reason("item_lot", _("Item %(code)s is of a lot that is not there.") % {"code": item.code}, "items")
        if item.quantity <= 0 and item.is_compared:
            text = _("Item %(code)s has no presumed quantity: its price would not count.")
            yield Reason("quantity", text % {"code": item.code}, "items")
        if item.most is not None and item.most < item.quantity:
            text = _("Item %(code)s can be ordered less than is presumed.")
            yield Reason("most", text % {"code": item.code}, "items")


def _criteria(spec: Specification) -> Iterator[Reason]:
    scales = {scale.code: scale for scale in spec.scales}
    for one in spec.marked:
        scale = scales.get(one.scale)
        if scale is None:
            text = _("Criterion %(code)s has no scale of marks.")
            yield Reason("scale", text % {"code": one.code}, "criteria")
        elif one.minimum is not None and one.minimum not in {step.mark for step in scale.steps}:
            text = _("The least mark of criterion %(code)s is none of its scale.")
            yield Reason("minimum", text % {"code": one.code}, "criteria")
    for scale in spec.scales:
        if len(scale.steps) < 2 or any(not step.meaning.strip() for step in scale.steps):
            text = _("Scale %(code)s needs at least two marks, each with its meaning.")
            yield Reason("scale_steps", text % {"code": scale.code}, "criteria")
    yield from _points(spec)


def _points(spec: Specification) -> Iterator[Reason]:
    by_code = {one.code: one for one in spec.criteria}
    for code in sorted({one.parent for one in spec.criteria if one.parent}):
        parent = by_code.get(code)
        if parent is None:
            text = _("Criterion %(code)s, to which others belong, is not there.")
            yield Reason("parent", text % {"code": code}, "criteria")
        elif sum(one.points for one in spec.criteria if one.parent == code) != parent.points:
            text = _("The sub-criteria of %(code)s do not add up to its points.")
            yield Reason("sub_points", text % {"code": code}, "criteria")
    if spec.method.formula is PriceFormula.AWARD_ON_VALUE:
        for one in spec.marked:
            if one.worth is None:
                text = _("Criterion %(code)s does not say how many euros its top mark is worth.")
                yield Reason("worth", text % {"code": one.code}, "criteria")
        return
    total = spec.method.price_points + sum(one.points for one in spec.criteria if not one.parent)
    if total != HUNDRED:
        text = _("The points of price and criteria add up to %(total)s, not to 100.")
        yield Reason("points", text % {"total": f"{total.normalize():f}"}, "criteria")


def _method(method: Method, spec: Specification) -> Iterator[Reason]:
    if method.formula is PriceFormula.ABSOLUTE_RANGE and (
        method.ceiling is None or method.floor is None or method.floor >= method.ceiling
    ):
        text = _("This formula needs a floor and a ceiling, the floor below the ceiling.")
        yield Reason("range", text, "method")
    if method.formula is PriceFormula.LOGARITHMIC and (method.spread is None or method.spread <= 1):
        yield Reason("spread", _("This formula needs a factor above 1."), "method")
    if TieBreak.CRITERION in method.tie_breaks and method.tie_criterion not in {one.code for one in spec.criteria}:
        yield Reason("tie", _("Say which criterion tells equal offers apart."), "method")
    if not method.tie_breaks or method.tie_breaks[-1] is not TieBreak.DRAW:
        yield Reason("draw", _("The last way to tell equal offers apart is drawing lots."), "method")


def _calendar(spec: Specification, now: datetime) -> Iterator[Reason]:
    calendar = spec.calendar
    if calendar.offers_until is None:
        yield Reason("deadline", _("Set the deadline for offers."), "calendar")
        return
    if calendar.offers_until <= now:
        yield Reason("deadline_past", _("The deadline for offers lies in the past."), "calendar")
    if calendar.questions_until is not None and calendar.questions_until >= calendar.offers_until:
        yield Reason("questions_late", _("Questions end before offers do."), "calendar")
    if calendar.answers_by is not None and calendar.answers_by > calendar.offers_until.date():
        yield Reason("answers_late", _("Answers come before the deadline for offers."), "calendar")
    if spec.procedure in BY_CANDIDACY:
        if calendar.candidates_until is None:
            yield Reason("candidates", _("Set the deadline for requests to take part."), "calendar")
        elif calendar.candidates_until >= calendar.offers_until:
            yield Reason("candidates_late", _("Requests to take part end before offers do."), "calendar")


def not_by_correction(before: Specification, after: Specification, *, is_first_round: bool = True) -> Iterator[Reason]:
    """What a correction cannot change: that would be another tender. How offers are judged was fixed when it went out."""
    if after.procedure != before.procedure or after.subject != before.subject:
        yield Reason("other_tender", _("Another procedure or subject is another tender: stop this one and begin anew."))
    if {lot.number for lot in after.lots} != {lot.number for lot in before.lots}:
        yield Reason("lots_fixed", _("Lots stay as they were published."))
    old, new = before.calendar.offers_until, after.calendar.offers_until
    if old is not None and (new is None or new < old):
        yield Reason("deadline_earlier", _("A deadline that was published can become later, not earlier."), "calendar")
    is_judged_otherwise = (before.criteria, before.scales, before.method) != (
        after.criteria,
        after.scales,
        after.method,
    )
    if is_judged_otherwise and not is_first_round:
        text = _("Offers were opened already: criteria, scales and method stay as they were, in every later round.")
        yield Reason("criteria_fixed", text)
    elif is_judged_otherwise and old is not None and new == old:
        text = _("Criteria, scales or method change: give suppliers more time as well.")
        yield Reason("more_time", text, "calendar")


def about_phrase(phrase: str, again: str) -> Iterator[Reason]:
    """A phrase that somebody chose for its key."""
    if " ".join(phrase.split()) != " ".join(again.split()):
        yield Reason("different", _("The two phrases differ."), "again")
    for code in keys.objections_to(phrase):
        if code == "short":
            text = _("Choose a phrase of at least %(n)s characters: a few words that you remember.")
            yield Reason("short", text % {"n": keys.SHORTEST_PHRASE}, "phrase")
        else:
            yield Reason("plain", _("This phrase is too easy to guess."), "phrase")


def too_late(until: datetime | None, now: datetime) -> Iterator[Reason]:
    """The one rule on lateness: the moment of the deadline itself is too late."""
    if until is None:
        yield Reason("not_open", _("No offers can be handed in."))
    elif now >= until:
        yield Reason("late", _("The deadline for offers has passed: this was not taken in."))


def about_needs(
    *, likely: Mapping[str, Decimal], most: Mapping[str, Decimal], codes: Collection[str]
) -> Iterator[Reason]:
    """What one board says that it needs, by code of the item; `codes` are those of the draft."""
    if not {*likely, *most} <= set(codes):
        yield Reason("no_item", _("An item is not there any more. Load the page again."))
    if any(quantity < 0 for quantity in (*likely.values(), *most.values())):
        yield Reason("below_zero", _("A quantity is not below zero."))
    for code, quantity in most.items():
        if quantity < likely.get(code, 0):
            text = _("At the most is not less than what you count on.")
            yield Reason("below_likely", text, f"most_{code}")


def opened(state: str) -> Iterator[Reason]:
    """Whatever the clock says: once offers are open, none comes in or goes out."""
    if state in AFTER_OPENING:
        yield Reason("opened", _("The offers were opened already: this was not taken in."))


def about_contents(
    spec: Specification,
    kind: EnvelopeKind,
    *,
    lots: Collection[int],
    prices: Mapping[str, Decimal],
    asked: Sequence[str],
    has_text: bool,
) -> Iterator[Reason]:
    """Whether an envelope holds what is asked for in it, and nothing of another envelope."""
    known = {lot.number for lot in spec.lots}
    if not lots or not set(lots) <= known:
        yield Reason("no_lots", _("Say for which lots you make an offer."), "lots")
    wanted = {one.code: one for one in spec.asked if one.envelope is kind}
    for code in asked:
        if code and code not in wanted:
            yield Reason("other_envelope", _("A file belongs to another envelope."), "files")
    for code, one in wanted.items():
        if one.is_required and code not in asked:
            yield Reason("missing", _("Add “%(title)s”.") % {"title": one.title}, f"file_{code}")
    if kind is EnvelopeKind.PRICE:
        yield from _about_prices(spec, lots, prices)
    elif prices:
        yield Reason("price_outside", _("Prices stand in the price envelope alone."))
    elif not asked and not has_text and not wanted and kind is EnvelopeKind.QUALITY:
        yield Reason("empty", _("The envelope is empty."))


def _about_prices(spec: Specification, lots: Collection[int], prices: Mapping[str, Decimal]) -> Iterator[Reason]:
    items = {item.code: item for item in spec.items if item.lot in lots}
    for code, item in items.items():
        if code not in prices:
            yield Reason("no_price", _("Give a price for “%(title)s”.") % {"title": item.title}, f"price_{code}")
        elif prices[code] < 0:
            yield Reason("below_zero", _("A price is not below zero."), f"price_{code}")
    if set(prices) - set(items):
        yield Reason("other_item", _("A price is of no item of these lots."), "lots")
