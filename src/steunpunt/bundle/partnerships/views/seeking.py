"""Pages for looking for partners: ask, follow, read what was found, look at one group."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.assess.scan import public as scan
from steunpunt.bundle.partnerships import access, actions, charts, queries, sentences
from steunpunt.bundle.partnerships.forms import KINDS, WantedForm, WhereForm
from steunpunt.bundle.partnerships.models import PartnerSearch
from steunpunt.bundle.partnerships.rules.defaults import DEFAULTS
from steunpunt.bundle.partnerships.values import Division, Found, Group, Region
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused, require
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.public import Kind
from steunpunt.foundation.ui import maps
from steunpunt.foundation.ui.spreadsheets import XLSX, download, workbook_bytes

SHOWN_BLOCKING = 12


@signed_in
@require_http_methods(["GET", "POST"])
def partners(request: ActorRequest) -> HttpResponse:
    """Ask for a search; earlier ones below."""
    require(access.sees_partners(request.actor))
    today = timezone.localdate()
    provinces = organisations.provinces()
    kind, province = _where(request)
    boards = queries.boards_among(kind, province, today)
    form = WantedForm(request.POST or None, boards=boards, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.seek_partners(
                kind=kind, province=province, wanted=form.wanted(), now=timezone.now(), today=today, by=request.actor
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(reason.field or None, str(reason))
        else:
            return redirect("partnerships:search", search_id=row.pk)
    lands = organisations.land_of([board.id for board in boards], today)
    drawn = organisations.outlines(set(lands.values()), today)
    context = {
        "where": WhereForm({"soort": kind, "provincie": province}, provinces=provinces),
        "form": form,
        "boards": boards,
        "kind_words": sentences.KINDS[Kind(kind)],
        "address": "?" + urlencode({"soort": kind, "provincie": province}),
        "map": maps.draw(drawn, label=_("Map: choose boards to look at as a group")),
        "lands": lands,
        "kind": kind,
        "province": province,
        "may_seek": access.may_seek(request.actor),
        "searches": [_line(row) for row in queries.newest(access.visible_searches(request.actor))[:20]],
        "trail": [(_("Cooperate"), ""), (_("Find partners"), "")],
    }
    return render(request, "partnerships/partners.html", context)


def _where(request: ActorRequest) -> tuple[str, str]:
    """Kind and province of the address; without a word in it, municipalities in the province of the actor's board.

    A province that does not exist has no boards, which the page says.
    """
    kind = request.GET.get("soort", "")
    kind = kind if kind in DEFAULTS else Kind.MUNICIPALITY.value
    if "provincie" in request.GET:
        return kind, request.GET["provincie"][:60]
    own = organisations.organisation(request.actor.organisation_id) if request.actor.organisation_id else None
    return kind, own.province if own else ""


def _line(row: PartnerSearch) -> dict[str, Any]:
    words = dict(KINDS)
    return {"row": row, "kind": words[row.kind], "where": row.province or _("All of Flanders")}


@signed_in
@require_GET
def search(request: ActorRequest, search_id: int) -> HttpResponse:
    """One search: under way, or what it found."""
    row = get_object_or_404(access.visible_searches(request.actor), pk=search_id)
    found = queries.found_of(row)
    context: dict[str, Any] = {
        **_line(row),
        "search": row,
        "may_seek": access.may_seek(request.actor),
        "trail": [(_("Cooperate"), ""), (_("Find partners"), reverse("partnerships:partners")), (str(row.pk), "")],
    }
    if found is None:
        context["is_late"] = row.enough_at is not None
        template = "partnerships/searching.html#waiting" if request.htmx else "partnerships/searching.html"
        return render(request, template, context)
    if request.htmx:  # it was being followed: load the whole page
        answer = HttpResponse()
        answer["HX-Redirect"] = reverse("partnerships:search", args=[row.pk])
        return answer
    return render(request, "partnerships/found.html", context | _found(request, row, found))


def _found(request: ActorRequest, row: PartnerSearch, found: Found) -> dict[str, Any]:
    region, wanted = queries.region_of(row), queries.wanted_of(row)
    names = organisations.names({candidate.id for candidate in region.candidates})
    ground = charts.ground(list(names), row.kind, timezone.localdate(row.asked_at))
    shares = {board: group.share for group in _best(found) for board in group.members}
    divisions = [
        _division(row, region, division, names, ground, place) for place, division in enumerate(found.divisions)
    ]
    looking = _board(request, region)
    blocking = [(sentences.blocking(group, shares, names), _to_group(row, group.members)) for group in found.blocking]
    return {
        "headline": sentences.headline(found, boards=len(region.candidates), kind=row.kind),
        "certainty": sentences.certainty(found, wanted),
        "found": found,
        "wanted": wanted,
        "boards": len(region.candidates),
        "unknown": len(region.candidates) - row.known_levels,
        "some_known": row.known_levels > 1,
        "divisions": divisions,
        "choices": sorted(names.items(), key=lambda item: item[1]),
        "looking": looking,
        "looking_name": names.get(looking or 0, ""),
        "best_of": [_group(row, region, group, names) for group in found.best_of.get(looking or 0, ())],
        "now": sentences.points(shares[looking]) if looking in shares else "",
        "blocking": blocking[:SHOWN_BLOCKING],
        "more_blocking": blocking[SHOWN_BLOCKING:],
    }


def _best(found: Found) -> tuple[Group, ...]:
    return found.divisions[0].groups if found.divisions else ()


def _board(request: ActorRequest, region: Region) -> int | None:
    """The board that looks: chosen, or the actor's own when it is among them."""
    there = {candidate.id for candidate in region.candidates}
    word = request.GET.get("bestuur", "")
    if word.isdecimal() and int(word) in there:
        return int(word)
    return request.actor.organisation_id if request.actor.organisation_id in there else None


