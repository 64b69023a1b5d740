"""Links by which a colleague without account reads a result: made by the board, taken back by the board."""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.choices import ScanState
from steunpunt.assess.scan.facts.sharing import LinkMade, LinkOpened, LinkRevoked
from steunpunt.assess.scan.models import ResultLink, Scan
from steunpunt.assess.scan.rules.parameters import LINK_DAYS_AT_MOST
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require, the_platform
from steunpunt.foundation.journal.public import record


@dataclass(frozen=True, slots=True)
class MadeLink:
    """A new link, and its token: shown this once, kept nowhere."""

    link: ResultLink
    token: str


@transaction.atomic
def make_link(*, scan_id: int, for_whom: str, days: int, now: datetime, by: Actor) -> MadeLink:
    """Make a link to the result of a submitted scan, for so many days."""
    scan = queries.with_round(access.visible_scans(by)).get(pk=scan_id)
    require(access.may_share_result(by, scan))
    refuse_if(_objections(scan, for_whom, days))
    token = secrets.token_urlsafe(32)
    link = ResultLink.objects.create(
        scan=scan,
        for_whom=for_whom.strip(),
        token_hash=hashed(token),
        made_at=now,
        made_by_id=by.person_id or 0,
        expires_at=now + timedelta(days=days),
    )
    fact = LinkMade(
        organisation_id=scan.organisation_id,
        scan_id=scan.pk,
        link_id=link.pk,
        for_whom=link.for_whom,
        until=link.expires_at,
    )
    record(fact, by=by)
    return MadeLink(link, token)


@transaction.atomic
def revoke_link(*, link_id: int, now: datetime, by: Actor) -> ResultLink:
    """Take a link back: at its next request it opens nothing. A second time changes nothing."""
    link = access.visible_links(by).select_related("scan").select_for_update(of=("self",)).get(pk=link_id)
    require(access.may_share_result(by, link.scan))
    if link.revoked_at:
        return link
    link.revoked_at, link.revoked_by_id = now, by.person_id or 0
    link.save(update_fields=["revoked_at", "revoked_by_id"])
    fact = LinkRevoked(
        organisation_id=link.scan.organisation_id, scan_id=link.scan_id, link_id=link.pk, for_whom=link.for_whom
    )
    record(fact, by=by)
    return link


@transaction.atomic
def open_link(*, token: str, what: str, now: datetime) -> Scan | None:
    """The scan that a token opens now, with the opening on record; nothing for a token that is wrong, old or taken back,
    and nothing while the board took its scan back.
    """
    found = ResultLink.objects.filter(token_hash=hashed(token), scan__state=ScanState.SUBMITTED).first()
    if found is None or not found.works(now):
        return None
    ResultLink.objects.filter(pk=found.pk).update(openings=F("openings") + 1, last_opened_at=now)
    scan = queries.with_round(Scan.objects.filter(pk=found.scan_id)).get()
    fact = LinkOpened(
        organisation_id=scan.organisation_id, scan_id=scan.pk, link_id=found.pk, for_whom=found.for_whom, what=what
    )
    record(fact, by=the_platform())
    return scan


def hashed(token: str) -> str:
    """How a token of 256 bits is kept; such a secret needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def _objections(scan: Scan, for_whom: str, days: int) -> Iterator[Reason]:
    if scan.state != ScanState.SUBMITTED:
        yield Reason("not_submitted", _("This scan was not submitted yet."))
    if not for_whom.strip():
        yield Reason(
            "for_whom_missing", _("Say for whom the link is: then you know later which one to take back."), "for_whom"
        )
    if not 1 <= days <= LINK_DAYS_AT_MOST:
        text = _("A link works for 1 to %(most)s days.") % {"most": LINK_DAYS_AT_MOST}
        yield Reason("days", text, "days")
