"""What pages and papers of tenders say."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.contract.tenders.choices import (
    AFTER_OPENING,
    BY_CANDIDACY,
    EnvelopeKind,
    ItemKind,
    TenderState,
    law_words,
    words,
)
from steunpunt.contract.tenders.choices.law import Point
from steunpunt.contract.tenders.choices.method import PriceFormula
from steunpunt.contract.tenders.models import Assessor, Bid, BidLot, Tender
from steunpunt.contract.tenders.queries import lacking_of
from steunpunt.contract.tenders.rules import needs as needs_rules
from steunpunt.contract.tenders.rules.exact import rounded
from steunpunt.contract.tenders.rules.law import answers
from steunpunt.contract.tenders.rules.ranking import Ranking
from steunpunt.contract.tenders.sentences.changes import difference, version
from steunpunt.contract.tenders.sentences.units import day, days, euro, moment, months, percent, plain, points
from steunpunt.contract.tenders.values import Item, Lot, Method, Specification
from steunpunt.foundation.acting import Text

__all__ = [
    "attachment",
    "award",
    "day",
    "days",
    "difference",
    "draw_first",
    "euro",
    "for_the_market",
    "formula",
    "goes_to",
    "headline",
    "in_short",
    "in_the_room",
    "lacks",
    "lot_of",
    "moment",
    "moments",
    "months",
    "offer_name",
    "outcome",
    "own_offer",
    "percent",
    "plain",
    "points",
    "price_question",
    "quantity",
    "version",
    "warned",
    "without",
]


def offer_name(row: BidLot) -> str:
    name = str(row.bid.supplier)
    variant = _("variant %(n)s") % {"n": row.bid.variant}
    return f"{name} ({variant})" if row.bid.variant else name


def lot_of(row: BidLot, title: str) -> str:
    """Of which lot, and of which offer where it is a variant."""
    lot = _("Lot %(n)s · %(title)s") % {"n": row.lot, "title": title}
    return " · ".join([lot, *([_("variant %(n)s") % {"n": row.bid.variant}] if row.bid.variant else [])])


def draw_first(names: Iterable[str]) -> str:
    """Why a lot cannot be decided yet, to whoever decides or prepares."""
    return _(
        "Equal in everything: %(names)s. Lots are drawn first, with witnesses, and the buyer writes it down; what depends on "
        "it cannot be chosen before."
    ) % {"names": ", ".join(names)}


def goes_to(rows: Sequence[BidLot]) -> str:
    """Of several the order is told: in it a framework calls on them."""
    winners = [offer_name(row) for row in rows]
    if len(winners) > 1:
        named = ", ".join(f"{place}. {name}" for place, name in enumerate(winners, start=1))
        return _("The lot goes to %(n)s offers, in this order: %(names)s.") % {"n": len(winners), "names": named}
    return _("The lot goes to %(names)s.") % {"names": ", ".join(winners)}


def headline(tender: Tender, *, boards: int, silent: int, now: datetime, number: int = 1) -> str:
    """Where a tender stands, in one sentence; `number` is of the round of offers that runs."""
    state = TenderState(tender.state)
    if state is TenderState.PREPARING:
        return _prepared(boards, silent)
    if state is TenderState.PUBLISHED and tender.offers_until is not None:
        return _published(tender, tender.offers_until, now, number)
    if state is TenderState.OPENED and number > 1:
        text = _(
            "Offers of round %(number)s are open: the working group judges their quality. Prices are still sealed."
        )
        return text % {"number": number}
    return {
        TenderState.OPENED: _("Offers are open: the working group judges their quality. Prices are still sealed."),
        TenderState.FROZEN: _("Quality is fixed: two of the people who open offers can open the prices together."),
        TenderState.PRICED: _("Prices are open: the ranking is known, the mandated body decides."),
        TenderState.AWARDED: _("The award was decided."),
        TenderState.CONCLUDED: _("The contract was concluded."),
        TenderState.STOPPED: _("The tender was stopped."),
    }.get(state, "")


def _prepared(boards: int, silent: int) -> str:
    if silent:
        return ngettext(
            "The tender is being prepared; %(n)s board did not say yet what it needs.",
            "The tender is being prepared; %(n)s boards did not say yet what they need.",
            silent,
        ) % {"n": silent}
    if not boards:
        return _("The tender is being prepared.")
    return ngettext(
        "The tender is being prepared for %(n)s board.", "The tender is being prepared for %(n)s boards.", boards
    ) % {"n": boards}


def _published(tender: Tender, offers_until: datetime, now: datetime, number: int) -> str:
    if number > 1:
        text = _(
            "The deadline of round %(number)s has passed: two of the people who open offers can open them together."
        )
        if now < offers_until:
            text = _("Round %(number)s of the negotiation: who is still in it makes a new offer until %(moment)s.")
        return text % {"number": number, "moment": moment(offers_until)}
    if tender.procedure in BY_CANDIDACY and tender.candidates_until is not None and now < tender.candidates_until:
        return _("The tender is published: suppliers ask to take part until %(moment)s.") % {
            "moment": moment(tender.candidates_until)
        }
    if now < offers_until:
        return _("The tender is published: suppliers make offers until %(moment)s.") % {"moment": moment(offers_until)}
    return _("The deadline has passed: two of the people who open offers can open them together.")


def in_short(tender: Tender, spec: Specification) -> list[tuple[Text, Text]]:
    """What everybody who sees a tender reads of it, as pairs of a word and what it is."""
    found: list[tuple[Text, Text]] = [
        (_("Contracting authority"), str(tender.authority)),
        (_("Reference"), tender.reference),
        (_("Procedure"), words.PROCEDURES[spec.procedure][0]),
        (_("What is bought"), words.SUBJECTS[spec.subject]),
        (_("For whom"), words.BUYING[spec.buying][0]),
        (_("Term"), months(spec.months)),
    ]
    if spec.framework is not None:
        most = spec.framework.most_amount
        text = _("framework agreement")
        if most is not None:
            text = _("framework agreement, at the most %(amount)s") % {"amount": euro(most)}
        found.append((_("Kind"), text))
    if spec.cpv:
        found.append((_("CPV codes"), ", ".join(spec.cpv)))
    return found


def formula(method: Method) -> str:
    """How points for a price are reckoned, with the numbers of this tender, so that everybody can do it again."""
    texts = {
        PriceFormula.ABSOLUTE_RANGE: _(
            "%(points)s × (%(ceiling)s − price) ÷ (%(ceiling)s − %(floor)s); never below 0, never above %(points)s"
        ),
        PriceFormula.RULE_OF_THREE: _("%(points)s × lowest price ÷ price"),
        PriceFormula.LINEAR_FROM_LOWEST: _("%(points)s × (2 − price ÷ lowest price); never below 0"),
        PriceFormula.LINEAR_BETWEEN: _(
            "%(points)s × (highest price − price) ÷ (highest price − lowest price); all points when all prices are equal"
        ),
        PriceFormula.LOGARITHMIC: _("%(points)s × (1 − ln(price ÷ lowest price) ÷ ln(%(spread)s)); never below 0"),
        PriceFormula.AWARD_ON_VALUE: _("price − what the marks are worth in euros; the lowest outcome is first"),
    }
    needs_range = method.formula is PriceFormula.ABSOLUTE_RANGE and (method.floor is None or method.ceiling is None)
    if needs_range or (method.formula is PriceFormula.LOGARITHMIC and method.spread is None):
        return _("The numbers of this formula are not filled in yet.")
    text = texts[method.formula] % {
        "points": plain(method.price_points),
        "ceiling": euro(method.ceiling) if method.ceiling is not None else "–",
        "floor": euro(method.floor) if method.floor is not None else "–",
        "spread": plain(method.spread) if method.spread is not None else "–",
    }
    return _("%(formula)s; rounded to whole points") % {"formula": text} if method.whole_points else text


def moments(tender: Tender, spec: Specification, now: datetime) -> list[tuple[Text, str, bool]]:
    """The calendar: what, when, and whether it is over."""
    calendar = spec.calendar
    rows: list[tuple[Text, datetime | date | None]] = [
        (_("Boards say what they need by"), tender.needs_until),
        (_("Published"), tender.published_at),
        (_("Questions until"), calendar.questions_until),
        (_("Answers by"), calendar.answers_by),
        (_("Requests to take part until"), calendar.candidates_until),
        (_("Offers until"), calendar.offers_until),
    ]
    today = timezone.localdate(now)
    return [
        (label, moment(when), when < now) if isinstance(when, datetime) else (label, day(when), when < today)
        for label, when in rows
        if when is not None
    ]


def quantity(item: Item, spec: Specification) -> str:
    """1.250 mailboxes a month; with the most where it is stated."""
    found = f"{plain(item.quantity)} {item.unit}"
    if item.kind is not ItemKind.ONE_OFF:
        found = f"{found} · {words.ITEM_KINDS[item.kind]}"
    times = needs_rules.times(item.kind, spec.months)
    return found if times == 1 else f"{found} × {plain(times.quantize(Decimal('0.01')))}"


def for_the_market(tender: Tender, state: str, now: datetime, *, number: int = 1) -> str:
    """In one sentence what a supplier can do; `state` is what everybody may know of it."""
    over = {
        TenderState.STOPPED: _("This tender was stopped."),
        TenderState.AWARDED: _("This contract was awarded."),
        TenderState.CONCLUDED: _("This contract was awarded and concluded."),
    }
    return over.get(TenderState(state)) or _until_when(tender, now, number)


def _until_when(tender: Tender, now: datetime, number: int) -> str:
    is_by_candidacy = tender.procedure in BY_CANDIDACY
    if is_by_candidacy and tender.candidates_until is not None and now < tender.candidates_until:
        return _("Suppliers can ask to take part until %(moment)s.") % {"moment": moment(tender.candidates_until)}
    if tender.offers_until is not None and now < tender.offers_until:
        text = _("Offers can be handed in until %(moment)s.")
        if is_by_candidacy:
            text = _("Suppliers that were selected can hand in an offer until %(moment)s.")
        if number > 1:
            text = _("Is negotiated: suppliers that are still in it can hand in a new offer until %(moment)s.")
        return text % {"moment": moment(tender.offers_until)}
    return _("The deadline for offers has passed; they are being judged.")


def own_offer(tender: Tender, bids: Iterable[Bid], now: datetime, *, number: int = 1) -> str:
    """In one sentence how one's own offer stands in the round with this number, its variants with it; what lacks for a lot is
    told beside it.
    """
    alive = [bid for bid in bids if bid.withdrawn_at is None]
    if tender.offers_until is not None and now < tender.offers_until:
        text = _("You have no offer yet: hand in every envelope before %(moment)s.")
        if number > 1:
            text = _(
                "You have no offer in round %(number)s yet: hand in every envelope anew before %(moment)s. Without it you are in "
                "this tender no more."
            )
        if alive:
            text = _("Your offer is not whole yet: every envelope has to be in before %(moment)s.")
            if any(bid.variant for bid in alive) and any(bid.is_complete for bid in alive):
                text = _("Not every offer of yours is whole yet: every envelope has to be in before %(moment)s.")
        if alive and all(bid.is_complete for bid in alive):
            text = _("Your offer is in, whole and sealed. You can replace it until %(moment)s.")
            if any(lacking_of(bid) for bid in alive):
                text = _("A lot that you began misses an envelope: it has to be in before %(moment)s.")
        return text % {"moment": moment(tender.offers_until), "number": number}
    if not any(bid.is_complete for bid in alive):
        return _("The deadline has passed, and you have no whole offer.")
    if any(lacking_of(bid) for bid in alive if bid.is_complete):
        return _(
            "Your offer was in on time. A lot that you began misses an envelope: for that lot your offer does not count."
        )
    if tender.state in AFTER_OPENING:
        return _("Your offer was in on time, and was opened.")
    return _("Your offer was in on time, whole and sealed.")


def lacks(lot: Lot, kinds: Iterable[EnvelopeKind]) -> str:
    """Of one's own offer, without opening anything."""
    return _("Lot %(n)s · %(title)s misses: %(envelopes)s. Without it the offer for this lot does not count.") % {
        "n": lot.number,
        "title": lot.title,
        "envelopes": ", ".join(str(words.ENVELOPES[kind]) for kind in kinds),
    }


