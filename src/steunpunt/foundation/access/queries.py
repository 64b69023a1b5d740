"""Reads of access: who acts, who belongs to an organisation, which boards have no administrator."""

from collections.abc import Collection
from datetime import date, datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from steunpunt.foundation.access import abroad
from steunpunt.foundation.access.choices import BOARD_KINDS, Role, role_labels
from steunpunt.foundation.access.links import hashed
from steunpunt.foundation.access.models import (
    ApiToken,
    Invitation,
    LookIn,
    Mandate,
    Membership,
    Registration,
    RoleGrant,
)
from steunpunt.foundation.access.values import Acting, LookInValue, MembershipValue
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.organisations.values import OrganisationCard

_TEXTS = ArrayField(CharField(max_length=30))


def holding(today: date, prefix: str = "") -> Q:
    """The condition that a dated row holds on a day."""
    return Q(**{f"{prefix}valid_from__lte": today}) & (
        Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": today})
    )


def current_memberships(today: date) -> QuerySet[Membership]:
    """Memberships that hold today, each with `current_roles` and `current_mandates`: one query, whatever their number.

    Who works for the support point as well has no mandates at all: who advises boards never decides for one.
    """
    advises = Membership.objects.filter(holding(today), person=OuterRef("person"), organisation__kind="support_point")
    return (
        Membership.objects.filter(holding(today))
        .select_related("organisation", "person")
        .annotate(
            current_roles=Coalesce(
                ArrayAgg("roles__role", distinct=True, filter=holding(today, "roles__")), Value([], _TEXTS)
            ),
            current_mandates=Coalesce(
                ArrayAgg("mandates__kind", distinct=True, filter=holding(today, "mandates__") & Q(~Exists(advises))),
                Value([], _TEXTS),
            ),
        )
        .order_by("organisation__name", "pk")
    )


def works_somewhere(person: str, today: date, *, at: Collection[int] | None = None) -> Exists:
    """A condition on rows with a key to a person: who can log in and works that day, at one of these when given."""
    rows = Membership.objects.filter(holding(today), person=OuterRef(person), person__is_active=True).order_by()
    return Exists(rows if at is None else rows.filter(organisation_id__in=at))


def somebody_at(organisation: str, roles: Collection[Role], today: date) -> Exists:
    """A condition on rows with a key to an organisation: with one of these roles somebody works there that day and can log in."""
    grants = RoleGrant.objects.filter(holding(today), holding(today, "membership__"), role__in=list(roles))
    return Exists(grants.filter(membership__organisation=OuterRef(organisation), membership__person__is_active=True))


def names_of_workplaces(person: str, today: date) -> ArraySubquery:
    """An annotation for rows with a key to a person: the names of the organisations that they work for that day."""
    rows = Membership.objects.filter(holding(today), person=OuterRef(person)).order_by("organisation__name", "pk")
    return ArraySubquery(rows.values("organisation__name"))


_MEMBERSHIPS = """
SELECT membership.id, organisation.id, organisation.name, organisation.kind,
    ARRAY(
        SELECT DISTINCT role FROM access_rolegrant
        WHERE membership_id = membership.id AND valid_from <= %(today)s AND (valid_to IS NULL OR valid_to > %(today)s)
    ),
    ARRAY(
        SELECT DISTINCT kind FROM access_mandate
        WHERE membership_id = membership.id AND valid_from <= %(today)s AND (valid_to IS NULL OR valid_to > %(today)s)
        AND NOT EXISTS (
            SELECT 1 FROM access_membership advising
            JOIN organisations_organisation support ON support.id = advising.organisation_id
            WHERE advising.person_id = membership.person_id AND support.kind = 'support_point'
            AND advising.valid_from <= %(today)s AND (advising.valid_to IS NULL OR advising.valid_to > %(today)s)
        )
    )
FROM access_membership membership
JOIN organisations_organisation organisation ON organisation.id = membership.organisation_id
JOIN people_person person ON person.id = membership.person_id
WHERE membership.person_id = %(person)s AND person.is_active
    AND membership.valid_from <= %(today)s AND (membership.valid_to IS NULL OR membership.valid_to > %(today)s)
ORDER BY organisation.name, membership.id
"""
"""The same as `current_memberships`, which a test compares it with. Every request asks it, and composing that query takes
longer than answering it.
"""


def memberships_of(person_id: int, today: date) -> tuple[MembershipValue, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_MEMBERSHIPS, {"person": person_id, "today": today})
        rows = cursor.fetchall()
    return tuple(
        MembershipValue(
            id=pk,
            organisation_id=organisation_id,
            organisation_name=name,
            organisation_kind=kind,
            roles=frozenset(roles),
            mandates=frozenset(mandates),
            role_labels=role_labels(roles),
        )
        for pk, organisation_id, name, kind, roles, mandates in rows
    )


