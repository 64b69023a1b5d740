"""The report of a partnership or a whole round, as PDF and as workbook: the same figures as the page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from steunpunt.assess.scan import access, actions, queries, sentences
from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.group_papers import with_whom
from steunpunt.assess.scan.models import Round, Scan
from steunpunt.assess.scan.queries import comparison, group_report
from steunpunt.assess.scan.queries import opportunities as chances_of
from steunpunt.assess.scan.queries.comparison import Beside
from steunpunt.assess.scan.queries.group_report import GroupFigures, Insights
from steunpunt.assess.scan.queries.opportunities import Group
from steunpunt.assess.scan.rules.parameters import HELPER_FROM, TARGET_LEVEL
from steunpunt.assess.scan.sentences import with_whom as with_whom_words
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.figures.disclosure import MIN_GROUP
from steunpunt.foundation.figures.rounding import half_up
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import papers, spreadsheets
from steunpunt.foundation.ui.templatetags.ui import mark, number

MOST_CHANCES = 5
MOST_ON_PAPER = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReport:
    """Everything that a group report says, as far as this reader may see it."""

    round: Round
    title: str
    group: Group | None
    """Boards by name and what they could do together; none for a whole round."""
    figures: GroupFigures
    shown: Beside | None = None
    """For a board: itself beside all other members, when it asked for that and it may be shown."""
    is_adviser: bool
    members: int = 0


def of_partnership(actor: Actor, round_id: int, group_id: int) -> GroupReport:
    """The report of a partnership, for advisers and for its members among themselves."""
    round_ = get_object_or_404(access.rounds_taken_part_in(actor).select_related("version"), pk=round_id)
    card, today = organisations.organisation(group_id), timezone.localdate()
    members = organisations.members_of(group_id, today)
    is_adviser = access.may_follow_rounds(actor)
    if card is None or card.kind != organisations.Kind.PARTNERSHIP:
        raise Http404
    if not is_adviser and actor.organisation_id not in members:
        raise Http404
    found = chances_of.group(actor, round_, members, group_id=group_id, today=today)
    report = GroupReport(
        round=round_,
        title=card.name,
        group=found,
        figures=group_report.figures(round_, members if is_adviser else found.scans.keys()),
        is_adviser=is_adviser,
        members=len(members),
    )
    if is_adviser:
        looked_at = {*found.scans.values(), *found.halves.values()}
        actions.note_looks(scan_ids=looked_at, what=card.name, by=actor)
        return report
    own = own_scan(actor, round_)
    whole = comparison.of_partnership(own, group_id) if own else None
    if own is None or whole is None:
        return report
    rows = queries.released_groups(own)
    if not comparison.figures_of(whole, rows):
        return report
    return replace(report, shown=comparison.chosen_result(own, whole, rows))


def own_scan(actor: Actor, round_: Round) -> Scan | None:
    """The submitted scan of the actor's own board in a round."""
    mine = access.visible_scans(actor).filter(round=round_, organisation_id=actor.organisation_id or 0)
    return queries.with_round(mine.filter(state=ScanState.SUBMITTED)).first()


def of_round(actor: Actor, round_id: int) -> GroupReport:
    """The report of a whole round, in counts: for advisers."""
    round_ = get_object_or_404(access.visible_rounds(actor).select_related("version"), pk=round_id)
    figures = group_report.figures(round_, None)
    return GroupReport(round=round_, title=round_.name, group=None, figures=figures, is_adviser=True)


@dataclass(frozen=True, slots=True)
class Block:
    """One table: a title, what the columns are called, the rows."""

    title: str
    columns: list[str]
    rows: list[list[Any]]


def blocks(report: GroupReport) -> list[Block]:
    """Per kind of board one table over all domains; for a board first its own place among all members."""
    names = _domains(report.round)
    found = [_beside(report.shown)] if report.shown else []
    is_alone = not report.is_adviser and (report.group is None or len(report.group.boards) < 2)
    for part in report.figures.parts:
        if is_alone or not part.submitted:
            continue
        columns = [_("Domain"), _("Boards"), _("P25"), _("Median"), _("P75"), _("Strong"), _("Can share"), _("Need")]
        columns += [_("Want")]
        if report.is_adviser:
            columns += [_("Known"), _("New"), _("Blind spot")]
        rows = [[names[code], *_line(report, part.kind, code)] for code in report.figures.domains[part.kind]]
        found.append(Block(capfirst(str(sentences.KINDS[part.kind])), columns, rows))
    return found


def tables(report: GroupReport) -> list[Block]:
    """The same as they are read, on page and paper: scores without decimals, as everywhere."""
    return [
        Block(one.title, one.columns, [[_said(value) for value in row] for row in one.rows]) for one in blocks(report)
    ]


