"""What a picture says of itself."""

import re

from steunpunt.assess.scan import charts
from steunpunt.assess.scan.charts import beside
from steunpunt.assess.scan.charts.beside import NamedRow
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


def by_name():
    rows = [NamedRow("beleid", 2.25, [("Haacht", 3.5), ("Rotselaar", 2.0)])]
    return beside.by_name(rows, board="Keerbergen")


def test_a_dot_of_a_board_by_name_says_which_board_and_how_far_it_is():
    tips = [dot["tip"] for dot in by_name().spec["data"]["values"]]
    assert tips == ["Haacht: 3,5", "Rotselaar: 2,0", "Keerbergen: 2,3"]


def test_a_picture_says_no_names_of_fields_to_a_screen_reader():
    said = set(re.findall(r'aria-(?:label|roledescription)="([^"]*)"', by_name().as_svg()))
    assert said == {"group mark container"}
