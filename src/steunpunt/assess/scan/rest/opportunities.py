"""What to do with whom over REST, and with whom a board shows itself by name."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router, Schema

from steunpunt.assess.scan import access, actions, rules, sentences
from steunpunt.assess.scan.choices import Mark, Scope
from steunpunt.assess.scan.queries import opportunities as queries
from steunpunt.assess.scan.rest.scans import ScanId, submitted
from steunpunt.assess.scan.values import Opportunity
from steunpunt.foundation.acting import ActorRequest, require

router = Router(tags=["scan"])


class StandingOut(Schema):
    organisation_id: int
    organisation: str
    level: float | None
    marks: list[Mark]
    want: int | None


class OpportunityOut(Schema):
    domain: str
    scope: Scope
    potential: float
    prior: float
    gain: float
    pairs: int
    is_firm: bool
    computed: str
    wished: str
    boards: list[StandingOut]


class ChancesOut(Schema):
    hidden: int
    """Boards of the same partnerships that do not show themselves by name."""
    opportunities: list[OpportunityOut]


class CircleOut(Schema):
    group_id: int | None
    name: str
    given_at: datetime | None


class ConsentIn(Schema, extra="forbid"):
    group_id: int | None
    """A partnership, or nothing for the own local authority."""
    show: bool


@router.get("/{scan_id}/opportunities", response=ChancesOut, summary="What this board could do with whom")
def opportunities(request: ActorRequest, scan_id: ScanId) -> ChancesOut:
    """The greatest potential first, with boards that this board sees by name. Computed and wished stand apart."""
    scan = submitted(request, scan_id, _("chances"))
    found = queries.chances(request.actor, scan, today=timezone.localdate())
    if request.actor.is_of_support_point:
        others = set(found.group.scans.values()) - {scan.pk}
        actions.note_looks(scan_ids=others, what=_("chances"), by=request.actor)
    return ChancesOut(
        hidden=found.group.hidden, opportunities=[_out(one, found.group.names) for one in found.group.opportunities]
    )


def _out(found: Opportunity, names: dict[int, str]) -> OpportunityOut:
    return OpportunityOut(
        domain=found.domain,
        scope=found.scope,
        potential=found.potential,
        prior=found.prior,
        gain=found.gain,
        pairs=found.pairs,
        is_firm=found.is_firm,
        computed=sentences.why(found, names),
        wished=sentences.wished(found, names),
        boards=[
            StandingOut(
                organisation_id=one.board,
                organisation=names[one.board],
                level=one.level,
                marks=sorted(rules.marks(one)),
                want=one.want,
            )
            for one in found.boards
        ],
    )


@router.get("/sharing/by-name", response=list[CircleOut], summary="With whom your board shows itself by name")
def circles(request: ActorRequest) -> list[CircleOut]:
    if not access.sees_consents(request.actor):
        return []
    found = queries.sharing(request.actor.organisation_id or 0, timezone.localdate())
    return [CircleOut(group_id=one.group_id, name=one.name, given_at=one.given_at) for one in found]


@router.put("/sharing/by-name", response=list[CircleOut], summary="Show your board by name, or not any more")
def share(request: ActorRequest, body: ConsentIn) -> list[CircleOut]:
    """Takes the mandate to submit the scan, which a key never carries: in a browser session only."""
    require(access.may_consent(request.actor))
    now, today = timezone.now(), timezone.localdate()
    if body.show:
        actions.give_consent(group_id=body.group_id, now=now, today=today, by=request.actor)
    else:
        actions.withdraw_consent(group_id=body.group_id, now=now, by=request.actor)
    return circles(request)
