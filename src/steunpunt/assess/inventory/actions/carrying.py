"""When boards merge: what was theirs goes on at the successor."""

from collections.abc import Sequence

from django.db import transaction

from steunpunt.assess.inventory.actions.landscape import count_use
from steunpunt.assess.inventory.facts import EstateCarriedOver
from steunpunt.assess.inventory.models import AgentKey, Application, Asset, Contract, Import, ProductUse
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.journal.public import record


@transaction.atomic
def carry_over(*, successor_id: int, predecessors: Sequence[tuple[int, str]], by: Actor) -> int:
    """Things, contracts, applications, files and keys of agents of boards that merged; answers how many things.

    Safe to run again: what is over is not there any more. An application that both had goes on once, with the users of
    both; two agents that call their device the same stay two things, the second of which its agent makes known anew.
    """
    total = 0
    for board, name in predecessors:
        _same_devices(board, successor_id)
        _same_applications(board, successor_id)
        counts = {
            "assets": Asset.objects.filter(organisation_id=board).update(organisation_id=successor_id),
            "contracts": Contract.objects.filter(organisation_id=board).update(organisation_id=successor_id),
            "applications": Application.objects.filter(organisation_id=board).update(organisation_id=successor_id),
        }
        Import.objects.filter(organisation_id=board).update(organisation_id=successor_id)
        AgentKey.objects.filter(organisation_id=board).update(organisation_id=successor_id)
        ProductUse.objects.filter(organisation_id=board).delete()
        if any(counts.values()):
            record(EstateCarriedOver(organisation_id=successor_id, board=name, **counts), by=by)
        total += counts["assets"]
    count_use(organisation_id=successor_id)
    return total


def _same_devices(board: int, successor: int) -> None:
    there = Asset.objects.filter(organisation_id=successor, merged_into=None).exclude(device_id="").values("device_id")
    Asset.objects.filter(organisation_id=board, merged_into=None, device_id__in=there).update(device_id="")


def _same_applications(board: int, successor: int) -> None:
    there = {
        row.product_id: row
        for row in Application.objects.filter(organisation_id=successor, until_on=None).order_by("pk")
    }
    for row in Application.objects.filter(organisation_id=board, until_on=None, product__in=list(there)).order_by("pk"):
        kept = there[row.product_id]
        if row.users is not None:
            kept.users = (kept.users or 0) + row.users
            kept.save(update_fields=["users"])
        row.links_out.exclude(target=kept).update(source=kept)
        row.links_in.exclude(source=kept).update(target=kept)
        row.until_on = row.told_at.date()
        row.save(update_fields=["until_on"])