def _line(report: GroupReport, kind: BoardType, code: str) -> list[Any]:
    spread = report.figures.spreads.get((kind, code))
    tally = report.figures.tallies.get((kind, code))
    line: list[Any] = [spread.boards if spread else 0]
    line += [spread.p25, spread.median, spread.p75] if spread else [None, None, None]
    line += [tally.strong, tally.can_share, tally.needs, tally.wants] if tally else [0, 0, 0, 0]
    if report.is_adviser:
        insights = report.figures.insights.get((kind, code), Insights())
        line += [insights.known, insights.new, insights.blind]
    return line


def _beside(shown: Beside) -> Block:
    """The board itself beside all other members of its kind, as released to it."""
    columns = [_("Domain"), _("Score"), _("Boards"), _("P25"), _("Median"), _("P75"), _("What we knew")]
    rows = [
        [
            say(domain.name),
            found.score.score if found.status != "incomplete" else None,
            found.comparison.peers if found.comparison.median is not None else None,
            found.comparison.p25,
            found.comparison.median,
            found.comparison.p75,
            str(sentences.INSIGHT[found.insight]),
        ]
        for domain, found in shown.result.domains
    ]
    return Block(_("Your board beside the members"), columns, rows)


def participation(report: GroupReport) -> list[str]:
    """Who took part, in sentences. To a board it says nothing of who did not submit."""
    by_name = [board.name for board in report.group.boards] if report.group else []
    named = [_("By name: %(names)s.") % {"names": sentences.listed(by_name)}] if by_name else []
    if report.is_adviser:
        text = _("%(kind)s: %(submitted)s of %(invited)s boards submitted.")
        return [
            text
            % {
                "kind": capfirst(sentences.KINDS[part.kind]),
                "submitted": part.submitted,
                "invited": part.invited,
            }
            for part in report.figures.parts
        ] + named
    seen = len(by_name)
    said = ngettext(
        "Of the %(members)s members, %(n)s is seen here by name.",
        "Of the %(members)s members, %(n)s are seen here by name.",
        seen,
    )
    return [said % {"members": report.members, "n": seen}, *named]


def chances(report: GroupReport) -> list[dict[str, str]]:
    """The best opportunities, each with the sentence why, and what was wished apart."""
    names = _domains(report.round)
    if report.group:
        return [
            {
                "title": names[one.domain],
                "way": str(sentences.WAYS[one.scope]),
                "why": sentences.why(one, report.group.names),
                "wished": sentences.wished(one, report.group.names),
                "suggested": with_whom_words.beside(one, report.group.suggestions, report.group.names),
            }
            for one in report.group.opportunities[:MOST_CHANCES]
        ]
    return _in_counts(report.figures, names)


def _in_counts(figures: GroupFigures, names: Mapping[str, str]) -> list[dict[str, str]]:
    """For a whole round: where most boards need what others can share, in counts."""
    rows = sorted(
        figures.tallies.items(), key=lambda item: (-min(item[1].needs, item[1].can_share), -item[1].needs, item[0])
    )
    return [
        {
            "title": names[code],
            "way": str(sentences.KINDS[kind]),
            "why": _("%(needs)s boards stand under level %(low)s, and %(share)s are at level %(high)s or higher.")
            % {
                "needs": tally.needs,
                "share": tally.can_share,
                "low": number(HELPER_FROM, 1),
                "high": number(TARGET_LEVEL, 1),
            },
            "wished": _("%(wants)s boards want to work together on it; %(leads)s want to lead.")
            % {"wants": tally.wants, "leads": tally.leads},
            "suggested": "",
        }
        for (kind, code), tally in rows[:MOST_CHANCES]
        if tally.needs
    ]


def headline(report: GroupReport) -> str:
    """One sentence that answers what the report is for."""
    found = list(dict.fromkeys(one["title"] for one in chances(report)))[:2]
    if not found:
        return _("There is too little yet to say what these boards could do together.")
    return _("What these boards could best do together: %(domains)s. A suggestion: each board decides.") % {
        "domains": sentences.listed([sentences.quoted(name) for name in found])
    }


def note(report: GroupReport) -> str:
    """For whom it is, and by which rule."""
    if report.is_adviser and report.group is None:
        return _(
            "Made for advisers of the support point. No board is named in it. Quartiles are shown from %(k)s boards."
        ) % {"k": MIN_GROUP}
    if report.is_adviser:
        return _(
            "Made for advisers of the support point. Boards are named in it: it is not to be handed on. Quartiles are shown from %(k)s boards."  # noqa: E501 - one text
        ) % {"k": MIN_GROUP}
    return _(
        "Only boards that show themselves by name in this group are named and counted. Figures over all members are shown from %(k)s other boards, and never so that a board can be worked out from what you saw before."  # noqa: E501 - one text
    ) % {"k": MIN_GROUP}


