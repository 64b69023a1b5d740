"""Standstill and legal remedies, as they stand at the end of the report and of each letter."""

from datetime import date

from django.utils.translation import gettext as _

from steunpunt.contract.tenders import sentences
from steunpunt.contract.tenders.choices.law import Regime
from steunpunt.contract.tenders.papers.blocks import Paper
from steunpunt.contract.tenders.rules.law import answers
from steunpunt.contract.tenders.rules.law.tables import Act
from steunpunt.contract.tenders.values import Specification


def add(
    paper: Paper, spec: Specification, law: Act, *, told_on: date | None, is_awarded: bool, can_object: bool = True
) -> None:
    """`can_object`: on the platform itself. `told_on`: the day on which the letters went out; None as long as none did. What is
    not awarded waits for nothing.
    """
    if is_awarded:
        paper.heading(_("Standstill and legal remedies"))
        _standstill(paper, spec, told_on)
    else:
        paper.heading(_("Legal remedies"))
    _remedies(paper, law, can_object=can_object)


def _standstill(paper: Paper, spec: Specification, told_on: date | None) -> None:
    if told_on is None:
        paper.text(_("The letters to the suppliers did not go out yet: the standstill begins on the day after."))
        return
    wait = answers.standstill(spec, told_on)
    if wait is None:
        return
    if wait.is_required is False:
        if spec.framework is None:
            paper.text(_("The estimated value lies below the European threshold: no standstill is asked."))
        else:
            text = _(
                "The estimated value and the most that can be ordered lie below the European threshold: no standstill is asked."
            )
            paper.text(text)
        return
    paper.text(
        _(
            "The standstill of %(n)s days runs from %(first)s, the day after this decision was sent, up to and with %(last)s "
            "(%(source)s). The contract is concluded at the earliest on %(free)s."
        )
        % {
            "n": wait.rule.value,
            "first": sentences.day(wait.period.first),
            "last": sentences.day(wait.period.last),
            "source": wait.rule.source,
            "free": sentences.day(wait.period.free_from),
        }
    )
    threshold, most = answers.eu_threshold(spec.subject, told_on), answers.published_most(spec)
    if answers.is_above_by_most(spec, told_on) and threshold is not None and most is not None:
        text = _(
            "The standstill holds because the most that can be ordered under the framework agreement, %(most)s without VAT, "
            "reaches the European threshold of %(amount)s."
        )
        paper.text(text % {"most": sentences.euro(most), "amount": sentences.euro(threshold.value)})


def _remedies(paper: Paper, law: Act, *, can_object: bool) -> None:
    articles = "" if law.regime is Regime.ACT_1993 else ", art. 14, 15, 23 en 24"
    paper.text(
        _(
            "Whoever has an interest can ask to suspend this decision, as a matter of urgency, within 15 days, and to annul it "
            "within 60 days, after it was received (%(source)s)."
        )
        % {"source": law.remedies + articles},
        _(
            "This is asked of the Council of State, section for administrative litigation, Wetenschapsstraat 33, 1040 Brussels, "
            "when the contracting authority is an administrative authority, as municipalities and welfare centres are; "
            "otherwise of the civil court."
        ),
    )
    at_once = _("Whoever asks to suspend the decision does well to tell the contracting authority so at once.")
    paper.text(at_once)
    if can_object:
        paper.text(_("An objection on the platform makes none of these periods longer."))
