"""Who opens offers: each makes a key of its own, the buyer names them, two together bring in somebody new."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders import access, reasons
from steunpunt.contract.tenders.choices import TenderState
from steunpunt.contract.tenders.facts import OfficerDropped, OfficerKeyMade, OfficerNamed
from steunpunt.contract.tenders.models import Officer, OfficerKey
from steunpunt.contract.tenders.sealing import keys
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices


@transaction.atomic
def make_officer_key(*, phrase: str, again: str, now: datetime, by: Actor) -> OfficerKey:
    """Make one's own key, locked under a phrase that is kept nowhere. A former key stays for the tenders of which it holds
    parts; new ones take the new key.
    """
    require(access.may_have_a_key(by))
    refuse_if(reasons.about_phrase(phrase, again))
    private, public = keys.new_pair()
    locked, salt = keys.lock(private, phrase)
    OfficerKey.objects.select_for_update().filter(person_id=by.person_id or 0, ended_at=None).update(ended_at=now)
    row = OfficerKey.objects.create(person_id=by.person_id or 0, public=public, locked=locked, salt=salt, made_at=now)
    record(OfficerKeyMade(organisation_id=by.organisation_id, person_id=by.person_id), by=by)
    return row


@transaction.atomic
def name_officer(*, tender_id: int, person_id: int, organisation_id: int, now: datetime, by: Actor) -> Officer:
    """Name somebody who opens offers, before publication; afterwards somebody comes in by two others together."""
    require(access.may_prepare(by))
    tender = access.visible_tenders(by).select_for_update().get(pk=tender_id)
    refuse_if(reasons.over(tender.state))
    if tender.state != TenderState.PREPARING:
        text = _("Keys were divided at the publication: two people who hold parts can bring in somebody else.")
        refuse_if([Reason("published", text)])
    works_there = person_id in people_of.working_for(organisation_id, [person_id])
    refuse_if([] if works_there else [Reason("not_there", _("Choose somebody who works there."), "person")])
    if tender.officers.filter(person_id=person_id, ended_at=None).exists():
        refuse_if([Reason("named", _("This person was named already."), "person")])
    row = Officer.objects.create(
        tender=tender, person_id=person_id, organisation_id=organisation_id, named_at=now, named_by_id=by.person_id
    )
    record(OfficerNamed(organisation_id=organisation_id, tender_id=tender.pk, body=str(row.organisation)), by=by)
    somebody = [one for one in people_of.members(organisation_id) if one.id == person_id]
    notices.notify(
        kind="tenders.officer",
        organisation_id=organisation_id,
        to=somebody,
        title=_("You open the offers of “%(title)s”"),
        params={"title": tender.title},
        detail=_("Make your key before the tender is published; you open with one other person."),
        url=reverse("tenders:my_key"),
        now=now,
        by=by,
    )
    return row


@transaction.atomic
def drop_officer(*, tender_id: int, officer_id: int, reason: str, now: datetime, by: Actor) -> Officer:
    """Name somebody no more, before publication."""
    require(access.may_prepare(by))
    tender = access.visible_tenders(by).select_for_update().get(pk=tender_id)
    if tender.state != TenderState.PREPARING:
        text = _("Keys were divided at the publication: two people who hold parts can bring in somebody else.")
        refuse_if([Reason("published", text)])
    row = tender.officers.select_for_update().get(pk=officer_id, ended_at=None)
    row.ended_at, row.ended_reason = now, reason.strip() or str(_("named no more"))
    row.save(update_fields=["ended_at", "ended_reason"])
    record(OfficerDropped(organisation_id=row.organisation_id, tender_id=tender.pk, body=str(row.organisation)), by=by)
    return row
