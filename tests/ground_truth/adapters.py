"""From the wording of a worked case to the rules of the platform and back: one adapter per method."""

from collections.abc import Callable
from typing import Any

from steunpunt.assess.scan import rules
from steunpunt.assess.scan.choices import BoardType, Insight, Scope, Status, Verdict
from steunpunt.assess.scan.questionnaires import published
from steunpunt.assess.scan.values import (
    AnswerOption,
    BoardScan,
    Channel,
    ChannelLevels,
    Comparison,
    DomainScore,
    Question,
    Questionnaire,
    Scale,
    Text,
)
from steunpunt.foundation.figures import statistics
from steunpunt.foundation.figures.disclosure import Release, ReleaseDecision, release_in_order
from tests.ground_truth.case import Case
from tests.ground_truth.case_questionnaire import read_case_questionnaire
from tests.ground_truth.contract_adapters import CONTRACT_ADAPTERS
from tests.ground_truth.index_adapters import INDEX_ADAPTERS
from tests.ground_truth.knowledge_adapters import KNOWLEDGE_ADAPTERS
from tests.ground_truth.money_adapters import MONEY_ADAPTERS
from tests.ground_truth.partnership_adapters import PARTNERSHIP_ADAPTERS
from tests.ground_truth.tender_adapters import TENDER_ADAPTERS

STATUS = {
    Status.INCOMPLETE: "onvoldoende ingevuld",
    Status.IMPROVEMENT: "verbeterpunt",
    Status.ADEQUATE: "op peil",
    Status.STRONG: "sterk",
}
INSIGHT = {
    Insight.BLIND_SPOT: "blinde vlek",
    Insight.KNOWN: "bekend knelpunt",
    Insight.NEW: "nieuw aan het licht",
    Insight.UNDERESTIMATED: "onderschat",
    Insight.CONFIRMED: "bevestigd sterk",
    Insight.NONE: "",
}
VERDICT = {
    Verdict.NO_NEED: "geen nood",
    Verdict.EITHER: "beide mogelijk",
    Verdict.WITH_OWN_MUNICIPALITY: "met de eigen gemeente",
    Verdict.WITH_OWN_WELFARE_CENTRE: "met het eigen OCMW",
    Verdict.AMONG_WELFARE_CENTRES: "tussen OCMW's",
    Verdict.AMONG_MUNICIPALITIES: "tussen gemeenten",
    Verdict.ALREADY_SHARED: "is al gedeeld",
}
ANY_TEXT = Text("vraag", "question", "question")


def quantile(case: Case) -> Any:
    values, p = case.input["values"], case.input["p"]
    return {"type6": statistics.quantile(values, p, kind=6), "type7": statistics.quantile(values, p, kind=7)}


def percentile_rank(case: Case) -> Any:
    values, score, also = case.input["values"], case.input["score"], case.input["also"]
    return {
        "rank": statistics.percentile_rank(values, score, kind="rank"),
        "strict": statistics.percentile_rank(values, score, kind="strict"),
        "weak": statistics.percentile_rank(values, score, kind="weak"),
        "mean": statistics.percentile_rank(values, score),
        "also_rank": statistics.percentile_rank(also["values"], also["score"], kind="rank"),
    }


def scan_domain_score(case: Case) -> Any:
    questions = [_question(raw) for raw in case.input["questions"]]
    return {
        domain: _score_as_worded(
            rules.domain_score([each for each in questions if each.domain == domain], case.input["answers"])
        )
        for domain in {question.domain for question in questions}
    }


def _question(raw: dict[str, Any]) -> Question:
    return Question(
        id=raw["id"],
        domain=raw["domain"],
        weight=raw["weight"],
        who=frozenset(BoardType),
        not_applicable_allowed=True,
        tags=dict.fromkeys(Scope, 0),
        text=ANY_TEXT,
        options=tuple(AnswerOption(code, level, ANY_TEXT) for code, level in raw["levels"].items()),
    )


def _score_as_worded(score: DomainScore) -> dict[str, Any]:
    return {
        "score": score.score,
        "level": rules.level(score.score),
        "coverage": score.coverage,
        "lower": score.lower,
        "upper": score.upper,
        "dont_know_share": score.dont_know,
    }


def scan_status(case: Case) -> Any:
    return {"rows": [_status_row(row) for row in case.input["rows"]]}


def _status_row(row: dict[str, Any]) -> dict[str, str]:
    score = DomainScore(row["score"], row["coverage"], None, None, row["dont_know_share"], answered=8, applicable=8)
    status = rules.status(score, Comparison(peers=row["n_peers"], median=row["peer_median"], p25=row["peer_p25"]))
    insight = rules.insight(
        status,
        dont_know=row["dont_know_share"],
        self_estimate=row["self_estimate"],
        known_issue=row["flagged_issue"],
    )
    return {"status": STATUS[status], "insight": INSIGHT[insight]}


def peer_group(case: Case) -> Any:
    scales = {raw["id"]: _scale(raw) for raw in case.input["boards"]}
    return {
        target: [
            {"id": peer.id, "distance": peer.distance}
            for peer in rules.peer_group(scales[target], scales.values(), k=case.input["k"], ratio=case.input["ratio"])
        ]
        for target in case.input["targets"]
    }


def _scale(raw: dict[str, Any]) -> Scale:
    return Scale(raw["id"], BoardType(raw["type"]), raw["inhabitants"], raw["ict_users"])


