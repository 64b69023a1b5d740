"""Why something cannot be done in a mini-competition."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from steunpunt.contract.competitions.choices import CompetitionState
from steunpunt.contract.competitions.values import Request
from steunpunt.foundation.acting import Reason


def draft_gaps(request: Request) -> Iterator[Reason]:
    """What a request lacks, while it is written too."""
    if not request.title.strip():
        yield Reason("no_title", _("Say in a few words what you ask."), "title")
    if not request.lines:
        yield Reason("no_lines", _("Say of which item you need how many."))


def sending_gaps(request: Request) -> Iterator[Reason]:
    yield from draft_gaps(request)
    if not request.what.strip():
        yield Reason("no_what", _("Say what you need: suppliers make their offer for it."), "what")
    if not request.deliver_to.strip():
        yield Reason("no_place", _("Say where it is delivered."), "deliver_to")


def too_soon(days: int) -> Reason:
    text = ngettext_lazy(
        "The contract gives suppliers at least %(n)s day: choose a later deadline.",
        "The contract gives suppliers at least %(n)s days: choose a later deadline.",
        days,
    )
    return Reason("too_soon", text % {"n": days}, "answers_until")


def no_deadline() -> Reason:
    return Reason("no_deadline", _("Say until when suppliers can answer."), "answers_until")


def after_the_contract() -> Reason:
    text = _("By then the contract has ended: nothing could be ordered any more.")
    return Reason("after_the_contract", text, "answers_until")


def gone(title: str) -> Reason:
    return Reason("gone", _("%(item)s cannot be ordered any more: take it out.") % {"item": title})


def no_comparison() -> Reason:
    text = _("The terms of the contract do not say how offers are compared: ask the support point.")
    return Reason("no_comparison", text)


def no_competition() -> Reason:
    return Reason("no_competition", _("These items are ordered at the price list, without asking prices."))


def few_suppliers() -> Reason:
    return Reason("few_suppliers", _("Nobody supplies this lot."))


def many_lots() -> Reason:
    return Reason("many_lots", _("What is asked together is of one lot of one contract."))


def state(current: str, *wanted: CompetitionState) -> Iterator[Reason]:
    """That a competition is past the step that somebody takes, such as two people at the same moment."""
    if current not in wanted:
        yield Reason("other_state", _("This competition has gone on meanwhile: look at it again."))


def too_late(until: datetime | None, now: datetime) -> Iterator[Reason]:
    """The moment of the deadline itself is too late."""
    if until is None or now >= until:
        yield Reason("late", _("The deadline is over: nothing comes in any more."))


def too_early(until: datetime | None, now: datetime) -> Iterator[Reason]:
    if until is None or now < until:
        yield Reason("early", _("Offers stay closed until the deadline is over."))


def above_list(title: str, item_id: int) -> Reason:
    text = _("%(item)s: this is above your price list, which is the most that you can ask.")
    return Reason("above_list", text % {"item": title}, f"price_{item_id}")


def no_price(title: str, item_id: int) -> Reason:
    return Reason("no_price", _("%(item)s: give a price.") % {"item": title}, f"price_{item_id}")


def no_answer(title: str, code: str) -> Reason:
    text = _("%(criterion)s: say what you offer.")
    return Reason("no_answer", text % {"criterion": title}, f"answer_{code}")


def no_reason() -> Reason:
    return Reason("no_reason", _("Say why."), "reason")


def unmarked(count: int) -> Reason:
    text = ngettext_lazy(
        "%(n)s mark is missing, or has no argument.", "%(n)s marks are missing, or have no argument.", count
    )
    return Reason("unmarked", text % {"n": count})


def no_mark() -> str:
    return str(_("A mark lies between 0 and 10, with two decimals at most."))


def no_argument() -> str:
    return str(_("Say why it gets this mark."))


def nobody_first() -> Reason:
    return Reason("nobody_first", _("No offer is first: there is none that counts, or a draw must be held."))


def stale() -> Reason:
    return Reason("stale", _("The ranking or the amount changed meanwhile: look at it again before you award."))


def no_motivation() -> Reason:
    return Reason("no_motivation", _("Say why the order goes to this offer."), "motivation")


def no_draw() -> Reason:
    return Reason("no_draw", _("No draw is needed."))
