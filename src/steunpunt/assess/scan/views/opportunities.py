"""What to do with whom: for one board, for boards beside one another, for a region; and who shows itself by name."""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.assess.scan import access, actions, group_papers, papers, rules, sentences
from steunpunt.assess.scan.choices import BoardType, Mark
from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.models import Round
from steunpunt.assess.scan.queries import opportunities as queries
from steunpunt.assess.scan.queries import questionnaire_of_round
from steunpunt.assess.scan.registry import Found, onward
from steunpunt.assess.scan.sentences import with_whom as with_whom_words
from steunpunt.assess.scan.values import Opportunity, Standing, Suggestion
from steunpunt.assess.scan.views.results import submitted_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import Actor, ActorRequest, Refused, require
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import maps
from steunpunt.foundation.ui.templatetags.ui import number

MOST = 150
"""Boards beside one another at most: beyond it nobody reads the table, and the region has its own page."""


@signed_in
@require_GET
def chances(request: ActorRequest, scan_id: int) -> HttpResponse:
    """The best chances of one board."""
    scan = submitted_or_404(request, scan_id, gettext_noop("chances"))
    found = queries.chances(request.actor, scan, today=timezone.localdate())
    _note(request.actor, found.group, gettext_noop("chances"), besides=scan.pk)
    domains = _domains(scan.round)
    context = {
        "scan": scan,
        "board": str(scan.organisation),
        "found": found,
        "best": [_shown(request.actor, found.group, one, domains) for one in found.best],
        "reckoned": [(domains[one.domain], one) for one in found.reckoned],
        "verdicts": [_verdict(domains[one.domain], one) for one in found.group.suggestions],
        "with_whom_rule": with_whom_words.rule(),
        "may_plan": access.may_plan(request.actor),
        "sees_consents": access.sees_consents(request.actor),
        "warning": papers.synthetic_warning(scan),
        "trail": [
            (_("Assess"), ""),
            (scan.round.name, reverse("scan:overview", args=[scan.pk])),
            (_("Result"), reverse("scan:result", args=[scan.pk])),
            (_("What with whom"), ""),
        ],
    }
    return render(request, "scan/chances.html", context)


@signed_in
@require_GET
def partnership(request: ActorRequest, round_id: int, group_id: int) -> HttpResponse:
    """What the members of a partnership could do together: for advisers, and for members among themselves."""
    report = group_papers.of_partnership(request.actor, round_id, group_id)
    assert report.group is not None  # noqa: S101 - a partnership has one
    own = None if report.is_adviser else group_papers.own_scan(request.actor, report.round)
    context = _beside(request.actor, report.group, report.title, group_id) | {
        "group_id": group_id,
        "participation": group_papers.participation(report),
        "blocks": group_papers.tables(report),
        "note": group_papers.note(report),
        "may_ask": own is not None and report.shown is None and access.may_choose_comparison(request.actor, own),
    }
    return render(request, "scan/together.html", context)


@signed_in
@require_GET
def together(request: ActorRequest, round_id: int) -> HttpResponse:
    """For advisers: the whole round in counts, and any boards beside one another, chosen on the map or in the list."""
    round_ = get_object_or_404(access.visible_rounds(request.actor).select_related("version"), pk=round_id)
    ids = _chosen(request)
    if ids:
        found = queries.group(request.actor, round_, ids, group_id=None, today=timezone.localdate())
        title = _("%(n)s boards beside one another") % {"n": len(found.boards)}
        _note(request.actor, found, gettext_noop("boards beside one another"))
        return render(request, "scan/together.html", _beside(request.actor, found, title) | {"chosen": True})
    return render(request, "scan/region.html", _region(round_, request.GET.get("zoek", "").strip()[:80]))


def _chosen(request: HttpRequest) -> list[int]:
    return sorted({int(word) for word in request.GET.getlist("bestuur") if word.isdecimal()})[:MOST]


def _note(actor: Actor, found: queries.Group, what: str, *, besides: int | None = None) -> None:
    """A look of the support point at boards beside one another goes on record with each of them."""
    if actor.is_of_support_point:
        looked_at = {*found.scans.values(), *found.halves.values()}
        actions.note_looks(scan_ids=looked_at - {besides}, what=what, by=actor)


