"""Pages of partnerships: the list, one of them, its public part."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from steunpunt.assess.scan import public as scan
from steunpunt.bundle.partnerships import access, queries, sentences
from steunpunt.bundle.partnerships.charts import TONES
from steunpunt.bundle.partnerships.choices import Body, State
from steunpunt.bundle.partnerships.models import Agreement, Partnership
from steunpunt.bundle.partnerships.registry import partnership_panels, trail, trail_within
from steunpunt.bundle.partnerships.rules.life import MOVES, OPEN_TO_ENTRY
from steunpunt.bundle.partnerships.sentences import life as sentences_life
from steunpunt.bundle.partnerships.views.shared import visible_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, require
from steunpunt.foundation.documents.public import documents_of
from steunpunt.foundation.journal import public as journal
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.people import public as people
from steunpunt.foundation.ui import maps, registry

HISTORY, AT_ONCE = 40, 6
"""So many lines of history, and so many before somebody asks for more."""


@signed_in
@require_GET
def partnership_list(request: ActorRequest) -> HttpResponse:
    """Who works together: those of which the actor sees the inside, and those that show themselves to everybody."""
    require(access.sees_partnerships(request.actor))
    today = timezone.localdate()
    own = list(access.visible_partnerships(request.actor, today).order_by("organisation__name", "pk"))
    ids = {row.pk for row in own}
    others = access.public_partnerships().exclude(pk__in=ids).order_by("organisation__name", "pk")
    found = queries.listed([*own, *others], inside_ids=ids, today=today)
    context = {
        **_listed(found),
        "invitations": queries.invitations_waiting(request.actor),
        "may_start": access.may_start(request.actor),
        "sees_partners": access.sees_partners(request.actor),
        "headline": sentences_life.overview(found),
        "trail": [(_("Cooperate"), ""), (_("Partnerships"), "")],
    }
    return render(request, "partnerships/list.html", context)


@require_GET
def public_list(request: ActorRequest) -> HttpResponse:
    """Partnerships that want to be seen, for everybody."""
    today = timezone.localdate()
    found = queries.listed(
        access.public_partnerships().order_by("organisation__name", "pk"), inside_ids=set(), today=today
    )
    context = {**_listed(found), "headline": sentences_life.overview(found), "trail": [(_("Partnerships"), "")]}
    return render(request, "partnerships/public_list.html", context)


def _listed(found: Sequence[queries.Listed]) -> dict[str, Any]:
    running = [one for one in found if one.row.state != State.ENDED and one.members]
    tones = {one.row.pk: f"g{place % TONES}" for place, one in enumerate(running)}
    lands, outlines = queries.map_of(running, timezone.localdate())
    coloured = {
        land: (
            tones[those[0].row.pk] if len(those) == 1 else "several",
            sentences.listed([str(one.row) for one in those]),
        )
        for land, those in lands.items()
    }
    return {
        "lines": [
            {
                "one": one,
                "name": str(one.row),
                "url": reverse(
                    "partnerships:partnership" if one.is_inside else "partnerships:public", args=[one.row.pk]
                ),
                "who": sentences_life.counted(one.kinds),
                "tone": tones.get(one.row.pk, ""),
            }
            for one in found
        ],
        "map": maps.draw(
            outlines,
            label=_("Map: who works together"),
            tones=coloured,
            legend=[
                *((tones[one.row.pk], str(one.row)) for one in running),
                *([("several", _("in several partnerships"))] if any(len(each) > 1 for each in lands.values()) else []),
            ],
        ),
        "several": sorted(
            {
                (card.name, sentences.listed([str(other.row) for other in running if card in other.members]))
                for one in running
                for card in one.members
                if sum(card in other.members for other in running) > 1
            }
        ),
    }


@require_GET
def public_partnership(request: ActorRequest, group_id: int) -> HttpResponse:
    """What a partnership shows of itself to everybody: who, since when, its own text. Nobody's name."""
    row = get_object_or_404(access.public_partnerships(), pk=group_id)
    today = timezone.localdate()
    (found,) = queries.listed([row], inside_ids=set(), today=today)
    context = {
        "partnership": row,
        "name": str(row),
        "headline": sentences_life.headline(row, found.kinds),
        "members": found.members,
        "map": _map(found, today),
        "is_inside": access.visible_partnerships(request.actor, today).filter(pk=group_id).exists(),
        "trail": [(_("Partnerships"), reverse("partnerships:public_list")), (str(row), "")],
    }
    return render(request, "partnerships/public.html", context)


