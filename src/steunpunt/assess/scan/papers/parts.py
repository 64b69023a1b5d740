"""What the report and the workbook of a board hold besides its scores and answers: facts, key figures, wishes, chances, plans.

Of others only what the board itself sees: figures that were released to it, and by name who shows itself to it, whoever
prints the paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from steunpunt.assess.scan import queries, sentences
from steunpunt.assess.scan.choices import PointState, Status
from steunpunt.assess.scan.forms import POINT_STATES, say
from steunpunt.assess.scan.models import ActionPoint, Scan
from steunpunt.assess.scan.queries import comparison, ledger, trends
from steunpunt.assess.scan.queries import opportunities as chances_of
from steunpunt.assess.scan.queries.opportunities import Chances
from steunpunt.assess.scan.queries.reviews import Reviewed
from steunpunt.assess.scan.queries.trends import Trend
from steunpunt.assess.scan.rules import level
from steunpunt.assess.scan.sentences import with_whom as with_whom_words
from steunpunt.assess.scan.sentences.facts import LABELS, UNITS, said, written
from steunpunt.foundation.ui.templatetags.ui import day, number, percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One table with a title and, where it needs one, a line of explanation."""

    title: str
    columns: list[str]
    rows: list[list[Any]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Besides:
    """What is read for the parts: once, for report and workbook alike."""

    trend: Trend | None
    facts: list[comparison.FactSpread]
    chances: Chances
    points: list[ActionPoint]


def read(scan: Scan, *, today: date) -> Besides:
    facts = queries.default_groups(queries.released_groups(scan)).get(ledger.FACTS)
    return Besides(
        trend=trends.trend(scan),
        facts=comparison.facts_beside(scan, facts.figures if facts else {}),
        chances=chances_of.chances(None, scan, today=today),
        points=queries.points_until(scan),
    )


def per_domain(result: queries.Result, besides: Besides, counts: Reviewed | None) -> Part:
    """The table of the result page: score, level, what is open, comparison, change, status, what was known."""
    trend = besides.trend if besides.trend and besides.trend.is_comparable else None
    columns = [_("Domain"), _("Score"), _("Level"), _("Coverage"), _("Lower–upper"), _("Median"), _("Boards")]
    columns += [_("Since last scan")] if trend else []
    columns += [_("After review")] if counts else []
    rows = []
    for domain, found in result.domains:
        score, compared = found.score, found.comparison
        shown = score.score if found.status is not Status.INCOMPLETE else None
        line = [say(domain.name), number(shown), number(level(shown), 1), percent(score.coverage)]
        line.append("–" if score.lower is None else f"{number(score.lower)}–{number(score.upper)}")
        line += [number(compared.median), number(compared.peers if compared.median is not None else None)]
        line += [change(trend.changes.get(domain.code))] if trend else []
        line += [_after(counts, domain.code)] if counts else []
        line += [str(sentences.STATUS[found.status]), str(sentences.INSIGHT[found.insight]) or "–"]
        rows.append(line)
    return Part(
        title=_("Per domain"),
        columns=[*columns, _("Status"), _("What we knew")],
        rows=rows,
        note=_since(trend),
    )


def since(besides: Besides) -> Part:
    """Then and now, on the questions that stayed comparable."""
    trend = besides.trend if besides.trend and besides.trend.is_comparable else None
    if trend is None:
        return Part(title=_("Since last scan"), columns=[], rows=[])
    questionnaire = queries.questionnaire_of(trend.before)
    names = {domain.code: say(domain.name) for domain in questionnaire.domains}
    rows = [
        [names.get(code, code), number(move.then), number(move.now), change(move.change), move.questions]
        for code, move in trend.moves.items()
    ]
    columns = [_("Domain"), trend.before.round.name, _("Now"), _("Difference"), _("Questions")]
    return Part(title=_("Since last scan"), columns=columns, rows=rows, note=_since(trend))


def change(points: float | None) -> str:
    """With its sign, which nought has not."""
    written_points = number(points)
    return written_points if points is None or points < 0 or written_points == "0" else f"+{written_points}"


def _since(trend: Trend | None) -> str:
    if trend is None:
        return ""
    text = _(
        "Since last scan: points out of 100 since “%(round)s”, on %(n)s of %(asked)s questions that stayed comparable."
    )
    return text % {"round": trend.before.round.name, "n": trend.questions, "asked": trend.asked}


def _after(counts: Reviewed, domain: str) -> str:
    after = counts.after(domain)
    return number(after.score if after else None)


def facts(scan: Scan, filled: queries.Sheet) -> Part:
    rows = [
        [say(fact.text), said(filled.facts[fact.id], fact)]
        for fact in queries.questionnaire_of(scan).facts
        if fact.id in filled.facts
    ]
    return Part(title=_("About the board"), columns=[_("Question"), _("Answer")], rows=rows)


def key_figures(besides: Besides) -> Part:
    rows = [
        [
            str(LABELS[one.key]),
            "–" if one.own is None else written(one.own),
            str(UNITS[one.key]),
            *("–" if value is None else written(value) for value in (one.group.p25, one.group.median, one.group.p75)),
        ]
        for one in besides.facts
    ]
    columns = [_("Key figure"), _("Your board"), _("Unit"), _("P25"), _("Median"), _("P75")]
    note = _("Beside boards of the same scale, as far as their figures may be shown.")
    return Part(title=_("Key figures"), columns=columns, rows=rows, note=note)


def wishes(scan: Scan, result: queries.Result, filled: queries.Sheet, *, with_remarks: bool) -> Part:
    """What the board said of itself beforehand, and with whom it wants to work together."""
    rows = []
    for domain, _found in result.domains:
        row = filled.views.get(domain.code)
        line = [
            say(domain.name),
            "–" if row is None or row.self_level is None else str(row.self_level),
            "–" if row is None or row.has_issue is None else (_("yes") if row.has_issue else _("no")),
            with_whom_words.wished(row.want, row.with_whom) if row else "",
        ]
        rows.append([*line, row.note if row else ""] if with_remarks else line)
    columns = [_("Domain"), _("Own estimate beforehand"), _("Known issue"), _("Wishes to work together")]
    return Part(
        title=_("Own estimate and wishes"), columns=[*columns, _("Remark")] if with_remarks else columns, rows=rows
    )


def opportunities(scan: Scan, besides: Besides) -> Part:
    """The best chances with boards that show themselves to this board: computed and wished apart."""
    names = {domain.code: say(domain.name) for domain in queries.questionnaire_of(scan).domains}
    group = besides.chances.group
    rows = [
        [
            names[one.domain],
            str(sentences.WAYS[one.scope]),
            number(one.potential * 100),
            sentences.why(one, group.names),
            sentences.wished(one, group.names),
        ]
        for one in besides.chances.best
    ]
    note = "" if rows else _("No chances with others by name yet")
    columns = [_("Domain"), _("Way"), _("Potential"), _("Computed"), _("Wished")]
    return Part(title=_("Best chances"), columns=columns, rows=rows, note=note)


def with_whom(scan: Scan, besides: Besides) -> Part:
    """Per domain the verdict between the other half of the local authority and the own kind, beside the wish."""
    names = {domain.code: say(domain.name) for domain in queries.questionnaire_of(scan).domains}
    rows = [
        [
            names[one.domain],
            number(one.channel.own * 100),
            number(one.channel.among * 100),
            str(with_whom_words.VERDICTS[one.channel.suggestion]),
            with_whom_words.wish(one.standing) or "–",
        ]
        for one in besides.chances.group.suggestions
    ]
    columns = [_("Domain"), _("Within the own local authority"), _("Among its own kind"), _("Computed"), _("Wished")]
    return Part(
        title=_("With whom, domain by domain"), columns=columns, rows=rows, note=with_whom_words.rule() if rows else ""
    )


def reckoned(scan: Scan, besides: Besides) -> Part:
    """What a domain promises among boards of the same scale, from their median."""
    names = {domain.code: say(domain.name) for domain in queries.questionnaire_of(scan).domains}
    rows = [
        [names[one.domain], number(one.level, 1), number(one.median, 1), percent(one.potential)]
        for one in besides.chances.reckoned
    ]
    columns = [_("Domain"), _("Your level"), _("Median"), _("Potential")]
    return Part(title=_("Among boards of your scale"), columns=columns, rows=rows)


def plans(scan: Scan, besides: Besides) -> Part:
    """What the board planned after this scan and the earlier ones, and how far that is; not who does it."""
    names = {domain.code: say(domain.name) for domain in queries.questionnaire_of(scan).domains}
    rows = [
        [
            one.title,
            names.get(one.domain, one.domain),
            day(one.due_on),
            str(POINT_STATES[PointState(one.state)]),
            one.scan.round.name,
        ]
        for one in besides.points
    ]
    columns = [_("Action"), _("Domain"), _("By when"), _("How far"), _("Planned after")]
    return Part(title=_("Actions"), columns=columns, rows=rows, note="" if rows else _("No actions were planned yet."))


def for_paper(
    scan: Scan, result: queries.Result, filled: queries.Sheet, counts: Reviewed | None, besides: Besides
) -> tuple[Part, Sequence[Part]]:
    """The table over all domains, and the parts that follow the answers."""
    parts = [
        opportunities(scan, besides),
        with_whom(scan, besides),
        reckoned(scan, besides),
        wishes(scan, result, filled, with_remarks=False),
        plans(scan, besides),
        facts(scan, filled),
        key_figures(besides),
    ]
    return per_domain(result, besides, counts), [part for part in parts if part.rows or part.note]
