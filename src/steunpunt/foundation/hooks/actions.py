"""The verbs of hooks: make, try, remove, switch on; tell programs, deliver, try again."""

import json
import uuid
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Actor, Reason, refuse_if, require, the_platform
from steunpunt.foundation.hooks import access, rules, sending
from steunpunt.foundation.hooks.choices import DeliveryState
from steunpunt.foundation.hooks.facts import HookMade, HookRemoved, HookSwitchedOff, HookSwitchedOn, HookTried
from steunpunt.foundation.hooks.models import Hook, HookDelivery
from steunpunt.foundation.hooks.registry import PING, kinds
from steunpunt.foundation.journal.public import Fact, record
from steunpunt.foundation.notices.public import notify
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.people import public as people


@transaction.atomic
def make_hook(*, address: str, events: Collection[str], now: datetime, by: Actor) -> Hook:
    """Make a hook for the actor's organisation. Its secret can be read from it now, and is shown this once."""
    require(access.may_manage(by))
    refuse_if(_objections(address.strip(), events, by))
    hook = Hook.objects.create(
        organisation_id=by.organisation_id or 0,
        address=address.strip(),
        events=sorted(set(events)),
        made_at=now,
        made_by_id=by.person_id or 0,
    )
    record(HookMade(organisation_id=hook.organisation_id, hook_id=hook.pk, host=hook.host), by=by)
    return hook


def _objections(address: str, events: Collection[str], by: Actor) -> Iterator[Reason]:
    wrong = list(rules.objections(address, may_stay_inside=settings.HOOKS_STAY_INSIDE))
    yield from wrong
    if not wrong:
        yield from _leads_inside(address)
    if len(address) > 500:
        yield Reason("address_long", _("The address is too long."), "address")
    if not events or not set(events) <= {kind.key for kind in access.kinds_for(by)}:
        yield Reason("events", _("Choose of what the program is told."), "events")
    if access.visible_hooks(by).count() >= rules.MOST_HOOKS:
        text = _("An organisation has at most %(most)s web hooks.") % {"most": rules.MOST_HOOKS}
        yield Reason("too_many", text)


def _leads_inside(address: str) -> Iterator[Reason]:
    try:
        sending.looked_up(urlsplit(address).hostname or "", 443)
    except sending.Inside:
        yield Reason("inside", _("This address leads to a network inside. Give one on the public internet."), "address")
    except (OSError, UnicodeError):
        yield Reason("unknown_name", _("There is no such name on the internet."), "address")


@transaction.atomic
def remove_hook(*, hook_id: int, now: datetime, by: Actor) -> None:
    """Nothing is sent to it any more; what was sent stays on record."""
    hook = access.visible_hooks(by).select_for_update().get(pk=hook_id)
    require(access.may_manage(by))
    hook.removed_at = now
    hook.save(update_fields=["removed_at"])
    record(HookRemoved(organisation_id=hook.organisation_id, hook_id=hook.pk, host=hook.host), by=by)


@transaction.atomic
def switch_on(*, hook_id: int, by: Actor) -> Hook:
    """After it was switched off because messages failed; those are not sent again."""
    hook = access.visible_hooks(by).select_for_update().get(pk=hook_id)
    require(access.may_manage(by))
    if hook.switched_off_at is None:
        return hook
    hook.switched_off_at, hook.failures = None, 0
    hook.save(update_fields=["switched_off_at", "failures"])
    record(HookSwitchedOn(organisation_id=hook.organisation_id, hook_id=hook.pk, host=hook.host), by=by)
    return hook


@transaction.atomic
def try_hook(*, hook_id: int, now: datetime, by: Actor) -> HookDelivery:
    """Send a message without meaning, to see whether the program hears it."""
    hook = access.visible_hooks(by).get(pk=hook_id)
    require(access.may_manage(by))
    refuse_if([] if hook.is_on else [Reason("switched_off", _("This web hook is switched off."))])
    record(HookTried(organisation_id=hook.organisation_id, hook_id=hook.pk, host=hook.host), by=by)
    return _queue(hook, PING, {"organisation_id": hook.organisation_id}, now)


