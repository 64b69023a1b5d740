"""The whole result of one board: every domain scored, compared and named."""

from collections.abc import Iterable, Mapping

from steunpunt.assess.scan.rules.peers import compare, peer_group
from steunpunt.assess.scan.rules.scoring import domain_scores, insight, status
from steunpunt.assess.scan.values import BoardScan, DomainResult, DomainScore, Questionnaire


def domain_results(
    questionnaire: Questionnaire, own: BoardScan, boards: Iterable[BoardScan]
) -> Mapping[str, DomainResult]:
    """What the scan says to `own` in every domain that it is asked, compared with its peers among `boards`."""
    everyone = {board.scale.id: board for board in boards}
    peers = peer_group(own.scale, [board.scale for board in everyone.values()])
    peer_scores = [domain_scores(questionnaire, own.scale.type, everyone[peer.id].answers) for peer in peers]
    own_scores = domain_scores(questionnaire, own.scale.type, own.answers)
    return {
        code: _domain_result(code, score, [scores[code] for scores in peer_scores], own)
        for code, score in own_scores.items()
    }


def _domain_result(code: str, score: DomainScore, peers: list[DomainScore], own: BoardScan) -> DomainResult:
    comparison = compare(score, peers)
    found = status(score, comparison)
    return DomainResult(
        domain=code,
        score=score,
        comparison=comparison,
        status=found,
        insight=insight(
            found,
            dont_know=score.dont_know,
            self_estimate=own.self_estimates.get(code),
            known_issue=own.known_issues.get(code),
        ),
    )
