"""What to do with whom over REST, and with whom a board shows itself by name."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from steunpunt.assess.scan import access, actions, rules, sentences
from steunpunt.assess.scan.choices import Mark, Scope, Verdict
from steunpunt.assess.scan.queries import opportunities as queries
from steunpunt.assess.scan.rest.scans import ScanId, submitted
from steunpunt.assess.scan.values import Opportunity, Suggestion
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


class VerdictOut(Schema):
    """With whom a board best tackles a domain. Computed, beside what the board itself wishes."""

    domain: str
    organisation_id: int
    organisation: str
    own: float
    """Potential within its own local authority, 0-1."""
    among: float
    """Potential among boards of its own kind, 0-1."""
    others: int
    """How many boards of its kind were reckoned with."""
    verdict: Verdict
    """`either` as well when another verdict follows from a prior that is half a point higher or lower."""
    is_firm: bool
    want: int | None
    with_whom: list[str]


class ChancesOut(Schema):
    hidden: int
    """Boards of the same partnerships that do not show themselves by name."""
    opportunities: list[OpportunityOut]
    verdicts: list[VerdictOut]


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
    scan = submitted(request, scan_id, gettext_noop("chances"))
    found = queries.chances(request.actor, scan, today=timezone.localdate())
    if request.actor.is_of_support_point:
        others = {*found.group.scans.values(), *found.group.halves.values()} - {scan.pk}
        actions.note_looks(scan_ids=others, what=gettext_noop("chances"), by=request.actor)
    return chances_out(found.group)


def chances_out(group: queries.Group) -> ChancesOut:
    """The same for any boards beside one another."""
    return ChancesOut(
        hidden=group.hidden,
        opportunities=[_out(one, group.names) for one in group.opportunities],
        verdicts=[_verdict(one, group.names) for one in group.suggestions],
    )


def _verdict(found: Suggestion, names: dict[int, str]) -> VerdictOut:
    return VerdictOut(
        domain=found.domain,
        organisation_id=found.standing.board,
        organisation=names[found.standing.board],
        own=found.channel.own,
        among=found.channel.among,
        others=found.others,
        verdict=found.channel.suggestion,
        is_firm=found.channel.firm,
        want=found.standing.want,
        with_whom=sorted(found.standing.with_whom),
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
