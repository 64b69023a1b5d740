"""States and kinds as people read them."""

from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.choices import (
    Buying,
    EnvelopeKind,
    ItemKind,
    LetterKind,
    NeedLevel,
    Part,
    PriceVerdict,
    Procedure,
    Regularity,
    Subject,
    TenderState,
)
from steunpunt.contract.tenders.choices.method import Exclusion, Paradox, PriceFormula, TieBreak
from steunpunt.foundation.acting import Text

STATES: dict[str, tuple[Text, str]] = {
    TenderState.PREPARING: (_("In preparation"), ""),
    TenderState.PUBLISHED: (_("Published"), "tag-blue"),
    TenderState.OPENED: (_("Being judged"), "tag-warm"),
    TenderState.FROZEN: (_("Quality fixed"), "tag-warm"),
    TenderState.PRICED: (_("Prices open"), "tag-warm"),
    TenderState.AWARDED: (_("Awarded"), "tag-good"),
    TenderState.CONCLUDED: (_("Concluded"), "tag-good"),
    TenderState.STOPPED: (_("Stopped"), ""),
}
PROCEDURES: dict[str, tuple[Text, Text]] = {
    Procedure.OPEN: (_("Open procedure"), _("Every supplier can make an offer.")),
    Procedure.RESTRICTED: (
        _("Restricted procedure"),
        _("Every supplier can ask to take part; who is selected makes an offer."),
    ),
    Procedure.NEGOTIATED_PUBLISHED: (
        _("Negotiated procedure with prior publication"),
        _("Who is selected makes an offer, about which can be negotiated."),
    ),
    Procedure.NEGOTIATED_UNPUBLISHED: (
        _("Negotiated procedure without prior publication"),
        _("You invite suppliers, several where that can be; only below an amount or in cases that the law names."),
    ),
}
SUBJECTS: dict[str, Text] = {
    Subject.SUPPLIES: _("Supplies"),
    Subject.SERVICES: _("Services"),
    Subject.WORKS: _("Works"),
}
BUYING: dict[str, tuple[Text, Text]] = {
    Buying.OWN: (_("For itself"), _("The contracting authority buys for nobody else.")),
    Buying.CENTRAL: (
        _("As central purchasing body"),
        _("Boards that are named can order; each orders for itself and pays for itself."),
    ),
    Buying.JOINT: (_("Jointly, this once"), _("Boards buy together, and one of them places the contract for all.")),
}
LEVELS: dict[str, tuple[Text, str]] = {
    NeedLevel.MUST: (_("Must"), "tag-warm"),
    NeedLevel.SHOULD: (_("Should"), "tag-blue"),
    NeedLevel.WISH: (_("Wish"), ""),
}
ITEM_KINDS: dict[str, Text] = {
    ItemKind.ONE_OFF: _("once"),
    ItemKind.MONTHLY: _("a month"),
    ItemKind.YEARLY: _("a year"),
    ItemKind.BY_USE: _("by use, over the term"),
}
ENVELOPES: dict[str, Text] = {
    EnvelopeKind.ADMINISTRATIVE: _("Administrative envelope"),
    EnvelopeKind.QUALITY: _("Quality envelope"),
    EnvelopeKind.PRICE: _("Price envelope"),
}
FORMULAS: dict[str, tuple[Text, Text]] = {
    PriceFormula.ABSOLUTE_RANGE: (
        _("Absolute range"),
        _("Points between a floor and a ceiling that stand in the specification: no other offer changes them."),
    ),
    PriceFormula.AWARD_ON_VALUE: (
        _("Award on value"),
        _("Quality is worth euros that go off the price; the lowest of what remains wins."),
    ),
    PriceFormula.RULE_OF_THREE: (
        _("Rule of three"),
        _("The lowest price gets all points, others in proportion: the points depend on the lowest."),
    ),
    PriceFormula.LINEAR_FROM_LOWEST: (
        _("Straight line from the lowest"),
        _("No points any more from twice the lowest price: the points depend on the lowest."),
    ),
    PriceFormula.LINEAR_BETWEEN: (
        _("Between lowest and highest"),
        _("One absurd offer changes the points of all others: not advised."),
    ),
    PriceFormula.LOGARITHMIC: (
        _("Logarithmic"),
        _("For prices that lie far apart: the points depend on the lowest."),
    ),
}
TIE_BREAKS: dict[str, Text] = {
    TieBreak.LOWEST_PRICE: _("the lowest price"),
    TieBreak.HIGHER_QUALITY: _("the most points for quality"),
    TieBreak.CRITERION: _("the most points for one criterion"),
    TieBreak.DRAW: _("drawing lots"),
}
PARTS: dict[str, Text] = {
    Part.GENERAL: _("What is bought"),
    Part.LOTS: _("Lots"),
    Part.ITEMS: _("Inventory of prices"),
    Part.REQUIREMENTS: _("Requirements"),
    Part.SCALES: _("Scales of marks"),
    Part.CRITERIA: _("Award criteria"),
    Part.METHOD: _("How offers are judged"),
    Part.ASKED: _("What suppliers hand in"),
    Part.CALENDAR: _("Calendar"),
}
REGULARITIES: dict[str, tuple[Text, str]] = {
    Regularity.UNSEEN: (_("not looked at yet"), ""),
    Regularity.REGULAR: (_("counts"), "tag-good"),
    Regularity.IRREGULAR: (_("irregular: does not count"), "tag-warm"),
    Regularity.NOT_SELECTED: (_("supplier not selected: does not count"), "tag-warm"),
}
VERDICTS: dict[str, Text] = {
    PriceVerdict.ACCEPTED: _("accepted: the price is explained"),
    PriceVerdict.REJECTED: _("rejected: the offer does not count"),
}
EXCLUSIONS: dict[str, Text] = {
    Exclusion.KNOCKED_OUT: _("does not meet a requirement"),
    Exclusion.ABOVE_CEILING: _("above the ceiling price"),
    Exclusion.BELOW_MINIMUM: _("below the least mark"),
}
PARADOXES: dict[str, Text] = {
    Paradox.ONE_OFFER_FULL_POINTS: _("There is one offer: it gets all points for its price, whatever it asks."),
    Paradox.ORDER_DEPENDS_ON_OTHERS: _("When some offer leaves, the order of those that stay changes."),
    Paradox.MIDDLE_NEVER_WINS: _(
        "An offer in the middle, which no other beats on both price and quality, wins at no weight of the price."
    ),
    Paradox.HOPELESS_OFFER_SWAPS: _("One more offer that cannot win makes another one win."),
}
LETTERS: dict[str, Text] = {
    LetterKind.WINNER: _("Your offer was chosen."),
    LetterKind.OTHER: _("Your offer was not chosen."),
    LetterKind.IRREGULAR: _("Your offer does not count."),
    LetterKind.STOPPED: _("The lot was awarded to nobody."),
}
