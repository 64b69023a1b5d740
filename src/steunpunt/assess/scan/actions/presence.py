"""Keeping who is where in a scan, so that colleagues do not work in the same part unawares."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.models import Presence
from steunpunt.assess.scan.queries.presence import sections_of
from steunpunt.assess.scan.rules.parameters import PRESENCE_KEPT
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require


@transaction.atomic
def note_presence(*, scan_id: int, section: str, now: datetime, by: Actor) -> None:
    """Keep that somebody is in a part of the scan of their own board. It is no fact for the journal: it is true for a
    moment only, and what is older than an hour is forgotten.
    """
    scan = queries.with_round(access.visible_scans(by)).get(pk=scan_id)
    require(access.may_be_seen(by, scan))
    refuse_if([] if section in sections_of(scan) else [Reason("unknown_domain", _("This domain does not exist."))])
    Presence.objects.filter(scan=scan, seen_at__lt=now - timedelta(minutes=PRESENCE_KEPT)).delete()
    Presence.objects.update_or_create(
        scan=scan, person_id=by.person_id or 0, defaults={"section": section, "seen_at": now}
    )