def without(kinds: Iterable[EnvelopeKind]) -> str:
    """Of an opened offer, to who reads it: what is not in it for its lot, also while prices are sealed."""
    names = ", ".join(str(words.ENVELOPES[kind]) for kind in kinds)
    return _("Not handed in for this lot: %(envelopes)s. So it has no place in the ranking.") % {"envelopes": names}


def in_the_room(tender: Tender, members: Iterable[Assessor]) -> str:
    """In one sentence how far the working group is."""
    rows = list(members)
    waiting = sum(1 for one in rows if one.handed_in_at is None)
    if tender.frozen_at is not None:
        return _("The marks are fixed.")
    if not rows:
        return _("Nobody judges yet: name a working group.")
    if tender.state != TenderState.OPENED:
        return ngettext(
            "%(n)s person judges once the offers are open.", "%(n)s people judge once the offers are open.", len(rows)
        ) % {"n": len(rows)}
    if waiting:
        return ngettext(
            "%(n)s member still judges; nobody sees marks of another before all are in.",
            "%(n)s members still judge; nobody sees marks of another before all are in.",
            waiting,
        ) % {"n": waiting}
    return _("Everybody handed in: talk about where you differ, write down what you agree on, then fix the marks.")


def attachment(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


def outcome(found: Ranking, names: Mapping[str, str], *, is_on_value: bool) -> str:
    """In one sentence who is first, and by how much."""
    if not found.placed:
        return _("No offer has a place.")
    first = [each for each in found.placed if each.place == 1]
    if len(first) > 1:
        return _("%(names)s are equal: lots decide.") % {"names": ", ".join(names[each.offer] for each in first)}
    if len(found.placed) == 1:
        return _("%(name)s is the only offer that counts.") % {"name": names[first[0].offer]}
    gap = abs(found.placed[0].total - found.placed[1].total)
    values = {"name": names[first[0].offer], "gap": plain(rounded(gap, 2)), "second": names[found.placed[1].offer]}
    if is_on_value:
        return _("%(name)s is first: € %(gap)s below %(second)s, quality taken off the price.") % values
    return _("%(name)s is first, %(gap)s points before %(second)s.") % values


def price_question(tender: Tender) -> str:
    """What is asked about a price, to be completed by the buyer."""
    return _(
        "Your price for “%(title)s” lies well below that of others. Please explain how it comes about: the way you work, "
        "technical choices, circumstances that favour you, what you do yourself, and that it covers wages and social "
        "contributions, taxes and the whole of the requirements."
    ) % {"title": tender.title}


def warned(spec: Specification, on: date, only: Collection[Point] = tuple(Point)) -> list[tuple[str, str, Text]]:
    """What a buyer has to look at or to ask: the sentence, where it stands, how sure that is."""
    return [
        (
            str(law_words.POINTS[one.point])
            % {
                "amount": euro(one.amount) if one.amount is not None else "",
                "most": euro(one.most) if one.most is not None else "",
                "day": day(one.day) if one.day else "",
                "number": one.number,
                "text": one.text,
            },
            one.source,
            law_words.CERTAINTIES[one.certainty],
        )
        for one in answers.warnings(spec, on)
        if one.point in only
    ]


def award(tender: Tender, *, decided: int, lots: int) -> str:
    """In one sentence how far the award is."""
    state = TenderState(tender.state)
    if state is TenderState.CONCLUDED:
        return _("The contract is concluded.")
    if state is TenderState.STOPPED:
        return _("This tender was stopped.")
    if state is TenderState.AWARDED:
        return _("The contracting authority decided; the contract is not concluded yet.")
    if state is TenderState.PRICED and lots == 1:
        return _("The contracting authority can decide.")
    if state is TenderState.PRICED:
        return _("The contracting authority can decide: %(decided)s of %(lots)s lots are decided.") % {
            "decided": decided,
            "lots": lots,
        }
    return _("Prices are not open yet: there is nothing to decide but to award nothing.")
