"""Lists of the scan."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from steunpunt.assess.scan.choices import PointState
from steunpunt.assess.scan.forms import POINT_STATES
from steunpunt.assess.scan.models import ActionPoint
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec, Opens


def action_points(domains: Mapping[str, str], people: Mapping[int, str], *, with_boards: bool) -> ListSpec[ActionPoint]:
    """What boards do about what they found, with the names of domains and people fetched once for all rows."""
    board: Column[ActionPoint] = Column(
        key="board",
        label=_("Board"),
        value=lambda row: str(row.organisation),
        order_by=("organisation__name",),
    )
    return ListSpec(
        key="action_points",
        title=_("Action points"),
        empty=_("No board planned anything yet.")
        if with_boards
        else _("Nothing is planned yet. Plan something on the page of a domain in your result."),
        order="due",
        search=lambda rows, words: rows.filter(title__icontains=words),
        columns=[
            Column(
                key="title",
                label=_("What will be done"),
                value=lambda row: row.title,
                order_by=("title",),
                link=Opens("scan:action_point"),
            ),
            *([board] if with_boards else []),
            Column(
                key="domain",
                label=_("Domain"),
                value=lambda row: domains.get(row.domain, row.domain),
                order_by=("domain",),
            ),
            Column(key="owner", label=_("Who"), value=lambda row: people.get(row.owner_id or 0, "")),
            Column(key="due", label=_("By when"), value=lambda row: row.due_on, order_by=("due_on",)),
            Column(
                key="state",
                label=_("How far"),
                value=lambda row: str(POINT_STATES[PointState(row.state)]),
                order_by=("state",),
            ),
        ],
        filters=[
            Filter(
                key="state",
                label=_("How far"),
                choices=lambda: [(key.value, label) for key, label in POINT_STATES.items()],
                apply=lambda rows, value: rows.filter(state=value),
            ),
        ],
    )
