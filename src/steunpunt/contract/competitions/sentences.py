"""Mini-competitions in sentences for people."""

from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from steunpunt.contract.competitions.choices import CompetitionState
from steunpunt.contract.competitions.models import Competition, Invitation
from steunpunt.contract.competitions.queries import Row, Standing
from steunpunt.contract.competitions.rules import comparing
from steunpunt.contract.competitions.values import Request
from steunpunt.contract.frameworks.values import Comparison, PriceFormula
from steunpunt.contract.tenders import public as tenders
from steunpunt.foundation.figures.rounding import rounded
from steunpunt.foundation.figures.typed import typed_number
from steunpunt.foundation.ui.templatetags.ui import moment, number, price


def euros(amount: Decimal) -> str:
    return f"€ {number(amount, 2)}"


def charge(kind: str) -> str:
    """How an item is paid, in words."""
    return str({"once": _("once"), "monthly": _("a month"), "yearly": _("a year"), "use": _("by use")}[kind])


def unit_price(amount: Decimal) -> str:
    """With the decimals that it has, two at least."""
    return f"€ {price(amount)}"


def headline(competition: Competition, now: datetime) -> str:
    """Where it stands, and what comes next, for the board and the support point."""
    until = competition.answers_until
    if competition.state == CompetitionState.SENT and until is not None and now < until:
        return _("Suppliers can answer until %(at)s. Until then nobody reads an offer.") % {"at": moment(until)}
    said = {
        CompetitionState.DRAFT: _("Being prepared: no supplier has heard of it."),
        CompetitionState.SENT: _("The deadline is over: the offers can be opened."),
        CompetitionState.OPENED: _("The offers are open but for their prices: those open once the marks are fixed."),
        CompetitionState.FIXED: _("The marks are fixed and the prices are open: the order can be given to the first."),
        CompetitionState.AWARDED: _("The order went to %(supplier)s."),
        CompetitionState.STOPPED: _("Stopped without an award: %(reason)s"),
    }
    supplier = competition.winner.supplier if competition.winner else ""
    return said[CompetitionState(competition.state)] % {"supplier": supplier, "reason": competition.over_reason}


def standing_of(row: Competition, *, has_offer: bool, has_declined: bool, has_won: bool, now: datetime) -> str:
    """Where a request stands for one supplier: a key of `words.OF_SUPPLIERS`."""
    if row.state == CompetitionState.AWARDED:
        return "won" if has_won else "lost" if has_offer else "over"
    if row.state == CompetitionState.STOPPED:
        return "over"
    if has_declined:
        return "declined"
    is_open = row.state == CompetitionState.SENT and row.answers_until is not None and now < row.answers_until
    if not is_open:
        return "judged" if has_offer else "over"
    return "offered" if has_offer else "open"


def for_supplier(competition: Competition, key: str) -> str:
    """What the supplier reads on top of its page."""
    at = moment(competition.answers_until)
    said = {
        "open": _("%(board)s asks your offer, until %(at)s.") % {"board": competition.organisation, "at": at},
        "offered": _("Your offer is in. You can replace it or take it back until %(at)s.") % {"at": at},
        "declined": _("You said that you make no offer. Until %(at)s you can still make one.") % {"at": at},
        "judged": _("The deadline is over. The offers are judged; you hear the outcome."),
        "won": _("Your offer was chosen: the order stands with your orders."),
        "lost": _("Your offer was not chosen. Below stands how it was judged."),
    }
    if key == "over" and competition.state == CompetitionState.STOPPED:
        return _("It was stopped without an award: %(reason)s") % {"reason": competition.over_reason}
    return said.get(key, _("This request is over."))


def weights(asked: Request, comparison: Comparison) -> list[tuple[str, str, str]]:
    """The price first, then what is judged: name, weight, meaning."""
    note = _("The supplier part of everything that is asked; what recurs counts until the contract ends.")
    how = _("Points for the price: %(formula)s") % {"formula": formula(asked, comparison)}
    return [
        (_("Price"), typed_number(comparison.price_weight), f"{note} {how}"),
        *((one.title, typed_number(one.weight), one.meaning) for one in comparison.criteria),
    ]


def formula(asked: Request, comparison: Comparison) -> str:
    """How points for the price are reckoned, with the numbers of this competition."""
    rule = comparing.judging(asked, comparison).price
    return tenders.formula_in_words(
        tenders.Method(
            formula=PriceFormula(rule.formula),
            price_points=comparison.price_weight,
            ceiling=rule.ceiling,
            floor=rule.floor,
            spread=comparison.spread,
        )
    )


def points(exact: Fraction) -> str:
    """To two decimals in print; compared is what is exact."""
    return typed_number(rounded(exact, 2))


def mark(given: Decimal) -> str:
    """On the scale, with the decimals that it has."""
    return _("%(mark)s of 10") % {"mark": typed_number(given)}


def first_of(known: Standing) -> str:
    """The ranking in one sentence."""
    ranking = known.ranking
    if ranking is None or not ranking.placed:
        return _("No offer counts.")
    first = known.first
    if first is None:
        return _("Offers are equal in everything: a draw decides.")
    placed = ranking.placed[0]
    if len(ranking.placed) == 1:
        text = _("%(supplier)s made the only offer that counts, for %(price)s.")
        return text % {"supplier": first.name, "price": euros(placed.price)}
    text = _("%(supplier)s is first, with %(points)s of 100 points, for %(price)s.")
    return text % {"supplier": first.name, "points": points(placed.total), "price": euros(placed.price)}


def result(competition: Competition, known: Standing, invitation: Invitation) -> list[str]:
    """Why an offer was not chosen, as its supplier may read it: nothing of others but that another had more points."""
    own = next((row for row in known.rows if row.offer.invitation_id == invitation.pk), None)
    if own is None or known.ranking is None or competition.winner_id is None:
        return []
    if own.offer.aside_reason:
        return [_("Your offer does not count: %(reason)s") % {"reason": own.offer.aside_reason}]
    winner = next(row for row in known.rows if row.offer.invitation_id == competition.winner_id)
    mine, theirs = (_placed(known, row) for row in (own, winner))
    lines = [_("Another offer has more points in total.")]
    if mine.quality_points >= theirs.quality_points and known.comparison.criteria:
        lines.append(_("For quality yours has not fewer points than the chosen one."))
    elif known.comparison.criteria:
        lines.append(_("For quality the chosen one has more points than yours."))
    if mine.price <= theirs.price:
        lines.append(_("Your price is not higher than that of the chosen one."))
    else:
        lines.append(_("Your price is higher than that of the chosen one."))
    return lines


def _placed(known: Standing, row: Row) -> tenders.Placed:
    if known.ranking is None:
        raise ValueError("prices are closed")
    return next(one for one in known.ranking.placed if one.offer == str(row.offer.pk))
