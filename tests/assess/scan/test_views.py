"""The pages of the scan: what they show, keep and refuse."""

import io
import json
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from pypdf import PdfReader

from steunpunt.assess.scan import actions, sentences
from steunpunt.assess.scan.choices import Status
from steunpunt.assess.scan.models import Answer, BoardFact, DomainView, Scan
from steunpunt.assess.scan.questionnaires import published
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.organisations.models import PopulationCount
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.scan import (
    DEADLINE,
    NOW,
    TODAY,
    a_compared_round,
    a_round,
    a_scan,
    an_adviser,
    an_ict_manager,
    filled,
)

pytestmark = pytest.mark.django_db


def url(name, scan, *more):
    return reverse(f"scan:{name}", args=[scan.pk, *more])


def text(response):
    return response.content.decode()


@pytest.fixture
def scan():
    return a_scan(OrganisationFactory(name="Keerbergen"))


@pytest.fixture
def ict(as_somebody, scan):
    return as_somebody(scan.organisation, "ict_manager")


def test_the_overview_says_where_to_start(ict, scan):
    page = text(ict.get(url("overview", scan)))
    assert "Keerbergen heeft tijd tot 30/04/2011" in page
    assert url("facts", scan) in page


def test_an_answer_is_saved_with_a_receipt(ict, scan):
    receipt = ict.post(url("save", scan), {"name": "q_BEL01", "q_BEL01": "a2", "r_BEL01": "0"})
    body = receipt.json()
    assert (receipt.status_code, body["revision"], body["sections"]["BEL"]) == (200, 1, [1, 8])
    assert Answer.objects.get().answer == "a2"


def test_a_colleagues_answer_is_shown_instead_of_overwritten(ict, scan):
    ict.post(url("save", scan), {"name": "q_BEL01", "q_BEL01": "a2", "r_BEL01": "0"})
    receipt = ict.post(url("save", scan), {"name": "q_BEL01", "q_BEL01": "a5", "r_BEL01": "0"})
    assert receipt.status_code == 409
    assert (receipt.json()["answer"], receipt.json()["revision"]) == ("a2", 1)
    assert Answer.objects.get().answer == "a2"


@pytest.mark.parametrize(
    "sent",
    [
        {"name": "q_BEL01", "q_BEL01": "a9"},
        {"name": "q_NOPE", "q_NOPE": "a1"},
        {"name": ""},
        {"name": "zomaar"},
        {"name": "self_BEL", "self_BEL": "veel"},
        {"name": "issue_BEL", "issue_BEL": "misschien"},
        {"name": "want_BEL", "want_BEL": "9"},
        {"name": "f_p_users", "f_p_users": "veel"},
        {"name": "q_BEL01", "q_BEL01": "a1", "r_BEL01": "9" * 40},
    ],
)
def test_nonsense_gets_a_plain_message_and_keeps_nothing(ict, scan, sent):
    receipt = ict.post(url("save", scan), sent)
    if sent.get("r_BEL01"):
        assert receipt.status_code == 200
        return
    assert receipt.status_code == 422
    assert receipt.json()["reasons"][0]["text"]
    assert not Answer.objects.exists()


def test_without_scripts_a_whole_page_is_kept_and_the_next_part_opens(ict, scan):
    response = ict.post(
        url("domain", scan, "BEL"),
        {"q_BEL01": "a2", "x_BEL01": "Zie nota", "want_BEL": "2", "with_BEL": ["", "GG"], "note_BEL": "intern"},
    )
    assert response["Location"] == url("domain", scan, "PER")
    assert list(Answer.objects.values_list("answer", "explanation")) == [("a2", "Zie nota")]
    assert list(DomainView.objects.values_list("want", "with_whom", "note")) == [(2, ["GG"], "intern")]


