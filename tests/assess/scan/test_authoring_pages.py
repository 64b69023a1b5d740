"""The editor, its preview, workbooks and the API: what they show, keep and refuse; and the command."""

import base64
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.actions.drafting import digest_of
from steunpunt.assess.scan.models import QuestionnaireDraft, QuestionnaireVersion
from steunpunt.assess.scan.questionnaires import changes, source_of
from steunpunt.assess.scan.questionnaires.changes import question_of
from steunpunt.assess.scan.questionnaires.reading import read_workbook
from tests.assess.scan.workbooks import a_workbook, changed, small_form
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.scan import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def support_point():
    return OrganisationFactory(support_point=True)


@pytest.fixture
def version():
    return actions.publish_questionnaire(source=source_of(), now=NOW, by=PLATFORM)


@pytest.fixture
def draft(version, support_point):
    return actions.start_draft(number="0.2", version_id=version.pk, now=NOW, by=an_actor(support_point, "adviser"))


@pytest.fixture
def adviser(as_somebody, support_point):
    return as_somebody(support_point, "adviser")


def url(name, *args):
    return reverse(f"scan:{name}", args=args)


def text(response):
    return response.content.decode()


def sent(draft, identifier, **changed):
    """What the form of a question sends."""
    _domain, question = question_of(draft.content, identifier)
    data = {
        "do": "edit_question",
        "domain": "BEL",
        "question": identifier,
        "code": question["id"],
        "to_domain": "BEL",
        "weight": question["weight"],
        "who": question["who"],
        "comparable_with": question["comparable_with"],
        "options": len(question["options"]),
        **{f"tag_{scope}": tag for scope, tag in question["tags"].items()},
        **{f"text_{language}": said for language, said in question["text"].items()},
    }
    for place, option in enumerate(question["options"]):
        data |= {f"o{place}_code": option["code"], f"o{place}_level": option["level"]}
        data |= {f"o{place}_{language}": said for language, said in option["text"].items()}
    return {**data, **changed}


# ── the editor ───────────────────────────────────────────────────────────────
def test_the_list_leads_from_a_version_to_a_draft_to_a_published_version(adviser, version):
    page = text(adviser.get(url("questionnaires")))
    assert "1 versie is gepubliceerd" in page
    made = adviser.post(url("draft_start"), {"base": version.pk, "number": "0.2"})
    draft = QuestionnaireDraft.objects.get()
    assert made["Location"] == url("draft", draft.pk)
    assert "klaar om te publiceren" in text(adviser.get(url("questionnaires")))
    assert "96 blijven vergelijkbaar met versie 0.1" in text(adviser.get(url("draft_publish", draft.pk)))
    done = adviser.post(url("draft_publish", draft.pk))
    made = QuestionnaireVersion.objects.get(number="0.2")
    assert done["Location"] == url("version", made.pk)
    assert "96 daarvan zijn vergelijkbaar met versie 0.1" in text(adviser.get(done["Location"]))
    assert adviser.get(url("draft_publish", draft.pk))["Location"] == url("version", made.pk)
    assert "Dit ontwerp is gepubliceerd" in text(adviser.get(url("draft", draft.pk)))


def test_a_question_opens_where_it_stands_and_is_kept(adviser, draft):
    page = text(adviser.get(url("draft_domain", draft.pk, "BEL") + "?vraag=BEL01"))
    assert page.count("<textarea") == 6
    assert "Nee, er is niets afgesproken" in page
    back = adviser.post(url("draft_change", draft.pk), sent(draft, "BEL01", text_nl="Hebt u een plan?"))
    assert back["Location"] == url("draft_domain", draft.pk, "BEL") + "?bewaard=BEL01#q-BEL01"
    assert "Hebt u een plan?" in text(adviser.get(back["Location"].partition("#")[0]))


@pytest.mark.parametrize("is_htmx", [False, True])
def test_what_is_refused_stays_as_it_was_typed(adviser, draft, is_htmx):
    headers = {"HX-Request": "true"} if is_htmx else {}
    data = sent(draft, "BEL01", code="BEL02", text_nl="<script>alert(1)</script>", weight="veel", o0_level="8")
    response = adviser.post(url("draft_change", draft.pk), data, headers=headers)
    page = text(response)
    assert response.status_code == (200 if is_htmx else 422)
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    for said in ("Deze code is al in gebruik", "Een gewicht is een geheel getal", "Een niveau is een geheel getal"):
        assert said in page
    draft.refresh_from_db()
    assert question_of(draft.content, "BEL01")[1]["text"]["nl"].startswith("Heeft uw bestuur")


