"""Reads of access: who acts, who belongs to an organisation, which boards have no administrator."""

from datetime import date, datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from steunpunt.foundation.access.choices import BOARD_KINDS, Role
from steunpunt.foundation.access.models import ApiToken, Invitation, LookIn, Membership, RoleGrant
from steunpunt.foundation.access.values import Acting, LookInValue, MembershipValue
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations.models import Organisation

_TEXTS = ArrayField(CharField(max_length=30))


def holding(today: date, prefix: str = "") -> Q:
    """The condition that a dated row holds on a day."""
    return Q(**{f"{prefix}valid_from__lte": today}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": today})
    )


def current_memberships(today: date) -> QuerySet[Membership]:
    """Memberships that hold today, each with `current_roles` and `current_mandates`: one query, whatever their number."""
    return (
        Membership.objects.filter(holding(today))
        .select_related("organisation", "person")
        .annotate(
            current_roles=Coalesce(
                ArrayAgg("roles__role", distinct=True, filter=holding(today, "roles__")), Value([], _TEXTS)
            ),
            current_mandates=Coalesce(
                ArrayAgg("mandates__kind", distinct=True, filter=holding(today, "mandates__")), Value([], _TEXTS)
            ),
        )
        .order_by("organisation__name", "pk")
    )


def memberships_of(person_id: int, today: date) -> tuple[MembershipValue, ...]:
    return tuple(
        membership_value(row) for row in current_memberships(today).filter(person_id=person_id, person__is_active=True)
    )


def membership_value(row: Membership) -> MembershipValue:
    labels = dict(Role.choices)
    return MembershipValue(
        id=row.pk,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name,
        organisation_kind=row.organisation.kind,
        roles=frozenset(row.current_roles),  # type: ignore[attr-defined]  # annotated above
        mandates=frozenset(row.current_mandates),  # type: ignore[attr-defined]
        role_labels=tuple(labels[role] for role in row.current_roles),  # type: ignore[attr-defined]
    )


def look_in_under_way(look_in_id: int, looker_id: int, now: datetime) -> LookIn | None:
    return (
        LookIn.objects.select_related("person")
        .filter(pk=look_in_id, looker_id=looker_id, ended_at=None, ends_at__gt=now, looker__is_active=True)
        .first()
    )


def actor_of(
    *, person_id: int, person_name: str, email: str, chosen: int | None, today: date, look_in: LookIn | None = None
) -> tuple[Actor, Acting]:
    """Who acts, from the memberships that hold today. `chosen` is the membership picked in the switcher."""
    memberships = memberships_of(person_id, today)
    if look_in:
        memberships = tuple(item for item in memberships if item.organisation_id == look_in.organisation_id)
    current = next((item for item in memberships if item.id == chosen), memberships[0] if memberships else None)
    actor = Actor(
        person_id=person_id,
        person_name=person_name,
        organisation_id=current.organisation_id if current else None,
        organisation_kind=current.organisation_kind if current else "",
        roles=current.roles if current else frozenset(),
        mandates=current.mandates if current and not look_in else frozenset(),
        looking_in_id=look_in.pk if look_in else None,
    )
    acting = Acting(
        person_id=person_id,
        person_name=person_name,
        email=email,
        membership_id=current.id if current else None,
        organisation_name=current.organisation_name if current else "",
        memberships=memberships,
        looking_in=LookInValue(look_in.pk, look_in.ends_at) if look_in else None,
    )
    return actor, acting


def boards_without_administrator(today: date) -> QuerySet[Organisation]:
    """Boards where nobody can let colleagues in."""
    administrators = RoleGrant.objects.filter(
        holding(today),
        holding(today, "membership__"),
        role=Role.LOCAL_ADMINISTRATOR,
        membership__organisation=OuterRef("pk"),
        membership__person__is_active=True,
    )
    return Organisation.objects.filter(~Exists(administrators), kind__in=BOARD_KINDS).order_by("name", "pk")


def open_invitations(organisation_id: int, now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        organisation_id=organisation_id, accepted_at=None, withdrawn_at=None, expires_at__gt=now
    ).order_by("email", "pk")


def tokens_of(person_id: int) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(person_id=person_id).select_related("organisation").order_by("-pk")
