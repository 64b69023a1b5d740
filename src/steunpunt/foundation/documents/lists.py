"""The list of documents of one's own organisation."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from steunpunt.foundation.documents.models import Document
from steunpunt.foundation.documents.queries import IS_FORMER
from steunpunt.foundation.documents.values import CONTENT_TYPES, SubjectName
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec, Opens


def _state(rows: QuerySet[Document], value: str) -> QuerySet[Document]:
    return rows.filter(IS_FORMER if value == "former" else ~IS_FORMER)


def _kind(rows: QuerySet[Document], value: str) -> QuerySet[Document]:
    return rows.filter(content_type=CONTENT_TYPES[value])


def documents(names: Mapping[str, SubjectName], people: Mapping[int, str]) -> ListSpec[Document]:
    """The list, with the names of subjects and people that its rows need (fetched once, for all rows)."""
    kinds = {content_type: kind for kind, content_type in CONTENT_TYPES.items()}

    def about(row: Document) -> str:
        subject = str(names[row.subject].title) if row.subject in names else row.subject
        return f"{subject} · {row.part}" if row.part else subject

    return ListSpec(
        key="documents",
        title=_("Documents"),
        empty=_("Nothing was added yet. You add a document on the page of what it belongs to, such as a scan."),
        order="-added",
        search=lambda rows, words: rows.filter(name__icontains=words),
        columns=[
            Column(
                key="name",
                label=_("Name"),
                value=lambda row: row.name,
                order_by=("name",),
                link=Opens("documents:download"),
            ),
            Column(
                key="about",
                label=_("Belongs to"),
                value=about,
                order_by=("subject",),
                link=lambda row: names[row.subject].url if row.subject in names else "",
            ),
            Column(key="kind", label=_("Kind"), value=lambda row: kinds[row.content_type], order_by=("content_type",)),
            Column(key="size", label=_("Size"), value=lambda row: filesizeformat(row.size), order_by=("size",)),
            Column(key="added", label=_("Added"), value=lambda row: row.added_at, order_by=("added_at",)),
            Column(key="by", label=_("Added by"), value=lambda row: people.get(row.added_by_id or 0, "")),
            Column(
                key="state",
                label=_("Version"),
                value=lambda row: _("former") if row.is_former else _("current"),  # type: ignore[attr-defined]  # annotated
            ),
            Column(key="sha256", label="SHA-256", value=lambda row: row.sha256, only_export=True),
        ],
        filters=[
            Filter(
                key="state",
                label=_("Version"),
                choices=lambda: [("current", _("current")), ("former", _("former"))],
                apply=_state,
            ),
            Filter(key="kind", label=_("Kind"), choices=lambda: [(kind, kind) for kind in CONTENT_TYPES], apply=_kind),
        ],
    )