def tell_programs(*, kind: str, fact: Fact) -> int:
    """A message to every hook of the fact's own organisation, and of the support point, that wants to hear of it."""
    support = organisations.support_point()
    told = {pk for pk in (fact.organisation_id, support.id if support else None) if pk is not None}
    hooks = Hook.objects.filter(
        organisation_id__in=told, events__contains=[kind], removed_at=None, switched_off_at=None
    ).order_by("pk")
    data = {"organisation_id": fact.organisation_id, **kinds[kind].data(fact)}
    return len([_queue(hook, kind, data, timezone.now()) for hook in hooks])


def _queue(hook: Hook, event: str, data: Mapping[str, Any], now: datetime) -> HookDelivery:
    number = uuid.uuid4()
    paths = {key: value for key, value in data.items() if key.endswith("_url")}
    body = {
        "id": str(number),
        "event": event,
        "at": now.isoformat(timespec="seconds"),
        "data": {key: value for key, value in data.items() if key not in paths},
        "links": {key.removesuffix("_url"): f"{settings.BASE_URL}{path}" for key, path in paths.items()},
    }
    delivery = HookDelivery.objects.create(
        hook=hook, number=number, event=event, body=json.dumps(body, ensure_ascii=False), made_at=now
    )
    from steunpunt.foundation.hooks.tasks import deliver  # tasks call this file's actions

    deliver.defer(delivery_id=delivery.pk)
    return delivery


def attempt(*, delivery_id: int, now: datetime) -> int | None:
    """One attempt to deliver. Answers after how many seconds to try again, None when that is not needed.

    Nothing is locked while the program answers; a message that comes twice carries the same number. Another process may
    have delivered it meanwhile: that stands.
    """
    found = HookDelivery.objects.select_related("hook").get(pk=delivery_id)
    if found.state != DeliveryState.WAITING or not found.hook.is_on:
        return None
    timestamp = int(now.timestamp())
    outcome = sending.send(
        found.hook.address,
        found.body,
        {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Steunpunt-Hooks/1",
            "X-Steunpunt-Event": found.event,
            "X-Steunpunt-Delivery": str(found.number),
            "X-Steunpunt-Timestamp": str(timestamp),
            "X-Steunpunt-Signature": rules.signature(found.hook.secret, timestamp, found.body),
        },
    )
    return _keep(delivery_id, outcome, now)


@transaction.atomic
def _keep(delivery_id: int, outcome: sending.Outcome, now: datetime) -> int | None:
    hook = Hook.objects.select_for_update().get(deliveries=delivery_id)
    row = HookDelivery.objects.select_for_update().get(pk=delivery_id)
    if row.state == DeliveryState.DELIVERED:
        return None
    row.attempts, row.tried_at = row.attempts + 1, now
    row.status, row.trouble = outcome.status, outcome.trouble[:120]
    if outcome.is_good:
        row.state, hook.failures = DeliveryState.DELIVERED, 0
    elif row.attempts >= rules.MOST_ATTEMPTS or row.event == PING:
        row.state = DeliveryState.FAILED
        hook.failures += row.event != PING
    row.save(update_fields=["attempts", "tried_at", "status", "trouble", "state"])
    if hook.failures >= rules.MOST_FAILURES and hook.is_on:
        _switch_off(hook, now)
    hook.save(update_fields=["failures", "switched_off_at"])
    return rules.WAITS[row.attempts - 1] if row.state == DeliveryState.WAITING else None


def _switch_off(hook: Hook, now: datetime) -> None:
    hook.switched_off_at = now
    by = the_platform()
    record(HookSwitchedOff(organisation_id=hook.organisation_id, hook_id=hook.pk, host=hook.host), by=by)
    notify(
        kind="hooks.switched_off",
        organisation_id=hook.organisation_id,
        to=list(people.people([hook.made_by_id]).values()),
        title=_("The web hook to %(host)s is switched off: too many messages failed"),
        params={"host": hook.host},
        url=reverse("hooks:list"),
        now=now,
        by=by,
    )
