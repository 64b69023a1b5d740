"""The specification as a paper, as the market reads it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from steunpunt.contract.tenders import sentences
from steunpunt.contract.tenders.choices import words
from steunpunt.contract.tenders.choices.method import PriceFormula
from steunpunt.contract.tenders.models import Publication, Tender
from steunpunt.contract.tenders.papers.blocks import Paper
from steunpunt.contract.tenders.values import Calendar, Criterion, Item, Specification


def specification(
    tender: Tender, spec: Specification, publication: Publication | None, *, boards: Sequence[str] = ()
) -> Paper:
    """Without a publication it is a draft, and says so. What only the buyer reads (estimate, reasons) is not in it.

    `boards`: the names of those that can order.
    """
    paper = Paper(
        title=spec.title,
        kicker=f"{tender.reference} · {tender.authority}",
        foot=_("Specification · %(fingerprint)s") % {"fingerprint": publication.fingerprint[:16]}
        if publication
        else _("Draft: this text was not published."),
        warning=_("Demonstration: this tender was made up.") if tender.is_invented else "",
    )
    paper.facts(_in_short(tender, spec, publication))
    paper.text(spec.purpose)
    boards_of(paper, boards)
    if spec.selection:
        paper.heading(_("Exclusion and selection"))
        paper.text(spec.selection)
    if spec.conditions:
        paper.heading(_("Conditions"))
        paper.text(spec.conditions)
    _lots(paper, spec)
    _requirements(paper, spec)
    criteria_of(paper, spec)
    method_of(paper, spec)
    _asked(paper, spec)
    _calendar(paper, spec.calendar)
    return paper


def boards_of(paper: Paper, boards: Sequence[str]) -> None:
    if boards:
        paper.heading(_("The boards that can order"))
        paper.text(_("Each orders for itself and pays for itself. No other board can order."))
        paper.list(boards)


def _in_short(tender: Tender, spec: Specification, publication: Publication | None) -> list[tuple[str, str]]:
    terms = spec.framework
    rows = [
        (_("Contracting authority"), str(tender.authority)),
        (_("Reference"), tender.reference),
        (_("Kind"), str(words.SUBJECTS[spec.subject])),
        (_("Procedure"), str(words.PROCEDURES[spec.procedure][0])),
        (_("For whom"), str(words.BUYING[spec.buying][0])),
        (_("CPV codes"), ", ".join(spec.cpv)),
        (_("Term in months"), str(spec.months)),
        (_("Variants"), _("allowed") if spec.variants_allowed else _("not allowed")),
    ]
    if terms is not None:
        most = sentences.euro(terms.most_amount) if terms.most_amount is not None else "–"
        rows += [
            (_("Suppliers for each lot, at the most"), str(terms.suppliers)),
            (_("The most that can be ordered, all boards together"), most),
        ]
    if publication is not None:
        rows.append((_("Published"), sentences.moment(publication.published_at)))
    return rows


def _lots(paper: Paper, spec: Specification) -> None:
    paper.heading(words.PARTS["items"])
    for lot in spec.lots:
        paper.heading(_("Lot %(n)s · %(title)s") % {"n": lot.number, "title": lot.title}, 3)
        paper.text(lot.what)
        paper.table(
            [_("Item"), _("Unit"), _("Paid"), _("Presumed"), _("At the most")],
            [
                (
                    _item(item),
                    item.unit,
                    words.ITEM_KINDS[item.kind],
                    sentences.plain(item.quantity),
                    sentences.plain(item.most) if item.most is not None else "–",
                )
                for item in spec.items
                if item.lot == lot.number
            ],
            numbers=[3, 4],
        )


def _item(item: Item) -> str:
    marks = [
        (_("option"), item.is_option and not item.is_compared),
        (_("option, counts in the price by which offers are compared"), item.is_option and item.is_compared),
        (_("not compared"), not item.is_compared),
    ]
    return " ".join([f"{item.code} · {item.title}", *(f"({word})" for word, holds in marks if holds)])


def _requirements(paper: Paper, spec: Specification) -> None:
    paper.heading(words.PARTS["requirements"])
    if spec.requirements:
        paper.text(
            _(
                "An offer that lacks what it must have is irregular and does not count. What it should have and what would be nice "
                "is judged under the award criteria. In the quality envelope each offer says how it meets every requirement."
            )
        )
    paper.table(
        [_("Code"), _("How much it weighs"), _("Requirement")],
        [
            (
                one.code if one.lot is None else " · ".join([one.code, _("lot %(n)s") % {"n": one.lot}]),
                words.LEVELS[one.level][0],
                one.text,
            )
            for one in spec.requirements
        ],
    )


def criteria_of(paper: Paper, spec: Specification) -> None:
    paper.heading(words.PARTS["criteria"])
    paper.table(
        [_("Criterion"), _("Points"), _("Scale of marks")],
        [_criterion(one, spec) for one in spec.criteria],
        numbers=[1],
    )
    if any(one.minimum is not None for one in spec.criteria):
        paper.text(
            _("The least mark is one of the scale: an offer with less on that criterion has no place in the ranking.")
        )
    paper.heading(words.PARTS["scales"])
    for scale in spec.scales:
        paper.heading(f"{scale.code} · {scale.title}", 3)
        paper.facts([(sentences.plain(step.mark), step.meaning) for step in scale.steps])


def _criterion(one: Criterion, spec: Specification) -> tuple[str, str, str]:
    name = f"{one.code} · {one.title}"
    if one.parent:
        name = f"– {name}"
    is_on_value = spec.method.formula is PriceFormula.AWARD_ON_VALUE
    worth = sentences.euro(one.worth) if one.worth is not None else "–"
    least = ""
    if one.minimum is not None:
        least = _("at least mark %(n)s to stay in") % {"n": sentences.plain(one.minimum)}
    return (
        f"{name}\n{one.meaning}" if one.meaning else name,
        worth if is_on_value else sentences.plain(one.points),
        f"{one.scale}\n{least}" if least else one.scale or "–",
    )


def method_of(paper: Paper, spec: Specification) -> None:
    method = spec.method
    paper.heading(words.PARTS["method"])
    paper.text(f"{words.FORMULAS[method.formula][0]}. {words.FORMULAS[method.formula][1]}")
    rows = [
        (_("Points for the price"), sentences.plain(method.price_points)),
        (_("How they are reckoned"), sentences.formula(method)),
        (_("Prices"), _("compared with VAT") if method.with_vat else _("compared without VAT")),
        (_("Equal offers"), ", ".join(str(words.TIE_BREAKS[one]) for one in method.tie_breaks)),
    ]
    if method.floor is not None:
        rows.append((_("Floor"), sentences.euro(method.floor)))
    if method.ceiling is not None:
        text = _("%(amount)s; an offer with a higher price has no place in the ranking")
        rows.append((_("Ceiling price"), text % {"amount": sentences.euro(method.ceiling)}))
    if method.spread is not None:
        rows.append((_("Factor"), sentences.plain(method.spread)))
    paper.facts(rows)


def _asked(paper: Paper, spec: Specification) -> None:
    paper.heading(words.PARTS["asked"])
    optional = _("optional")
    for kind, word in words.ENVELOPES.items():
        titles = [
            one.title if one.is_required else f"{one.title} ({optional})" for one in spec.asked if one.envelope == kind
        ]
        paper.heading(word, 3)
        paper.list(titles or [_("Nothing is asked beyond the form.")])


def _calendar(paper: Paper, calendar: Calendar) -> None:
    paper.heading(words.PARTS["calendar"])
    rows = [
        (_("Questions until"), sentences.moment(calendar.questions_until) if calendar.questions_until else ""),
        (_("Answers by"), sentences.day(calendar.answers_by) if calendar.answers_by else ""),
        (
            _("Requests to take part until"),
            sentences.moment(calendar.candidates_until) if calendar.candidates_until else "",
        ),
        (_("Offers until"), sentences.moment(calendar.offers_until) if calendar.offers_until else "–"),
        (_("Offers bind for"), sentences.days(calendar.valid_days)),
    ]
    paper.facts([row for row in rows if row[1]])
