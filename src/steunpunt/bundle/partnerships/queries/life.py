"""Reads of partnerships: the list, the map, the inside of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from steunpunt.bundle.partnerships import access
from steunpunt.bundle.partnerships.choices import AgreementState, Step
from steunpunt.bundle.partnerships.models import Agreement, PartnerInvitation, Partnership, Seat
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import composed
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.values import OrganisationCard, Period
from steunpunt.foundation.people.values import PersonValue


@dataclass(frozen=True, slots=True)
class Listed:
    """A partnership as a list shows it."""

    row: Partnership
    members: Sequence[OrganisationCard]
    is_inside: bool
    """Whether the reader sees its inside; otherwise only its public part."""

    @property
    def kinds(self) -> dict[str, int]:
        return counted(self.members)


def counted(members: Iterable[OrganisationCard]) -> dict[str, int]:
    """How many members there are of each kind, in the order of the kinds."""
    found: dict[str, int] = {}
    for kind in organisations.Kind:
        if number := sum(card.kind == kind for card in members):
            found[kind] = number
    return found


def listed(rows: Iterable[Partnership], *, inside_ids: set[int], today: date) -> list[Listed]:
    """Partnerships with their members of that day: two queries, whatever their number."""
    found = list(rows)
    members = organisations.members_of_each([row.pk for row in found], today)
    cards = organisations.organisations({board for boards in members.values() for board in boards})
    return [Listed(row, [cards[board] for board in members[row.pk]], is_inside=row.pk in inside_ids) for row in found]


def map_of(partnerships: Sequence[Listed], today: date) -> tuple[dict[int, list[Listed]], Mapping[str, object]]:
    """Which partnerships have which land, and the outlines of that land."""
    boards = {card.id for one in partnerships for card in one.members}
    lands = organisations.land_of(boards, today)
    found: dict[int, list[Listed]] = {}
    for one in partnerships:
        for land in sorted({lands[card.id] for card in one.members if card.id in lands}):
            found.setdefault(land, []).append(one)
    return found, organisations.outlines(set(found), today)


@dataclass(frozen=True, slots=True)
class Member:
    """A board that is, was or will be a member."""

    card: OrganisationCard
    period: Period
    mandated: Sequence[PersonValue]
    way: str
    """How it came in, in words; empty when that is not on record."""
    document_id: int | None
    notice_document_id: int | None


@dataclass(frozen=True, slots=True)
class Inside:
    """What people of the members and advisers see of a partnership."""

    members: Sequence[Member]
    former: Sequence[Member]
    invitations: Sequence[tuple[PartnerInvitation, OrganisationCard]]


def inside(row: Partnership, today: date) -> Inside:
    """A fixed number of queries, whatever the number of members."""
    terms = organisations.terms_of([row.pk])[row.pk]
    invited = list(row.invitations.filter(ended_on=None).order_by("organisation__name", "pk"))
    cards = organisations.organisations({board for board, _period in terms} | {one.organisation_id for one in invited})
    standing = [(board, period) for board, period in terms if period.valid_to is None or period.valid_to > today]
    mandated = people_of.mandated_at_each([board for board, _ in standing], people_of.MandateKind.SIGN)
    records = list(row.records.order_by("-pk"))

    def member(board: int, period: Period) -> Member:
        entry = next((one for one in records if one.organisation_id == board and one.step == Step.ENTRY), None)
        notice = next((one for one in records if one.organisation_id == board and one.step == Step.NOTICE), None)
        return Member(
            card=cards[board],
            period=period,
            mandated=mandated.get(board, ()),
            way=str(entry.get_way_display()) if entry else "",
            document_id=entry.document_id if entry else None,
            notice_document_id=notice.document_id if notice and period.valid_to else None,
        )

    made = [member(board, period) for board, period in standing]
    kinds = list(organisations.Kind)
    return Inside(
        members=sorted(made, key=lambda one: (kinds.index(organisations.Kind(one.card.kind)), one.card.name)),
        former=[member(board, period) for board, period in terms if period.valid_to and period.valid_to <= today],
        invitations=[(one, cards[one.organisation_id]) for one in invited],
    )


def seats_on(row: Partnership, today: date) -> QuerySet[Seat]:
    """Who sits in its bodies that day: who leads first."""
    running = Q(valid_to=None) | Q(valid_to__gt=today)
    return row.seats.filter(running, valid_from__lte=today).select_related("organisation")


@composed
def invitations_waiting(actor: Actor) -> QuerySet[PartnerInvitation]:
    """Invitations that this actor can answer for its board and that nobody answered yet."""
    if not access.may_answer(actor):
        return PartnerInvitation.objects.none()
    rows = PartnerInvitation.objects.filter(organisation_id=actor.organisation_id or 0, ended_on=None, answer="")
    return rows.select_related("partnership__organisation").order_by("invited_at", "pk")


def coordinators(partnership_id: int, today: date) -> dict[int, str]:
    """Who can coordinate: advisers and consultants of the support point, ICT managers and deciders of members."""
    support = organisations.support_point()
    found = people_of.members(support.id, people_of.Role.ADVISER, people_of.Role.CONSULTANT) if support else []
    names = {person.id: f"{person.name} ({support.name if support else ''})" for person in found}
    boards = organisations.names(organisations.members_of(partnership_id, today))
    for board, said in boards.items():
        for person in people_of.members(
            board, people_of.Role.ICT_MANAGER, people_of.Role.POLICY_MAKER, people_of.Role.SECRETARY
        ):
            names.setdefault(person.id, f"{person.name} ({said})")
    return names


# ── for other modules ────────────────────────────────────────────────────────
def partnerships_within(actor: Actor, today: date) -> QuerySet[Partnership, int]:
    """Ids of the partnerships of which the actor is within that day: a member, an adviser, the coordinator."""
    return access.within_partnerships(actor, today).order_by().values_list("pk", flat=True)


def may_coordinate(actor: Actor, partnership_id: int, today: date) -> bool:
    row = Partnership.objects.filter(pk=partnership_id).first()
    return row is not None and access.may_coordinate(actor, row, today)


def open_agreements(partnership_id: int) -> list[str]:
    """Titles of what is being written or signed."""
    rows = Agreement.objects.filter(
        partnership_id=partnership_id, state__in=[AgreementState.DRAFT, AgreementState.SIGNING]
    )
    return list(rows.order_by("pk").values_list("title", flat=True))


def seated_on(partnership_id: int, body: str, today: date) -> list[tuple[int, int, bool]]:
    """Who sits in a body that day: person, organisation, and whether with a vote; each person once."""
    running = Q(valid_to=None) | Q(valid_to__gt=today)
    rows = Seat.objects.filter(running, partnership_id=partnership_id, body=body, valid_from__lte=today)
    found = {seat.person_id: (seat.person_id, seat.organisation_id, seat.has_vote) for seat in rows.order_by("-pk")}
    return [found[person] for person in sorted(found)]