def test_what_was_typed_wrongly_stays_and_what_was_right_is_kept(ict, scan):
    response = ict.post(url("facts", scan), {"f_p_users": "heel veel", "f_p_staff_fte": "12,5"})
    page = text(response)
    assert response.status_code == 422
    assert 'value="heel veel"' in page
    assert "Dit is geen getal" in page
    assert list(BoardFact.objects.filter(fact="p_staff_fte").values_list("number", flat=True)) == [12.5]


def test_a_figure_far_from_the_official_one_is_asked_about_and_kept(scan, as_somebody):
    PopulationCount.objects.create(organisation=scan.organisation, year=2011, inhabitants=12_943)
    ict = as_somebody(scan.organisation, "ict_manager")
    said = "Het officiële cijfer is 12.943, in 2011. Bent u zeker?"
    answer = ict.post(url("save", scan), {"name": "f_p_inhabitants", "f_p_inhabitants": "129430"}).json()
    assert answer["doubt"].startswith(said)
    assert said in text(ict.get(url("facts", scan)))
    page = text(ict.post(url("facts", scan), {"f_p_inhabitants": "129430", "f_p_users": "2589"}, follow=True))
    assert "Dat is meer dan een op vijf inwoners: officieel zijn er 12.943, in 2011." in page, "without a script"
    assert said not in page, "it was asked about before"
    kept = dict(BoardFact.objects.filter(scan=scan).values_list("fact", "number"))
    assert (kept["p_inhabitants"], kept["p_users"]) == (129_430, 2_589)
    facts = {one["fact"]: one["doubt"] for one in ict.get(f"/api/v1/scans/{scan.pk}/facts").json()}
    assert facts["p_inhabitants"].startswith(said)
    assert facts["p_staff_fte"] == ""
    answer = ict.post(url("save", scan), {"name": "f_p_inhabitants", "f_p_inhabitants": "13000"}).json()
    assert answer["doubt"] == ""


def test_html_in_a_remark_is_shown_as_typed(ict, scan):
    ict.post(url("domain", scan, "BEL"), {"note_BEL": "<script>alert(1)</script>"})
    page = text(ict.get(url("domain", scan, "BEL")))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_deadline_that_passed_keeps_what_was_typed_on_the_screen(ict, scan, monkeypatch):
    from tests.factories.scan import DEADLINE

    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_a, **_k: DEADLINE.replace(month=5))
    response = ict.post(url("facts", scan), {"f_p_users": "120"})
    assert response.status_code == 422
    assert 'value="120"' in text(response)
    assert "De einddatum is voorbij" in text(response)
    assert not BoardFact.objects.exists()


def test_the_estimate_beforehand_is_kept(ict, scan):
    ict.post(url("beforehand", scan), {"self_BEL": "3", "issue_BEL": "nee"})
    assert list(DomainView.objects.values_list("domain", "self_level", "has_issue")) == [("BEL", 3, False)]


def test_who_has_no_mandate_reads_who_has(ict, scan, as_somebody):
    as_somebody(scan.organisation, "secretary", mandates=["submit_scan"])
    page = text(ict.get(url("submit", scan)))
    assert "U hebt geen mandaat" in page
    assert "Indienen voor" not in page
    assert ict.post(url("submit", scan)).status_code == 403


def test_the_mandated_person_submits_and_reads_the_result(as_somebody, scan):
    from steunpunt.assess.scan import actions
    from steunpunt.assess.scan.models import Round
    from tests.factories.organisations import PLATFORM
    from tests.factories.scan import NOW

    secretary = as_somebody(scan.organisation, "secretary", mandates=["submit_scan"])
    refused = secretary.post(url("submit", scan))
    assert refused.status_code == 422
    assert "Nog nodig: Aantal gebruikers" in text(refused)
    Round.objects.update(is_synthetic=True)
    actions.load_generated_scans(
        round_id=scan.round_id, scans=[filled(scan.organisation, submitted=False)], person_id=1, now=NOW, by=PLATFORM
    )
    assert "Indienen voor Keerbergen" in text(secretary.get(url("submit", scan)))
    response = secretary.post(url("submit", scan), follow=True)
    assert response.redirect_chain == [(url("result", scan), 302)]
    assert "Resultaat van Keerbergen" in text(response)
    again = secretary.post(url("submit", scan))
    assert again["Location"] == url("result", scan)