def look_in_under_way(look_in_id: int, looker_id: int, now: datetime, today: date) -> LookIn | None:
    """The look of this person, as long as it lasts: the looker is still an administrator of the support point, and who
    is looked in at still works there.
    """
    keeps = RoleGrant.objects.filter(
        holding(today),
        holding(today, "membership__"),
        role=Role.ADMINISTRATOR,
        membership__person=OuterRef("looker"),
        membership__organisation__kind="support_point",
    )
    works_there = Membership.objects.filter(
        holding(today), person=OuterRef("person"), organisation=OuterRef("organisation"), person__is_active=True
    )
    return (
        LookIn.objects.select_related("person")
        .filter(
            Exists(keeps),
            Exists(works_there),
            pk=look_in_id,
            looker_id=looker_id,
            ended_at=None,
            ends_at__gt=now,
            looker__is_active=True,
        )
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
    invited = Invitation.objects.filter(organisation=OuterRef("pk"), accepted_at=None, withdrawn_at=None).order_by(
        "-pk"
    )
    return (
        Organisation.objects.filter(
            ~Exists(administrators), Q(valid_to=None) | Q(valid_to__gt=today), kind__in=BOARD_KINDS
        )
        .annotate(invited_email=Coalesce(Subquery(invited.values("email")[:1]), Value("")))
        .order_by("name", "pk")
    )


def administrators(organisation: Organisation, today: date) -> QuerySet[Membership]:
    """Memberships of those who can let colleagues in today."""
    role = Role.ADMINISTRATOR if organisation.kind == "support_point" else Role.LOCAL_ADMINISTRATOR
    grants = RoleGrant.objects.filter(holding(today), membership=OuterRef("pk"), role=role)
    return Membership.objects.filter(
        Exists(grants), holding(today), organisation=organisation, person__is_active=True
    ).order_by("pk")


def works_for_support_point(person_id: int, on: date) -> bool:
    """Today, or later by what is known today."""
    return Membership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), person_id=person_id, organisation__kind="support_point"
    ).exists()


def holds_mandate(person_id: int, today: date) -> bool:
    """A mandate that holds today or will."""
    return Mandate.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today), membership__person_id=person_id).exists()


def mandate_basis(organisation_id: int, person_id: int, kind: str, today: date) -> str:
    """The decision on which a mandate rests that holds today; empty without one."""
    held = Mandate.objects.filter(
        holding(today),
        holding(today, "membership__"),
        kind=kind,
        membership__organisation_id=organisation_id,
        membership__person_id=person_id,
    )
    return held.order_by("-pk").values_list("basis", flat=True).first() or ""


def invitation_by_token(token: str, *, lock: bool = False) -> Invitation | None:
    rows = Invitation.objects.select_related("organisation", "invited_by").filter(token_hash=hashed(token))
    return (rows.select_for_update(of=("self",)) if lock else rows).first()


def open_invitations(rows: QuerySet[Invitation], organisation_id: int) -> QuerySet[Invitation]:
    """Not accepted and not withdrawn; those whose link has expired are among them, to be sent again."""
    return (
        rows.filter(organisation_id=organisation_id, accepted_at=None, withdrawn_at=None)
        .select_related("invited_by")
        .order_by("email", "pk")
    )


def registration_by_token(token: str, *, lock: bool = False) -> Registration | None:
    rows = Registration.objects.select_related("organisation").filter(token_hash=hashed(token))
    return (rows.select_for_update(of=("self",)) if lock else rows).first()


def membership_at(person_id: int, organisation_id: int, today: date) -> int | None:
    """As what somebody works for an organisation today: for the switcher."""
    rows = Membership.objects.filter(holding(today), person_id=person_id, organisation_id=organisation_id)
    return rows.values_list("pk", flat=True).first()


def requests_to_join(rows: QuerySet[Registration], today: date) -> QuerySet[Registration]:
    """Each with its organisation and whether somebody there lets colleagues in (`is_kept`), the oldest first."""
    keeps = RoleGrant.objects.filter(
        holding(today),
        holding(today, "membership__"),
        membership__organisation=OuterRef("organisation"),
        membership__person__is_active=True,
    )
    local = keeps.filter(role=Role.LOCAL_ADMINISTRATOR).exclude(membership__organisation__kind="support_point")
    support = keeps.filter(role=Role.ADMINISTRATOR, membership__organisation__kind="support_point")
    is_kept = Q(Exists(local)) | Q(Exists(support))
    return (
        rows.filter(confirmed_at__isnull=False, person=None, answered_at=None)
        .select_related("organisation")
        .annotate(is_kept=is_kept)
        .order_by("confirmed_at", "pk")
    )


def key_by_hash(token_hash: str, today: date) -> ApiToken | None:
    return (
        ApiToken.objects.select_related("person")
        .filter(token_hash=token_hash, revoked_at=None, expires_on__gte=today, person__is_active=True)
        .first()
    )


def holder_of(enterprise_number: str, today: date) -> OrganisationCard | None:
    """Who has this number here. The register of organisations keeps Belgian ones; of another country it is who registered
    itself with it.
    """
    if not abroad.is_foreign(enterprise_number):
        return organisations.organisation_with_number(enterprise_number, today)
    rows = Registration.objects.filter(enterprise_number=enterprise_number, person__isnull=False)
    first = rows.order_by("pk").values_list("organisation_id", flat=True).first()
    return organisations.organisation(first) if first else None