def test_every_button_of_the_editor_does_its_work(adviser, draft):
    change = url("draft_change", draft.pk)
    for data in (
        {"do": "add_domain", "code": "NEW", "text_nl": "Nieuw", "text_en": "New", "text_fr": "Nouveau"},
        {"do": "edit_domain", "domain": "NEW", "code": "NEU", "text_nl": "Nieuw"},
        {"do": "move_domain", "domain": "NEU", "step": "omhoog"},
        {"do": "add_question", "domain": "NEU"},
        {"do": "move_question", "domain": "NEU", "question": "NEU01", "step": "omlaag"},
        {"do": "remove_question", "domain": "NEU", "question": "NEU01"},
        {"do": "remove_domain", "domain": "NEU"},
        {"do": "edit_heading", "domain": "BEL", "title_nl": "Scan", "number": "1.0"},
        {"do": "undo", "domain": "BEL"},
    ):
        response = adviser.post(change, data)
        assert response.status_code == 302, data
        assert adviser.get(response["Location"].partition("#")[0]).status_code == 200
    draft.refresh_from_db()
    assert draft.content["version"] == "0.2"
    assert "werd ongedaan gemaakt" in text(adviser.get(url("draft_points", draft.pk)))
    assert adviser.post(change, {"do": "iets anders"}).status_code == 404


def test_a_domain_that_cannot_be_is_refused_with_its_form_open(adviser, draft):
    response = adviser.post(url("draft_change", draft.pk), {"do": "add_domain", "code": "BEL", "text_nl": "Dubbel"})
    assert response.status_code == 422
    assert 'value="Dubbel"' in text(response)
    assert "Deze code is al in gebruik" in text(response)
    gone = adviser.post(url("draft_change", draft.pk), {"do": "move_domain", "domain": "WEG"})
    assert "is er niet meer" in text(gone)


def test_an_empty_draft_asks_for_its_first_domain(adviser, support_point):
    empty = actions.start_draft(number="1.0", version_id=None, now=NOW, by=an_actor(support_point, "editor"))
    assert "Nieuw domein" in text(adviser.get(url("draft", empty.pk)))
    assert adviser.get(url("draft_preview", empty.pk)).status_code == 200
    assert "De titel ontbreekt in: nl, en, fr" in text(adviser.get(url("draft_points", empty.pk)))
    refused = adviser.post(url("draft_publish", empty.pk))
    assert refused.status_code == 422
    assert "houden de publicatie tegen" in text(refused)


def test_the_preview_shows_each_kind_of_board_its_questions_in_each_language(adviser, draft):
    preview = url("draft_preview", draft.pk)
    assert "Zo ziet een bestuur het: 95 vragen" in text(adviser.get(preview))
    assert "81 vragen" in text(adviser.get(preview + "?soort=politiezone"))
    assert "Votre administration" in text(adviser.get(preview + "?taal=fr"))
    assert adviser.get(preview + "?soort=x&taal=x&domein=x").status_code == 200


def test_hints_and_explanations_reach_the_board(adviser, draft):
    data = sent(draft, "BEL01", hint_nl="Een plan is door de raad goedgekeurd.", x0_nl="Ook niet mondeling.")
    adviser.post(url("draft_change", draft.pk), data)
    page = text(adviser.get(url("draft_preview", draft.pk)))
    assert "Een plan is door de raad goedgekeurd." in page
    assert "Ook niet mondeling." in page


def test_a_draft_is_put_aside_and_taken_up_again(adviser, draft):
    adviser.post(url("draft_aside", draft.pk))
    assert "Terug opnemen" in text(adviser.get(url("questionnaires")))
    adviser.post(url("draft_aside", draft.pk))
    draft.refresh_from_db()
    assert draft.is_open


def test_an_editor_writes_but_does_not_publish(as_somebody, support_point, draft):
    editor = as_somebody(support_point, "editor")
    assert "Een adviseur van het steunpunt publiceert" in text(editor.get(url("draft_publish", draft.pk)))
    assert editor.post(url("draft_publish", draft.pk)).status_code == 403


def test_a_number_taken_or_missing_is_said_at_its_field(adviser, version):
    response = adviser.post(url("draft_start"), {"base": version.pk, "number": "0.1"})
    assert response.status_code == 422
    assert "is al gepubliceerd" in text(response)


# ── how many queries ─────────────────────────────────────────────────────────
@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_as_many_queries_for_one_as_for_three(
    adviser, support_point, version, django_assert_num_queries, count
):
    writer = an_actor(support_point, "adviser")
    for number in range(count):
        actions.start_draft(number=f"1.{number}", version_id=version.pk, now=NOW, by=writer)
    adviser.get(url("questionnaires"))
    with django_assert_num_queries(7):
        adviser.get(url("questionnaires"))
    draft = QuestionnaireDraft.objects.first()
    with django_assert_num_queries(7):
        adviser.get(url("draft", draft.pk))


