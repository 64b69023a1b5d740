"""Lists of the estate: things, and files that were read in."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from steunpunt.assess.inventory.choices import AssetKind, AssetState, Door, ImportState
from steunpunt.assess.inventory.models import Asset, Import
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec, Opens

SOON = timedelta(days=180)


def assets(*, unseen_upto: datetime, today: date) -> ListSpec[Asset]:
    """Rows of `queries.assets`. Its files are what a spreadsheet of the estate is: they can be read in again."""
    return ListSpec(
        key="assets",
        title=_("Inventory"),
        empty=_("Nothing yet. Read a spreadsheet in, let agents report, or write the first thing down."),
        order="name",
        search=lambda rows, words: rows.filter(
            Q(name__icontains=words)
            | Q(serial__icontains=words)
            | Q(tag__icontains=words)
            | Q(model__icontains=words)
            | Q(place__icontains=words)
        ),
        columns=[
            Column(
                key="name",
                label=_("Name"),
                value=lambda row: row.name,
                order_by=("name",),
                link=Opens("inventory:asset"),
            ),
            Column(key="kind", label=_("Kind"), value=lambda row: str(AssetKind(row.kind).label), order_by=("kind",)),
            Column(key="place", label=_("Place"), value=lambda row: row.place, order_by=("place",)),
            Column(key="user_group", label=_("Used by (service)"), value=lambda row: row.user_group, only_export=True),
            Column(
                key="state", label=_("State"), value=lambda row: str(AssetState(row.state).label), order_by=("state",)
            ),
            Column(key="tag", label=_("Own number"), value=lambda row: row.tag, only_export=True),
            Column(key="manufacturer", label=_("Maker"), value=lambda row: row.manufacturer, only_export=True),
            Column(key="model", label=_("Model"), value=lambda row: row.model, order_by=("model",)),
            Column(key="serial", label=_("Serial number"), value=lambda row: row.serial, order_by=("serial",)),
            Column(key="count", label=_("How many"), value=lambda row: row.count, is_number=True, only_export=True),
            Column(
                key="cost",
                label=_("What it cost (€)"),
                value=lambda row: row.cost,
                is_number=True,
                only_export=True,
            ),
            Column(key="bought_on", label=_("Bought on"), value=lambda row: row.bought_on, only_export=True),
            Column(key="ends_on", label=_("Last day"), value=lambda row: row.ends_on, order_by=("ends_on",)),
            Column(key="supplier", label=_("Supplier"), value=lambda row: row.supplier, only_export=True),
            Column(key="seen", label=_("Last seen"), value=lambda row: row.seen_at.date(), order_by=("seen_at",)),
            Column(key="door", label=_("Came in"), value=lambda row: str(Door(row.door).label), only_export=True),
            Column(key="note", label=_("Remark"), value=lambda row: row.note, only_export=True),
        ],
        filters=[
            Filter(
                key="soort",
                label=_("Kind"),
                choices=lambda: AssetKind.choices,
                apply=lambda rows, value: rows.filter(kind=value),
            ),
            Filter(
                key="toestand",
                label=_("State"),
                choices=lambda: AssetState.choices,
                apply=lambda rows, value: rows.filter(state=value),
            ),
            Filter(
                key="gezien",
                label=_("Seen"),
                choices=lambda: [("lang", _("not for a long time"))],
                apply=lambda rows, _value: rows.filter(seen_at__lte=unseen_upto, state=AssetState.IN_USE).exclude(
                    device_id=""
                ),
            ),
            Filter(
                key="eindigt",
                label=_("Ends"),
                choices=lambda: [("voorbij", _("already")), ("halfjaar", _("within half a year"))],
                apply=_ending(today),
            ),
        ],
    )


def _ending(today: date) -> Callable[[QuerySet[Asset], str], QuerySet[Asset]]:
    def apply(rows: QuerySet[Asset], value: str) -> QuerySet[Asset]:
        if value == "voorbij":
            return rows.filter(ends_on__lt=today)
        return rows.filter(ends_on__range=(today, today + SOON))

    return apply


def imports() -> ListSpec[Import]:
    return ListSpec(
        key="imports",
        title=_("Files that were read in"),
        empty=_("No file yet."),
        order="-given",
        columns=[
            Column(
                key="name",
                label=_("File"),
                value=lambda row: row.name,
                order_by=("name",),
                link=Opens("inventory:import"),
            ),
            Column(
                key="state", label=_("State"), value=lambda row: str(ImportState(row.state).label), order_by=("state",)
            ),
            _count("new", _("New")),
            _count("changed", _("Changed")),
            _count("same", _("Unchanged")),
            _count("refused", _("Refused")),
            Column(key="given", label=_("Handed over"), value=lambda row: row.given_at, order_by=("given_at",)),
        ],
    )


def _count(key: str, label: str) -> Column[Import]:
    return Column(key=key, label=label, value=lambda row: row.counts.get(key, 0), is_number=True)
