"""The list of contracts."""

from django.db.models import Q
from django.utils.translation import gettext as _

from steunpunt.assess.inventory.choices import OUTLOOKS, Outlook, ServiceKind
from steunpunt.assess.inventory.models import Contract, Edition
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec, Opens


def _edition(row: Contract) -> Edition:
    if row.current is None:
        raise AssertionError
    return row.current


def contracts(actor: Actor) -> ListSpec[Contract]:
    """Rows of `queries.contracts`: what is due first comes first. Advisers see of which board each is, and no price."""
    board: Column[Contract] = Column(
        key="board", label=_("Board"), value=lambda row: row.organisation.name, order_by=("organisation__name",)
    )
    yearly: Column[Contract] = Column(
        key="yearly",
        label=_("Every year (€)"),
        value=lambda row: _edition(row).yearly,
        order_by=("current__yearly",),
        is_number=True,
        has_total=True,
    )
    return ListSpec(
        key="contracts",
        title=_("Contracts"),
        empty=_("No contract yet. Write the first one down: from then on you are reminded in time."),
        order="due",
        search=lambda rows, words: rows.filter(
            Q(current__title__unaccent__icontains=words) | Q(current__supplier__unaccent__icontains=words)
        ),
        columns=[
            Column(
                key="title",
                label=_("Contract"),
                value=str,
                order_by=("current__title",),
                link=Opens("inventory:contract"),
            ),
            *([board] if actor.is_of_support_point else []),
            Column(
                key="supplier",
                label=_("Supplier"),
                value=lambda row: _edition(row).supplier,
                order_by=("current__supplier",),
            ),
            Column(
                key="kind",
                label=_("What is bought"),
                value=lambda row: str(ServiceKind(_edition(row).kind).label),
                order_by=("current__kind",),
                only_export=True,
            ),
            Column(
                key="outlook",
                label=_("If nobody does anything"),
                value=lambda row: str(OUTLOOKS[Outlook(row.outlook)][0]),
                order_by=("outlook",),
            ),
            Column(key="due", label=_("Act by"), value=lambda row: row.due_on, order_by=("due_on",)),
            Column(key="ends", label=_("Period ends"), value=lambda row: row.ends_on, order_by=("ends_on",)),
            *([] if actor.is_of_support_point else [yearly]),
        ],
        filters=[
            Filter(
                key="kind",
                label=_("What is bought"),
                choices=lambda: ServiceKind.choices,
                apply=lambda rows, value: rows.filter(current__kind=value),
            ),
            Filter(
                key="outlook",
                label=_("State"),
                choices=lambda: [(outlook.value, label) for outlook, (label, _tone) in OUTLOOKS.items()],
                apply=lambda rows, value: rows.filter(outlook=value),
            ),
        ],
    )
