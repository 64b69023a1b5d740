"""When boards merge: what they asked goes on with the one into which they merged."""

from collections.abc import Sequence

from django.db import transaction

from steunpunt.contract.competitions.facts import CompetitionsCarriedOver
from steunpunt.contract.competitions.models import Competition
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.journal.public import record


@transaction.atomic
def carry_over(*, successor_id: int, predecessors: Sequence[tuple[int, str]], by: Actor) -> int:
    """Requests, with their offers and what came of them; answers how many. Safe to run again: what is over is not there."""
    moved = 0
    for board, name in predecessors:
        rows = Competition.objects.filter(organisation_id=board)
        ids = list(rows.select_for_update().order_by("pk").values_list("pk", flat=True))
        rows.filter(pk__in=ids).update(organisation_id=successor_id)
        if ids:
            record(CompetitionsCarriedOver(organisation_id=successor_id, board=name, competitions=len(ids)), by=by)
        moved += len(ids)
    return moved
