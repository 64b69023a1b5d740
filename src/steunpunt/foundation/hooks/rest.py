"""Web hooks over the API: the same hooks as on the page."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Path, Router, Schema, Status
from pydantic import Field

from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.hooks import access, actions
from steunpunt.foundation.hooks.choices import DeliveryState
from steunpunt.foundation.hooks.models import Hook, HookDelivery
from steunpunt.foundation.ui.problems import NO_NUL, SAYS_SOMETHING

router = Router(tags=["hooks"])
HookId = Annotated[int, Path(..., ge=1, lt=2**63, description="Number of the web hook")]


class HookIn(Schema, extra="forbid"):
    address: str = Field(
        min_length=1, max_length=500, pattern=SAYS_SOMETHING, description="https, on the public internet"
    )
    events: list[Annotated[str, Field(max_length=60, pattern=NO_NUL)]] = Field(min_length=1, max_length=20)


class HookOut(Schema):
    id: int
    address: str
    events: list[str]
    made_at: datetime
    is_on: bool
    failures: int = Field(description="Messages in a row that failed for good")


class NewHookOut(HookOut):
    secret: str = Field(description="Shown this once; signs every message")


class DeliveryOut(Schema):
    number: UUID
    event: str
    state: DeliveryState
    attempts: int
    made_at: datetime
    tried_at: datetime | None
    status: int | None = Field(description="What the program answered last")


@router.get("", response=list[HookOut], summary="Web hooks of your organisation")
def hook_list(request: ActorRequest) -> list[Hook]:
    return list(access.visible_hooks(request.actor).order_by("-pk"))


@router.post("", response={201: NewHookOut}, summary="Make a web hook")
def hook_make(request: ActorRequest, body: HookIn) -> Status[Hook]:
    hook = actions.make_hook(address=body.address, events=body.events, now=timezone.now(), by=request.actor)
    return Status(201, hook)


@router.delete("/{hook_id}", response={204: None}, summary="Remove a web hook")
def hook_remove(request: ActorRequest, hook_id: HookId) -> HttpResponse:
    get_object_or_404(access.visible_hooks(request.actor), pk=hook_id)
    actions.remove_hook(hook_id=hook_id, now=timezone.now(), by=request.actor)
    return HttpResponse(status=204)


@router.get("/{hook_id}/deliveries", response=list[DeliveryOut], summary="What was sent lately, newest first")
def hook_deliveries(request: ActorRequest, hook_id: HookId) -> list[HookDelivery]:
    hook = get_object_or_404(access.visible_hooks(request.actor), pk=hook_id)
    return list(hook.deliveries.order_by("-pk")[:100])


@router.post("/{hook_id}/test", response=DeliveryOut, summary="Send a test message")
def hook_test(request: ActorRequest, hook_id: HookId) -> HookDelivery:
    get_object_or_404(access.visible_hooks(request.actor), pk=hook_id)
    return actions.try_hook(hook_id=hook_id, now=timezone.now(), by=request.actor)
