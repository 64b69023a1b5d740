"""What renewing the comparisons of a whole round reads."""

import hashlib
from collections.abc import Mapping

import numpy as np

from steunpunt.assess.scan.choices import ScanState
from steunpunt.assess.scan.models import Scan
from steunpunt.assess.scan.rules.bulk_peers import NO_PEER, peer_table
from steunpunt.assess.scan.rules.parameters import PEERS
from steunpunt.assess.scan.values import Scale


def submissions_mark(round_id: int) -> str:
    """Stands for which boards submitted in a round, and when: it changes with each of them. One query."""
    rows = Scan.objects.filter(round_id=round_id, state=ScanState.SUBMITTED).order_by("pk")
    said = rows.values_list("pk", "submitted_at")
    return hashlib.sha256(repr([(pk, at.timestamp()) for pk, at in said if at]).encode()).hexdigest()


def peers_of_all(sizes: Mapping[int, Scale]) -> dict[int, list[int]]:
    """`queries.peers.peers_of` for all boards of a type at once, as scans: in step with their number."""
    ordered = sorted(sizes.items(), key=lambda item: item[1].id)
    table = peer_table(
        np.zeros(len(ordered), dtype=np.int8),
        np.array([scale.inhabitants for _pk, scale in ordered], dtype=np.int64),
        np.array([scale.ict_users for _pk, scale in ordered], dtype=np.int64),
        k=PEERS,
    )
    return {
        pk: [ordered[row][0] for row in rows if row != NO_PEER]
        for (pk, _scale), rows in zip(ordered, table.tolist(), strict=True)
    }
