"""Open data: what was called off under a contract that comes of an award, once a quarter."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.orders import access
from steunpunt.contract.orders.facts import CallOffsTold
from steunpunt.contract.orders.models import FrameworkUse, PublicFigure
from steunpunt.contract.orders.queries import telling as queries
from steunpunt.contract.orders.rules import telling as rules
from steunpunt.contract.tenders import public as tenders
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record


@transaction.atomic
def tell_call_offs(*, framework_id: int, today: date, now: datetime, by: Actor) -> int:
    """Tell what was called off up to and with the last quarter that is over; answers how many figures went out.

    Of a lot and supplier of which too little can be told, nothing is: it comes with a later quarter. Asking twice tells once.
    """
    require(access.may_tell(by))
    until = rules.quarter_before(today)
    tender_id = frameworks.tender_of(framework_id)
    if tender_id is None or not tenders.is_told(tender_id):
        refuse_if([Reason("no_tender", _("This contract comes of no award that is open data."))])
        raise AssertionError
    starts_on = frameworks.terms_of([framework_id], today)[framework_id].starts_on
    if starts_on > until:
        text = _("The contract began after %(day)s, the end of the last quarter that is over: nothing can be told yet.")
        refuse_if([Reason("too_soon", text % {"day": f"{until:%d/%m/%Y}"})])
    list(FrameworkUse.objects.select_for_update().filter(pk=framework_id))
    figures = [
        PublicFigure(
            framework_id=framework_id,
            lot=one.lot,
            supplier_id=one.supplier_id,
            until=until,
            amount=max(rules.told(one.amount, to), Decimal(0)),
            rounded_to=to,
            told_at=now,
        )
        for one in queries.untold(framework_id, until)
        if rules.may_be_told(one.added)
        for to in [rules.step(one.dearest)]
    ]
    PublicFigure.objects.bulk_create(figures)
    if figures:
        fact = CallOffsTold(organisation_id=None, framework_id=framework_id, until=until, figures=len(figures))
        record(fact, by=by)
    tenders.tell_contracts(tender_id=tender_id, now=now, by=by)
    return len(figures)


def tell_all(*, today: date, now: datetime, by: Actor) -> int:
    """Of every contract that comes of an award; each by itself."""
    found = [pk for pk, tender in frameworks.from_awards().items() if tenders.is_told(tender)]
    return sum(tell_call_offs(framework_id=pk, today=today, now=now, by=by) for pk in found)
