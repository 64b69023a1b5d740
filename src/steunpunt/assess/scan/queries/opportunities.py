"""Reads for what boards could do together: where each stands in every domain, and what it wishes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from steunpunt.assess.scan import access, rules
from steunpunt.assess.scan.choices import BoardType, Mark, ScanState, Scope
from steunpunt.assess.scan.models import BoardFact, Consent, DomainOutcome, DomainTally, DomainView, Round, Scan
from steunpunt.assess.scan.queries import questionnaire_of, questionnaire_of_round, result, score_of
from steunpunt.assess.scan.rules.channel import pair
from steunpunt.assess.scan.rules.parameters import (
    BLIND_SPOT_FROM,
    FULL_SCORE,
    HELPER_FROM,
    MIN_COVERAGE,
    NO_NEED_BELOW,
    STRONG_LEVEL,
    TARGET_LEVEL,
    TOP_LEVEL,
    TOP_TAG,
    WANTS_FROM,
    WANTS_TO_LEAD,
)
from steunpunt.assess.scan.values import Opportunity, Standing, Suggestion
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.public import OrganisationCard

SHARES_ALL = "ja"
"""The answer to "do you share your ICT with the other half of your local authority" that means: all of it."""

Standings = dict[str, list[Standing]]


@dataclass(frozen=True, slots=True)
class Group:
    """Boards beside one another in a round: who submitted and is seen by name, and what they could do together."""

    round: Round
    boards: list[OrganisationCard]
    """Those that are seen by name, municipalities first, by name."""
    scans: dict[int, int]
    """Scan per board."""
    missing: list[OrganisationCard]
    """Those that would be seen, but did not submit."""
    hidden: int
    """How many boards of the group are not seen by name."""
    standings: Standings
    opportunities: list[Opportunity]
    sharing: list[tuple[int, int]]
    """(OCMW, municipality) that share all their ICT already."""
    suggestions: list[Suggestion]
    """With whom each board best tackles a domain: with the other half of its local authority, or among its own kind."""
    halves: dict[int, int]
    """Scans of other halves that are not in the group and were reckoned with, by board."""

    @property
    def names(self) -> dict[int, str]:
        return {board.id: board.name for board in self.boards}


def group(actor: Actor, round_: Round, ids: Collection[int], *, group_id: int | None, today: date) -> Group:
    """What these boards could do together, as far as this actor sees them by name. A constant number of queries."""
    return seen_group(actor, round_, ids, access.names_within(actor, group_id, ids), today=today)


def seen_group(
    actor: Actor | None, round_: Round, ids: Collection[int], seen: set[int], *, today: date, own: int | None = None
) -> Group:
    """The same of boards of which is known already who is seen by name."""
    cards = organisations.organisations(seen)
    scans = submitted(round_, seen)
    half_of = organisations.halves_of(scans, today)
    outside = submitted(round_, _seen_besides(actor, half_of, set(half_of.values()) - scans.keys()))
    halves = {
        board: half
        for board, half in half_of.items()
        if half in (scans | outside) and cards[board].kind == organisations.Kind.WELFARE_CENTRE
    } | {
        half: board
        for board, half in half_of.items()
        if half in outside and cards[board].kind == organisations.Kind.MUNICIPALITY
    }
    known = standings_of(scans | outside)
    sharing = _sharing(halves, scans | outside)
    standings = {domain: [one for one in found if one.board in scans] for domain, found in known.items()}
    questionnaire = questionnaire_of_round(round_)
    order = sorted(cards.values(), key=by_kind)
    return Group(
        round=round_,
        boards=[card for card in order if card.id in scans],
        scans=scans,
        missing=[card for card in order if card.id not in scans],
        hidden=len(set(ids) - seen),
        standings=standings,
        opportunities=rules.opportunities(
            questionnaire,
            standings,
            halves=[pair for pair in halves.items() if pair not in sharing and {*pair} <= scans.keys()],
            zones=organisations.zones_within(scans, today),
            own=own,
        ),
        sharing=[pair for pair in sharing if {*pair} <= scans.keys()],
        suggestions=rules.suggestions(
            questionnaire,
            known,
            group=scans.keys(),
            halves=half_of,
            sharing={board for pair in sharing for board in pair},
            own=own,
        ),
        halves=outside,
    )


def _seen_besides(actor: Actor | None, half_of: dict[int, int], halves: set[int]) -> set[int]:
    """Of the other halves outside a group those that this actor sees by name: an adviser all, a board its own."""
    if actor is None or access.may_follow_rounds(actor):
        return halves if actor else set()
    own = actor.organisation_id or 0
    half = half_of.get(own)
    return access.names_within(actor, None, {own, half}) & halves if half in halves else set()


_ORDER = {"municipality": 0, "welfare_centre": 1, "police_zone": 2}


def by_kind(card: OrganisationCard) -> tuple[int, str]:
    """Municipalities first, by name."""
    return (_ORDER.get(card.kind, 9), card.name)


def submitted(round_: Round, ids: Iterable[int]) -> dict[int, int]:
    rows = Scan.objects.filter(round=round_, organisation_id__in=set(ids), state=ScanState.SUBMITTED)
    return dict(rows.order_by("pk").values_list("organisation_id", "pk"))


def _sharing(halves: dict[int, int], scans: dict[int, int]) -> list[tuple[int, int]]:
    """Local authorities whose two halves share all their ICT: one of them said so."""
    both = {scans[board] for pair in halves.items() for board in pair}
    rows = BoardFact.objects.filter(scan_id__in=both, fact="p_shared_ict", text=SHARES_ALL)
    shared = set(rows.values_list("scan_id", flat=True))
    return [(one, other) for one, other in halves.items() if {scans[one], scans[other]} & shared]


def standings_of(scans: dict[int, int]) -> Standings:
    """Where boards stand per domain, by scan: two queries."""
    views = {
        (row.scan_id, row.domain): row
        for row in DomainView.objects.filter(scan_id__in=scans.values()).defer("note").order_by("pk")
    }
    boards = {scan: board for board, scan in scans.items()}
    rows = DomainOutcome.objects.filter(scan_id__in=scans.values()).select_related("scan").order_by("domain", "scan_id")
    found: Standings = {}
    for row in rows:
        score, view = score_of(row), views.get((row.scan_id, row.domain))
        found.setdefault(row.domain, []).append(
            Standing(
                board=boards[row.scan_id],
                type=BoardType(row.scan.board_type),
                level=rules.level(score.score) if rules.is_covered(score) else None,
                is_blind=(score.dont_know or 0) >= BLIND_SPOT_FROM,
                want=view.want if view else None,
                with_whom=frozenset(view.with_whom if view else ()),
            )
        )
    return found


# ── one board ────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a domain promises among boards of one's own scale, reckoned from their released median alone."""

    domain: str
    level: float
    median: float
    potential: float