def cooperation_channel(case: Case) -> Any:
    return {"rows": [_channel_row(row) for row in case.input["rows"]]}


def _channel_row(row: dict[str, Any]) -> dict[str, Any]:
    if "level_ocmw" in row and "levels_other_ocmw" in row:
        levels = ChannelLevels(row["level_ocmw"], row["level_gemeente"], row["levels_other_ocmw"])
        priors = {Scope.OWN_AUTHORITY: row["prior_GO"], Scope.WELFARE_CENTRES: row["prior_OO"]}
        return _channel_as_worded(rules.welfare_centre_channel(levels, priors), "OO")
    levels = ChannelLevels(row["level_gemeente"], row["level_ocmw"], row["levels_other_gemeenten"])
    priors = {Scope.OWN_AUTHORITY: row["prior_GO"], Scope.MUNICIPALITIES: row["prior_GG"]}
    return _channel_as_worded(rules.municipality_channel(levels, priors), "GG")


def _channel_as_worded(channel: Channel | None, among: str) -> dict[str, Any]:
    if channel is None:
        return {"potential_GO": None, f"potential_{among}": None, "delta": None, "verdict": None}
    return {
        "potential_GO": channel.own,
        f"potential_{among}": channel.among,
        "delta": channel.own - channel.among,
        "verdict": VERDICT[channel.verdict],
    }


def benchmark_release(case: Case) -> Any:
    groups = [(group["name"], frozenset(group["members"])) for group in case.input["groups"]]
    k, difference = case.input["k_min"], case.input["min_difference"]
    decisions = release_in_order(groups, k=k, difference=difference)
    return {name: _release_as_worded(decision, k) for name, decision in decisions.items()}


def _release_as_worded(decision: ReleaseDecision, k: int) -> str:
    return {
        Release.VISIBLE: "zichtbaar",
        Release.TOO_FEW: f"verborgen: minder dan {k} besturen",
        Release.TOO_CLOSE: f"verborgen: verschilt te weinig van {decision.too_close_to}",
    }[decision.release]


def scan_full(case: Case) -> Any:
    named = case.named_file(case.input["questionnaire"])
    questionnaire = read_case_questionnaire(named) if named else published("0.1")
    boards = [_board_scan(raw) for raw in case.input["boards"]]
    municipality_of = {raw["id"]: raw["municipality"] for raw in case.input["boards"]}
    return {board.scale.id: _full_result(questionnaire, board, boards, municipality_of) for board in boards}


def _board_scan(raw: dict[str, Any]) -> BoardScan:
    return BoardScan(_scale(raw), raw["answers"], raw["self"], raw["issue"])


def _full_result(
    questionnaire: Questionnaire, own: BoardScan, boards: list[BoardScan], municipality_of: dict[str, str | None]
) -> dict[str, Any]:
    domains = {}
    for code, result in rules.domain_results(questionnaire, own, boards).items():
        comparison = result.comparison
        domains[code] = {
            **_score_as_worded(result.score),
            "n_peers": comparison.peers,
            "peer_median": comparison.median,
            "peer_p25": comparison.p25,
            "peer_p75": comparison.p75,
            "percentile_rank": comparison.percentile_rank,
            "status": STATUS[result.status],
            "insight": INSIGHT[result.insight],
        }
    peers = rules.peer_group(own.scale, [board.scale for board in boards])
    answer: dict[str, Any] = {"peers": [peer.id for peer in peers], "domains": domains}
    if own.scale.type is BoardType.WELFARE_CENTRE:
        answer["channel"] = _full_channel(questionnaire, own, boards, municipality_of)
    return answer


def _full_channel(
    questionnaire: Questionnaire, own: BoardScan, boards: list[BoardScan], municipality_of: dict[str, str | None]
) -> dict[str, Any]:
    def levels(board: BoardScan) -> dict[str, float | None]:
        scores = rules.domain_scores(questionnaire, board.scale.type, board.answers)
        return {code: rules.level(score.score) for code, score in scores.items()}

    home = municipality_of[own.scale.id]
    (municipality,) = (
        levels(board)
        for board in boards
        if board.scale.type is BoardType.MUNICIPALITY and municipality_of[board.scale.id] == home
    )
    others = [levels(board) for board in boards if board.scale.type is own.scale.type and board is not own]
    return {
        code: _channel_as_worded(
            rules.welfare_centre_channel(
                ChannelLevels(
                    level, municipality[code], [each for other in others if (each := other[code]) is not None]
                ),
                rules.prior(questionnaire.domain(code), own.scale.type),
            ),
            "OO",
        )
        for code, level in levels(own).items()
    }


ADAPTERS: dict[str, Callable[[Case], Any]] = {
    "quantile": quantile,
    "percentile_rank": percentile_rank,
    "scan_domain_score": scan_domain_score,
    "scan_status": scan_status,
    "peer_group": peer_group,
    "cooperation_channel": cooperation_channel,
    "benchmark_release": benchmark_release,
    "scan_full": scan_full,
    **INDEX_ADAPTERS,
    **PARTNERSHIP_ADAPTERS,
    **KNOWLEDGE_ADAPTERS,
    **MONEY_ADAPTERS,
    **CONTRACT_ADAPTERS,
    **TENDER_ADAPTERS,
}
