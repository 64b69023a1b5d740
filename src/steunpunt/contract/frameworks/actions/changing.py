"""What every change of prices does: it begins on a day, ends what held, and tells."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from steunpunt.contract.frameworks import access
from steunpunt.contract.frameworks.choices import PriceReason
from steunpunt.contract.frameworks.facts import PricesChanged
from steunpunt.contract.frameworks.models import Framework, Item, ItemPrice, PriceChange
from steunpunt.contract.frameworks.queries import pricing
from steunpunt.contract.frameworks.rules import differing
from steunpunt.contract.frameworks.values import Step
from steunpunt.foundation.acting import Actor, Reason, require
from steunpunt.foundation.dated import holds
from steunpunt.foundation.journal.public import record


def locked(framework_id: int, *, by: Actor) -> Framework:
    require(access.may_keep(by))
    return access.visible_frameworks(by).select_for_update().get(pk=framework_id)


def cannot_price(framework: Framework, start: date, today: date) -> Iterator[Reason]:
    return differing.objections(pricing.standing(framework), start, today)


@transaction.atomic
def begin_change(
    framework: Framework,
    reason: PriceReason,
    start: date,
    items: Collection[Item],
    *,
    replaced: Mapping[str, Any] | None = None,
    note: str = "",
    factor: str = "",
    signed_on: date | None = None,
    document_id: int | None = None,
    now: datetime,
    by: Actor,
) -> PriceChange:
    """Before prices of `items` are set: it keeps those that begin on the same day, which it replaces."""
    return PriceChange.objects.create(
        framework=framework,
        reason=reason,
        valid_from=start,
        note=note.strip(),
        factor=factor,
        signed_on=signed_on,
        replaced=replaced if replaced is not None else pricing.beginning_on(start, items),
        document_id=document_id,
        written_at=now,
        written_by_id=by.person_id,
    )


def set_prices(steps: Mapping[Item, Sequence[Step]], change: PriceChange) -> None:
    """These prices from the day of the change on. One that began on that very day and was never in force is replaced."""
    start, items = change.valid_from, list(steps)
    ItemPrice.objects.filter(item__in=items, valid_from=start).delete()
    ItemPrice.objects.filter(holds(start), item__in=items).update(valid_to=start)
    ItemPrice.objects.bulk_create(
        ItemPrice(
            item=item,
            change=change,
            from_units=step.from_units,
            supplier=step.price.supplier,
            support=step.price.support,
            valid_from=start,
        )
        for item, each in steps.items()
        for step in each
    )


@transaction.atomic
def tell(framework: Framework, change: PriceChange, *, items: int, by: Actor) -> None:
    fact = PricesChanged(
        organisation_id=by.organisation_id,
        framework_id=framework.pk,
        items=items,
        reason=change.reason,
        valid_from=change.valid_from,
    )
    record(fact, by=by)