@dataclass(frozen=True, slots=True)
class Chances:
    """What is in it for one board: with boards it sees by name, and reckoned against the median of its scale."""

    group: Group
    partnerships: list[OrganisationCard]
    other_half: OrganisationCard | None
    reckoned: list[Reckoned]

    @property
    def best(self) -> list[Opportunity]:
        return self.group.opportunities[:5]


def chances(actor: Actor | None, scan: Scan, *, today: date) -> Chances:
    """The best chances of one board, with boards of its partnerships and the other half of its local authority. Without an
    actor those that the board itself sees by name: for its papers, which are handed on.
    """
    own = scan.organisation_id
    circle = circle_of(actor, own, today=today)
    return Chances(
        group=seen_group(actor, scan.round, circle.everybody, circle.seen, today=today, own=own),
        partnerships=circle.partnerships,
        other_half=organisations.organisation(circle.half_id) if circle.half_id else None,
        reckoned=_reckoned(scan),
    )


@dataclass(frozen=True, slots=True)
class Circle:
    """Everybody in the partnerships of a board and the other half of its local authority, and those that are seen by name."""

    everybody: set[int]
    seen: set[int]
    partnerships: list[OrganisationCard]
    half_id: int | None


def circle_of(actor: Actor | None, own: int, *, today: date) -> Circle:
    half_id = organisations.welfare_centre_of(own, today) or organisations.municipality_of(own, today)
    partnerships = organisations.partnerships_of(own, today)
    members_of: dict[int | None, set[int]] = {
        group: set(members)
        for group, members in organisations.members_of_each([group.id for group in partnerships], today).items()
    }
    if half_id:
        members_of[None] = {own, half_id}
    everybody = {own}.union(*members_of.values())
    seen = access.names_within_each(actor, members_of) if actor else access.shown_to(own, members_of)
    return Circle(everybody, {own} | seen, partnerships, half_id)


AMONG = {BoardType.MUNICIPALITY: Scope.MUNICIPALITIES, BoardType.WELFARE_CENTRE: Scope.WELFARE_CENTRES}
"""The way among boards of one's own type. Police zones have none: no question says how it lends itself to them together."""


def zones_wishing(found: Group) -> dict[str, list[int]]:
    """Domains in which at least two police zones of a group wish to work together. A wish, never reckoned: see `AMONG`."""
    wishing = {
        domain: [one.board for one in there if one.type is BoardType.POLICE_ZONE and Mark.WANTS in rules.marks(one)]
        for domain, there in found.standings.items()
    }
    return {domain: boards for domain, boards in wishing.items() if len(boards) > 1}


def _reckoned(scan: Scan) -> list[Reckoned]:
    board_type, questionnaire = BoardType(scan.board_type), questionnaire_of(scan)
    scope = AMONG.get(board_type)
    found = []
    for domain, one in result(scan).domains:
        level, median = rules.level(one.score.score), rules.level(one.comparison.median)
        if scope is None or level is None or median is None or not rules.is_covered(one.score):
            continue
        potential = rules.prior(domain, board_type)[scope] / TOP_TAG * pair(level, median)
        if potential >= NO_NEED_BELOW:
            found.append(Reckoned(domain.code, level, median, potential))
    order = {domain.code: place for place, domain in enumerate(questionnaire.domains)}
    return sorted(found, key=lambda one: (-round(one.potential, 9), order[one.domain]))


