"""The page for the mayor and the workbook: the same figures as the page, on paper and in a spreadsheet."""

import zipfile
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import datetime
from typing import Any, BinaryIO

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from steunpunt.assess.scan import charts, figures, queries, review_words, sentences
from steunpunt.assess.scan.choices import BoardType, Status
from steunpunt.assess.scan.forms import language, say
from steunpunt.assess.scan.models import OpenFile, Scan
from steunpunt.assess.scan.papers import parts as report_parts
from steunpunt.assess.scan.papers.parts import Besides
from steunpunt.assess.scan.queries import reviews
from steunpunt.assess.scan.rules import level, parameters
from steunpunt.assess.scan.sentences.facts import given
from steunpunt.foundation.figures.rounding import half_up
from steunpunt.foundation.ui import papers, press, spreadsheets
from steunpunt.foundation.ui.charts import Chart
from steunpunt.foundation.ui.press import Paper
from steunpunt.foundation.ui.templatetags.ui import day, number, percent


def wishes(scan: Scan) -> list[str]:
    """Names of the domains in which the board said that it wants to join or to lead, strongest wish first."""
    questionnaire = queries.questionnaire_of(scan)
    rows = scan.domain_views.filter(want__gte=2).order_by("-want", "domain")
    return [say(questionnaire.domain(row.domain).name) for row in rows]


def synthetic_warning(scan: Scan) -> str:
    """The mark that everything drawn from generated answers carries; empty for real ones."""
    if not scan.round.is_synthetic:
        return ""
    return _(
        "Demonstration: the answers behind these figures were generated. Names and populations are real; scores say nothing about any board."  # noqa: E501 - one text
    )


def picture(scan: Scan, result: queries.Result) -> Chart:
    """The one picture of both papers."""
    return charts.strip(result, board=str(scan.organisation), width=455)


def mayor_page(scan: Scan, *, now: datetime) -> bytes:
    """One A4: one picture, five sentences, made from the figures."""
    result = queries.result(scan)
    chart = picture(scan, result)
    return _typeset(_mayor(scan, result, chart, now=now), chart, now=now)


def _typeset(paper: Paper, chart: Chart, *, now: datetime) -> bytes:
    return papers.pdf(paper.package, paper.template, paper.data, made_at=now, drawings={"chart": chart.as_svg()})


def _mayor(scan: Scan, result: queries.Result, chart: Chart, *, now: datetime) -> Paper:
    name = str(scan.organisation)
    strong, weak = sentences.strongest(result), sentences.weakest(result)
    compared = day(result.compared_at) if result.compared_at else ""
    share = percent(scan.answered / scan.asked if scan.asked else 0)
    source = _("Source: answers of the board itself, questionnaire version %(version)s, submitted on %(day)s.") % {
        "version": scan.round.version.number,
        "day": day(scan.submitted_at or now),
    }
    if compared:
        source += " " + _("Comparison of %(day)s with %(n)s boards.") % {"day": compared, "n": result.group_size}
    data: dict[str, Any] = {
        "title": _("Cooperation scan: %(board)s") % {"board": name},
        "language": get_language() or "nl",
        "kicker": f"{scan.round.name} · {day(now)}",
        "foot": source,
        "page_word": _("page"),
        "warning": synthetic_warning(scan),
        "board": name,
        "headline": sentences.headline(result, name),
        "sentences": sentences.five(
            result,
            board=name,
            board_type=scan.board_type,
            answered=scan.answered,
            asked=scan.asked,
            wishes=wishes(scan),
        ),
        "chart_title": chart.title,
        "chart_note": chart.subtitle,
        "chart_alt": chart.alt,
        "stats": [
            {
                "label": _("Filled in"),
                "value": share,
                "note": sentences.how_many(result, answered=scan.answered, asked=scan.asked),
            },
            {
                "label": _("Strong"),
                "value": str(len(strong)),
                "note": _("of %(n)s domains") % {"n": len(result.domains)},
            },
            {
                "label": _("Points for improvement"),
                "value": str(len(weak)),
                "note": _("of %(n)s domains") % {"n": len(result.domains)},
            },
            {
                "label": _("Compared with"),
                "value": str(result.group_size),
                "note": str(sentences.KINDS[scan.board_type]),
            },
        ],
        "basis": review_words.basis(reviews.reviewed(scan)),
        "how_to_read": how_to_read(),
    }
    return Paper("steunpunt.assess.scan", "mayor", data)


def how_to_read() -> str:
    """The rules behind the figures, in four sentences."""
    return _(
        "How to read this. A score is the weighted mean of the levels answered (0 to 5), times twenty. Strong: from %(strong)s points and at least the median of the group. Point for improvement: under %(weak)s points, or in the lowest quarter of the group. Boards of the same scale: at most the %(k)s nearest in inhabitants and ICT users, of the same kind, with between half and double the inhabitants; shown from %(n)s boards."  # noqa: E501 - one text
    ) % {
        "strong": parameters.STRONG_FROM,
        "weak": parameters.WEAK_BELOW,
        "k": parameters.PEERS,
        "n": parameters.MIN_PEERS,
    }


