"""What framework contracts contribute to other modules: what of them is public goes out with the open data of their tender."""

from collections.abc import Iterator, Sequence
from datetime import date

from steunpunt.contract.frameworks.choices import FrameworkState
from steunpunt.contract.frameworks.models import Framework, TermsVersion
from steunpunt.contract.frameworks.rules.terms import read
from steunpunt.contract.tenders.public import Agreed, Change


class Contracts:
    """Signed contracts of a tender: with whom, until when, for how much at most. No price, and nobody who can order."""

    def contracts(self, tender_id: int, on: date) -> Sequence[Agreed]:
        rows = Framework.objects.filter(tender=tender_id, versions__isnull=False).distinct().order_by("pk")
        return [one for row in rows for one in _agreed(row, on)]


def _agreed(framework: Framework, on: date) -> Iterator[Agreed]:
    versions = list(framework.versions.order_by("number"))
    suppliers = list(framework.suppliers.order_by("lot", "place"))
    stopped_on = framework.stopped_on if framework.state == FrameworkState.STOPPED else None
    is_stopped = stopped_on is not None and stopped_on <= on
    newest = read(versions[-1].content)
    """What was signed is public at once, also of a change that holds later."""
    ends_on = min(newest.ends_on, stopped_on) if is_stopped and stopped_on else newest.ends_on
    for supplier in suppliers:
        yield Agreed(
            lot=supplier.lot,
            supplier_id=supplier.organisation_id,
            signed_on=versions[0].signed_on,
            starts_on=newest.starts_on,
            ends_on=max(ends_on, newest.starts_on),
            stopped_on=stopped_on if is_stopped else None,
            is_over=is_stopped or newest.ends_on < on,
            most_amount=newest.most_amount if len(suppliers) == 1 else None,
            changes=tuple(_changes(versions, is_alone=len(suppliers) == 1)),
            is_invented=framework.is_invented,
        )


def _changes(versions: Sequence[TermsVersion], *, is_alone: bool) -> Iterator[Change]:
    """The first is the contract itself: later ones differ from it."""
    for row in versions:
        terms = read(row.content)
        yield Change(
            number=row.number,
            signed_on=row.signed_on,
            valid_from=row.valid_from,
            ends_on=terms.ends_on,
            most_amount=terms.most_amount if is_alone else None,
        )
