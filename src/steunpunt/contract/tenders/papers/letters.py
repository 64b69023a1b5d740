"""The letters to suppliers: what was decided, with the reasons, and what each may see of others."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from steunpunt.contract.tenders import sentences
from steunpunt.contract.tenders.choices import LetterKind
from steunpunt.contract.tenders.models import Tender
from steunpunt.contract.tenders.papers import remedies
from steunpunt.contract.tenders.papers.awarding import begun, offer_name, price_points, why_out
from steunpunt.contract.tenders.papers.blocks import Paper, as_pdf
from steunpunt.contract.tenders.queries import Told, law_day
from steunpunt.contract.tenders.rules.exact import rounded
from steunpunt.contract.tenders.rules.law.answers import act_on
from steunpunt.contract.tenders.values import Specification


def letters(spec: Specification, *, now: datetime) -> Callable[[Tender, Told], bytes]:
    """What makes the sealed PDF of each letter that goes out now, in Dutch."""

    def made(tender: Tender, told: Told) -> bytes:
        with override("nl"):
            return as_pdf(letter(tender, spec, told, sent_on=timezone.localtime(now).date()), now=now)

    return made


def letter(tender: Tender, spec: Specification, told: Told, *, sent_on: date) -> Paper:
    """What one supplier is told: its own marks and reasons, who won, and in what that offer was better and why. No price of
    another, and nothing of those that did not win.
    """
    paper = begun(tender, _("Notice of the decision"))
    paper.facts(
        [
            (_("Addressed to"), offer_name(told.row)),
            (_("Sent on"), sentences.day(sent_on)),
            (_("Contracting authority"), str(tender.authority)),
            (_("Public contract"), f"{tender.reference} · {tender.title}"),
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
    paper.heading(_("What you can do"))
    paper.text(_("On the platform you can object to this decision, as long as no contract was concluded."))
    law = act_on(law_day(tender, tender.made_at)).value
    remedies.add(paper, spec, law, told_on=sent_on, is_awarded=bool(told.winners))
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
        return _("Your offer was put aside: it is irregular or was not selected. The reason: %(why)s") % {"why": why}
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
        [_("Criterion"), _("Mark on the scale"), _("Points"), _("Why")],
        [
            (
                f"{one.code} · {one.title}",
                sentences.plain(rounded(own[one.code].mark, 2)),
                _("%(points)s of %(most)s")
                % {
                    "points": sentences.plain(rounded(own[one.code].points, 2)),
                    "most": sentences.plain(one.points),
                },
                "\n".join(told.reasons.get(one.code, ())) or "–",
            )
            for one in spec.marked
        ],
        numbers=[1, 2],
    )
    paper.facts(
        [
            (_("Your price"), sentences.euro(told.own.price)),
            (_("Points for the price"), price_points(told.own)),
            (_("How they are reckoned"), sentences.formula(spec.method)),
            (_("Total"), sentences.plain(told.own.printed)),
        ]
    )


def _advantages(paper: Paper, spec: Specification, told: Told) -> None:
    """The characteristics and relative advantages of the offer that was chosen, criterion by criterion."""
    titles = {one.code: one.title for one in spec.criteria}
    paper.heading(_("Beside the offer that was chosen"))
    paper.table(
        [_("Criterion"), _("Your mark"), _("Mark of the offer that was chosen"), _("Why it has more")],
        [
            (
                f"{one.code} · {titles[one.code]}",
                sentences.plain(one.own),
                sentences.plain(one.theirs),
                "\n".join(told.advantages.get(one.code, ())) or "–",
            )
            for one in told.marks
        ],
        numbers=[1, 2],
    )
    if told.is_winner_cheaper is not None:
        paper.text(
            _("Its price was lower than yours.") if told.is_winner_cheaper else _("Its price was not lower than yours.")
        )