PAGES = ["overview", "facts", "beforehand", "submit", "history"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_takes_few_queries(ict, scan, name, django_assert_max_num_queries):
    ict.get(url(name, scan))
    with django_assert_max_num_queries(14):
        assert ict.get(url(name, scan)).status_code == 200


# ── results ──────────────────────────────────────────────────────────────────
@pytest.fixture
def compared():
    return a_compared_round()[0]


@pytest.fixture
def mayor(as_somebody, compared):
    return as_somebody(compared.organisation, "policy_maker")


def test_the_result_answers_in_a_sentence_and_opens(mayor, compared):
    page = text(mayor.get(url("result", compared)))
    assert "Keerbergen staat sterk in" in page
    assert url("domain_result", compared, "NET") in page
    assert "gegenereerd (synthetisch)" in page


def test_no_single_board_can_be_read_from_the_picture(mayor, compared):
    page = text(mayor.get(url("result", compared)))
    start = page.index('id="chart-spec-strip"')
    spec = json.loads(page[page.index(">", start) + 1 : page.index("</script>", start)])
    keys = {key for row in spec["data"]["values"] for key in row}
    assert keys == {"domain", "score", "label", "place", "lower", "upper", "p25", "p75", "median", "colour", "shape"}
    assert len(spec["data"]["values"]) == 12


def test_a_score_opens_down_to_its_answers(mayor, compared):
    page = text(mayor.get(url("domain_result", compared, "NET")))
    assert "NET01" in page
    assert "De antwoorden achter de score" in page


def test_the_page_for_the_mayor_is_one_a4_with_its_sentences(mayor, compared):
    response = mayor.get(url("mayor_page", compared))
    reader = PdfReader(io.BytesIO(response.content))
    words = " ".join(reader.pages[0].extract_text().split())
    assert response["Content-Type"] == "application/pdf"
    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    for number in range(1, 6):
        assert f"{number}. " in words
    assert "Keerbergen beantwoordde 95 van de 95 vragen" in words
    assert "gegenereerd (synthetisch)" in words
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] is True or reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_workbook_holds_everything_and_no_formulas(mayor, compared):
    Answer.objects.filter(scan=compared, question="BEL01").update(explanation="=HYPERLINK(1)")
    book = load_workbook(io.BytesIO(mayor.get(url("workbook", compared)).content))
    assert [name for name in book.sheetnames if name in ("Domeinen", "Antwoorden", "Bestuur", "Regels")] == [
        "Domeinen",
        "Antwoorden",
        "Bestuur",
        "Regels",
    ]
    assert {"Eigen inschatting en wensen", "Kengetallen"} < set(book.sheetnames)
    assert (book["Domeinen"].max_row, book["Antwoorden"].max_row) == (13, 96)
    assert book["Antwoorden"]["G2"].value == "'=HYPERLINK(1)"


def test_the_adviser_reads_the_result_on_record_and_no_remarks(as_somebody, compared):
    Answer.objects.filter(scan=compared, question="BEL01").update(explanation="Alleen voor ons")
    adviser = as_somebody(OrganisationFactory(support_point=True), "adviser")
    before = Entry.objects.count()
    assert "Alleen voor ons" not in text(adviser.get(url("domain_result", compared, "BEL")))
    assert Entry.objects.filter(fact="scan.result_looked_at").count() == 1
    assert Entry.objects.count() == before + 1
    book = load_workbook(io.BytesIO(adviser.get(url("workbook", compared)).content))
    assert "Alleen voor ons" not in {cell.value for row in book["Antwoorden"] for cell in row}


def test_a_result_that_is_not_there_yet_leads_back(ict, scan):
    assert ict.get(url("result", scan))["Location"] == url("overview", scan)
    assert ict.get(url("mayor_page", scan)).status_code == 404