def warning(report: GroupReport) -> str:
    if not report.round.is_synthetic:
        return ""
    return _("These answers were generated for the demonstration. They say nothing about real boards.")


def pdf(report: GroupReport, *, now: datetime) -> bytes:
    """A4 pages: headline, who took part, chances, one table per kind of board."""
    day = formats.date_format(timezone.localtime(now), "SHORT_DATE_FORMAT")
    data = {
        "title": report.title,
        "language": get_language() or "nl",
        "kicker": f"{report.round.name} · {day}",
        "foot": _("Source: answers of the boards themselves, questionnaire version %(version)s, on %(day)s.")
        % {"version": report.round.version.number, "day": day},
        "page_word": _("page"),
        "warning": warning(report),
        "headline": headline(report),
        "participation_title": _("Who took part"),
        "participation": participation(report),
        "chances_title": _("Best chances"),
        "colon": mark(":"),
        "computed": _("Computed"),
        "wished": _("Wished"),
        "suggested": _("With whom"),
        "chances": chances(report),
        "tables": [
            {"title": block.title, "columns": block.columns, "rows": block.rows}
            for block in [*tables(report), *_ways(report), *_levels_on_paper(report)]
        ],
        "note": note(report),
        "with_whom_rule": with_whom_words.rule() if report.group and report.group.suggestions else "",
        "how_to_read": _(
            "Strong from level 3, can share from level %(high)s, in need under level %(low)s. Known: a weak score (under 40 points) that the board named or estimated as low beforehand; new: one that it did not; blind spot: a quarter or more answered with “I don’t know”."  # noqa: E501 - one text
        )
        % {"high": number(TARGET_LEVEL, 1), "low": number(HELPER_FROM, 1)},
    }
    return papers.pdf("steunpunt.assess.scan", "group", data, made_at=now)


def workbook(report: GroupReport) -> bytes:
    """The same tables as sheets, with the levels of the boards that are seen by name."""
    sheets: dict[str, Any] = {
        block.title[:31]: (block.columns, [[_rounded(value) for value in row] for row in block.rows])
        for block in blocks(report)
    }
    if report.group:
        levels = _levels(report.round, report.group)
        sheets[levels.title] = (levels.columns, [[_rounded(value, 2) for value in row] for row in levels.rows])
        sheets[_("With whom")] = with_whom.verdicts(report.group, _domains(report.round))
    columns = [_("Domain"), _("Way"), _("Computed"), _("With whom"), _("Wished")]
    keys = ("title", "way", "why", "suggested", "wished")
    sheets[_("Chances")] = (columns, [[one[key] for key in keys] for one in chances(report)])
    said = [
        *participation(report),
        note(report),
        with_whom_words.rule(),
        *([warning(report)] if warning(report) else []),
    ]
    sheets[_("Explanation")] = ([_("Explanation")], [[line] for line in said])
    return spreadsheets.workbook_bytes(sheets)


def _ways(report: GroupReport) -> list[Block]:
    """With whom, in numbers of boards."""
    names = _domains(report.round)
    return [Block(*one) for one in with_whom.counts(report.group, names)] if report.group else []


def _levels(round_: Round, group: Group) -> Block:
    """The level of every board that is seen by name, in every domain."""
    levels = {(code, one.board): one.level for code, found in group.standings.items() for one in found}
    rows = [
        [name, *(levels.get((code, board.id)) for board in group.boards)] for code, name in _domains(round_).items()
    ]
    return Block(_("Levels"), [_("Domain"), *(board.name for board in group.boards)], rows)


def _levels_on_paper(report: GroupReport) -> list[Block]:
    """As many boards as fit on a page; the workbook has them all."""
    if report.group is None or not 2 <= len(report.group.boards) <= MOST_ON_PAPER:
        return []
    found = _levels(report.round, report.group)
    rows = [[name, *(number(level, 1) for level in row)] for name, *row in found.rows]
    return [Block(_("Levels by name, from 0 to 5"), found.columns, rows)]


def _domains(round_: Round) -> dict[str, str]:
    return {domain.code: say(domain.name) for domain in queries.questionnaire_of_round(round_).domains}


def _said(value: Any) -> str:
    if isinstance(value, float):
        return number(value)
    return "–" if value is None or value == "" else str(value)


def _rounded(value: Any, decimals: int = 1) -> Any:
    return float(half_up(value, decimals)) if isinstance(value, float) else value
