"""The letters to suppliers: what was decided, with the reasons, and what each may see of others."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from steunpunt.contract.tenders import sentences
from steunpunt.contract.tenders.choices import LetterKind, Regularity, words
from steunpunt.contract.tenders.choices.method import PriceFormula
from steunpunt.contract.tenders.models import Tender
from steunpunt.contract.tenders.papers import remedies
from steunpunt.contract.tenders.papers.awarding import begun, price_points, total, why_out
from steunpunt.contract.tenders.papers.blocks import Paper, as_pdf
from steunpunt.contract.tenders.papers.parties import known_as
from steunpunt.contract.tenders.queries import Told, law_day
from steunpunt.contract.tenders.queries.awarding import Against
from steunpunt.contract.tenders.rules.exact import rounded
from steunpunt.contract.tenders.rules.law import answers
from steunpunt.contract.tenders.rules.law.answers import act_on
from steunpunt.contract.tenders.rules.quality import CriterionPoints
from steunpunt.contract.tenders.rules.ranking import Placed
from steunpunt.contract.tenders.values import Criterion, Specification


def letters(spec: Specification, *, now: datetime) -> Callable[[Tender, Told], bytes]:
    """What makes the sealed PDF of each letter that goes out now, in Dutch."""

    def made(tender: Tender, told: Told) -> bytes:
        with override("nl"):
            return as_pdf(letter(tender, spec, told, sent_on=timezone.localtime(now).date()), now=now)

    return made


def letter(tender: Tender, spec: Specification, told: Told, *, sent_on: date) -> Paper:
    """What one supplier is told: its own marks and reasons, who won with which points and price, and in what that offer was
    better and why. Nothing of those that did not win.
    """
    paper = begun(tender, _("Notice of the decision"))
    paper.facts(
        [
            (_("Addressed to"), known_as(sentences.offer_name(told.row), told.row.bid.supplier_id, sent_on)),
            (_("Sent on"), sentences.day(sent_on)),
            (_("Contracting authority"), known_as(str(tender.authority), tender.authority_id, sent_on)),
            (_("Public contract"), f"{tender.reference} · {tender.title}"),
            (_("Lot"), f"{told.row.lot} · {told.title}"),
            (_("Decided by"), f"{told.decision.body} · {sentences.day(told.decision.decided_on)}"),
        ]
    )
    wait = answers.standstill(spec, sent_on)
    paper.text(_opening(told, is_waited=wait is None or wait.is_required is not False))
    if told.winners and (told.kind in {LetterKind.OTHER, LetterKind.IRREGULAR} or len(told.winners) > 1):
        paper.text(sentences.goes_to(told.winners))
    if told.excluded:
        paper.heading(_("Why your offer has no place"))
        paper.list(why_out(spec, told.excluded, told.quality, told.price))
    _own_marks(paper, spec, told)
    if told.kind is LetterKind.OTHER and told.own is not None:
        _advantages(paper, spec, told.own, told.against)
    paper.heading(_("Reasons of the decision"))
    paper.text(told.decision.motivation)
    paper.heading(_("What you can do"))
    paper.text(_("On the platform you can object to this decision, as long as no contract was concluded."))
    law = act_on(law_day(tender, tender.made_at)).value
    remedies.add(paper, spec, law, told_on=sent_on, is_awarded=bool(told.winners))
    return paper


def _opening(told: Told, *, is_waited: bool) -> str:
    if told.kind is LetterKind.WINNER and not is_waited:
        return _("The contracting authority chose your offer. That is not a contract yet: it is still to be concluded.")
    if told.kind is LetterKind.WINNER:
        return _(
            "The contracting authority chose your offer. That is not a contract yet: it is concluded once the standstill is over."
        )
    if told.kind is LetterKind.STOPPED:
        return _("The contracting authority awards this lot to nobody.")
    if told.kind is LetterKind.IRREGULAR:
        return _put_aside(told)
    return ngettext(
        "Your offer was not chosen. It has place %(place)s of %(n)s offer that counts.",
        "Your offer was not chosen. It has place %(place)s of %(n)s offers that count.",
        told.counted,
    ) % {"place": told.own.place if told.own else "–", "n": told.counted}


def _put_aside(told: Told) -> str:
    """For which of the reasons there are, and no other."""
    if told.row.regularity == Regularity.NOT_SELECTED:
        return _("Your undertaking was not selected: its offer does not count. The reason: %(why)s") % {
            "why": told.row.reason
        }
    if told.row.regularity == Regularity.IRREGULAR:
        return _("Your offer is irregular and was put aside. The reason: %(why)s") % {"why": told.row.reason}
    if told.is_former:
        return _no_new(told)
    return _(
        "Your offer was judged and then put aside, by what the specification says: it has no place in the ranking."
    )


def _no_new(told: Told) -> str:
    return _(
        "You made an offer in round %(number)s and none in the last round: it was judged no further, and its prices stayed sealed."
    ) % {"number": told.row.bid.round.number}


def _own_marks(paper: Paper, spec: Specification, told: Told) -> None:
    """Of every offer that was judged, also one that has no place."""
    if not told.quality:
        return
    paper.heading(_("How your offer was judged"))
    paper.table(
        [_("Criterion"), _("Mark on the scale"), _("Points"), _("Why")],
        [
            (
                f"{one.code} · {one.title}",
                sentences.plain(rounded(told.quality[one.code].mark, 2)),
                _of_most(spec, one, told.quality[one.code]),
                "\n".join(told.reasons.get(one.code, ())) or "–",
            )
            for one in spec.marked
        ],
        numbers=[1, 2],
    )
    facts = [(_("Your price"), sentences.euro(told.price) if told.price is not None else "–")]
    if spec.method.ceiling is not None:
        facts.append((_("Ceiling price"), sentences.euro(spec.method.ceiling)))
    if told.own is not None and not _on_value(spec):
        facts.append((_("Points for the price"), price_points(told.own)))
    facts.append((_("How they are reckoned"), sentences.formula(spec.method)))
    if told.own is not None:
        facts.append((_("Total"), total(spec, told.own)))
    paper.facts(facts)


def _on_value(spec: Specification) -> bool:
    return spec.method.formula is PriceFormula.AWARD_ON_VALUE


def _of_most(spec: Specification, criterion: Criterion, found: CriterionPoints) -> str:
    """Under award on value the euros that the mark takes off."""
    points = rounded(found.points, 2)
    if _on_value(spec):
        return _("%(points)s of %(most)s") % {
            "points": sentences.euro(points),
            "most": sentences.euro(criterion.worth or Decimal(0)),
        }
    return _("%(points)s of %(most)s") % {"points": sentences.plain(points), "most": sentences.plain(criterion.points)}


def _advantages(paper: Paper, spec: Specification, own: Placed, against: Sequence[Against]) -> None:
    """The characteristics and relative advantages of each offer that was chosen: its points by criterion, for the price, in all."""
    if not against:
        return
    several = len(against) > 1
    paper.heading(_("Beside the offers that were chosen") if several else _("Beside the offer that was chosen"))
    for one in against:
        if several:
            paper.heading(
                _("Place %(place)s: %(name)s") % {"place": one.placed.place, "name": sentences.offer_name(one.row)}, 3
            )
        _beside(paper, spec, own, one)


def _beside(paper: Paper, spec: Specification, own: Placed, against: Against) -> None:
    titles, theirs = {one.code: one.title for one in spec.criteria}, against.placed
    write = sentences.euro if _on_value(spec) else sentences.plain
    rows = [
        (
            f"{one.code} · {titles[one.code]}",
            _("mark %(mark)s · %(points)s") % {"mark": sentences.plain(one.own), "points": write(one.own_points)},
            _("mark %(mark)s · %(points)s") % {"mark": sentences.plain(one.theirs), "points": write(one.their_points)},
            "\n".join(against.advantages.get(one.code, ())) or "–",
        )
        for one in against.marks
    ]
    is_cheaper = theirs.price < own.price
    why = _("Its price was lower than yours.") if is_cheaper else _("Its price was not lower than yours.")
    rows.append((_("Price"), _price(spec, own), _price(spec, theirs), why))
    rows.append((_("Total"), total(spec, own), total(spec, theirs), _why_before(spec, own, theirs)))
    paper.table(
        [_("Criterion"), _("Your offer"), _("The offer that was chosen"), _("Why it has more")], rows, numbers=[1, 2]
    )


def _price(spec: Specification, placed: Placed) -> str:
    """With the points that it brings, where it brings any. What was awarded for is public with the award itself."""
    price = sentences.euro(placed.price)
    return price if _on_value(spec) else f"{price} · {price_points(placed)}"


def _why_before(spec: Specification, own: Placed, theirs: Placed) -> str:
    """Of totals that are equal what decided, as the specification says."""
    if own.total == theirs.total:
        ties = [words.TIE_BREAKS[tie.by] for tie in theirs.decided_by if tie in own.decided_by]
        return _("Equal totals; decided by: %(how)s.") % {"how": ", ".join(str(one) for one in ties) or "–"}
    return _("The lowest total is first.") if _on_value(spec) else "–"
