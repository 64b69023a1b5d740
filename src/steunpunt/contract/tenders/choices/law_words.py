"""What the law says, as people read it."""

from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.choices.law import Certainty, Phase, Point, StepCode
from steunpunt.foundation.acting import Text

CERTAINTIES: dict[str, Text] = {
    Certainty.SEEN: _("read in the source"),
    Certainty.KNOWN: _("to be checked"),
    Certainty.UNSETTLED: _("not settled"),
}
POINTS: dict[str, Text] = {
    Point.OLD_LAW: _("This tender falls under an older act: %(text)s. Its amounts and periods were not read again."),
    Point.NO_AMOUNT: _("Of that day we know no threshold: look it up."),
    Point.AMOUNT_UNCHECKED: _("The amount of %(amount)s, on which rules depend, was not checked for that day."),
    Point.UNPUBLISHED_ABOVE: _(
        "The estimate is not below %(amount)s: without prior publication is then possible only in a case that the law names."
    ),
    Point.NEGOTIATED_ABOVE: _(
        "The estimate reaches the European threshold of %(amount)s: negotiating is then possible only in a case that the law "
        "names."
    ),
    Point.SHORT_OFFERS: _(
        "Suppliers have less than %(number)s days for their offer: count on %(day)s at the earliest."
    ),
    Point.SHORT_REQUESTS: _(
        "Suppliers have less than %(number)s days to ask to take part: count on %(day)s at the earliest."
    ),
    Point.LONG_FRAMEWORK: _(
        "A framework agreement of %(number)s months is longer than the four years of the rule: the reason has to be exceptional."
    ),
    Point.MAXIMUM_ABOVE: _(
        "The estimate stays below the European threshold of %(amount)s, but the most that can be ordered, %(most)s, reaches it. "
        "For a framework agreement the most that can be ordered counts too: the platform keeps to the periods and the standstill "
        "of above the threshold."
    ),
    Point.MAXIMUM_OVER_ESTIMATE: _(
        "The most that can be ordered, %(most)s, is more than the estimate of %(amount)s: the estimate of a framework agreement "
        "takes in everything that can be ordered under it."
    ),
    Point.MAXIMUM_IN_UNITS: _(
        "The most that can be ordered stands in quantities alone: reckon what it comes to beside the European threshold of "
        "%(amount)s. As long as that is not known, the platform keeps to the periods and the standstill of above the threshold."
    ),
    Point.ABNORMAL_MANY: _(
        "With seven offers or more it is not settled which are left out of the mean that shows an abnormally low price: the "
        "platform reckons both readings."
    ),
    Point.STANDSTILL_LAST_DAY: _(
        "That a standstill which ends on a weekend or holiday moves on to the next working day is the safe reading, not a "
        "settled one."
    ),
    Point.STANDSTILL_WORKS: _("For works below the European threshold a standstill can be asked too."),
    Point.NO_SELECTION: _(
        "The specification does not say who is excluded, what a supplier has to be able to do, and by what it shows so."
    ),
    Point.USERS_NAMED: _("Every board that may order is named, or can be determined beforehand."),
}
"""With `%(amount)s`, `%(day)s`, `%(most)s`, `%(number)s` and `%(text)s`."""
PHASES: dict[str, Text] = {
    Phase.PREPARING: _("Preparing"),
    Phase.PUBLICATION: _("Publication"),
    Phase.OFFERS: _("Offers"),
    Phase.OPENING: _("Opening"),
    Phase.JUDGING: _("Judging"),
    Phase.AWARD: _("Award"),
    Phase.CONCLUSION: _("Conclusion"),
}
STEPS: dict[str, Text] = {
    StepCode.NEEDS: _("Every board said what it needs"),
    StepCode.BOARDS: _("The boards that can order are named"),
    StepCode.ESTIMATE: _("The value is estimated, with everything and every extension"),
    StepCode.LOTS: _("It was considered whether to divide it into lots, and why not"),
    StepCode.REASONS: _("Why this procedure and method is written down"),
    StepCode.CRITERIA: _("Every award criterion has its weight and its scale"),
    StepCode.MAXIMUM: _("The most that can be ordered is stated"),
    StepCode.APPROVED: _("The contracting authority's own body set the conditions and the procedure"),
    StepCode.OFFICERS: _("At least three people can open the offers"),
    StepCode.PUBLISHED: _("The specification is published here"),
    StepCode.NOTICE: _("The official notice was sent: the platform does not send it"),
    StepCode.INVITED: _("Several suppliers were invited, where that can be"),
    StepCode.SELECTED: _("On every request to take part was decided, with reasons, and all were told at once"),
    StepCode.TIME: _("Suppliers have time enough"),
    StepCode.ANSWERED: _("Every question of a supplier is answered"),
    StepCode.OPENED: _("Two people opened the offers, with minutes"),
    StepCode.DECLARED: _("Everybody in the working group declared its interests"),
    StepCode.EXCLUSION: _("It was checked that the supplier is not excluded, and pays its social and tax debts"),
    StepCode.REGULARITY: _("Of every offer is written down whether it counts"),
    StepCode.FROZEN: _("Marks are fixed before prices open"),
    StepCode.PRICES: _("Two people opened the prices"),
    StepCode.LOW_PRICES: _("Prices that look too low are explained and judged"),
    StepCode.DECIDED: _("The contracting authority decided, with reasons"),
    StepCode.TOLD: _("Everybody who made an offer has its letter"),
    StepCode.STANDSTILL: _("The standstill is over"),
    StepCode.OBJECTIONS: _("Every objection is answered"),
    StepCode.VALID: _("Offers still bind their suppliers"),
    StepCode.CONCLUDED: _("The contract is concluded"),
    StepCode.AWARD_NOTICE: _("The official notice of the award was sent: the platform does not send it"),
}
