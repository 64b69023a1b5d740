"""The award report, with everything that led to it, and the letters, with what each may see."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from steunpunt.contract.tenders import sentences
from steunpunt.contract.tenders.choices import LetterKind, Outcome, words
from steunpunt.contract.tenders.models import AwardDecision, BidLot, Tender
from steunpunt.contract.tenders.papers.blocks import Paper, as_pdf
from steunpunt.contract.tenders.queries import Record, Told
from steunpunt.contract.tenders.queries.awarding import LotRecord
from steunpunt.contract.tenders.rules.exact import rounded
from steunpunt.contract.tenders.rules.law import answers
from steunpunt.contract.tenders.rules.ranking import Placed, Reason
from steunpunt.contract.tenders.values import Specification
from steunpunt.foundation.ui import registry


def offer_name(row: BidLot) -> str:
    name = str(row.bid.supplier)
    variant = _("variant %(n)s") % {"n": row.bid.variant}
    return f"{name} ({variant})" if row.bid.variant else name


def why_out(spec: Specification, reasons: Sequence[Reason]) -> str:
    """Why an offer has no place, in words."""
    titles = {one.code: one.title for one in spec.criteria}
    return "; ".join(
        f"{words.EXCLUSIONS[one.why]}" + (f" ({titles.get(one.about, one.about)})" if one.about else "")
        for one in reasons
    )


def _begun(tender: Tender, title: str) -> Paper:
    return Paper(
        title=title,
        kicker=f"{tender.reference} · {tender.title}",
        foot=_("Made from the record of the tender; nothing in it was typed again."),
        warning=_("Demonstration: this tender was made up.") if tender.is_invented else "",
    )


# ── the report ───────────────────────────────────────────────────────────────
def report(tender: Tender, record: Record, openings: Sequence[tuple[str, str]]) -> Paper:
    """`openings`: when, and on behalf of whom. Names of assessors stand in this paper alone."""
    paper = _begun(tender, _("Award report"))
    spec = record.spec
    paper.facts(
        [
            (_("Contracting authority"), str(tender.authority)),
            (_("Public contract"), tender.title),
            (_("Procedure"), words.PROCEDURES[tender.procedure][0]),
            (_("Published"), sentences.moment(tender.published_at) if tender.published_at else ""),
            (_("Offers until"), sentences.moment(tender.offers_until) if tender.offers_until else ""),
            *[(_("Opened"), f"{when} · {who}") for when, who in openings],
            (_("How offers are judged"), words.FORMULAS[spec.method.formula][0]),
            (_("Fingerprint of the marks as they were fixed"), _in_groups(tender.frozen_hash) or "–"),
        ]
    )
    _group(paper, record)
    for lot in record.lots:
        title = next(one.title for one in spec.lots if one.number == lot.lot)
        paper.heading(_("Lot %(n)s · %(title)s") % {"n": lot.lot, "title": title})
        _offers(paper, spec, lot)
        for row in lot.judged.rows:
            if row.pk in lot.placed or row.pk in lot.excluded:
                _marks(paper, record, lot, row)
        _prices(paper, spec, lot)
        _ranking(paper, spec, lot)
        _low_prices(paper, lot)
        _draws(paper, lot)
        _decision(paper, lot)
    return paper


def _in_groups(digest: str) -> str:
    """With spaces, so that a line can break."""
    return " ".join(digest[start : start + 16] for start in range(0, len(digest), 16))


def _group(paper: Paper, record: Record) -> None:
    names = registry.names_of(registry.person_names, [one.person_id for one in (*record.group, *record.out)])
    paper.heading(_("Working group"))
    paper.table(
        [_("Who"), _("On behalf of"), _("Marks handed in")],
        [
            (
                names.get(one.person_id, "–"),
                str(one.organisation),
                sentences.moment(one.handed_in_at) if one.handed_in_at else "–",
            )
            for one in record.group
        ],
    )
    if record.out:
        paper.heading(_("Who stayed out"), 3)
        paper.table(
            [_("Who"), _("On behalf of"), _("Why")],
            [(names.get(one.person_id, "–"), str(one.organisation), one.out_reason) for one in record.out],
        )


def _offers(paper: Paper, spec: Specification, lot: LotRecord) -> None:
    paper.heading(_("Offers and whether they count"), 3)
    if not lot.judged.rows:
        paper.text(_("No offer came in."))
    paper.table(
        [_("Supplier"), _("Judgement"), _("Why")],
        [
            (
                offer_name(row),
                words.REGULARITIES[row.regularity][0],
                row.reason or why_out(spec, lot.excluded.get(row.pk, ())) or "–",
            )
            for row in lot.judged.rows
        ],
    )


def _marks(paper: Paper, record: Record, lot: LotRecord, row: BidLot) -> None:
    """One offer: what each member gave, what they ended with, why."""
    names = registry.names_of(registry.person_names, [one.person_id for one in record.group])
    paper.heading(_("Quality of the offer of %(name)s") % {"name": offer_name(row)}, 3)
    quality = _quality_of(lot, row.pk)
    for one in record.spec.marked:
        points = quality.get(one.code)
        agreed = lot.consensus.get((row.pk, one.code))
        paper.text(
            _("%(criterion)s: mark %(mark)s, %(points)s points of %(most)s")
            % {
                "criterion": f"{one.code} · {one.title}",
                "mark": sentences.plain(rounded(points[0], 2)) if points else "–",
                "points": sentences.plain(rounded(points[1], 2)) if points else "–",
                "most": sentences.plain(one.points),
            }
        )
        paper.table(
            [_("Member"), _("Mark"), _("Argument")],
            [
                (
                    f"{names.get(mark.assessor.person_id, '–')} · {mark.assessor.organisation}",
                    sentences.plain(mark.mark),
                    mark.argument or "–",
                )
                for mark in lot.marks.get((row.pk, one.code), ())
            ],
            numbers=[1],
        )
        if agreed is not None:
            paper.text(_("Together: %(text)s") % {"text": agreed.argument})


def _quality_of(lot: LotRecord, offer: int) -> dict[str, tuple[Fraction, Fraction]]:
    """Mark and points of each criterion that is marked."""
    tops = lot.placed[offer].quality if offer in lot.placed else ()
    if not tops:
        tops = next((one.quality for one in lot.judged.ranking.excluded if int(one.offer) == offer), ())
    return {one.criterion.id: (one.mark, one.points) for top in tops for one in top.all()}


def _prices(paper: Paper, spec: Specification, lot: LotRecord) -> None:
    if not lot.judged.offers:
        return
    paper.heading(_("Prices"), 3)
    vat = _("compared with VAT") if spec.method.with_vat else _("compared without VAT")
    paper.text(_("The inventory at the presumed quantities over the whole term, %(vat)s.") % {"vat": vat})
    placed = lot.placed
    rows = sorted(lot.judged.offers.items(), key=lambda item: item[1].price)
    paper.table(
        [_("Supplier"), _("Price"), _("Points")],
        [
            (offer_name(lot.row(name)), sentences.euro(offer.price), _price_points(placed.get(int(name))))
            for name, offer in rows
        ],
        numbers=[1, 2],
    )


def _price_points(placed: Placed | None) -> str:
    if placed is None or placed.price_points is None:
        return "–"
    return sentences.plain(rounded(placed.price_points.points, 2))


def _ranking(paper: Paper, spec: Specification, lot: LotRecord) -> None:
    paper.heading(_("Ranking"), 3)
    placed = lot.judged.ranking.placed
    if not placed:
        paper.text(_("No offer has a place."))
    paper.table(
        [_("Place"), _("Supplier"), _("Quality"), _("Price"), _("Total"), _("Decided by")],
        [
            (
                str(one.place),
                offer_name(lot.row(one.offer)),
                sentences.plain(rounded(one.quality_points, 2)),
                _price_points(one) if one.price_points else sentences.euro(one.price),
                sentences.plain(one.printed),
                ", ".join(str(words.TIE_BREAKS[tie.by]) for tie in one.decided_by) or "–",
            )
            for one in placed
        ],
        numbers=[0, 2, 3, 4],
    )
    if spec.framework and spec.framework.suppliers > 1:
        text = _("At most %(n)s suppliers are chosen, in this order.")
        paper.text(text % {"n": spec.framework.suppliers})


def _low_prices(paper: Paper, lot: LotRecord) -> None:
    if not lot.judged.offers:
        return
    paper.heading(_("Prices that look abnormally low"), 3)
    warned = lot.judged.warned
    if not warned.applies:
        paper.text(_("There are too few offers to compare by the rule of the mean."))
    elif not warned.flagged:
        paper.text(_("No price lies at least 15 % below the mean."))
    else:
        names = ", ".join(offer_name(lot.row(name)) for name in warned.flagged)
        paper.text(_("At least 15 %% below the mean: %(names)s.") % {"names": names})
        if not warned.is_settled:
            paper.text(_("With so many offers the rule can be read in two ways; what one of them flags is named."))
    for one in lot.questions:
        paper.facts(
            [
                (_("Supplier"), offer_name(one.bid_lot)),
                (_("Asked on %(day)s") % {"day": sentences.day(one.asked_at)}, one.text),
                (_("Answer"), one.reply or _("none")),
                (_("Judgement"), f"{words.VERDICTS[one.verdict]}. {one.reason}" if one.verdict else "–"),
            ]
        )


def _draws(paper: Paper, lot: LotRecord) -> None:
    for one in lot.draws:
        names = " → ".join(offer_name(lot.row(pk)) for pk in one.order)
        paper.heading(_("Lots that were drawn"), 3)
        paper.facts(
            [
                (_("On"), sentences.moment(one.drawn_at)),
                (_("Drawn in this order"), names),
                (_("Who was there"), one.witnesses),
            ]
        )


def _decision(paper: Paper, lot: LotRecord) -> None:
    paper.heading(_("Decision"), 3)
    decision = lot.decision
    if decision is None:
        winner = lot.judged.ranking.winner
        if winner is None:
            paper.text(_("No decision was taken yet."))
        else:
            text = _("No decision was taken yet. By the ranking the lot goes to %(name)s.")
            paper.text(text % {"name": offer_name(lot.row(winner))})
        return
    paper.facts(
        [
            (_("Decided by"), f"{decision.body} · {sentences.day(decision.decided_on)}"),
            (_("Outcome"), _outcome(decision, [offer_name(lot.row(pk)) for pk in decision.winners])),
            (_("Motivation"), decision.motivation),
        ]
    )


def _outcome(decision: AwardDecision, winners: Sequence[str]) -> str:
    if decision.outcome == Outcome.NOT_AWARDED:
        return _("Not awarded")
    return _("Awarded to %(names)s") % {"names": ", ".join(winners)}


# ── letters ──────────────────────────────────────────────────────────────────
def letters(spec: Specification, *, now: datetime) -> Callable[[Tender, Told], bytes]:
    """What makes the sealed PDF of each letter that goes out now, in Dutch."""

    def made(tender: Tender, told: Told) -> bytes:
        with override("nl"):
            return as_pdf(letter(tender, spec, told, sent_on=timezone.localtime(now).date()), now=now)

    return made


def letter(tender: Tender, spec: Specification, told: Told, *, sent_on: date) -> Paper:
    """What one supplier is told: its own marks and reasons, who won, and in what that offer was better. No price of another."""
    paper = _begun(tender, _("Notice of the decision"))
    paper.facts(
        [
            (_("Addressed to"), offer_name(told.row)),
            (_("Contracting authority"), str(tender.authority)),
            (_("Lot"), f"{told.row.lot} · {told.title}"),
            (_("Decided by"), f"{told.decision.body} · {sentences.day(told.decision.decided_on)}"),
        ]
    )
    paper.text(_opening(told, spec))
    if told.kind in {LetterKind.OTHER, LetterKind.IRREGULAR} and told.winners:
        paper.text(_("The lot goes to %(names)s.") % {"names": ", ".join(told.winners)})
    if told.kind is not LetterKind.IRREGULAR:
        _own_marks(paper, spec, told)
    if told.kind is LetterKind.OTHER:
        _advantages(paper, spec, told)
    paper.heading(_("Reasons of the decision"))
    paper.text(told.decision.motivation)
    _what_now(paper, spec, sent_on)
    return paper


def _opening(told: Told, spec: Specification) -> str:
    if told.kind is LetterKind.WINNER:
        return _(
            "The contracting authority chose your offer. That is not a contract yet: it is concluded once the standstill is over."
        )
    if told.kind is LetterKind.STOPPED:
        return _("The contracting authority awards this lot to nobody.")
    if told.kind is LetterKind.IRREGULAR:
        why = told.row.reason or why_out(spec, told.excluded) or "–"
        return _("Your offer does not count: %(why)s") % {"why": why}
    return ngettext(
        "Your offer was not chosen. It has place %(place)s of %(n)s offer that counts.",
        "Your offer was not chosen. It has place %(place)s of %(n)s offers that count.",
        told.counted,
    ) % {"place": told.own.place if told.own else "–", "n": told.counted}


def _own_marks(paper: Paper, spec: Specification, told: Told) -> None:
    if told.own is None:
        return
    own = {one.criterion.id: one for top in told.own.quality for one in top.all()}
    paper.heading(_("How your offer was judged"))
    paper.table(
        [_("Criterion"), _("Mark"), _("Points"), _("Why")],
        [
            (
                f"{one.code} · {one.title}",
                sentences.plain(rounded(own[one.code].mark, 2)),
                sentences.plain(rounded(own[one.code].points, 2)),
                "\n".join(told.reasons.get(one.code, ())) or "–",
            )
            for one in spec.marked
        ],
        numbers=[1, 2],
    )
    paper.facts(
        [
            (_("Your price"), sentences.euro(told.own.price)),
            (_("Points for the price"), _price_points(told.own)),
            (_("Total"), sentences.plain(told.own.printed)),
        ]
    )


def _advantages(paper: Paper, spec: Specification, told: Told) -> None:
    titles = {one.code: one.title for one in spec.criteria}
    paper.heading(_("Beside the offer that was chosen"))
    paper.table(
        [_("Criterion"), _("Your mark"), _("Mark of the offer that was chosen")],
        [
            (f"{one.code} · {titles[one.code]}", sentences.plain(one.own), sentences.plain(one.theirs))
            for one in told.marks
        ],
        numbers=[1, 2],
    )
    if told.is_winner_cheaper is not None:
        paper.text(
            _("Its price was lower than yours.") if told.is_winner_cheaper else _("Its price was not lower than yours.")
        )


def _what_now(paper: Paper, spec: Specification, sent_on: date) -> None:
    paper.heading(_("What you can do"))
    wait = answers.standstill(spec, sent_on)
    if wait is not None and wait.is_required is not False:
        text = _("The contract is concluded at the earliest on %(day)s.")
        paper.text(text % {"day": sentences.day(wait.period.free_from)})
    paper.text(
        _("On the platform you can object to this decision, as long as no contract was concluded."),
        _(
            "Before the court that is competent you can ask to suspend the decision within 15 days, and to annul it within 60 "
            "days, after you received it."
        ),
    )
