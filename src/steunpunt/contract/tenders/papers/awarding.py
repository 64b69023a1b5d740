"""The award report, with everything that led to it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from steunpunt.contract.tenders import sentences
from steunpunt.contract.tenders.choices import BY_CANDIDACY, Outcome, law_words, words
from steunpunt.contract.tenders.choices.method import Exclusion, PriceFormula
from steunpunt.contract.tenders.models import AwardDecision, BidLot, Tender
from steunpunt.contract.tenders.papers import agreeing, before, group, remedies
from steunpunt.contract.tenders.papers.blocks import Paper
from steunpunt.contract.tenders.papers.specification import criteria_of, method_of
from steunpunt.contract.tenders.queries import Checked, Dossier, Record
from steunpunt.contract.tenders.queries.awarding import LotRecord
from steunpunt.contract.tenders.rules.exact import rounded
from steunpunt.contract.tenders.rules.law.tables import Act
from steunpunt.contract.tenders.rules.quality import CriterionPoints
from steunpunt.contract.tenders.rules.ranking import Placed, Reason
from steunpunt.contract.tenders.values import Specification
from steunpunt.foundation.acting import Text
from steunpunt.foundation.ui import registry


def why_out(
    spec: Specification, reasons: Sequence[Reason], quality: Mapping[str, CriterionPoints], price: Decimal | None
) -> list[str]:
    """Why an offer that was judged has no place, in words and with the numbers that say so."""
    return [_why_out(spec, one, quality, price) for one in reasons]


def _why_out(spec: Specification, reason: Reason, quality: Mapping[str, CriterionPoints], price: Decimal | None) -> str:
    if reason.why is Exclusion.ABOVE_CEILING and price is not None and spec.method.ceiling is not None:
        return _("The price, %(price)s, lies above the ceiling price of %(ceiling)s.") % {
            "price": sentences.euro(price),
            "ceiling": sentences.euro(spec.method.ceiling),
        }
    if reason.why is Exclusion.BELOW_MINIMUM and reason.about in quality:
        one = spec.criterion(reason.about)
        return _("%(criterion)s: the mark is %(mark)s, and at least %(least)s was asked to stay in.") % {
            "criterion": f"{one.code} · {one.title}",
            "mark": sentences.plain(rounded(quality[one.code].mark, 2)),
            "least": sentences.plain(one.minimum) if one.minimum is not None else "–",
        }
    about = f" ({reason.about})" if reason.about else ""
    return f"{words.EXCLUSIONS[reason.why]}{about}"


def total(spec: Specification, placed: Placed) -> str:
    """In points; under award on value in euros."""
    if spec.method.formula is PriceFormula.AWARD_ON_VALUE:
        return sentences.euro(placed.printed)
    return sentences.plain(placed.printed)


def begun(tender: Tender, title: str) -> Paper:
    return Paper(
        title=title,
        kicker=f"{tender.reference} · {tender.title}",
        foot=_("Made from the record of the tender; nothing in it was typed again."),
        warning=_("Demonstration: this tender was made up.") if tender.is_invented else "",
    )


# ── the report ───────────────────────────────────────────────────────────────
def report(
    tender: Tender,
    record: Record,
    openings: Sequence[tuple[str, str]],
    *,
    law: Act,
    checked: Sequence[Checked] = (),
    refused: Sequence[str] = (),
    told_on: date | None = None,
    dossier: Dossier | None = None,
) -> Paper:
    """`openings`: what was opened, with when and by whom; `law`: the act of the tender; `checked`: the check list;
    `refused`: envelopes that were not taken in; `told_on`: the day of the letters, if they went out; `dossier`: what came
    before the judging. Names of assessors stand in this paper alone.
    """
    paper = begun(tender, _("Award report"))
    spec = record.spec
    paper.facts(
        [
            (_("Contracting authority"), str(tender.authority)),
            (_("Public contract"), tender.title),
            (_("Kind"), words.SUBJECTS[spec.subject]),
            (_("CPV codes"), ", ".join(spec.cpv)),
            (_("Estimated value, without VAT"), sentences.euro(spec.estimate) if spec.estimate is not None else "–"),
            *_most(spec),
            (_("Procedure"), words.PROCEDURES[tender.procedure][0]),
            (_("Legal basis"), f"{law.title}; {law.placing}; {law.remedies}"),
            (_("Published"), sentences.moment(tender.published_at) if tender.published_at else ""),
            *_requests_until(tender),
            (_("Offers until"), sentences.moment(tender.offers_until) if tender.offers_until else ""),
            *openings,
            (_("Offers received"), str(_received(record))),
            (_("Envelopes that were not taken in"), str(len(refused))),
            (_("Fingerprint of the marks as they were fixed"), _in_groups(tender.frozen_hash) or "–"),
        ]
    )
    paper.text(spec.purpose)
    if spec.reasons.strip():
        paper.heading(_("Why this procedure, these lots and this method"))
        paper.text(spec.reasons)
    if dossier is not None:
        before.add(paper, spec, dossier)
    criteria_of(paper, spec)
    method_of(paper, spec)
    before.options(paper, spec)
    group.add(paper, record, dossier)
    before.selection(paper, record, dossier, checked)
    _ticked(paper, checked)
    if refused:
        paper.heading(_("Envelopes that were not taken in"))
        paper.list(refused)
    for lot in record.lots:
        title = next(one.title for one in spec.lots if one.number == lot.lot)
        paper.heading(_("Lot %(n)s · %(title)s") % {"n": lot.lot, "title": title})
        _offers(paper, spec, lot)
        before.requirements(paper, spec, lot, dossier)
        agreeing.add(paper, record, lot)
        for row in lot.judged.rows:
            if row.pk in lot.placed or row.pk in lot.excluded:
                _marks(paper, record, lot, row)
        _prices(paper, spec, lot)
        _ranking(paper, spec, lot)
        _low_prices(paper, lot)
        _draws(paper, lot)
        _decision(paper, lot)
    decisions = [lot.decision for lot in record.lots if lot.decision is not None]
    if decisions:
        is_awarded = any(row.outcome == Outcome.AWARDED for row in decisions)
        remedies.add(paper, spec, law, told_on=told_on, is_awarded=is_awarded)
    _signatures(paper, tender, decisions)
    return paper


def _requests_until(tender: Tender) -> list[tuple[str, str]]:
    if tender.procedure not in BY_CANDIDACY or tender.candidates_until is None:
        return []
    return [(_("Requests to take part until"), sentences.moment(tender.candidates_until))]


def _most(spec: Specification) -> list[tuple[str, str]]:
    most = spec.framework.most_amount if spec.framework is not None else None
    return [(_("The most that can be ordered, all boards together"), sentences.euro(most))] if most is not None else []


def _received(record: Record) -> int:
    return len({row.bid_id for lot in record.lots for row in lot.judged.rows})


def _signatures(paper: Paper, tender: Tender, decisions: Sequence[AwardDecision]) -> None:
    """Who draws it up, and who decided: room to sign under."""
    names = registry.names_of(registry.person_names, [tender.owner_id])
    bodies = list(dict.fromkeys(row.body for row in decisions)) or [_("the body that decides")]
    paper.heading(_("Signatures"))
    paper.table(
        [_("For"), _("Name and function"), _("Date and signature")],
        [
            (_("Drawn up by"), names.get(tender.owner_id or 0, ""), "\n\n\n"),
            *((f"{tender.authority} · {body}", "", "\n\n\n") for body in bodies),
        ],
        is_kept_together=True,
    )


def _ticked(paper: Paper, checked: Sequence[Checked]) -> None:
    """What people looked at and ticked, such as exclusion and selection; what the record shows itself stands elsewhere."""
    rows = [
        (law_words.STEPS[one.step.code], sentences.day(one.ticked.done_at), one.ticked.note or "–", one.step.reference)
        for one in checked
        if one.ticked is not None
    ]
    if rows:
        paper.heading(_("What was checked by hand"))
        paper.table([_("Step"), _("On"), _("Note"), _("Legal basis")], rows)


def _in_groups(digest: str) -> str:
    """With spaces, so that a line can break."""
    return " ".join(digest[start : start + 16] for start in range(0, len(digest), 16))


def _offers(paper: Paper, spec: Specification, lot: LotRecord) -> None:
    paper.heading(_("Offers and whether they count"), 3)
    if not lot.judged.rows:
        paper.text(_("No offer came in."))
    paper.table(
        [_("Supplier"), _("Judgement"), _("Why")],
        [
            (
                sentences.offer_name(row),
                _judgement(lot, row),
                "\n".join(
                    [
                        *([row.reason] if row.reason else []),
                        *why_out(spec, lot.excluded.get(row.pk, ()), lot.quality(row.pk), lot.price(row.pk)),
                    ]
                )
                or "–",
            )
            for row in lot.judged.rows
        ],
    )


def _judgement(lot: LotRecord, row: BidLot) -> Text:
    """As its supplier was told: what was judged and put aside does not count."""
    if row.pk in lot.excluded:
        return _("judged and put aside: does not count")
    return words.REGULARITIES[row.regularity][0]


def _marks(paper: Paper, record: Record, lot: LotRecord, row: BidLot) -> None:
    """One offer: what each member gave, what they ended with, why."""
    names = registry.names_of(registry.person_names, [one.person_id for one in record.group])
    paper.heading(_("Quality of the offer of %(name)s") % {"name": sentences.offer_name(row)}, 3)
    quality = lot.quality(row.pk)
    for one in record.spec.marked:
        points = quality.get(one.code)
        agreed = lot.consensus.get((row.pk, one.code))
        paper.text(
            _("%(criterion)s: mark %(mark)s on the scale, that is %(points)s of %(most)s points")
            % {
                "criterion": f"{one.code} · {one.title}",
                "mark": sentences.plain(rounded(points.mark, 2)) if points else "–",
                "points": sentences.plain(rounded(points.points, 2)) if points else "–",
                "most": sentences.plain(one.points),
            }
        )
        paper.table(
            [_("Member"), _("Mark on the scale"), _("Argument")],
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
            (sentences.offer_name(lot.row(name)), sentences.euro(offer.price), price_points(placed.get(int(name))))
            for name, offer in rows
        ],
        numbers=[1, 2],
    )


def price_points(placed: Placed | None) -> str:
    if placed is None or placed.price_points is None:
        return "–"
    return sentences.plain(rounded(placed.price_points.points, 2))


def _ranking(paper: Paper, spec: Specification, lot: LotRecord) -> None:
    paper.heading(_("Ranking"), 3)
    placed = lot.judged.ranking.placed
    if not placed:
        paper.text(_("No offer has a place."))
    paper.table(
        [_("Place in the ranking"), _("Supplier"), _("Quality"), _("Price"), _("Total"), _("Decided by")],
        [
            (
                str(one.place),
                sentences.offer_name(lot.row(one.offer)),
                sentences.plain(rounded(one.quality_points, 2)),
                price_points(one) if one.price_points else sentences.euro(one.price),
                sentences.plain(one.printed),
                ", ".join(str(words.TIE_BREAKS[tie.by]) for tie in one.decided_by) or "–",
            )
            for one in placed
        ],
        numbers=[0, 2, 3, 4],
    )
    if placed and spec.framework and spec.framework.suppliers > 1:
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
        paper.text(_("No price lies so far below the mean that it looks abnormally low."))
    else:
        names = ", ".join(sentences.offer_name(lot.row(name)) for name in warned.flagged)
        paper.text(_("So far below the mean that it looks abnormally low: %(names)s.") % {"names": names})
        if not warned.is_settled:
            paper.text(_("With so many offers the rule can be read in two ways; what one of them flags is named."))
    for one in lot.questions:
        paper.facts(
            [
                (_("Supplier"), sentences.offer_name(one.bid_lot)),
                (_("Asked on %(day)s") % {"day": sentences.day(one.asked_at)}, one.text),
                (_("Answer"), one.reply or _("none")),
                (_("Judgement"), f"{words.VERDICTS[one.verdict]}. {one.reason}" if one.verdict else "–"),
            ]
        )


def _draws(paper: Paper, lot: LotRecord) -> None:
    for one in lot.draws:
        names = " → ".join(sentences.offer_name(lot.row(pk)) for pk in one.order)
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
            paper.text(text % {"name": sentences.offer_name(lot.row(winner))})
        return
    paper.facts(
        [
            (_("Decided by"), f"{decision.body} · {sentences.day(decision.decided_on)}"),
            (_("Outcome"), _outcome(decision, [sentences.offer_name(lot.row(pk)) for pk in decision.winners])),
            (_("Motivation"), decision.motivation),
        ]
    )


def _outcome(decision: AwardDecision, winners: Sequence[str]) -> str:
    if decision.outcome == Outcome.NOT_AWARDED:
        return _("Not awarded")
    if len(winners) > 1:
        winners = [f"{place}. {name}" for place, name in enumerate(winners, start=1)]
    return _("Awarded to %(names)s") % {"names": ", ".join(winners)}