def _division(
    row: PartnerSearch, region: Region, division: Division, names: Mapping[int, str], ground: charts.Ground, place: int
) -> dict[str, Any]:
    tones = charts.tones(division, region)
    groups = [
        _group(row, region, group, names) | {"tone": tone} for group, tone in zip(division.groups, tones, strict=True)
    ]
    inside = {board for group in division.groups for board in group.members}
    words = {
        board: (
            tone,
            _("with %(others)s") % {"others": sentences.listed([names[one] for one in group.members if one != board])},
        )
        for group, tone in zip(division.groups, tones, strict=True)
        for board in group.members
    }
    label = _("Map of division %(n)s") % {"n": place + 1}
    return {
        "number": place + 1,
        "worth": round(100 * division.value),
        "groups": groups,
        "alone": sorted(names[candidate.id] for candidate in region.candidates if candidate.id not in inside),
        "map": ground.coloured(words, label),
    }


def _group(row: PartnerSearch, region: Region, group: Group, names: Mapping[int, str]) -> dict[str, Any]:
    sizes = [candidate.inhabitants for candidate in region.candidates if candidate.id in group.members]
    return {
        "names": sentences.listed(sorted(names[board] for board in group.members)),
        "boards": len(group.members),
        "from_inhabitants": min(sizes),
        "to_inhabitants": max(sizes),
        "share": sentences.points(group.share),
        "worth": round(100 * group.value),
        "url": _to_group(row, group.members),
    }


def _to_group(row: PartnerSearch, members: Sequence[int]) -> str:
    asked = {"soort": row.kind, "provincie": row.province, "zoektocht": str(row.pk), "bestuur": [*map(str, members)]}
    return reverse("partnerships:group") + "?" + urlencode(asked, doseq=True)


@signed_in
@require_POST
def enough(request: ActorRequest, search_id: int) -> HttpResponse:
    row = get_object_or_404(access.visible_searches(request.actor), pk=search_id)
    try:
        actions.call_it_enough(search_id=row.pk, now=timezone.now(), by=request.actor)
    except Refused as refused:
        messages.info(request, str(refused))
    return redirect("partnerships:search", search_id=row.pk)


