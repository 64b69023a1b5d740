"""Open data: what is public of a tender goes out as a release of OCDS each time something happens to it."""

from datetime import datetime

from steunpunt.contract.tenders import queries
from steunpunt.contract.tenders.models import OpenRelease, Tender
from steunpunt.contract.tenders.rules import ocds


def put_out(tender: Tender, *tag: str, now: datetime) -> OpenRelease | None:
    """Part of an action: its tender is locked. None for a tender that is not for everybody."""
    if not queries.is_public(tender):
        return None
    number = tender.releases.count() + 1
    content = ocds.release(queries.public_facts(tender), number=number, tag=tag, made_at=now)
    return OpenRelease.objects.create(tender=tender, number=number, tag=tag[-1], content=content, made_at=now)