def _map(found: queries.Listed, today: Any) -> maps.Map | None:
    lands, outlines = queries.map_of([found], today)
    return maps.draw(
        outlines,
        label=_("Map of %(name)s") % {"name": found.row},
        tones=dict.fromkeys(lands, ("blue", _("member"))),
    )


@signed_in
@require_GET
def partnership(request: ActorRequest, group_id: int) -> HttpResponse:
    """One partnership from the inside: who, since when, who decides and meets, what happened."""
    row = visible_or_404(request, group_id)
    today, actor = timezone.localdate(), request.actor
    (found,) = queries.listed([row], inside_ids={row.pk}, today=today)
    inside = queries.inside(row, today)
    is_within = access.is_within(actor, row, today)
    own = actor.organisation_id
    is_member = any(one.card.id == own for one in inside.members)
    context = {
        "partnership": row,
        "name": str(row),
        "headline": sentences_life.headline(row, found.kinds, exploring=len(inside.invitations)),
        "map": _map(found, today) if found.members else _map_of_invited(inside, today),
        "inside": inside,
        "is_within": is_within,
        "own_invitation": next((one for one, card in inside.invitations if card.id == own), None),
        "bodies": _bodies(row, today) if is_within else [],
        "conversations": _conversations(request, row) if is_within or not actor.is_of_support_point else [],
        "documents": documents_of(actor, f"partnership:{row.pk}") if is_within else None,
        "coordinator": people.names([row.coordinator_id]).get(row.coordinator_id) if row.coordinator_id else "",
        **(_history(row) if is_within else {}),
        "has_heat": is_within and len(inside.members) > 1 and not actor.is_of_support_point,
        "scan_url": _scan_url(request, row) if is_within else "",
        "next_url": _next_url(found) if access.sees_partners(actor) and is_within else "",
        "agreements": Agreement.objects.filter(partnership=row).order_by("-pk"),
        "may_coordinate": access.may_coordinate(actor, row, today),
        "may_move": access.may_coordinate(actor, row, today) and bool(MOVES[State(row.state)]),
        "may_answer": access.may_answer(actor),
        "may_enter": access.may_decide(actor) and not is_member and row.state in OPEN_TO_ENTRY,
        "may_leave": access.may_decide(actor)
        and any(one.card.id == own and one.period.valid_to is None for one in inside.members),
        "may_record_paper": access.may_record_paper(actor),
        "may_note": access.may_note(actor),
        "may_seat": is_within and own is not None and access.may_seat(actor, own),
        "own_id": own,
        "panels": registry.panels(partnership_panels, request, row.pk) if is_within else [],
        "trail": trail((str(row), "")),
    }
    return render(request, "partnerships/partnership.html", context)


def _map_of_invited(inside: queries.Inside, today: Any) -> maps.Map | None:
    lands = organisations.land_of([card.id for _one, card in inside.invitations], today)
    return maps.draw(
        organisations.outlines(set(lands.values()), today),
        label=_("Map of the boards that explore"),
        tones=dict.fromkeys(lands.values(), ("pale", _("invited to explore"))),
    )


def _bodies(row: Partnership, today: Any) -> list[dict[str, Any]]:
    seats = list(queries.seats_on(row, today))
    names = people.names([seat.person_id for seat in seats])
    return [
        {
            "body": body,
            "seats": [
                {"seat": seat, "name": names.get(seat.person_id, ""), "board": seat.organisation.name}
                for seat in seats
                if seat.body == body
            ],
        }
        for body in Body
    ]


