"""The working group in the award report: who judged, what each declared, who stayed out and what that member had given."""

from django.utils.translation import gettext as _

from steunpunt.contract.tenders import sentences
from steunpunt.contract.tenders.models import Assessor
from steunpunt.contract.tenders.papers.blocks import Paper
from steunpunt.contract.tenders.queries import Dossier, Record
from steunpunt.foundation.ui import registry


def add(paper: Paper, record: Record, dossier: Dossier | None) -> None:
    names = registry.names_of(registry.person_names, [one.person_id for one in (*record.group, *record.out)])
    paper.heading(_("Working group"))
    paper.table(
        [_("Who"), _("On behalf of"), _("Declaration of interests"), _("Marks handed in")],
        [
            (
                names.get(one.person_id, "–"),
                str(one.organisation),
                _declared(one),
                sentences.moment(one.handed_in_at) if one.handed_in_at else "–",
            )
            for one in record.group
        ],
    )
    if record.out:
        paper.heading(_("Who stayed out"), 3)
        paper.table(
            [_("Who"), _("On behalf of"), _("Declaration of interests"), _("Out on"), _("Why")],
            [
                (
                    names.get(one.person_id, "–"),
                    str(one.organisation),
                    _declared(one),
                    sentences.moment(one.out_at) if one.out_at else "–",
                    one.out_reason,
                )
                for one in record.out
            ],
        )
    if dossier is not None:
        _left(paper, record, dossier, names)


def _declared(member: Assessor) -> str:
    rows = list(member.declarations.all())
    if not rows:
        return _("none handed in")
    last = rows[-1]
    what = last.text if last.has_conflict else _("no interest in a supplier that made an offer")
    return f"{sentences.day(last.declared_at)}: {what}"


def _left(paper: Paper, record: Record, dossier: Dossier, names: dict[int, str]) -> None:
    """What members that left had handed in: it counts no more, and stays on record."""
    for member in record.out:
        if dossier.effects.get(member.pk):
            paper.list(dossier.effects[member.pk])
        marks = dossier.marks_out.get(member.pk, ())
        if marks:
            who = f"{names.get(member.person_id, '–')} ({member.organisation})"
            paper.heading(_("Marks of %(who)s, which do not count") % {"who": who}, 3)
            paper.table(
                [_("Supplier"), _("Criterion"), _("Mark on the scale"), _("Argument")],
                [
                    (sentences.offer_name(one.bid_lot), one.criterion, sentences.plain(one.mark), one.argument or "–")
                    for one in marks
                ],
                numbers=[2],
            )