# ── a whole round ────────────────────────────────────────────────────────────
def tallies(round_id: int) -> list[DomainTally]:
    """What the boards of a round are in every domain, as counted last: one query."""
    return list(DomainTally.objects.filter(round_id=round_id).order_by("board_type", "domain"))


def count(round_: Round, *, among: Collection[int] | None = None) -> list[DomainTally]:
    """The counts over all submitted scans, or those of some boards, by the lines of `rules.marks`; not kept yet. Two
    queries, whatever the size.
    """
    outcomes = DomainOutcome.objects.filter(scan__round=round_, scan__state=ScanState.SUBMITTED)
    views = DomainView.objects.filter(scan__round=round_, scan__state=ScanState.SUBMITTED, want__gte=WANTS_FROM)
    if among is not None:
        outcomes = outcomes.filter(scan__organisation_id__in=set(among))
        views = views.filter(scan__organisation_id__in=set(among))
    covered = Q(score__isnull=False, coverage__gte=MIN_COVERAGE)
    levels = {mark: level * FULL_SCORE / TOP_LEVEL for mark, level in _LINES.items()}
    counted = outcomes.values("scan__board_type", "domain").annotate(
        boards=Count("pk"),
        strong=Count("pk", filter=covered & Q(score__gte=levels[Mark.STRONG])),
        can_share=Count("pk", filter=covered & Q(score__gte=levels[Mark.CAN_SHARE])),
        needs=Count("pk", filter=covered & Q(score__lt=levels[Mark.NEEDS])),
        blind_spots=Count("pk", filter=Q(dont_know__gte=BLIND_SPOT_FROM)),
    )
    wishes = views.values("scan__board_type", "domain").annotate(
        wants=Count("pk"), leads=Count("pk", filter=Q(want__gte=WANTS_TO_LEAD))
    )
    wished = {(row["scan__board_type"], row["domain"]): row for row in wishes}
    nobody = {"wants": 0, "leads": 0}
    return [
        DomainTally(
            round=round_,
            board_type=row["scan__board_type"],
            domain=row["domain"],
            boards=row["boards"],
            strong=row["strong"],
            can_share=row["can_share"],
            needs=row["needs"],
            blind_spots=row["blind_spots"],
            wants=wished.get((row["scan__board_type"], row["domain"]), nobody)["wants"],
            leads=wished.get((row["scan__board_type"], row["domain"]), nobody)["leads"],
        )
        for row in counted.order_by("scan__board_type", "domain")
    ]


_LINES = {Mark.STRONG: STRONG_LEVEL, Mark.CAN_SHARE: TARGET_LEVEL, Mark.NEEDS: HELPER_FROM}


MOST_LISTED = 600
"""So many boards stand in the list of a round to choose from; beyond it one looks for a name."""


def submitted_boards(round_id: int, words: str = "") -> tuple[list[OrganisationCard], int]:
    """The boards that submitted in a round, municipalities first, by name, with these words in it; and how many there are."""
    rows = Scan.objects.filter(round_id=round_id, state=ScanState.SUBMITTED)
    total = rows.count()
    if words:
        rows = rows.filter(organisation__name__icontains=words)
    first = rows.order_by("organisation__kind", "organisation__name").values_list("organisation_id", flat=True)
    found = organisations.organisations(first[:MOST_LISTED]).values()
    return sorted(found, key=by_kind), total


# ── by name ──────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Sharing:
    """A circle in which a board may show itself by name: a partnership, or (no group) its own local authority."""

    group_id: int | None
    name: str
    given_at: datetime | None
    members: list[tuple[str, bool]]
    """The other members, and whether they show themselves."""

    @property
    def showing(self) -> int:
        return sum(shows for _name, shows in self.members)


def sharing(organisation_id: int, today: date) -> list[Sharing]:
    """Every circle of a board, the own local authority first."""
    half = organisations.welfare_centre_of(organisation_id, today) or organisations.municipality_of(
        organisation_id, today
    )
    circles: list[tuple[int | None, str, set[int]]] = []
    if half:
        circles.append((None, "", {half, organisation_id}))
    groups = organisations.partnerships_of(organisation_id, today)
    members_of = organisations.members_of_each([group.id for group in groups], today)
    circles += [(group.id, group.name, set(members_of[group.id])) for group in groups]
    everybody = {board for _group, _name, members in circles for board in members}
    given = {
        (consent.organisation_id, consent.group_id): consent.given_at
        for consent in Consent.objects.filter(organisation_id__in=everybody, withdrawn_at=None)
    }
    names = organisations.names(everybody)
    return [
        Sharing(
            group_id=group_id,
            name=name,
            given_at=given.get((organisation_id, group_id)),
            members=sorted((names[board], (board, group_id) in given) for board in members - {organisation_id}),
        )
        for group_id, name, members in circles
    ]
