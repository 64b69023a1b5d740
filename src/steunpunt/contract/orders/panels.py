"""What orders contribute to the shell and to other modules: what waits for somebody, what was ordered, what was saved."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.bundle.projects.public import Booked
from steunpunt.contract.frameworks.public import Ordered
from steunpunt.contract.orders import access, queries, sentences
from steunpunt.contract.orders.choices import OrderState, PurchaseState
from steunpunt.contract.orders.models import FrameworkUse, ItemUse, PublicFigure
from steunpunt.contract.tenders.public import CalledOff
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui.registry import Waiting


class Orders:
    """What was ordered under framework contracts."""

    def ordered(self, framework_ids: Collection[int]) -> Mapping[int, Ordered]:
        units: dict[int, dict[int, int]] = {}
        rows = ItemUse.objects.filter(item__framework__in=framework_ids, units__gt=0).order_by("item_id")
        for item, framework, count in rows.values_list("item_id", "item__framework_id", "units"):
            units.setdefault(framework, {})[item] = count
        amounts = FrameworkUse.objects.filter(framework__in=framework_ids).order_by("framework_id")
        return {
            pk: Ordered(amount=amount, units=units.get(pk, {}), url=reverse("orders:call_offs", args=[pk]))
            for pk, amount in amounts.values_list("framework_id", "amount")
        }

    def catalogue_url(self, actor: Actor, framework_id: int) -> str:
        return f"{reverse('orders:catalogue')}?contract={framework_id}" if access.sees_catalogue(actor) else ""


class Progress:
    """What was called off under contracts of an award, as it was told to everybody."""

    def called_off(self, tender_id: int) -> Sequence[CalledOff]:
        rows = PublicFigure.objects.filter(framework__tender=tender_id).order_by("until", "pk")
        return [
            CalledOff(
                lot=row.lot,
                supplier_id=row.supplier_id,
                until=row.until,
                amount=row.amount,
                rounded_to=row.rounded_to,
                told_at=row.told_at,
            )
            for row in rows
        ]


class Book:
    """Savings of the actor's board with a project: those of contracts that came of it."""

    def booked(self, actor: Actor, project_id: int, until: date) -> Booked | None:
        boards = organisations.with_predecessors(actor.organisation_id or 0)
        rows = access.visible_savings(actor).filter(
            organisation__in=boards, framework__project=project_id, period_from__lte=until
        )
        found = queries.saved(rows)
        if not found.standard and not found.paid.total:
            return None
        return Booked(
            supplier=found.standard - found.paid.supplier,
            support=-found.paid.support,
            url=reverse("orders:savings"),
        )


def waiting(actor: Actor) -> Iterator[Waiting]:
    yield from _approvals(actor)
    yield from _answers(actor)
    yield from _proposals(actor)


def _approvals(actor: Actor) -> Iterator[Waiting]:
    """For who may order for the amount: what colleagues ask."""
    if not access.may_place(actor):
        return
    rows = list(access.visible_purchases(actor).filter(state=PurchaseState.WAITING).order_by("asked_at", "pk")[:10])
    authority = queries.authority_of(actor, timezone.localdate()) if rows else None
    for row in rows:
        if authority is not None and row.amount is not None and authority.covers(row.amount):
            yield Waiting(
                title=row.note or _("Order together"),
                url=reverse("orders:purchase", args=[row.pk]),
                icon="basket-check",
                detail=_("A colleague asks to order for %(amount)s") % {"amount": sentences.euros(row.amount)},
            )


def _answers(actor: Actor) -> Iterator[Waiting]:
    if not access.is_supplier(actor):
        return
    rows = queries.listed(access.visible_orders(actor).filter(state=OrderState.PLACED)).order_by("placed_at", "pk")
    for row in rows[:10]:
        yield Waiting(
            title=_("Order %(number)s of %(board)s") % {"number": row.number, "board": row.organisation},
            url=reverse("orders:order", args=[row.pk]),
            icon="basket",
            detail=_("The board waits for your answer"),
            due=row.due_on,
        )


def _proposals(actor: Actor) -> Iterator[Waiting]:
    if not (access.may_place(actor) and access.sees_orders(actor)):
        return
    rows = access.visible_orders(actor).filter(state=OrderState.PROPOSED).order_by("placed_at", "pk")
    for row in rows[:10]:
        yield Waiting(
            title=_("Order %(number)s") % {"number": row.number},
            url=reverse("orders:order", args=[row.pk]),
            icon="message-question",
            detail=_("The supplier proposes something else"),
        )