def _domains(round_: Round) -> dict[str, str]:
    return {domain.code: say(domain.name) for domain in questionnaire_of_round(round_).domains}


def _shown(
    actor: Actor,
    group: queries.Group,
    found: Opportunity,
    domains: Mapping[str, str],
    group_id: int | None = None,
) -> dict[str, Any]:
    """An opportunity as a card: what was computed and what the boards wish, apart."""
    title = domains[found.domain]
    handed_on = Found(
        round_id=group.round.pk,
        domain=found.domain,
        scope=found.scope.value,
        title=title,
        organisation_ids=[one.board for one in found.boards],
        group_id=group_id,
    )
    links = onward.ask(lambda step: step.link(actor, handed_on))
    return {
        "domain": found.domain,
        "title": title,
        "way": sentences.WAYS[found.scope],
        "potential": number(found.potential * 100),
        "prior": found.prior,
        "gain": number(found.gain * 100),
        "pairs": found.pairs,
        "is_firm": found.is_firm,
        "why": sentences.why(found, group.names),
        "wished": sentences.wished(found, group.names),
        "suggested": with_whom_words.beside(found, group.suggestions, group.names),
        "boards": [
            {
                "name": group.names[one.board],
                "level": one.level,
                "marks": rules.marks(one),
                "want": sentences.WISHES.get(one.want) if one.want is not None else "",
            }
            for one in found.boards
        ],
        "links": [link for link in links if link],
    }


def _beside(actor: Actor, found: queries.Group, title: str, group_id: int | None = None) -> dict[str, Any]:
    domains = _domains(found.round)
    cards = [_shown(actor, found, one, domains, group_id) for one in found.opportunities]
    by_board = {
        code: {one.board: one for one in standings} for code, standings in found.standings.items() if code in domains
    }
    return {
        "round": found.round,
        "title": title,
        "found": found,
        "first": cards[:5],
        "others": cards[5:],
        "headline": list(dict.fromkeys(card["title"] for card in cards))[:2],
        "rows": [
            (name, [_cell(by_board.get(code, {}).get(board.id)) for board in found.boards])
            for code, name in domains.items()
        ],
        "ways": _ways(found, domains),
        "with_whom_rule": with_whom_words.rule(),
        "map": _map([board.id for board in found.boards], [board.id for board in found.missing]),
        "sharing": [(found.names[one], found.names[other]) for one, other in found.sharing],
        "zones": [
            (domains[code], [found.names[board] for board in boards])
            for code, boards in queries.zones_wishing(found).items()
            if code in domains
        ],
        "is_adviser": access.may_follow_rounds(actor),
        "sees_consents": access.sees_consents(actor),
        "trail": [
            (_("Assess"), ""),
            (_("Cooperation scan"), reverse("scan:index")),
            (found.round.name, ""),
            (title, ""),
        ],
    }


def _verdict(name: str, found: Suggestion) -> dict[str, Any]:
    """One domain of one board: both ways as bars, the verdict, and what the board itself wishes."""
    return {
        "domain": found.domain,
        "name": name,
        "own": number(found.channel.own * 100),
        "among": number(found.channel.among * 100),
        "verdict": with_whom_words.VERDICTS[found.channel.suggestion],
        "alone": with_whom_words.alone(found),
        "wish": with_whom_words.wish(found.standing),
    }


def _ways(found: queries.Group, domains: Mapping[str, str]) -> list[dict[str, Any]]:
    """Per kind of board a table: per domain and board with whom it is best tackled, and what the board wishes."""
    by_place = {(one.domain, one.standing.board): one for one in found.suggestions}
    standings = {(code, one.board): one for code, there in found.standings.items() for one in there}
    kinds = {one.standing.board: one.standing.type for one in found.suggestions}
    tables = []
    for kind in (BoardType.WELFARE_CENTRE, BoardType.MUNICIPALITY):
        boards = [board for board in found.boards if kinds.get(board.id) is kind]
        rows = [
            (name, [_way(by_place.get((code, board.id)), standings.get((code, board.id))) for board in boards])
            for code, name in domains.items()
        ]
        wishes = [
            (name, [(board.name, cell["wish"]) for board, cell in zip(boards, cells, strict=True) if cell["wish"]])
            for name, cells in rows
        ]
        if boards:
            tables.append({"kind": sentences.KINDS[kind], "boards": boards, "rows": rows, "wishes": wishes})
    return tables