def workbook(scan: Scan, *, with_explanations: bool, with_motivations: bool) -> bytes:
    """The full result as a workbook: domains, every answer with its level and weight, facts, and the rules."""
    filled = queries.sheet(scan)
    besides = report_parts.read(scan, today=timezone.localdate())
    return _workbook(
        scan,
        queries.result(scan),
        filled,
        besides,
        with_explanations=with_explanations,
        with_motivations=with_motivations,
    )


def _workbook(
    scan: Scan,
    result: queries.Result,
    filled: queries.Sheet,
    besides: Besides,
    *,
    with_explanations: bool,
    with_motivations: bool,
) -> bytes:
    questionnaire, board_type = queries.questionnaire_of(scan), BoardType(scan.board_type)
    warning = synthetic_warning(scan)
    reviewed = reviews.reviewed(scan, filled.codes)
    counts = reviewed if reviewed and reviewed.counts else None
    said = reviews.lines(counts, language=language(), with_motivations=with_motivations) if counts else {}
    domains = [
        [
            say(domain.name),
            _shown(found.score.score) if found.status is not Status.INCOMPLETE else None,
            _shown(level(found.score.score), 2) if found.status is not Status.INCOMPLETE else None,
            _shown((found.score.coverage or 0) * 100),
            _shown(found.score.lower),
            _shown(found.score.upper),
            _shown((found.score.dont_know or 0) * 100),
            found.comparison.peers if found.comparison.median is not None else None,
            _shown(found.comparison.p25),
            _shown(found.comparison.median),
            _shown(found.comparison.p75),
            _shown(found.comparison.percentile_rank),
            str(sentences.STATUS[found.status]),
            str(sentences.INSIGHT[found.insight]),
            *_after(counts, domain.code),
        ]
        for domain, found in result.domains
    ]
    answers = []
    for question in questionnaire.questions_for(board_type):
        row = filled.answers.get(question.id)
        special = {code.value: say(text) for code, text in questionnaire.special_answers.items()}
        texts = {option.code: say(option.text) for option in question.options} | special
        line: list[Any] = [
            say(questionnaire.domain(question.domain).name),
            question.id,
            say(question.text),
            texts.get(row.answer, "") if row else "",
            question.levels.get(row.answer) if row else None,
            question.weight,
        ]
        if with_explanations:
            line.append(row.explanation if row else "")
        if counts:
            one = said.get(question.id)
            line += [one.answer, one.level, one.motivation] if one and one.holds else ["", None, ""]
        answers.append(line)
    facts = [
        [say(fact.text), given(filled.facts[fact.id], fact)] for fact in questionnaire.facts if fact.id in filled.facts
    ]
    answer_header = [_("Domain"), _("Code"), _("Question"), _("Answer"), _("Level"), _("Weight")]
    if with_explanations:
        answer_header.append(_("Explanation"))
    if counts:
        answer_header += [_("Answer after review"), _("Level after review"), _("Motivation")]
    sheets: dict[str, Any] = {
        _("Domains"): (
            [
                _("Domain"),
                _("Score"),
                _("Level"),
                _("Coverage %"),
                _("Lower"),
                _("Upper"),
                _("Don't know %"),
                _("Boards compared"),
                _("P25"),
                _("Median"),
                _("P75"),
                _("Percentile rank"),
                _("Status"),
                _("Insight"),
                *([_("Score after review"), _("Level after review"), _("Coverage after review %")] if counts else []),
            ],
            domains,
        ),
        _("Answers"): (answer_header, answers),
        _("Board"): ([_("Question"), _("Answer")], facts),
        **_more_sheets(scan, result, filled, besides, with_remarks=with_explanations),
        _("Rules"): (
            [_("Explanation")],
            [[review_words.basis(reviewed)], [how_to_read()], *([[warning]] if warning else [])],
        ),
    }
    return spreadsheets.workbook_bytes(sheets)


def _more_sheets(
    scan: Scan, result: queries.Result, filled: queries.Sheet, besides: Besides, *, with_remarks: bool
) -> dict[str, Any]:
    """What the full report says besides: a sheet for each part."""
    parts = [
        report_parts.wishes(scan, result, filled, with_remarks=with_remarks),
        report_parts.key_figures(besides),
        report_parts.since(besides),
        report_parts.opportunities(scan, besides),
        report_parts.with_whom(scan, besides),
        report_parts.reckoned(scan, besides),
        report_parts.plans(scan, besides),
    ]
    return {part.title[:31]: (part.columns, part.rows) for part in parts if part.rows}


def _after(counts: reviews.Reviewed | None, domain: str) -> list[float | None]:
    """Score, level and coverage after the review; nothing when there is none for these answers."""
    if counts is None:
        return []
    after = counts.after(domain)
    score = after.score if after else None
    return [_shown(score), _shown(level(score), 2), _shown((after.coverage or 0) * 100 if after else None)]


def _shown(value: float | None, decimals: int = 1) -> float | None:
    return None if value is None else float(half_up(value, decimals))


