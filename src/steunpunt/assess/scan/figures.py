"""The figures of a result, each with its rule in a sentence and the records it came from. Making one asks nothing of the
database. Figures of others say how many boards there are, never which.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from steunpunt.assess.scan.choices import BoardType, SpecialAnswer, Status
from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.models import Scan
from steunpunt.assess.scan.queries import Result, Sheet
from steunpunt.assess.scan.rules import parameters, questions_of
from steunpunt.assess.scan.sentences import KINDS, Pair, strongest, weakest
from steunpunt.assess.scan.values import DomainResult, Questionnaire
from steunpunt.foundation.figures.disclosure import MIN_GROUP
from steunpunt.foundation.figures.values import Figure, Source
from steunpunt.foundation.ui.templatetags.ui import number


# ── the whole result ─────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class ResultFigures:
    filled_in: Figure
    strong: Figure
    weak: Figure
    compared_with: Figure


def of_result(scan: Scan, found: Result) -> ResultFigures:
    return ResultFigures(
        filled_in=Figure(
            value=scan.answered / scan.asked if scan.asked else None,
            is_share=True,
            rule="scan.filled_in",
            sentence=_(
                "The questions that were answered, %(answered)s, out of the %(asked)s that this board is asked. "
                "“I don't know” counts as an answer here; in the coverage of a domain it does not."
            )
            % {"answered": scan.answered, "asked": scan.asked},
            sources=[
                Source(
                    say(domain.name),
                    _("%(answered)s of %(applicable)s with a level")
                    % {"answered": one.score.answered, "applicable": one.score.applicable},
                    reverse("scan:domain_result", args=[scan.pk, domain.code]),
                )
                for domain, one in found.domains
            ],
        ),
        strong=Figure(
            value=len(strongest(found)),
            rule="scan.status_strong",
            sentence=_(
                "The domains with at least %(score)s points out of 100 and, where there is a comparison, at least the "
                "median of the group."
            )
            % {"score": parameters.STRONG_FROM},
            sources=_by_score(scan, strongest(found)),
        ),
        weak=Figure(
            value=len(weakest(found)),
            rule="scan.status_improvement",
            sentence=_(
                "The domains under %(score)s points out of 100 or, where there is a comparison, under the lower quarter "
                "of the group."
            )
            % {"score": parameters.WEAK_BELOW},
            sources=_by_score(scan, weakest(found)),
        ),
        compared_with=Figure(
            value=found.group_size,
            unit=KINDS[scan.board_type],
            rule="scan.peer_group",
            sentence=_(
                "The boards of the same kind that submitted, with at least half and at most double the inhabitants: the "
                "%(most)s nearest in inhabitants and users. Who was in the comparison before stays in it. Figures are shown from "
                "%(least)s boards on, and never which."
            )
            % {"most": parameters.PEERS, "least": MIN_GROUP},
            sources=[
                Source(
                    say(domain.name),
                    _("%(n)s boards") % {"n": one.comparison.peers},
                    reverse("scan:domain_result", args=[scan.pk, domain.code]),
                )
                for domain, one in found.domains
                if one.comparison.median is not None
            ],
        ),
    )


def _by_score(scan: Scan, pairs: Sequence[Pair]) -> list[Source]:
    return [
        Source(say(domain.name), number(one.score.score), reverse("scan:domain_result", args=[scan.pk, domain.code]))
        for domain, one in pairs
    ]


# ── one domain, opened ───────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One question of a domain with what it put into the score: level × weight, when it was answered with a level."""

    id: str
    text: str
    answer: str
    level: int | None
    weight: int
    counts: bool
    """Not when it was answered as not applicable."""
    explanation: str = ""

    @property
    def points(self) -> int | None:
        return None if self.level is None else self.level * self.weight


