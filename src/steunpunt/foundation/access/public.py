"""The face of access to other modules."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.utils import timezone

from steunpunt.foundation.access import queries
from steunpunt.foundation.access.actions import settle
from steunpunt.foundation.access.choices import BOARD_KINDS, MandateKind, Role
from steunpunt.foundation.access.models import Membership, Registration
from steunpunt.foundation.access.queries import names_of_workplaces, somebody_at, works_somewhere
from steunpunt.foundation.access.tokens import authenticate_token
from steunpunt.foundation.access.values import JoinRequest
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.people.values import PersonValue

__all__ = [
    "BOARD_KINDS",
    "MandateKind",
    "Role",
    "authenticate_token",
    "join_request",
    "mandate_basis",
    "mandated",
    "mandated_at_each",
    "members",
    "members_at_each",
    "names_of_workplaces",
    "organisations_of",
    "settle",
    "signed_in",
    "somebody_at",
    "working_for",
    "works_somewhere",
]

P = ParamSpec("P")


def signed_in(
    view: Callable[Concatenate[ActorRequest, P], HttpResponse],
) -> Callable[Concatenate[ActorRequest, P], HttpResponse]:
    """A page for people who are logged in; others go to the log-in page and come back."""

    @wraps(view)
    def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.actor.is_known:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def members(organisation_id: int, *roles: Role) -> list[PersonValue]:
    """People who work for an organisation today, with one of the roles when roles are given."""
    rows = queries.current_memberships(timezone.localdate()).filter(
        organisation_id=organisation_id, person__is_active=True
    )
    return [_person(row) for row in rows if not roles or set(row.current_roles) & set(roles)]  # type: ignore[attr-defined]


def members_at_each(organisation_ids: Iterable[int], *roles: Role) -> dict[int, list[PersonValue]]:
    """The same for many organisations: one query. Those where nobody has such a role are left out."""
    rows = queries.current_memberships(timezone.localdate()).filter(
        organisation_id__in=set(organisation_ids), person__is_active=True
    )
    found: dict[int, list[PersonValue]] = {}
    for row in rows:
        if not roles or set(row.current_roles) & set(roles):  # type: ignore[attr-defined]
            found.setdefault(row.organisation_id, []).append(_person(row))
    return found


def organisations_of(person_id: int) -> set[int]:
    """For which organisations somebody works today: none for who cannot log in any more."""
    return {one.organisation_id for one in queries.memberships_of(person_id, timezone.localdate())}


def working_for(organisation_id: int, person_ids: Iterable[int]) -> set[int]:
    """Which of these people work for an organisation today and can log in."""
    rows = queries.current_memberships(timezone.localdate()).filter(
        organisation_id=organisation_id, person_id__in=set(person_ids), person__is_active=True
    )
    return set(rows.order_by().values_list("person_id", flat=True))


def mandated(organisation_id: int, kind: MandateKind) -> list[PersonValue]:
    """People who may decide something for a board today."""
    rows = queries.current_memberships(timezone.localdate()).filter(
        organisation_id=organisation_id, person__is_active=True
    )
    return [_person(row) for row in rows if kind in row.current_mandates]  # type: ignore[attr-defined]


def mandated_at_each(organisation_ids: Iterable[int], kind: MandateKind) -> dict[int, list[PersonValue]]:
    """The same for many boards: one query. Boards where nobody may decide it are left out."""
    rows = queries.current_memberships(timezone.localdate()).filter(
        organisation_id__in=set(organisation_ids), person__is_active=True
    )
    found: dict[int, list[PersonValue]] = {}
    for row in rows:
        if kind in row.current_mandates:  # type: ignore[attr-defined]
            found.setdefault(row.organisation_id, []).append(_person(row))
    return found


def mandate_basis(organisation_id: int, person_id: int, kind: MandateKind) -> str:
    """The board's decision on which somebody's mandate of today rests; empty without one."""
    return queries.mandate_basis(organisation_id, person_id, kind, timezone.localdate())


def join_request(registration_id: int) -> JoinRequest | None:
    """A request to join that waits for an answer."""
    rows = Registration.objects.filter(pk=registration_id)
    row = queries.requests_to_join(rows, timezone.localdate()).first()
    if row is None or row.organisation is None:
        return None
    is_kept: bool = row.is_kept  # type: ignore[attr-defined]
    return JoinRequest(row.pk, row.name, row.email, row.organisation.pk, row.organisation.name, is_kept)


def _person(row: Membership) -> PersonValue:
    person = row.person
    return PersonValue(person.pk, person.name, person.email, person.language, person.is_active)