def full_report(scan: Scan, *, now: datetime) -> bytes:
    """Every domain on paper: the score in a sentence, and each answer with its level. Explanations are left out."""
    result = queries.result(scan)
    chart = picture(scan, result)
    besides = report_parts.read(scan, today=timezone.localtime(now).date())
    return _typeset(_full(scan, result, queries.sheet(scan), besides, chart, now=now), chart, now=now)


def _full(
    scan: Scan, result: queries.Result, filled: queries.Sheet, besides: Besides, chart: Chart, *, now: datetime
) -> Paper:
    questionnaire, name = queries.questionnaire_of(scan), str(scan.organisation)
    reviewed = reviews.reviewed(scan, filled.codes)
    counts = reviewed if reviewed and reviewed.counts else None
    said = reviews.lines(counts, language=language(), with_motivations=False) if counts else {}
    domains = []
    for domain, found in result.domains:
        rows = figures.opened(
            questionnaire, domain.code, board_type=scan.board_type, filled=filled, with_explanations=False
        )
        domains.append(
            {
                "name": say(domain.name),
                "sentence": " ".join([sentences.of_domain(found), *_after_in_words(counts, domain.code)]),
                "rows": [
                    {
                        "question": row.text,
                        "answer": row.answer or "–",
                        "level": "–" if row.level is None else str(row.level),
                        "after": _level_after(said.get(row.id)),
                    }
                    for row in rows
                ],
            }
        )
    submitted = day(scan.submitted_at or now)
    table, parts = report_parts.for_paper(scan, result, filled, counts, besides)
    data: dict[str, Any] = {
        "title": _("Cooperation scan: full report of %(board)s") % {"board": name},
        "language": get_language() or "nl",
        "kicker": f"{scan.round.name} · {day(now)}",
        "foot": _("Source: answers of the board itself, questionnaire version %(version)s, submitted on %(day)s.")
        % {"version": scan.round.version.number, "day": submitted},
        "page_word": _("page"),
        "warning": synthetic_warning(scan),
        "board": name,
        "headline": sentences.headline(result, name),
        "chart_title": chart.title,
        "chart_note": chart.subtitle,
        "chart_alt": chart.alt,
        "how_to_read": how_to_read(),
        "basis": review_words.basis(reviewed),
        "columns": [_("Question"), _("Answer"), _("Level"), *([_("After review")] if counts else [])],
        "domains": domains,
        "table": _printed(table),
        "parts": [_printed(part) for part in parts],
        "answers": _("Every answer"),
    }
    return Paper("steunpunt.assess.scan", "full", data)


def _printed(part: report_parts.Part) -> dict[str, Any]:
    return {"title": part.title, "columns": part.columns, "rows": part.rows, "note": part.note}


def _after_in_words(counts: reviews.Reviewed | None, domain: str) -> list[str]:
    after = counts.after(domain) if counts else None
    if after is None:
        return []
    return [_("After review: %(score)s points.") % {"score": number(after.score)}]


def _level_after(line: reviews.Line | None) -> str:
    """The level after the review; a dash where it was not reviewed or has none."""
    return "–" if line is None or not line.holds or line.level is None else str(line.level)


AHEAD = 12
"""So many boards may wait for their papers: enough to keep the helpers busy, few enough to keep in memory."""


def all_reports(scans: Iterable[Scan], into: BinaryIO, *, now: datetime, step: Callable[[int], None]) -> int:
    """Page for the mayor, full report and workbook of every scan, in one ZIP archive; says after each how many are done.

    Helpers beside this process draw the picture of a board once and typeset both papers; meanwhile the next boards are
    read and their workbooks made here.
    """
    done = 0
    waiting: deque[tuple[str, bytes, Future[list[bytes]]]] = deque()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive, press.running() as pages:

        def finish() -> None:
            nonlocal done
            name, table, papers_of = waiting.popleft()
            mayor, full = papers_of.result()
            for ending, content in (("blad.pdf", mayor), ("verslag.pdf", full), ("werkboek.xlsx", table)):
                archive.writestr(f"{name}/{name}-{ending}", content)
            done += 1
            step(done)

        for scan in scans:
            result, filled = queries.result(scan), queries.sheet(scan)
            chart, besides = picture(scan, result), report_parts.read(scan, today=timezone.localtime(now).date())
            both = [_mayor(scan, result, chart, now=now), _full(scan, result, filled, besides, chart, now=now)]
            papers_of = pages.put(both, charts={"chart": chart.full_spec}, made_at=now)
            table = _workbook(scan, result, filled, besides, with_explanations=False, with_motivations=False)
            waiting.append((slugify(str(scan.organisation)), table, papers_of))
            if len(waiting) > AHEAD:
                finish()
        while waiting:
            finish()
    return done


def open_file(text: str, file: OpenFile, ending: str, content_type: str) -> HttpResponse:
    """A file that never changes, also for programs on other sites."""
    answer = HttpResponse(text, content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{slugify(file.round.name)}.{ending}"'
    answer["Cache-Control"] = f"public, max-age={24 * 3600}, immutable"
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