def opened(
    questionnaire: Questionnaire, code: str, *, board_type: str, filled: Sheet, with_explanations: bool
) -> list[Opened]:
    """The questions of a domain that this kind of board is asked, in the order of the screen."""
    special = {item.value: say(text) for item, text in questionnaire.special_answers.items()}
    rows = []
    for question in questions_of(questionnaire.domain(code), BoardType(board_type)):
        row = filled.answers.get(question.id)
        texts = {option.code: say(option.text) for option in question.options} | special
        rows.append(
            Opened(
                id=question.id,
                text=say(question.text),
                answer=texts.get(row.answer, "") if row else "",
                level=question.levels.get(row.answer) if row else None,
                weight=question.weight,
                counts=not (row and row.answer == SpecialAnswer.NOT_APPLICABLE),
                explanation=row.explanation if row and with_explanations else "",
            )
        )
    return rows


@dataclass(frozen=True, slots=True)
class DomainFigures:
    score: Figure
    coverage: Figure
    lower: Figure
    upper: Figure
    median: Figure


def of_domain(scan: Scan, found: DomainResult, rows: Sequence[Opened]) -> DomainFigures:
    """Score, coverage, bounds and median. A score that rests on too little has no value, and says so."""
    there = reverse("scan:domain_result", args=[scan.pk, found.domain])
    answered = [row for row in rows if row.points is not None]
    still_open = [row for row in rows if row.level is None and row.counts]
    points = sum(row.points or 0 for row in answered)
    weight = sum(row.weight for row in answered)
    open_weight = sum(row.weight for row in still_open)
    out_of = pgettext("a score", "out of 100")
    numbers = {"points": points, "weight": weight, "top": parameters.TOP_LEVEL, "open": open_weight}
    given = [
        Source(
            row.text,
            _("level %(level)s × %(weight)s") % {"level": row.level, "weight": row.weight},
            f"{there}#{row.id}",
        )
        for row in answered
    ]
    left = [
        Source(row.text, _("weight %(weight)s") % {"weight": row.weight}, f"{there}#{row.id}") for row in still_open
    ]
    is_shown = found.status is not Status.INCOMPLETE
    return DomainFigures(
        score=Figure(
            value=found.score.score if is_shown else None,
            unit=out_of,
            rule="scan.domain_score",
            sentence=_(
                "100 × the sum of level × weight over what was answered (%(points)s), divided by %(top)s × the sum of "
                "the weights (%(weight)s)."
            )
            % numbers
            if is_shown
            else _("Too little was answered for a score: that takes %(share)s %% of the weight.")
            % {"share": round(100 * parameters.MIN_COVERAGE)},
            sources=given,
        ),
        coverage=Figure(
            value=found.score.coverage,
            is_share=True,
            rule="scan.coverage",
            sentence=_(
                "The weight of what was answered with a level (%(weight)s), out of that and what is open (%(open)s). "
                "“Not applicable” stands outside it."
            )
            % numbers,
            sources=left,
        ),
        lower=Figure(
            value=found.score.lower,
            unit=out_of,
            rule="scan.lower_bound",
            sentence=_("The score when everything that is open turns out to be level 0."),
            sources=left,
        ),
        upper=Figure(
            value=found.score.upper,
            unit=out_of,
            rule="scan.upper_bound",
            sentence=_("The score when everything that is open turns out to be level %(top)s.") % numbers,
            sources=left,
        ),
        median=_median(scan, found, out_of),
    )


def _median(scan: Scan, found: DomainResult, out_of: str) -> Figure:
    compared = found.comparison
    if compared.median is None:
        said = _("Figures of others are shown from %(least)s boards of the same scale on.") % {"least": MIN_GROUP}
        return Figure(value=None, rule="scan.median", sentence=said)
    return Figure(
        value=compared.median,
        unit=out_of,
        rule="scan.median",
        sentence=_(
            "Of the scores of %(n)s %(kind)s of the same scale, the one in the middle. Half of them lie from %(low)s to "
            "%(high)s. Which boards they are is shown to nobody."
        )
        % {
            "n": compared.peers,
            "kind": KINDS[scan.board_type],
            "low": number(compared.p25),
            "high": number(compared.p75),
        },
    )