@signed_in
@require_GET
def group(request: ActorRequest) -> HttpResponse:
    """Any boards as a group: why each is in, what changes when one leaves, who could be next."""
    from steunpunt.bundle.partnerships.rules.search import Search, joiners, reasons  # waits for an optimiser

    require(access.sees_partners(request.actor))
    today = timezone.localdate()
    kind, province = _where(request)
    row = _search_of(request)
    wanted = queries.wanted_of(row) if row else DEFAULTS[kind]
    boards = queries.boards_among(kind, province, today)
    made = Search(queries.region(request.actor, boards, kind, today), wanted)
    members = [board for board in _chosen(request) if board in made.place]
    if len(members) < 2:
        messages.info(request, _("Choose at least two boards to look at as a group."))
        return redirect(reverse("partnerships:partners") + "?" + urlencode({"soort": kind, "provincie": province}))
    if request.actor.is_of_support_point:
        scan.note_looks_at(members, what=gettext_noop("group of possible partners"), by=request.actor)
    names = {board.id: board.name for board in boards}
    known = {candidate.id for candidate in made.region.candidates if candidate.levels}
    sizes = {candidate.id: candidate.inhabitants for candidate in made.region.candidates}
    value = float(made.worth([tuple(sorted(made.place[board] for board in members))])[0])
    found = reasons(made, members)
    share = value / len(members)
    next_ones = joiners(made, members)
    context = {
        "names": sentences.listed([names[board] for board in members]),
        "explore_url": reverse("partnerships:start") + "?" + urlencode({"bestuur": members}, doseq=True)
        if access.may_start(request.actor)
        else "",
        "is_feasible": made.is_feasible([made.place[board] for board in members]),
        "share": sentences.points(share),
        "worth": round(100 * value),
        "ratio": max(sizes[board] for board in members) / max(min(sizes[board] for board in members), 1),
        "known": len(known & set(members)),
        "members": [
            {
                "name": names[one.board],
                "inhabitants": sizes[one.board],
                "reasons": one,
                "why": sentences.why(one, known=one.board in known),
                "without": None if one.share_without is None else sentences.points(one.share_without),
                "better_without": one.share_without is not None and one.share_without > share,
            }
            for one in found
        ],
        "joiners": [
            {
                "name": names[one.board],
                "inhabitants": sizes[one.board],
                "share": sentences.points(one.share),
                "gain": round(100 * one.gain, 1),
                "url": _with(request, one.board),
            }
            for one in next_ones
            if one.is_feasible
        ][:8],
        "map": charts.ground(made.ids, kind, today).coloured(
            {board: ("blue", _("in this group")) for board in members}
            | {one.board: ("pale", _("could be next")) for one in next_ones if one.is_feasible},
            _("Map of this group"),
        ),
        "trail": [
            (_("Cooperate"), ""),
            (_("Find partners"), reverse("partnerships:partners")),
            *([(str(row.pk), reverse("partnerships:search", args=[row.pk]))] if row else []),
            (_("Group"), ""),
        ],
    }
    return render(request, "partnerships/group.html", context)


def _search_of(request: ActorRequest) -> PartnerSearch | None:
    word = request.GET.get("zoektocht", "")
    if not word:
        return None
    row = access.visible_searches(request.actor).filter(pk=int(word)).first() if word.isdecimal() else None
    if row is None:
        raise Http404
    return row


def _chosen(request: HttpRequest) -> list[int]:
    return sorted({int(word) for word in request.GET.getlist("bestuur") if word.isdecimal() and len(word) < 18})[:40]


def _with(request: HttpRequest, board: int) -> str:
    asked = request.GET.copy()
    asked.appendlist("bestuur", str(board))
    return f"{request.path}?{asked.urlencode()}"


@signed_in
@require_GET
def groups_workbook(request: ActorRequest, search_id: int) -> HttpResponse:
    """Everything that a search found, as a workbook."""
    row = get_object_or_404(access.visible_searches(request.actor), pk=search_id)
    found = queries.found_of(row)
    if found is None:
        raise Http404
    names = organisations.names({candidate.id for candidate in queries.region_of(row).candidates})
    header = [_("Boards"), _("Number"), _("Worth"), _("Worth to each")]

    def cells(one: Group) -> list[Any]:
        said = ", ".join(names[board] for board in one.members)
        return [said, len(one.members), round(100 * one.value, 2), round(100 * one.share, 2)]

    sheets: dict[str, Any] = {
        _("Division %(n)s") % {"n": number}: (header, [cells(one) for one in division.groups])
        for number, division in enumerate(found.divisions, start=1)
    }
    sheets[_("Best for each")] = (
        [_("Board"), *header],
        [[names[board], *cells(one)] for board, groups in found.best_of.items() for one in groups],
    )
    sheets[_("Rather together")] = (header, [cells(one) for one in found.blocking])
    return download(workbook_bytes(sheets), f"partners-{row.pk}.xlsx", XLSX)