def _way(one: Suggestion | None, standing: Standing | None) -> dict[str, Any]:
    wish = with_whom_words.wish(standing) if standing and Mark.WANTS in rules.marks(standing) else ""
    if one is None:
        return {"short": "–", "tone": "none", "wish": wish}
    verdict = one.channel.suggestion
    return {"short": with_whom_words.SHORT[verdict], "tone": with_whom_words.TONES[verdict], "wish": wish}


def _cell(standing: Standing | None) -> dict[str, Any]:
    """One square of the table: the level as colour and number, with its marks."""
    if standing is None or standing.level is None:
        return {"level": None, "tone": "none", "is_blind": bool(standing and standing.is_blind), "wants": False}
    marks = rules.marks(standing)
    return {
        "level": standing.level,
        "tone": min(int(standing.level), 4),
        "is_blind": Mark.BLIND_SPOT in marks,
        "wants": Mark.WANTS in marks,
    }


def _map(there: Collection[int], missing: Collection[int]) -> maps.Map | None:
    today = timezone.localdate()
    lands = organisations.land_of([*there, *missing], today)
    tones = {lands[board]: ("pale", _("did not submit")) for board in missing if board in lands}
    tones |= {lands[board]: ("blue", _("submitted")) for board in there if board in lands}
    drawn = organisations.outlines(set(lands.values()), today)
    legend = [("blue", _("submitted")), ("pale", _("did not submit"))] if missing else []
    return maps.draw(drawn, label=_("Map of the boards beside one another"), tones=tones, legend=legend)


def _region(round_: Round, words: str) -> dict[str, Any]:
    today = timezone.localdate()
    domains = _domains(round_)
    kinds: dict[str, list[Any]] = {}
    order = list(domains)
    for row in sorted(queries.tallies(round_.pk), key=lambda row: (row.board_type, order.index(row.domain))):
        kinds.setdefault(row.board_type, []).append((domains[row.domain], row))
    boards, total = queries.submitted_boards(round_.pk, words)
    lands = organisations.land_of([board.id for board in boards], today)
    drawn = organisations.outlines(set(lands.values()), today)
    return {
        "round": round_,
        "kinds": [(sentences.KINDS[kind], rows) for kind, rows in kinds.items()],
        "boards": [(board, lands.get(board.id, "")) for board in boards],
        "most": MOST,
        "total": total,
        "is_long": total > queries.MOST_LISTED,
        "words": words,
        "partnerships": organisations.partnerships(today),
        "map": maps.draw(drawn, label=_("Map of the boards that submitted: choose which to put beside one another")),
        "trail": [
            (_("Assess"), ""),
            (_("Cooperation scan"), reverse("scan:index")),
            (round_.name, reverse("scan:round", args=[round_.pk])),
            (_("What with whom"), ""),
        ],
    }


@signed_in
@require_http_methods(["GET", "POST"])
def sharing(request: ActorRequest) -> HttpResponse:
    """With whom this board shows its levels and wishes by name; give and take back."""
    require(access.sees_consents(request.actor))
    today = timezone.localdate()
    if request.method == "POST":
        word = request.POST.get("group", "")
        group_id = int(word) if word.isdecimal() else None
        try:
            if request.POST.get("do") == "withdraw":
                actions.withdraw_consent(group_id=group_id, now=timezone.now(), by=request.actor)
            else:
                actions.give_consent(group_id=group_id, now=timezone.now(), today=today, by=request.actor)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("scan:sharing")
    context = {
        "circles": queries.sharing(request.actor.organisation_id or 0, today),
        "may_consent": access.may_consent(request.actor),
        "trail": [(_("Assess"), ""), (_("Cooperation scan"), reverse("scan:index")), (_("By name"), "")],
    }
    return render(request, "scan/sharing.html", context)