# ── workbooks over the page ──────────────────────────────────────────────────
def upload(client, content, name="vragenlijst.xlsx", **more):
    return client.post(url("draft_upload"), {"file": SimpleUploadedFile(name, content), **more})


def test_a_workbook_is_looked_over_and_then_made_a_draft(adviser):
    looked = upload(adviser, a_workbook(small_form()), nakijken="ja")
    assert "Er is nog niets bewaard" in text(looked)
    assert not QuestionnaireDraft.objects.exists()
    made = upload(adviser, a_workbook(small_form()))
    assert made["Location"] == url("draft_points", QuestionnaireDraft.objects.get().pk)


def test_a_broken_workbook_shows_sheet_row_and_column_and_keeps_nothing(adviser):
    response = upload(adviser, changed("choices", 3, 6, 7))
    page = text(response)
    assert response.status_code == 422
    assert "Het niveau is “7”" in page
    assert "F (level)" in page
    assert not QuestionnaireDraft.objects.exists()
    assert "Dit bestand is leeg" in text(upload(adviser, b""))
    assert "Dit is een tekstbestand" in text(upload(adviser, b"type;name", "vragen.csv"))
    assert adviser.post(url("draft_upload")).status_code == 422


def test_a_file_of_fifty_megabytes_is_not_even_read(adviser, monkeypatch):
    monkeypatch.setattr("steunpunt.assess.scan.views.authoring.MAX_BYTES", 1_000)
    monkeypatch.setattr("steunpunt.assess.scan.views.authoring.read_workbook", None)
    assert "groter dan" in text(upload(adviser, b"PK" * 1_000, nakijken="ja"))


def test_drafts_and_versions_go_out_as_workbooks_that_come_back(adviser, draft, version):
    for address in (url("draft_workbook", draft.pk), url("version_workbook", version.pk)):
        reading = read_workbook(adviser.get(address).content, "x.xlsx")
        assert (reading.faults, reading.questions) == ((), 96)


def as_json(content):
    return {"name": "x.xlsx", "content": base64.b64encode(content).decode()}


# ── the API ──────────────────────────────────────────────────────────────────
def test_programs_read_versions_whole_and_as_a_workbook(adviser, version):
    (line,) = adviser.get("/api/v1/questionnaires").json()
    assert (line["number"], line["rounds"]) == ("0.1", 0)
    whole = adviser.get(f"/api/v1/questionnaires/{version.pk}").json()
    first = whole["domains"][0]["questions"][0]
    assert (first["id"], first["hint"], first["options"][0]["level"]) == ("BEL01", None, 0)
    book = adviser.get(f"/api/v1/questionnaires/{version.pk}/workbook.xlsx")
    assert read_workbook(book.content, "x.xlsx").questions == 96
    assert adviser.get("/api/v1/questionnaires/999999").status_code == 404


def test_programs_look_a_workbook_over_and_make_a_draft(adviser):
    def post(address, content):
        return adviser.post(f"/api/v1/questionnaires/{address}", as_json(content), "application/json").json()

    report = post("dry-run", changed("choices", 3, 6, 7))
    assert (report["ok"], report["draft"], len(report["errors"])) == (False, None, 1)
    assert report["errors"][0] | {"message": ""} == {
        "code": "level_wrong", "sheet": "choices", "row": 3, "column": "F", "heading": "level", "message": ""
    }  # fmt: skip
    assert post("dry-run", a_workbook(small_form()))["ok"]
    assert not QuestionnaireDraft.objects.exists()
    assert post("drafts", a_workbook(small_form()))["draft"] == QuestionnaireDraft.objects.get().pk


def test_a_board_reads_versions_over_the_api_and_writes_nothing(as_somebody, version):
    board = as_somebody(OrganisationFactory(), "ict_manager")
    assert len(board.get("/api/v1/questionnaires").json()) == 1
    for address in ("dry-run", "drafts"):
        body = as_json(a_workbook(small_form()))
        assert board.post(f"/api/v1/questionnaires/{address}", body, "application/json").status_code == 403


# ── the command ──────────────────────────────────────────────────────────────
def run(capsys, *arguments):
    code = 0
    try:
        call_command("scan", "import-questionnaire", *arguments)
    except SystemExit as ended:
        code = ended.code
    return code, capsys.readouterr().out


