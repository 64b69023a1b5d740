"""The newest round into whose groups somebody may look."""

from steunpunt.assess.scan import access
from steunpunt.foundation.acting import Actor


def newest_round(actor: Actor) -> int | None:
    """For pages of others that lead to what the scan says of a group; None when the actor looks into none."""
    rows = access.rounds_taken_part_in(actor)
    return rows.order_by("-opens_on", "-pk").values_list("pk", flat=True).first()
