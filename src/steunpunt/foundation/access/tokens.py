"""Who acts when a program sends a key."""

from django.http import HttpRequest
from django.utils import timezone

from steunpunt.foundation.access import actions, links, queries
from steunpunt.foundation.acting import Actor


def authenticate_token(request: HttpRequest) -> Actor | None:
    """The owner of the key, for its organisation, within its scopes; nobody when the key is unknown, ended or revoked.

    The roles are those of today. A mandate is never carried: only a person decides for a board.
    """
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        return None
    today = timezone.localdate()
    key = queries.key_by_hash(links.hashed(secret.strip()), today)
    if key is None:
        return None
    memberships = queries.memberships_of(key.person_id, today)
    held = next((item for item in memberships if item.organisation_id == key.organisation_id), None)
    if held is None:
        return None
    if key.last_used_on != today:
        actions.note_use(token_id=key.pk, today=today)
    return Actor(
        person_id=key.person_id,
        person_name=key.person.name,
        organisation_id=held.organisation_id,
        organisation_kind=held.organisation_kind,
        roles=held.roles,
        via="api",
        scopes=frozenset(key.scopes),
    )