def test_the_result_takes_as_many_queries_for_more_boards(as_somebody, django_assert_num_queries):
    counts = []
    for others in (5, 9):
        scan = a_compared_round(others=others)[0]
        client = as_somebody(scan.organisation, "policy_maker")
        client.get(url("result", scan))
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as seen:
            client.get(url("result", scan))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12


# ── rounds ───────────────────────────────────────────────────────────────────
def test_an_adviser_starts_a_round_from_the_page(as_somebody):
    from steunpunt.assess.scan import actions
    from steunpunt.assess.scan.questionnaires import source_of
    from tests.factories.organisations import PLATFORM
    from tests.factories.scan import NOW

    version = actions.publish_questionnaire(source=source_of(), now=NOW, by=PLATFORM)
    board = OrganisationFactory()
    adviser = as_somebody(OrganisationFactory(support_point=True), "adviser")
    sent = {
        "name": "Ronde",
        "version": version.pk,
        "opens_on": "2011-04-01",
        "deadline_on": "2011-03-01",
        "message": "",
        "organisations": [board.pk],
    }
    wrong = adviser.post(reverse("scan:start"), sent)
    assert wrong.status_code == 422
    assert "De einddatum komt voor de opening" in text(wrong)
    response = adviser.post(reverse("scan:start"), {**sent, "deadline_on": "2011-05-01"}, follow=True)
    assert response.status_code == 200
    assert Scan.objects.get().organisation == board


def test_the_list_of_a_round_takes_as_many_queries_for_three_boards_as_for_one(as_somebody):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    adviser = as_somebody(OrganisationFactory(support_point=True), "adviser")
    counts = []
    for number in (1, 3):
        round_ = a_round(*[OrganisationFactory() for _ in range(number)])
        adviser.get(reverse("scan:round", args=[round_.pk]))
        with CaptureQueriesContext(connection) as seen:
            adviser.get(reverse("scan:round", args=[round_.pk]))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 16


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_of_a_round_is_exported(as_somebody, kind):
    round_ = a_round(OrganisationFactory(name="=1+1"))
    adviser = as_somebody(OrganisationFactory(support_point=True), "adviser")
    response = adviser.get(reverse("scan:round", args=[round_.pk]), {"export": kind})
    assert response["Content-Disposition"].endswith(f'.{kind}"')
    if kind == "csv":
        assert "'=1+1" in response.content.decode("utf-8-sig")


def test_a_domain_says_what_was_known_of_it_and_why(as_somebody):
    scan = a_compared_round()[0]
    mayor = as_somebody(scan.organisation, "policy_maker")
    said = []
    for level in (1, 4):
        DomainView.objects.filter(scan=scan, domain="BEL").update(self_level=level)
        said.append(text(mayor.get(url("domain_result", scan, "BEL"))))
    reasons = ("terwijl u het laag inschatte", "zoals u zelf inschatte")
    assert [[reason in page for reason in reasons] for page in said] == [[True, False], [False, True]]


def test_the_history_says_answers_in_the_words_of_the_questionnaire(ict, scan):
    by = an_ict_manager(scan.organisation)
    for answer in ("a1", "a2"):
        actions.save_answer(scan_id=scan.pk, question="BEL01", answer=answer, now=NOW, today=TODAY, by=by)
    actions.save_board_fact(scan_id=scan.pk, fact="p_users", typed="1250", now=NOW, today=TODAY, by=by)
    actions.save_domain_view(scan_id=scan.pk, domain="KOS", want=2, with_whom=["GG"], now=NOW, today=TODAY, by=by)
    said = text(ict.get(url("history", scan)))
    question = published().questions["BEL01"]
    words = {option.code: option.text.nl for option in question.options}
    assert f"{question.text.nl} “{words['a1']}” (voordien niet beantwoord)" in said
    assert f"“{words['a2']}” (voordien: “{words['a1']}”)" in said
    assert "“1250” (voordien niet beantwoord)" in said
    assert "Kosten: wens om samen te werken, met wie ingevuld." in said


