"""A beginning of the motivation of an award, from the record: whoever decides makes of it what was decided."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from steunpunt.contract.tenders.choices import Regularity
from steunpunt.contract.tenders.queries.awarding import LotRecord
from steunpunt.contract.tenders.rules.ranking import Placed
from steunpunt.contract.tenders.values import Specification


def beginning(spec: Specification, lot: LotRecord) -> str:
    """What the first offer has over the others, without a price, a mark or a reason of any other: everybody reads it. Nothing as
    long as lots decide who is first.
    """
    placed = lot.judged.ranking.placed
    first = [one for one in placed if one.place == 1]
    if len(first) != 1:
        return ""
    return "\n".join(_lines(spec, lot, first[0], [one for one in placed if one is not first[0]]))


def _lines(spec: Specification, lot: LotRecord, first: Placed, others: list[Placed]) -> Iterator[str]:
    counted = sum(1 for row in lot.judged.rows if row.regularity == Regularity.REGULAR)
    name = str(lot.row(first.offer).bid.supplier)
    text = _(
        "Offers for this lot: %(all)s. Of these %(regular)s are regular, and %(placed)s have a place in the ranking."
    )
    yield text % {"all": len(lot.judged.rows), "regular": counted, "placed": len(others) + 1}
    yield _(
        "The working group judged quality without knowing prices: each member first alone, then together on every mark on which "
        "members differed."
    )
    if not others:
        yield _("The offer of %(name)s is the only one with a place in the ranking.") % {"name": name}
        return
    is_equal = any(one.total == first.total for one in others)
    if is_equal:
        text = _(
            "The offer of %(name)s is first; of the equal total what the specification says for that case decided."
        )
    elif first.price_points is None:
        text = _("The offer of %(name)s has the lowest outcome, what its quality is worth taken off its price.")
    else:
        text = _("The offer of %(name)s has the highest total.")
    yield text % {"name": name}
    yield from _strengths(spec, lot, first, others)
    if all(first.price < one.price for one in others):
        yield _("It has the lowest price.")
    yield _("So it is the economically most advantageous offer, by the criteria that were published.")


def _strengths(spec: Specification, lot: LotRecord, first: Placed, others: list[Placed]) -> Iterator[str]:
    own = lot.quality(int(first.offer))
    theirs = [lot.quality(int(one.offer)) for one in others]
    for one in spec.marked:
        if all(own[one.code].mark >= each[one.code].mark for each in theirs):
            text = _("On %(criterion)s no other offer has more points. %(why)s")
            why = " ".join(lot.reasons(int(first.offer), one.code))
            yield (text % {"criterion": f"{one.code} · {one.title}", "why": why}).strip()
