"""The list of one's notices."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.notices.models import Notice
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec


def _state(rows: QuerySet[Notice], value: str) -> QuerySet[Notice]:
    return rows.filter(read_at__isnull=value == "unread")


NOTICES: ListSpec[Notice] = ListSpec(
    key="notices",
    title=_("Notices"),
    empty=_("Nothing has been told to you yet."),
    order="-sent",
    search=lambda rows, words: rows.filter(title__icontains=words),
    columns=[
        Column(
            key="title",
            label=_("Notice"),
            value=lambda row: row.title,
            order_by=("title",),
            link=lambda row: row.url,
            press=lambda row: reverse("notices:open", args=[row.pk]),
        ),
        Column(key="sent", label=_("Sent"), value=lambda row: row.created_at, order_by=("created_at",)),
        Column(key="read", label=_("Read"), value=lambda row: row.read_at, order_by=("read_at",)),
    ],
    filters=[
        Filter(
            key="state", label=_("State"), choices=lambda: [("unread", _("unread")), ("read", _("read"))], apply=_state
        )
    ],
)
