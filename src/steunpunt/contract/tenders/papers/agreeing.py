"""How far the members of the working group agreed before they talked, in the award report."""

from fractions import Fraction

from django.utils import formats
from django.utils.translation import gettext as _

from steunpunt.contract.tenders import sentences
from steunpunt.contract.tenders.models import Assessor
from steunpunt.contract.tenders.papers.blocks import Paper
from steunpunt.contract.tenders.queries import Record
from steunpunt.contract.tenders.queries.awarding import LotRecord
from steunpunt.contract.tenders.rules.agreement import TALK_BELOW, Intraclass, Spread, intraclass, spreads, table_of
from steunpunt.contract.tenders.rules.exact import Number, rounded
from steunpunt.contract.tenders.rules.quality import Marks
from steunpunt.foundation.ui import registry


def add(paper: Paper, record: Record, lot: LotRecord) -> None:
    """Agreement by criterion, then every mark on which they differed, with what they ended on after the talk."""
    sheets = _sheets(record, lot)
    if len(sheets) < 2:
        return
    paper.heading(_("How far the members agreed, each alone"), 3)
    rows, is_low = [], False
    for one in record.spec.marked:
        table = table_of(sheets, one.code)
        found = intraclass(table) if len(table) > 1 else None
        is_low = is_low or (found is not None and found.should_talk)
        rows.append((f"{one.code} · {one.title}", *_written(found)))
    paper.table([_("Criterion"), _("Of one member"), _("Of their mean"), _("Before the talk")], rows, numbers=[1, 2])
    paper.text(
        _("The intraclass correlation (Shrout and Fleiss, two-way, absolute agreement); 1 is full agreement."),
        _(
            "Where it lies under %(least)s the group was asked to talk before anything was fixed. It talked of every mark on which "
            "members differed; what it ended on and why stands below and with each offer."
        )
        % {"least": sentences.plain(rounded(Fraction(TALK_BELOW), 1))}
        if is_low
        else "",
    )
    _differed(paper, record, lot, [one for one in spreads(sheets) if one.width])


def _sheets(record: Record, lot: LotRecord) -> dict[str, Marks]:
    """Marks by member, by offer and criterion: of offers that everybody marked."""
    ids = {row.pk for row in lot.judged.rows}
    sheets: dict[str, dict[str, dict[str, Number]]] = {}
    for (offer, code), marks in lot.marks.items():
        if offer in ids and len(marks) == len(record.group):
            for mark in marks:
                sheets.setdefault(str(mark.assessor_id), {}).setdefault(str(offer), {})[code] = mark.mark
    return dict(sheets)


def _written(found: Intraclass | None) -> tuple[str, str, str]:
    if found is None or found.icc2 is None:
        return ("–", "–", _("cannot be reckoned: too few offers, or no mark differs"))
    mean = _two_decimals(found.icc2k) if found.icc2k is not None else "–"
    advice = _("low: talk first") if found.should_talk else _("enough")
    return (_two_decimals(found.icc2), mean, advice)


def _two_decimals(value: float) -> str:
    return formats.number_format(rounded(Fraction(value), 2), 2)


def _differed(paper: Paper, record: Record, lot: LotRecord, wide: list[Spread]) -> None:
    members = {str(one.pk): one for one in record.group}
    names = registry.names_of(registry.person_names, [one.person_id for one in record.group])
    paper.table(
        [_("On what they differed"), _("Marks"), _("Middle"), _("After the talk"), _("Furthest from the others")],
        [
            (
                f"{sentences.offer_name(lot.row(one.offer))} · {one.criterion}",
                f"{sentences.plain(rounded(one.lowest, 2))} – {sentences.plain(rounded(one.highest, 2))}",
                sentences.plain(rounded(one.middle, 2)),
                sentences.plain(agreed.mark) if (agreed := lot.consensus.get((int(one.offer), one.criterion))) else "–",
                ", ".join(_who(members[each], names) for each in one.deviating(one.width / 2)[:3]) or "–",
            )
            for one in sorted(wide, key=lambda one: (one.offer, one.criterion))
        ],
        numbers=[1, 2, 3],
    )


def _who(member: Assessor, names: dict[int, str]) -> str:
    return f"{names.get(member.person_id, '–')} ({member.organisation})"
