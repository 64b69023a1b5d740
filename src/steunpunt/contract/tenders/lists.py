"""The lists of tenders."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from steunpunt.contract.tenders.choices import words
from steunpunt.contract.tenders.forms.fields import choices
from steunpunt.contract.tenders.models import Tender
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec


def tenders() -> ListSpec[Tender]:
    return ListSpec(
        key="tenders",
        title=_("Tenders"),
        empty=_("No tender yet. A tender begins with a project in which boards take part."),
        order="-made",
        search=lambda rows, words: rows.filter(
            Q(title__icontains=words) | Q(reference__icontains=words) | Q(authority__name__icontains=words)
        ),
        columns=[
            Column(
                key="title",
                label=_("Tender"),
                value=lambda row: row.title,
                order_by=("title",),
                link=lambda row: reverse("tenders:detail", args=[row.pk]),
            ),
            Column(key="reference", label=_("Reference"), value=lambda row: row.reference, order_by=("reference",)),
            Column(
                key="authority",
                label=_("Contracting authority"),
                value=lambda row: str(row.authority),
                order_by=("authority__name",),
            ),
            Column(
                key="procedure",
                label=_("Procedure"),
                value=lambda row: str(words.PROCEDURES[row.procedure][0]),
                order_by=("procedure",),
                only_export=True,
            ),
            Column(
                key="state", label=_("State"), value=lambda row: str(words.STATES[row.state][0]), order_by=("state",)
            ),
            Column(
                key="boards",
                label=_("Boards"),
                value=lambda row: row.board_count or 0,  # type: ignore[attr-defined]  # annotated
                order_by=("board_count",),
                is_number=True,
            ),
            Column(
                key="offers_until",
                label=_("Offers until"),
                value=lambda row: row.offers_until,
                order_by=("offers_until",),
            ),
            Column(key="made", label=_("Begun"), value=lambda row: row.made_at.date(), order_by=("made_at",)),
        ],
        filters=[
            Filter(
                key="state",
                label=_("State"),
                choices=lambda: choices(words.STATES),
                apply=lambda rows, value: rows.filter(state=value),
            ),
            Filter(
                key="procedure",
                label=_("Procedure"),
                choices=lambda: choices(words.PROCEDURES),
                apply=lambda rows, value: rows.filter(procedure=value),
            ),
        ],
    )


def market() -> ListSpec[Tender]:
    """What everybody may know: of `queries.as_told`."""
    return ListSpec(
        key="market",
        title=_("Public contracts"),
        empty=_("No public contract was published yet."),
        order="-offers_until",
        search=lambda rows, words: rows.filter(
            Q(title__icontains=words) | Q(reference__icontains=words) | Q(authority__name__icontains=words)
        ),
        columns=[
            Column(
                key="title",
                label=_("Public contract"),
                value=lambda row: row.title,
                order_by=("title",),
                link=lambda row: reverse("tenders:market", args=[row.pk]),
            ),
            Column(key="reference", label=_("Reference"), value=lambda row: row.reference, order_by=("reference",)),
            Column(
                key="authority",
                label=_("Contracting authority"),
                value=lambda row: str(row.authority),
                order_by=("authority__name",),
            ),
            Column(
                key="procedure",
                label=_("Procedure"),
                value=lambda row: str(words.PROCEDURES[row.procedure][0]),
                order_by=("procedure",),
            ),
            Column(
                key="offers_until",
                label=_("Offers until"),
                value=lambda row: row.offers_until,
                order_by=("offers_until",),
            ),
            Column(
                key="state",
                label=_("State"),
                value=lambda row: str(words.STATES[row.told_state][0]),
                order_by=("told_state",),
            ),
        ],
        filters=[
            Filter(
                key="state",
                label=_("State"),
                choices=lambda: choices(words.STATES)[1:],
                apply=lambda rows, value: rows.filter(told_state=value),
            ),
        ],
    )
