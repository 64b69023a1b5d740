"""Partnerships in sentences: the one that answers what a page is for."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.bundle.partnerships.choices import State
from steunpunt.bundle.partnerships.models import Partnership
from steunpunt.bundle.partnerships.sentences import listed
from steunpunt.foundation.organisations.public import Kind


def counted(kinds: Mapping[str, int]) -> str:
    """As "6 municipalities and 6 OCMW's"."""
    words = {
        Kind.MUNICIPALITY: lambda n: ngettext("%(n)s municipality", "%(n)s municipalities", n),
        Kind.WELFARE_CENTRE: lambda n: ngettext("%(n)s OCMW", "%(n)s OCMW's", n),
        Kind.POLICE_ZONE: lambda n: ngettext("%(n)s police zone", "%(n)s police zones", n),
        Kind.RESCUE_ZONE: lambda n: ngettext("%(n)s rescue zone", "%(n)s rescue zones", n),
    }
    return listed([words[Kind(kind)](number) % {"n": number} for kind, number in kinds.items()])


def headline(row: Partnership, kinds: Mapping[str, int], *, exploring: int = 0) -> str:
    """Who works together, since when, and how far it is."""
    since = formats.date_format(row.state_since, "SHORT_DATE_FORMAT")
    name, who = str(row), counted(kinds)
    total = sum(kinds.values())
    said = {"name": name, "who": who, "since": since, "n": exploring}
    if row.state == State.EXPLORATION:
        return _("%(name)s is being explored since %(since)s, by %(n)s boards.") % said
    if row.state == State.ENDED:
        return _("%(name)s ended on %(since)s.") % said
    if not total:
        return _("%(name)s has no members yet; %(n)s boards explore.") % said
    if row.state == State.ACTIVE:
        return _("In %(name)s %(who)s work together, active since %(since)s.") % said
    if row.state == State.DORMANT:
        return _("%(name)s rests since %(since)s; %(who)s are members.") % said
    return _("In %(name)s %(who)s prepare their agreement.") % said


def overview(found: Sequence[Any]) -> str:
    """How many partnerships there are, with how many different boards."""
    running = [one for one in found if one.row.state != State.ENDED]
    boards = {card.id for one in running for card in one.members}
    if not running:
        return _("No partnerships yet.")
    said = ngettext("%(n)s partnership", "%(n)s partnerships", len(running)) % {"n": len(running)}
    return _("%(said)s, with %(boards)s boards together.") % {"said": said, "boards": len(boards)}
