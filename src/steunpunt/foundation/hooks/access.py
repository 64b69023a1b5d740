"""Who may see and make hooks: whoever may hear of what they tell."""

from django.db.models import QuerySet

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.hooks.models import Hook
from steunpunt.foundation.hooks.registry import HookKind, kinds


def kinds_for(actor: Actor) -> list[HookKind]:
    """What programs of this actor's organisation may be told."""
    if not actor.is_known or actor.organisation_id is None:
        return []
    return [kind for _key, kind in sorted(kinds.items()) if kind.may_hear(actor)]


def sees_hooks(actor: Actor) -> bool:
    return bool(kinds_for(actor))


def visible_hooks(actor: Actor) -> QuerySet[Hook]:
    """Those of one's own organisation that are not removed."""
    if not sees_hooks(actor):
        return Hook.objects.none()
    return Hook.objects.filter(organisation_id=actor.organisation_id or 0, removed_at=None)


def may_manage(actor: Actor) -> bool:
    """Whoever sees hooks, at the keyboard or with a key that may write; never while looking in."""
    is_writer = actor.scopes is None or any(scope.endswith(":write") for scope in actor.scopes)
    return sees_hooks(actor) and actor.looking_in_id is None and is_writer