def _conversations(request: ActorRequest, row: Partnership) -> list[dict[str, Any]]:
    found = access.visible_conversations(request.actor, timezone.localdate()).filter(partnership=row)
    rows = list(found.select_related("organisation").order_by("-held_on", "-pk"))
    names = people.names([one.written_by_id for one in rows])
    return [{"row": one, "by": names.get(one.written_by_id, "")} for one in rows]


def _history(row: Partnership) -> dict[str, Any]:
    lines = journal.lines(journal.entries_about(f"partnership:{row.pk}")[:HISTORY])
    return {
        "history": lines[:AT_ONCE],
        "earlier": lines[AT_ONCE:],
        "history_people": registry.names_of(registry.person_names, (line.person_id for line in lines)),
        "history_bodies": registry.names_of(registry.organisation_names, (line.on_behalf_of_id for line in lines)),
    }


@signed_in
@require_GET
def heat(request: ActorRequest, group_id: int) -> HttpResponse:
    """Levels of the members that show themselves to one another, domains by boards: a page, and a part of another.

    Advisers look at the scan itself, where each board reads that they did.
    """
    row, today, actor = visible_or_404(request, group_id), timezone.localdate(), request.actor
    if actor.is_of_support_point or not access.is_within(actor, row, today):
        raise Http404
    members = organisations.names(organisations.members_of(row.pk, today))
    levels = scan.levels_by_name(actor, list(members), today)
    boards = sorted((name, pk) for pk, name in members.items() if pk in levels)
    rows = [
        (name, [scan.heat_cell(levels[pk].get(code)) for _name, pk in boards])
        for code, name in scan.domain_names().items()
    ]
    signs, rounds = _rounds_of(boards)
    context = {
        "boards": [name + signs[pk] for name, pk in boards],
        "rounds": rounds,
        "rows": rows if len(boards) > 1 else [],
        "sees_consents": scan.sees_consents(actor),
        "trail": trail_within(row.pk, str(row), (_("What the scan says of the members"), "")),
    }
    return render(request, "partnerships/heat_part.html" if request.htmx else "partnerships/heat.html", context)


def _rounds_of(boards: Sequence[tuple[str, int]]) -> tuple[dict[int, str], list[tuple[str, str, list[str]]]]:
    """The sign beside each board whose figures are older than the newest; and per round, the newest first, its sign, name
    and boards. Two queries.
    """
    rounds = scan.newest_rounds([pk for _name, pk in boards])
    order = list(dict.fromkeys(rounds.values()))
    sign = {one: f" ({place})" if place else "" for place, one in enumerate(order)}
    lines = [(sign[one], one, [name for name, pk in boards if rounds[pk] == one]) for one in order]
    return {pk: sign[rounds[pk]] for _name, pk in boards}, lines


def _scan_url(request: ActorRequest, row: Partnership) -> str:
    """What the scan says of the group: the newest round in which the actor took part."""
    round_id = scan.newest_round(request.actor)
    return reverse("scan:partnership", args=[round_id, row.pk]) if round_id else ""


def _next_url(found: queries.Listed) -> str:
    """Who could be next, as the search for partners says it: for a group of one kind within one province."""
    kinds = sorted(found.kinds, key=lambda kind: -found.kinds[kind])
    if not kinds or found.kinds[kinds[0]] < 2 or kinds[0] == organisations.Kind.RESCUE_ZONE:
        return ""
    boards = [card for card in found.members if card.kind == kinds[0]]
    provinces = {card.province for card in boards}
    asked = [f"soort={kinds[0]}", *(f"bestuur={card.id}" for card in boards)]
    province = provinces.pop() if len(provinces) == 1 else ""
    return reverse("partnerships:group") + "?" + "&".join([*asked, f"provincie={province}"])
