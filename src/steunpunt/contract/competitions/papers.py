"""The report of a mini-competition, for the file of the board: who was asked, what came, how it was judged, who got the order."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from steunpunt.contract.competitions import queries, sentences
from steunpunt.contract.competitions.models import Competition
from steunpunt.contract.competitions.queries import Standing
from steunpunt.contract.tenders.public import Paper, as_pdf
from steunpunt.foundation.figures.typed import typed_number
from steunpunt.foundation.ui.templatetags.ui import day, moment, number


def report(competition: Competition, known: Standing, *, now: datetime) -> bytes:
    """In Dutch, the language of the file; sealed once it was decided."""
    with override("nl"):
        paper = Paper(
            title=_("Report of a small competition: %(title)s") % {"title": competition.title},
            kicker=f"{competition.framework.reference} · {competition.framework.title}",
            foot=_("Amounts without VAT. For the file of the board: it names all offers."),
            warning=_("Demonstration: this competition was made up.") if competition.is_invented else "",
        )
        _asked(paper, competition, known)
        _came(paper, competition, known)
        _judged(paper, known)
        _decided(paper, competition, known)
        return as_pdf(paper, now=now, is_sealed=competition.decided_at is not None)


def _asked(paper: Paper, competition: Competition, known: Standing) -> None:
    asked = known.request
    paper.heading(_("What was asked"))
    paper.facts(
        [
            (_("Board"), str(competition.organisation)),
            (_("Lot"), str(competition.lot)),
            (_("Asked on"), moment(competition.sent_at)),
            (_("Answers until"), moment(competition.answers_until)),
            (_("Deliver to"), asked.deliver_to),
            *([(_("Delivered by"), day(asked.deliver_by))] if asked.deliver_by else []),
        ]
    )
    paper.text(asked.what)
    paper.table(
        [_("Item"), _("Quantity"), _("Paid")],
        [
            (f"{one.code} · {one.title}", f"{number(one.quantity)} {one.unit}", sentences.charge(one.charge))
            for one in asked.lines
        ],
        numbers=[1],
    )
    paper.heading(_("How offers are compared"))
    paper.table(
        [_("Criterion"), _("Weight"), _("What is judged")],
        sentences.weights(asked, known.comparison),
        numbers=[1],
    )
    answered = list(competition.questions.exclude(answered_at=None).order_by("answered_at", "pk"))
    if answered:
        paper.heading(_("Questions and answers"))
        paper.table([_("Question"), _("Answer")], [(one.public_text, one.answer) for one in answered])


def _came(paper: Paper, competition: Competition, known: Standing) -> None:
    offered = {row.offer.invitation_id: row for row in known.rows}
    paper.heading(_("Who was asked, and what came"))
    rows = []
    for one in queries.whom(competition):
        row = offered.get(one.pk)
        said = _("no answer")
        if row is not None:
            said = moment(row.offer.received_at)
        elif one.declined_at is not None:
            said = _("no offer: %(reason)s") % {"reason": one.declined_reason}
        rows.append((str(one.supplier), said, row.offer.fingerprint[:16] if row else "–"))
    paper.table([_("Supplier"), _("Handed in on"), _("Fingerprint begins with")], rows)
    paper.facts(
        [
            (_("Opened on"), moment(competition.opened_at)),
            (_("Marks fixed and prices opened on"), moment(competition.fixed_at)),
        ]
    )


def _judged(paper: Paper, known: Standing) -> None:
    if known.comparison.criteria:
        paper.heading(_("Marks for quality, from 0 to 10"))
    for criterion in known.comparison.criteria:
        paper.heading(criterion.title, 3)
        paper.table(
            [_("Supplier"), _("Mark"), _("Why")],
            [
                (row.name, typed_number(mark.mark), mark.argument)
                for row in known.rows
                if (mark := row.marks.get(criterion.code)) is not None
            ],
            numbers=[1],
        )
    paper.heading(_("Ranking"))
    paper.table(
        [
            _("Place in the ranking"),
            _("Supplier"),
            _("Price"),
            _("Points for the price"),
            _("Points for quality"),
            _("Total"),
        ],
        [
            (
                str(one.place),
                known.by_id[one.offer].name,
                sentences.euros(one.price),
                sentences.points(one.price_points.points) if one.price_points else "–",
                sentences.points(one.quality_points),
                sentences.points(one.total),
            )
            for one in (known.ranking.placed if known.ranking else ())
        ],
        numbers=[0, 2, 3, 4, 5],
    )
    paper.text(
        _("Totals are compared unrounded. Equal totals: more points for quality, then the lowest price, then a draw.")
    )
    for row in known.rows:
        if row.offer.aside_reason:
            values = {"supplier": row.name, "reason": row.offer.aside_reason}
            paper.text(_("The offer of %(supplier)s does not count: %(reason)s") % values)
    names = known.by_id
    for group in known.draws:
        paper.text(
            _("Drawn among equals, in this order: %(names)s") % {"names": ", ".join(names[one].name for one in group)}
        )


def _decided(paper: Paper, competition: Competition, known: Standing) -> None:
    paper.heading(_("Decision"))
    if competition.order is not None and competition.winner is not None:
        paper.facts(
            [
                (_("Goes to"), str(competition.winner.supplier)),
                (_("Order"), competition.order.number),
                (_("Supplier part"), sentences.euros(competition.order.supplier_part)),
                (_("Support part"), sentences.euros(competition.order.support_part)),
                (_("Decided on"), moment(competition.decided_at)),
            ]
        )
        paper.text(competition.motivation)
    elif competition.over_reason:
        paper.text(_("Stopped without an award: %(reason)s") % {"reason": competition.over_reason})
    else:
        paper.text(_("Not decided yet."))
