"""What came before the judging, in the award report: who can order, corrections, questions, keys, options, selection."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.contract.tenders import sentences
from steunpunt.contract.tenders.choices import NeedLevel, Regularity
from steunpunt.contract.tenders.choices.law import StepCode
from steunpunt.contract.tenders.models import Candidacy
from steunpunt.contract.tenders.papers.blocks import Paper
from steunpunt.contract.tenders.papers.specification import boards_of
from steunpunt.contract.tenders.queries import Checked, Dossier, Record
from steunpunt.contract.tenders.queries.awarding import LotRecord
from steunpunt.contract.tenders.values import Specification
from steunpunt.foundation.ui import registry


def add(paper: Paper, spec: Specification, dossier: Dossier) -> None:
    boards_of(paper, dossier.boards)
    _corrections(paper, dossier)
    _questions(paper, dossier)
    _rounds(paper, dossier)
    _officers(paper, dossier)
    if dossier.withdrawn:
        text = ngettext(
            "%(n)s offer was taken back by its supplier before the deadline, and opened by nobody.",
            "%(n)s offers were taken back by their suppliers before the deadline, and opened by nobody.",
            dossier.withdrawn,
        )
        paper.text(text % {"n": dossier.withdrawn})


def _corrections(paper: Paper, dossier: Dossier) -> None:
    paper.heading(_("Corrections of what was published"))
    if not dossier.corrections:
        paper.text(_("Nothing was corrected: offers were made and judged by what was published first."))
    for number, one in enumerate(dossier.corrections, start=1):
        paper.heading(_("Correction %(n)s") % {"n": number}, 3)
        by_then = ngettext(
            "Published on %(moment)s; by then %(n)s supplier had handed something in, and it could be replaced.",
            "Published on %(moment)s; by then %(n)s suppliers had handed something in, and it could be replaced.",
            one.offers_in,
        )
        paper.text(by_then % {"moment": sentences.moment(one.row.published_at), "n": one.offers_in}, one.row.reason)
        found = [sentences.difference(each) for each in one.changed]
        paper.table(
            [_("Part"), _("What"), _("Before"), _("After")],
            [(each["part"], each["what"], each["before"] or "–", each["after"] or "–") for each in found],
        )


def _questions(paper: Paper, dossier: Dossier) -> None:
    paper.heading(_("Questions and answers"))
    if not dossier.questions:
        paper.text(_("No question was asked and answered."))
    paper.table(
        [_("Answered"), _("Question"), _("Answer")],
        [
            (sentences.moment(one.answered_at) if one.answered_at else "–", one.public_text, one.answer)
            for one in dossier.questions
        ],
    )


def _rounds(paper: Paper, dossier: Dossier) -> None:
    """What was asked in each round, of whom, and who made an offer in it: the negotiation as it went."""
    if len(dossier.rounds) < 2:
        return
    paper.heading(_("Rounds of negotiation"))
    paper.text(
        _(
            "In each round everybody who was still in it was asked the same, until the same moment. Prices were opened of the last "
            "round alone."
        )
    )
    last = _("the last")
    paper.table(
        [_("Round"), _("Offers until"), _("What was asked"), _("Who made an offer")],
        [
            (
                f"{one.number} ({last})" if one.is_last else str(one.number),
                sentences.moment(one.offers_until),
                one.asks or (_("what the specification says") if one.number == 1 else "–"),
                ", ".join(names) or _("nobody"),
            )
            for one, names in dossier.rounds
        ],
    )
    if dossier.put_aside:
        paper.heading(_("Put aside in a former round, and asked nothing any more"), 3)
        paper.table(
            [_("Round"), _("Supplier"), _("Why")],
            [(str(one.bid.round.number), sentences.offer_name(one), one.reason) for one in dossier.put_aside],
        )


def _officers(paper: Paper, dossier: Dossier) -> None:
    names = registry.names_of(registry.person_names, [one.person_id for one in dossier.officers])
    paper.heading(_("Who could open the offers, always two together"))
    paper.table(
        [_("Who"), _("On behalf of"), _("Named on"), _("Until"), _("Why")],
        [
            (
                names.get(one.person_id, "–"),
                str(one.organisation),
                sentences.day(one.named_at),
                sentences.day(one.ended_at) if one.ended_at else "–",
                one.ended_reason or "–",
            )
            for one in dossier.officers
        ],
    )
    for change in dossier.key_changes:
        text = _(
            "On %(moment)s %(first)s and %(second)s together handed parts of the keys to %(came)s. The reason: %(why)s"
        )
        paper.text(
            text
            % {
                "moment": sentences.moment(change.done_at) if change.done_at else "–",
                "first": f"{names.get(change.first.person_id, '–')} ({change.first.organisation})",
                "second": f"{names.get(change.second.person_id, '–')} ({change.second.organisation})"
                if change.second
                else "–",
                "came": f"{names.get(change.came.person_id, '–')} ({change.came.organisation})",
                "why": change.reason,
            }
        )


def options(paper: Paper, spec: Specification) -> None:
    """What options are for, and whether they count in the price by which offers are compared."""
    found = [item for item in spec.items if item.is_option]
    if not found:
        return
    paper.heading(_("Options"))
    paper.text(_("Boards can order an option or do without it; every supplier had to price it."))
    paper.table(
        [_("Item"), _("Presumed"), _("In the price by which offers are compared")],
        [
            (
                f"{item.code} · {item.title}",
                f"{sentences.plain(item.quantity)} {item.unit}",
                _("counts, at the presumed quantity, as the specification stated")
                if item.is_compared
                else _("does not count, as the specification stated"),
            )
            for item in found
        ],
    )


def _chosen(one: Candidacy) -> str:
    return _("selected") if one.applied_at else _("invited")


def selection(paper: Paper, record: Record, dossier: Dossier | None, checked: Sequence[Checked]) -> None:
    """Exclusion and selection: what was looked at, by whom of the suppliers it was failed; where nothing shows it, that it does not."""
    paper.heading(_("Exclusion and selection"))
    paper.text(record.spec.selection)
    tick = next((one.ticked for one in checked if one.step.code == StepCode.EXCLUSION and one.ticked), None)
    if tick is None:
        paper.text(
            _("Nothing on record shows that exclusion, social and tax debts and selection were checked: complete this.")
        )
    else:
        paper.text(
            _("Exclusion, social and tax debts were checked on %(day)s. %(note)s")
            % {"day": sentences.day(tick.done_at), "note": tick.note}
        )
    rows = [
        (
            str(one.organisation),
            _chosen(one) if one.is_selected else _("not selected") if one.is_selected is False else _("not decided"),
            one.reason or "–",
        )
        for one in (dossier.candidacies if dossier else ())
    ]
    for decided in dossier.selections if dossier else ():
        paper.text(
            _(
                "%(body)s decided on the requests to take part on %(day)s; every candidate was told on %(moment)s, at once."
            )
            % {
                "body": decided.body,
                "day": sentences.day(decided.decided_on),
                "moment": sentences.moment(decided.sent_at),
            }
        )
    paper.table([_("Supplier"), _("Judgement"), _("Why")], rows)
    out = [
        (str(row.bid.supplier), row.reason)
        for lot in record.lots
        for row in lot.judged.rows
        if row.regularity == Regularity.NOT_SELECTED
    ]
    paper.table([_("Supplier that was not selected"), _("Why")], out)
    if not out and not rows and tick is not None:
        paper.text(_("No supplier that made an offer was excluded or not selected."))


def requirements(paper: Paper, spec: Specification, lot: LotRecord, dossier: Dossier | None) -> None:
    """What every offer says of what it must have: beside why it counts or not."""
    musts = [one for one in spec.requirements if one.level is NeedLevel.MUST and one.lot in {None, lot.lot}]
    if not musts or dossier is None or not lot.judged.rows:
        return
    paper.heading(_("What each offer says of what it must have"), 3)
    paper.table(
        [_("Requirement"), _("Supplier"), _("What the offer says")],
        [
            (
                f"{one.code} · {one.text}",
                sentences.offer_name(row),
                dossier.answers.get(row.bid_id, {}).get(one.answer_key)
                or _("nothing by itself: see why it counts or not"),
            )
            for one in musts
            for row in lot.judged.rows
        ],
    )
