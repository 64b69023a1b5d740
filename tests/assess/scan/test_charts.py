"""What a picture says of itself."""

from steunpunt.assess.scan import charts
from steunpunt.assess.scan.choices import Insight, Status
from steunpunt.assess.scan.queries import Result
from steunpunt.assess.scan.questionnaires import published
from steunpunt.assess.scan.values import Comparison, DomainResult, DomainScore


def found(code, score, status, coverage=1.0):
    return (
        published().domain(code),
        DomainResult(
            domain=code,
            score=DomainScore(score, coverage, score, score, 0.0, answered=8, applicable=8),
            comparison=Comparison(peers=6, median=55.0, p25=45.0, p75=65.0, percentile_rank=10.0),
            status=status,
            insight=Insight.NONE,
        ),
    )


def test_the_title_names_what_is_furthest_below_and_leaves_out_what_has_no_score(settings):
    settings.LANGUAGE_CODE = "nl"
    pairs = [
        found("BEL", 60.0, Status.STRONG),
        found("LEV", 20.0, Status.IMPROVEMENT),
        found("KOS", 30.0, Status.IMPROVEMENT),
        found("SAM", 5.0, Status.INCOMPLETE, coverage=0.4),
    ]
    title = charts.title(Result(pairs, None, 6))
    assert "leveranciers en contracten" in title
    assert "kosten" in title
    assert "samenwerking" not in title.replace("samenwerkingsscan", "")