def test_the_history_has_no_codes_and_what_was_looked_at_stands_in_the_language_of_who_reads(today, as_somebody):
    board, support_point = OrganisationFactory(), OrganisationFactory(support_point=True)
    round_ = a_round(board, is_synthetic=True)
    actions.load_generated_scans(round_id=round_.pk, scans=[filled(board)], person_id=1, now=NOW, by=PLATFORM)
    scan = round_.scans.get()
    adviser = as_somebody(support_point, "adviser")
    adviser.get(url("comparing", scan))
    adviser.get(url("domain_result", scan, "KOS"))
    by = an_actor(support_point, "adviser")
    actions.start_review(scan_id=scan.pk, now=NOW, by=by)
    asked = Answer.objects.get(scan=scan, question="BEL01")
    other = "a1" if asked.answer != "a1" else "a2"
    actions.review_answer(
        scan_id=scan.pk, question="BEL01", answer=other, motivation="Het ontbreekt.", seen_revision=0, now=NOW, by=by
    )
    ict = as_somebody(board, "ict_manager")
    question = published().questions["BEL01"]
    for language, what, domain in (("nl", "vergelijking", "Kosten"), ("fr", "comparaison", "Coûts")):
        ict.cookies["language"] = language
        said = text(ict.get(url("history", scan)))
        words = {option.code: option.text.in_language(language) for option in question.options}
        assert f"({what})" in said
        assert f"({domain})" in said
        assert [words[other] in said, words[asked.answer] in said] == [True, True]
        assert not re.search(r"\b(BEL|KOS)(\d\d)?\b", said)


def test_the_headline_says_so_when_little_was_filled_in():
    def found(*statuses):
        domains = published().domains
        results = [SimpleNamespace(status=status, score=SimpleNamespace(score=50.0)) for status in statuses]
        return SimpleNamespace(domains=list(zip(domains, results, strict=False)))

    with translation.override("nl"):
        said = [
            sentences.headline(found(*statuses), "Haacht")
            for statuses in (
                [Status.INCOMPLETE] * 3,
                [Status.ADEQUATE, *[Status.INCOMPLETE] * 3],
                [Status.ADEQUATE, Status.ADEQUATE, Status.INCOMPLETE],
            )
        ]
    assert said == [
        "Haacht vulde te weinig in voor een score.",
        "Haacht is op peil in elk domein dat voldoende is ingevuld. Slechts 1 van de 4 domeinen is voldoende ingevuld.",
        "Haacht is op peil in elk domein dat voldoende is ingevuld.",
    ]


def test_a_board_that_did_not_submit_reads_what_that_means(ict, scan, monkeypatch):
    overview, submit = (ict.get(reverse(f"scan:{name}", args=[scan.pk])) for name in ("overview", "submit"))
    assert "u kunt toch indienen" in submit.content.decode()
    assert "heeft tijd tot 30/04/2011" in overview.content.decode()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_a, **_k: DEADLINE + timedelta(days=1))
    assert "De einddatum was 30/04/2011." in ict.get(reverse("scan:overview", args=[scan.pk])).content.decode()
    actions.close_round(round_id=scan.round_id, now=NOW, by=an_adviser())
    page = ict.get(reverse("scan:overview", args=[scan.pk])).content.decode()
    assert "diende deze scan niet in." in page
    assert "heeft tijd tot" not in page
    assert "u kunt toch indienen" not in ict.get(reverse("scan:submit", args=[scan.pk])).content.decode()


def test_the_bar_counts_all_that_is_filled_in_and_the_summary_the_questions(scan, as_somebody):
    ict = as_somebody(scan.organisation, "ict_manager")
    page = ict.get(reverse("scan:submit", args=[scan.pk])).content.decode()
    assert " van 113 ingevuld</span>" in page
    assert "van de 95 vragen" in page
