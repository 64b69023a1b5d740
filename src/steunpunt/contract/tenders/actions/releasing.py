"""Open data: what is public of a tender goes out as a release of OCDS each time something happens to it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from steunpunt.contract.tenders import queries
from steunpunt.contract.tenders.facts import ContractsTold
from steunpunt.contract.tenders.models import OpenRelease, Tender
from steunpunt.contract.tenders.rules import ocds
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.journal.public import record


def put_out(tender: Tender, *tag: str, now: datetime) -> OpenRelease | None:
    """Part of an action: its tender is locked. None for a tender that is not for everybody."""
    if not queries.is_public(tender):
        return None
    number = tender.releases.count() + 1
    facts = queries.public_facts(tender, timezone.localtime(now).date())
    content = ocds.release(facts, number=number, tag=tag, made_at=now)
    return OpenRelease.objects.create(tender=tender, number=number, tag=tag[-1], content=content, made_at=now)


@transaction.atomic
def tell_contracts(*, tender_id: int, now: datetime, by: Actor) -> OpenRelease | None:
    """Put out what became of contracts since the last release; nothing where nothing did, so that asking twice does it once.

    For modules that keep contracts and orders, as part of their own actions: they required who may.
    """
    tender = Tender.objects.select_for_update().get(pk=tender_id)
    if not queries.is_public(tender):
        return None
    after = ocds.contracts(queries.public_facts(tender, timezone.localtime(now).date()))
    tags = ocds.tags(queries.last_contracts(tender), after)
    if not tags:
        return None
    row = put_out(tender, *tags, now=now)
    record(ContractsTold(organisation_id=tender.authority_id, tender_id=tender.pk), by=by)
    return row
