"""API keys: a program acts as a person for one organisation, for what the key says, until its end date."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from steunpunt.foundation.access import access, links, reasons
from steunpunt.foundation.access.facts import KeyMade, KeyRevoked
from steunpunt.foundation.access.models import ApiToken
from steunpunt.foundation.acting import Actor, refuse_if, require
from steunpunt.foundation.journal.public import record


@transaction.atomic
def make_key(
    *, name: str, scopes: Sequence[str], expires_on: date, now: datetime, today: date, by: Actor
) -> tuple[ApiToken, str]:
    """The key as it is kept, and its secret, which is shown once and never again."""
    require(access.may_make_key(by))
    refuse_if(reasons.about_key(name=name, scopes=scopes, expires_on=expires_on, today=today))
    secret = links.new_key()
    key = ApiToken.objects.create(
        person_id=by.person_id or 0,
        organisation_id=by.organisation_id or 0,
        name=name.strip(),
        prefix=secret[:8],
        token_hash=links.hashed(secret),
        scopes=sorted(scopes),
        created_at=now,
        expires_on=expires_on,
    )
    record(
        KeyMade(
            organisation_id=by.organisation_id,
            person_id=key.person_id,
            token_id=key.pk,
            label=key.name,
            expires_on=expires_on,
        ),
        by=by,
    )
    return key, secret


@transaction.atomic
def revoke_key(*, token_id: int, now: datetime, by: Actor) -> ApiToken:
    """The key opens nothing any more, from this moment."""
    key = ApiToken.objects.select_for_update().get(pk=token_id)
    require(access.may_write(by) and access.visible_keys(by).filter(pk=token_id).exists())
    if key.revoked_at is None:
        key.revoked_at = now
        key.save(update_fields=["revoked_at"])
        record(
            KeyRevoked(organisation_id=key.organisation_id, person_id=key.person_id, token_id=key.pk, label=key.name),
            by=by,
        )
    return key


def note_use(*, token_id: int, today: date) -> None:
    """The day on which a key was last used; written at most once a day."""
    ApiToken.objects.filter(pk=token_id).exclude(last_used_on=today).update(last_used_on=today)
