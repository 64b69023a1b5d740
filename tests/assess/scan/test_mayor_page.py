"""The page for the mayor is one A4, whatever it has to say."""

import io
from dataclasses import replace

import pytest
from django.utils.translation import override
from pypdf import PdfReader

from steunpunt.assess.scan import papers, queries
from steunpunt.assess.scan.choices import Insight, Status
from steunpunt.assess.scan.models import DomainOutcome, DomainView, Scan
from steunpunt.assess.scan.values import Comparison
from tests.factories.scan import NOW, a_compared_round

pytestmark = pytest.mark.django_db

LONG = "Intergemeentelijk samenwerkingsverband Sint-Katelijne-Waver/Heist-op-den-Berg"
COMPARED = Comparison(peers=10, median=50.0, p25=40.0, p75=60.0, percentile_rank=50.0)


@pytest.fixture
def scan():
    """A board of a long name that wishes everything, in the demonstration."""
    found, _round = a_compared_round()
    scan = queries.with_round(Scan.objects.filter(pk=found.pk)).get()
    scan.organisation.name = LONG
    for domain in queries.questionnaire_of(scan).domains:
        DomainView.objects.update_or_create(
            scan=scan, domain=domain.code, defaults={"want": 3, "with_whom": ["GG", "GO"]}
        )
    return scan


def worst(scan):
    """The longest names are strong or weak, and everything weak is new; the whiskers of the picture are all there."""
    found = queries.result(scan)
    longest = sorted(found.domains, key=lambda pair: -len(pair[0].name.nl))
    strong = {domain.code for domain, _one in longest[:6]}

    def one(result):
        status = Status.STRONG if result.domain in strong else Status.IMPROVEMENT
        insight = Insight.CONFIRMED if result.domain in strong else Insight.NEW
        score = replace(result.score, coverage=0.7, lower=30.0, upper=80.0)
        return replace(result, score=score, comparison=COMPARED, status=status, insight=insight)

    return replace(
        found, domains=[(domain, one(result)) for domain, result in found.domains], group_size=10, compared_at=NOW
    )


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_it_is_one_page_with_the_longest_sentences_all_wishes_and_the_mark_of_the_demonstration(
    scan, language, monkeypatch
):
    found = worst(scan)
    monkeypatch.setattr(queries, "result", lambda _scan: found)
    with override(language):
        pages = PdfReader(io.BytesIO(papers.mayor_page(scan, now=NOW))).pages
        said = " ".join(" ".join(page.extract_text() for page in pages).split())
        assert len(pages) == 1
        for sentence in papers.how_to_read()[-40:], papers.synthetic_warning(scan)[-40:]:
            assert " ".join(sentence.split()) in said


def test_what_is_not_known_is_said_to_the_mayor(scan):
    """An "I don't know" is an answer, but it leaves something open."""
    DomainOutcome.objects.filter(scan=scan, domain="BEL").update(answered=7)
    with override("nl"):
        said = PdfReader(io.BytesIO(papers.mayor_page(scan, now=NOW))).pages[0].extract_text()
        assert "1 keer “weet ik niet”" in " ".join(said.split())
