"""The list of mini-competitions: for a board, the support point and a supplier."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from steunpunt.contract.competitions.choices import words
from steunpunt.contract.competitions.models import Competition
from steunpunt.foundation.acting import Text
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec, Opens


def competitions(
    *, shows_board: bool, state_for_supplier: Callable[[Any], Text] | None = None
) -> ListSpec[Competition]:
    """`state_for_supplier` says where a row of `queries.of_supplier` stands for its supplier, which reads nothing of others."""
    is_supplier = state_for_supplier is not None
    boards: list[Column[Competition]] = [
        Column(key="board", label=_("Board"), value=lambda row: str(row.organisation), order_by=("organisation__name",))
    ]
    asked: list[Column[Competition]] = [
        Column(
            key="suppliers",
            label=_("Suppliers asked"),
            value=lambda row: row.supplier_count,  # type: ignore[attr-defined]  # annotated
            is_number=True,
        )
    ]
    return ListSpec(
        key="competitions",
        title=_("Small competitions"),
        empty=_("No small competition yet."),
        order="-until",
        search=lambda rows, words: rows.filter(
            Q(title__icontains=words)
            | Q(framework__title__icontains=words)
            | Q(framework__reference__icontains=words)
            | Q(organisation__name__icontains=words)
        ),
        columns=[
            Column(
                key="title",
                label=_("What is asked"),
                value=lambda row: row.title,
                order_by=("title",),
                link=Opens("competitions:detail"),
            ),
            *(boards if shows_board else []),
            Column(
                key="framework",
                label=_("Framework contract"),
                value=lambda row: str(row.framework),
                order_by=("framework__title",),
            ),
            Column(
                key="until", label=_("Answers until"), value=lambda row: row.answers_until, order_by=("answers_until",)
            ),
            *([] if is_supplier else asked),
            Column(
                key="state",
                label=_("State"),
                value=lambda row: str(state_for_supplier(row) if state_for_supplier else words.STATES[row.state][0]),
                order_by=() if is_supplier else ("state",),
            ),
        ],
        filters=[]
        if is_supplier
        else [
            Filter(
                key="state",
                label=_("State"),
                choices=lambda: [(key, label) for key, (label, _tone) in words.STATES.items()],
                apply=lambda rows, value: rows.filter(state=value),
            )
        ],
    )
