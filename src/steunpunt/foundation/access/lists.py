"""The list of colleagues, and the list of boards that nobody keeps."""

from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.access.choices import BOARD_KINDS, mandate_labels, role_labels, roles_of
from steunpunt.foundation.access.models import Membership
from steunpunt.foundation.organisations.choices import Kind
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec, Opens


def _words(labels: tuple[object, ...]) -> str:
    return ", ".join(str(label) for label in labels)


def colleagues(kind: str) -> ListSpec[Membership]:
    """The list of colleagues at an organisation of this kind: filtered by the roles that exist there."""
    roles: Filter[Membership] = Filter(
        key="role",
        label=_("Role"),
        choices=lambda: [(item.role.value, item.role.label) for item in roles_of(kind)],
        apply=lambda rows, value: rows.filter(Q(current_roles__contains=[value])),
    )
    return replace(_COLLEAGUES, filters=[roles])


_COLLEAGUES: ListSpec[Membership] = ListSpec(
    key="colleagues",
    title=_("Colleagues"),
    order="name",
    search=lambda rows, words: rows.filter(person__name__icontains=words) | rows.filter(person__email__icontains=words),
    columns=[
        Column(
            key="name",
            label=_("Name"),
            value=lambda row: row.person.name,
            order_by=("person__name",),
            link=Opens("access:colleague"),
        ),
        Column(key="email", label=_("E-mail address"), value=lambda row: row.person.email, order_by=("person__email",)),
        Column(
            key="job_title",
            label=_("Job title"),
            value=lambda row: row.job_title,
            order_by=("job_title",),
            only_export=True,
        ),
        Column(key="roles", label=_("Roles"), value=lambda row: _words(role_labels(row.current_roles))),  # type: ignore[attr-defined]
        Column(key="mandates", label=_("Mandates"), value=lambda row: _words(mandate_labels(row.current_mandates))),  # type: ignore[attr-defined]
        Column(
            key="since",
            label=_("Since"),
            value=lambda row: row.valid_from,
            order_by=("valid_from",),
            only_export=True,
        ),
    ],
    empty=_("Colleagues whom you invite stand here as soon as they accept."),
)

WITHOUT_ADMINISTRATOR: ListSpec[Organisation] = ListSpec(
    key="boards-without-administrator",
    title=_("Boards without local administrator"),
    order="name",
    search=lambda rows, words: rows.filter(name__icontains=words),
    filters=[
        Filter(
            key="kind",
            label=_("Kind"),
            choices=lambda: [(kind, label) for kind, label in Kind.choices if kind in BOARD_KINDS],
            apply=lambda rows, value: rows.filter(kind=value),
        )
    ],
    columns=[
        Column(
            key="name",
            label=_("Board"),
            value=lambda row: row.name,
            order_by=("name",),
            link=Opens("access:appoint"),
        ),
        Column(key="kind", label=_("Kind"), value=lambda row: row.get_kind_display(), order_by=("kind",)),
        Column(
            key="invited",
            label=_("Invited"),
            value=lambda row: row.invited_email,  # type: ignore[attr-defined]
            order_by=("invited_email",),
        ),
    ],
    empty=_("Every board has somebody who lets colleagues in."),
)