def test_the_command_looks_over_and_imports(tmp_path, capsys):
    file = tmp_path / "net.xlsx"
    file.write_bytes(a_workbook(small_form()))
    code, out = run(capsys, str(file), "--dry-run", "--json")
    report = json.loads(out)
    assert (code, report["ok"], report["dry_run"], report["questions"]) == (0, True, True, 1)
    assert report["domains"] == [{"code": "NET", "name": "Netwerk", "questions": 1}]
    assert not QuestionnaireDraft.objects.exists()
    code, out = run(capsys, str(file))
    assert code == 0
    assert f"Ontwerp {QuestionnaireDraft.objects.get().pk} is gemaakt" in out


def test_the_command_names_every_fault_and_ends_with_one(tmp_path, capsys, monkeypatch):
    file = tmp_path / "net.xlsx"
    file.write_bytes(changed("choices", 3, 6, 7))
    code, out = run(capsys, str(file), "--dry-run", "--language", "fr")
    assert code == 1
    assert "feuille choices, ligne 3, colonne F (level)" in out
    monkeypatch.setattr("steunpunt.assess.scan.management.commands.scan.MAX_BYTES", 10)
    code, out = run(capsys, str(file), "--json")
    assert (code, json.loads(out)["errors"][0]["code"]) == (1, "too_large")
    with pytest.raises(CommandError):
        run(capsys, str(tmp_path / "weg.xlsx"))


# ── words beside the questions ───────────────────────────────────────────────
def words_typed(draft, place, **changed):
    group, _dot, key = place.partition(".")
    said = changes.words_of(draft.content, group)[key]
    return {
        "place": place,
        "seen": digest_of(said),
        **{f"text_{language}": said[language] for language in said},
    } | changed


@pytest.mark.parametrize(
    "place",
    ["levels.3", "special_answers.wn", "scopes.GG", "tag_scale.0", "prompts.self"],
    ids=lambda place: place,
)
def test_a_text_beside_the_questions_is_changed_and_undone(adviser, draft, place):
    group, _dot, key = place.partition(".")
    before = draft.content
    form = text(adviser.get(url("draft_words", draft.pk), {"bewerk": place}))
    assert form.count('name="text_nl"') == 1
    sent = adviser.post(url("draft_words", draft.pk), words_typed(draft, place, text_nl="Nieuw in {domain}"))
    assert sent.status_code == 302
    draft.refresh_from_db()
    now_said = changes.words_of(draft.content, group)[key]
    assert now_said["nl"] == "Nieuw in {domain}"
    assert draft.content == changes.with_words(before, group, key, now_said), "nothing else changed"
    adviser.post(url("draft_words", draft.pk), {"do": "undo"})
    draft.refresh_from_db()
    assert draft.content == before


def test_words_that_a_colleague_changed_are_not_overwritten_and_unknown_ones_do_not_exist(adviser, draft):
    old = words_typed(draft, "levels.3", text_nl="Van mij")
    adviser.post(url("draft_words", draft.pk), words_typed(draft, "levels.3", text_nl="Van een collega"))
    refused = adviser.post(url("draft_words", draft.pk), old)
    assert (refused.status_code, "Van mij" in text(refused)) == (422, True)
    draft.refresh_from_db()
    assert changes.words_of(draft.content, "levels")["3"]["nl"] == "Van een collega"
    for place in ("levels.9", "facts.p_users", "lists.ja", ""):
        assert adviser.post(url("draft_words", draft.pk), {"place": place}).status_code == 404


def test_a_draft_under_the_number_of_a_published_version_says_so_before_it_is_published(adviser, draft, version):
    file = SimpleUploadedFile("scan.xlsx", adviser.get(url("version_workbook", version.pk)).content)
    adviser.post(url("draft_upload"), {"file": file, "opladen": "ja"})
    made = QuestionnaireDraft.objects.exclude(pk=draft.pk).get()
    said = "Versie 0.1 is al gepubliceerd. Geef deze een ander nummer."
    for page in ("draft_points", "draft_publish"):
        assert said in text(adviser.get(url(page, made.pk)))
    assert "1 punt" in text(adviser.get(url("questionnaires")))
    adviser.post(url("draft_publish", draft.pk))
    assert said.replace("0.1", "0.2") not in text(adviser.get(url("draft_points", draft.pk)))


def test_the_questionnaire_that_ships_is_published_by_a_verb_and_again_changes_nothing(capsys):
    for _ in range(2):
        call_command("scan", "publish")
    assert capsys.readouterr().out.splitlines()[0].startswith("Version 0.1 of the questionnaire is published")
    assert QuestionnaireVersion.objects.get().source == source_of()
