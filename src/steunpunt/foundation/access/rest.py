"""Who acts and who works where, for programs."""

from datetime import date
from typing import Annotated

from django.http import Http404
from django.utils import timezone
from ninja import Path, Router, Schema
from pydantic import Field

from steunpunt.foundation.access import access, queries
from steunpunt.foundation.access.choices import MandateKind, Role, Scope
from steunpunt.foundation.acting import ActorRequest

router = Router()
OrganisationId = Annotated[int, Path(..., ge=1, lt=2**31, description="Number of the organisation")]


class MeOut(Schema):
    """Who acts, for which organisation, with what."""

    person_id: int
    name: str
    organisation_id: int
    organisation_kind: str
    roles: list[Role]
    mandates: list[MandateKind] = Field(description="Always empty for a key: only a person decides for a board")
    scopes: list[Scope] | None = Field(description="What the key may be used for; null for somebody in the browser")


class ColleagueOut(Schema):
    """Somebody who works for the organisation today."""

    membership_id: int
    person_id: int
    name: str
    email: str
    job_title: str
    roles: list[Role]
    mandates: list[MandateKind]
    since: date


@router.get("/me", response=MeOut, url_name="me", summary="Who you are for the platform")
def me(request: ActorRequest) -> MeOut:
    actor = request.actor
    return MeOut(
        person_id=actor.person_id or 0,
        name=actor.person_name,
        organisation_id=actor.organisation_id or 0,
        organisation_kind=actor.organisation_kind,
        roles=sorted(Role(role) for role in actor.roles),
        mandates=sorted(MandateKind(kind) for kind in actor.mandates),
        scopes=None if actor.scopes is None else sorted(Scope(scope) for scope in actor.scopes),
    )


@router.get(
    "/organisations/{organisation_id}/people",
    response=list[ColleagueOut],
    url_name="people",
    summary="Who works for an organisation",
    description="For its local administrator and for administrators of the support point. A key needs `people:read`.",
)
def people(request: ActorRequest, organisation_id: OrganisationId) -> list[ColleagueOut]:
    visible = access.visible_memberships(request.actor).filter(organisation_id=organisation_id)
    rows = list(queries.current_memberships(timezone.localdate()).filter(pk__in=visible.values("pk")))
    if not rows:
        raise Http404
    return [
        ColleagueOut(
            membership_id=row.pk,
            person_id=row.person_id,
            name=row.person.name,
            email=row.person.email,
            job_title=row.job_title,
            roles=sorted(Role(role) for role in row.current_roles),  # type: ignore[attr-defined]
            mandates=sorted(MandateKind(kind) for kind in row.current_mandates),  # type: ignore[attr-defined]
            since=row.valid_from,
        )
        for row in rows
    ]
