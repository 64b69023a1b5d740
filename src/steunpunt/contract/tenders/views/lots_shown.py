"""How each lot stands on the pages of the award: who won, the ranking in short, what is in the way of a decision."""

from typing import Any

from django.utils import formats

from steunpunt.contract.tenders import queries, sentences
from steunpunt.contract.tenders.models import AwardDecision, BidLot
from steunpunt.contract.tenders.queries import Record
from steunpunt.contract.tenders.queries.awarding import LotRecord
from steunpunt.contract.tenders.rules.awarding import equal_at


def named(decision: AwardDecision | None, winners: dict[int, BidLot]) -> list[tuple[BidLot, str]]:
    return [(winners[pk], sentences.offer_name(winners[pk])) for pk in decision.winners] if decision else []


def places(record: Record | None, lot: int) -> list[dict[str, Any]]:
    """The ranking in short; its every step stands in the report."""
    if record is None:
        return []
    found = record.of(lot)
    return [
        {
            "place": one.place,
            "name": sentences.offer_name(found.row(one.offer)),
            "total": formats.number_format(one.printed, 2),
            "price": sentences.euro(one.price),
        }
        for one in found.judged.ranking.placed
    ]


def in_the_way(found: LotRecord | None, most: int) -> dict[str, Any]:
    """Why a lot cannot be decided yet, of which offers is still to be said whether they count, and what waits for a draw."""
    if found is None:
        return {"hindrances": [], "to_say": [], "to_draw": []}
    equal = equal_at(found.judged.ranking, found.judged.choosable, most)
    names = [sentences.offer_name(found.row(one)) for one in equal]
    return {
        "hindrances": [str(one) for one in queries.hindrances(found.judged)],
        "to_say": [(row, sentences.offer_name(row)) for row in found.judged.to_say],
        "to_draw": [sentences.draw_first(names)] if equal else [],
    }
