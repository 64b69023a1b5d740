"""Questionnaires as workbooks: out and in again, other people's forms, and everything that can be wrong."""

import pytest
from django.utils import translation
from pyxform.xls2xform import convert

from steunpunt.assess.scan.questionnaires import published, source_of
from steunpunt.assess.scan.questionnaires.content import content_of, next_version, shown, source_from
from steunpunt.assess.scan.questionnaires.opening import opened
from steunpunt.assess.scan.questionnaires.reader import read_questionnaire
from steunpunt.assess.scan.questionnaires.reading import read_workbook
from steunpunt.assess.scan.questionnaires.writing import workbook_of
from tests.assess.scan.workbooks import a_workbook, cells, changed, repacked, small_form


@pytest.fixture
def content():
    return content_of(source_of())


def read(book, name="vragenlijst.xlsx"):
    return read_workbook(book, name)


def only_error(book, name="vragenlijst.xlsx"):
    reading = read(book, name)
    assert reading.content is None
    (fault,) = reading.errors
    return fault


# ── out and in again ─────────────────────────────────────────────────────────
def test_the_published_text_survives_being_a_draft(content):
    assert read_questionnaire(source_from(content)) == published()
    assert shown(content) == published()


def test_a_workbook_comes_back_as_it_went_out(content):
    book = workbook_of(content)
    reading = read(book)
    assert reading.faults == ()
    assert reading.content == content
    assert cells(workbook_of(reading.content)) == cells(book)


def test_hints_explanations_comparisons_and_risky_texts_come_back_too(content):
    draft = next_version(content, "0.2")
    question = draft["domains"][0]["questions"][0]
    question["hint"] = {"nl": "=1+1", "en": "+32 16", "fr": "@fonction"}
    question["options"][0]["explanation"] = {"nl": "-niets\nnog een lijn", "en": "nothing", "fr": "« rien »"}
    draft["domains"][1]["questions"][0]["comparable_with"] = ""
    reading = read(workbook_of(draft))
    assert reading.faults == ()
    assert reading.content == draft


def test_form_tools_accept_the_workbook(content, tmp_path):
    file = tmp_path / "vragenlijst.xlsx"
    file.write_bytes(workbook_of(content))
    made = convert(xlsform=str(file), validate=False)
    assert made.warnings == []
    assert 'id="samenwerkingsscan"' in made.xform
    assert made.xform.count("<select1 ") >= 96


# ── forms of elsewhere ───────────────────────────────────────────────────────
def test_any_form_of_select_one_questions_becomes_a_draft_with_its_gaps_open():
    reading = read(
        a_workbook(
            {
                "survey": [
                    ["type", "name", "label"],
                    ["start", "start", None],
                    ["note", "welcome", "Welcome"],
                    ["select one yes_no", "has_water_supply_nearby", "Is there water?"],
                    ["begin group", "care", "Care"],
                    ["select_one yes_no or_other", "has_care", "Is there care?"],
                    ["begin group", "inner", "Inner"],
                    ["select1 yes_no", "has_more", "Is there more?"],
                    ["end group", None, None],
                    ["integer", "people", "How many?"],
                    ["end group", None, None],
                ],
                "choices": [["list name", "name", "label"], ["yes_no", "yes", "Yes"], ["yes_no", "no", "No"]],
                "settings": [["form_title", "default_language"], ["Survey", "English (en)"]],
            }
        )
    )
    assert reading.errors == []
    domains = {domain["code"]: [each["id"] for each in domain["questions"]] for domain in reading.content["domains"]}
    assert domains == {"algemeen": ["has_water_supply_nearby"], "care": ["has_care", "has_more"]}
    question = reading.content["domains"][0]["questions"][0]
    assert (question["text"], question["weight"]) == ({"nl": "", "en": "Is there water?", "fr": ""}, 1)
    assert [option["level"] for option in question["options"]] == [None, None]
    assert {fault.code for fault in reading.warnings} == {
        "facts_taken", "left_out", "level_missing", "no_group", "or_other", "text_missing"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("relevant", "who"),
    [
        ("${p_type} = 'gemeente' or ${p_type} = 'ocmw'", ["gemeente", "ocmw"]),
        ("${p_type} != 'politiezone'", ["gemeente", "ocmw"]),
        ("${p_type} = 'ocmw'", ["ocmw"]),
        ("${age} > 18", ["gemeente", "ocmw", "politiezone"]),
    ],
)
def test_who_gets_a_question_is_read_from_its_condition(relevant, who):
    form = small_form()
    form["survey"][0].append("relevant")
    form["survey"][2].append(relevant)
    assert read(a_workbook(form)).content["domains"][0]["questions"][0]["who"] == who


# ── what is wrong with a cell, and where ─────────────────────────────────────
@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "expected"),
    [
        ("survey", 3, 1, "selecteer NET01", ("type_unknown", "A")),
        ("survey", 3, 1, "select_one", ("list_missing", "A")),
        ("survey", 3, 1, "select_one NET99", ("list_unknown", "A")),
        ("survey", 3, 2, None, ("name_missing", "B")),
        ("survey", 3, 2, "1 met spatie", ("name_wrong", "B")),
        ("survey", 3, 2, "x" * 61, ("name_wrong", "B")),
        ("survey", 2, 2, None, ("name_missing", "B")),
        ("survey", 3, 3, "=A1", ("formula", "C")),
        ("survey", 3, 3, "t" * 2_001, ("text_too_long", "C")),
        ("survey", 4, 1, "end_repeat", None),
        ("survey", 2, 1, "begin_repeat", ("repeat", "A")),
        ("choices", 2, 1, None, ("list_missing", "A")),
        ("choices", 2, 2, None, ("name_missing", "B")),
        ("choices", 2, 2, "twee woorden", ("name_wrong", "B")),
        ("choices", 3, 2, "a0", ("name_twice", "B")),
        ("choices", 3, 6, 6, ("level_wrong", "F")),
        ("choices", 3, 6, -1, ("level_wrong", "F")),
        ("choices", 3, 6, 2.5, ("level_wrong", "F")),
        ("choices", 3, 6, "hoog", ("level_wrong", "F")),
        ("choices", 3, 6, True, ("level_wrong", "F")),
        ("choices", 3, 6, "=1+1", ("formula", "F")),
        ("choices", 3, 6, "#REF!", None),
    ],
)
def test_a_fault_says_sheet_row_and_column(sheet, row, column, value, expected):
    reading = read(changed(sheet, row, column, value))
    if expected is None:
        assert not reading.errors or value == "#REF!"
        return
    code, letter = expected
    assert (sheet, row, letter, code) in {
        (fault.sheet, fault.row, fault.column, fault.code) for fault in reading.errors
    }
    assert reading.content is None


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("weight", 0, "number_wrong"),
        ("weight", "zwaar", "number_wrong"),
        ("weight", 10, "number_wrong"),
        ("tag_GG", 4, "number_wrong"),
        ("who", "gemeente dorp", "who_unknown"),
        ("not_applicable", "misschien", "yes_or_no"),
    ],
)
def test_the_columns_for_scoring_are_looked_over(heading, value, code):
    form = small_form()
    form["survey"][0].append(heading)
    form["survey"][2].append(value)
    fault = only_error(a_workbook(form))
    assert (fault.code, fault.sheet, fault.row, fault.column, fault.heading) == (code, "survey", 3, "F", heading)


def test_texts_that_are_not_translated_yet_are_counted_per_language():
    form = small_form()
    form["survey"][2][2] = "  "
    for sheet in ("survey", "choices"):
        form[sheet] = [[*row[:4], *row[5:]] for row in form[sheet]]
    with translation.override("nl"):
        found = [(each.sheet, each.row, each.column, each.text) for each in read(a_workbook(form)).faults]
    assert [each for each in found if "ontbre" in each[3]] == [
        ("survey", 2, "", "Vanaf hier ontbreken 2 teksten in: fr. Voor de publicatie zijn ze nodig."),
        ("survey", 3, "C", "Deze tekst ontbreekt in: nl. Voor de publicatie is hij nodig."),
        ("choices", 2, "", "Vanaf hier ontbreken 2 teksten in: fr. Voor de publicatie zijn ze nodig."),
    ]
    assert [fault.code for fault in read(a_workbook(small_form())).faults] == ["facts_taken"]


def test_every_fault_is_named_at_once_errors_first():
    form = small_form()
    form["survey"].insert(3, ["select_one NET01", "NET01", "Nog eens"])
    form["survey"].insert(4, ["select_one weg", "NET03", "Zonder lijst"])
    form["choices"].append(["ander", "b0", "Ongebruikt"])
    form["choices"].append(["NET01", "a7", "Te hoog", "High", "Haut", 7])
    found = [(fault.code, fault.is_error, fault.row) for fault in read(a_workbook(form)).faults]
    assert found == [
        ("name_twice", True, 4),
        ("list_unknown", True, 5),
        ("level_wrong", True, 5),
        ("facts_taken", False, None),
        *[("text_missing", False, 4)] * 4,
        ("list_unused", False, 4),
    ]


def test_the_message_is_in_the_language_of_the_reader():
    from django.utils import translation

    book = changed("choices", 3, 6, 9)
    said = {}
    for language in ("en", "nl", "fr"):
        with translation.override(language):
            said[language] = str(only_error(book))
    assert (
        said["en"] == "sheet choices, row 3, column F (level): The level is “9”. A level is a whole number from 0 to 5."
    )
    assert said["nl"].startswith("blad choices, rij 3, kolom F (level): ")
    assert said["fr"].startswith("feuille choices, ligne 3, colonne F (level): ")


def test_groups_must_open_and_close():
    form = small_form()
    del form["survey"][3]
    assert only_error(a_workbook(form)).code == "group_open"
    form["survey"] += [["end_group"], ["end_group"]]
    assert only_error(a_workbook(form)).code == "group_not_begun"


# ── what is wrong with the sheets ────────────────────────────────────────────
@pytest.mark.parametrize("sheet", ["survey", "choices"])
def test_a_missing_sheet_and_an_empty_one_are_named(sheet):
    form = small_form()
    del form[sheet]
    fault = only_error(a_workbook(form))
    assert (fault.code, fault.sheet) == ("sheet_missing", sheet)
    form[sheet] = []
    assert "sheet_empty" in {fault.code for fault in read(a_workbook(form)).errors}


def test_without_settings_the_title_is_that_of_the_file_and_the_number_stays_open():
    form = small_form()
    del form["settings"]
    content = read(a_workbook(form), "Netwerken 2012.xlsx").content
    assert (content["title"]["nl"], content["version"]) == ("Netwerken 2012", "")


@pytest.mark.parametrize(
    ("sheet", "column", "name"), [("survey", 1, "type"), ("survey", 2, "name"), ("choices", 1, "list_name")]
)
def test_a_missing_column_is_named(sheet, column, name):
    fault = only_error(changed(sheet, 1, column, "iets"))
    assert (fault.code, fault.sheet) == ("column_missing", sheet)
    assert name in fault.text


def test_a_heading_twice_and_a_form_without_questions_are_named():
    assert "heading_twice" in {fault.code for fault in read(changed("survey", 1, 5, "name")).errors}
    form = small_form()
    del form["survey"][2]
    assert "no_questions" in {fault.code for fault in read(a_workbook(form)).errors}


def test_rows_beyond_the_limit_are_said_and_a_sheet_that_claims_a_million_rows_costs_nothing(monkeypatch):
    monkeypatch.setattr("steunpunt.assess.scan.questionnaires.opening.MAX_ROWS", 3)
    assert "too_many_rows" in {fault.code for fault in read(a_workbook(small_form())).errors}


# ── what is no workbook at all ───────────────────────────────────────────────
WHOLE = a_workbook(small_form())
NOT_A_WORKBOOK = {
    "empty": (b"", "x.xlsx"),
    "plain_text": ("type;name\nselect_one;Netwérk".encode("latin-1"), "x.csv"),
    "no_workbook": (b"%PDF-1.7\x00\xff\xfe", "x.xlsx"),
    "old_format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x.xls"),
    "encrypted": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "x.xlsx",
    ),
    "macros": (repacked(WHOLE, more={"xl/vbaProject.bin": b"x"}), "x.xlsm"),
    "opendocument": (
        repacked(WHOLE, more={"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "x.ods",
    ),
    "too_large": (b"PK\x03\x04" + b"x" * (50 * 1024 * 1024), "x.xlsx"),
    "bomb": (repacked(WHOLE, more={"xl/media/big.bin": b"\0" * (90 * 1024 * 1024)}), "x.xlsx"),
    "damaged": (WHOLE[: len(WHOLE) // 2], "x.xlsx"),
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(NOT_A_WORKBOOK))
def test_what_is_no_workbook_gets_one_plain_message(code):
    content, name = NOT_A_WORKBOOK[code]
    fault = only_error(content, name)
    assert fault.code == code
    assert fault.text.endswith((".", "?"))


@pytest.mark.parametrize(
    "broken",
    [
        repacked(WHOLE, more={"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}),
        repacked(WHOLE, more={"xl/worksheets/sheet1.xml": '<?xml version="1.0" encoding="UTF-8"?><a>é</a>'.encode("latin-1")}),
        repacked(WHOLE, more={"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
    ],
    ids=["cut off", "wrong encoding", "entities"],
)  # fmt: skip
def test_a_damaged_workbook_is_said_to_be_damaged(broken):
    assert only_error(broken).code == "damaged"


def test_a_zip_of_another_kind_and_a_picture_are_no_workbooks():
    assert only_error(repacked(WHOLE, without=("xl/workbook.xml",))).code == "no_workbook"
    assert only_error(b"\x89PNG\r\n\x1a\n\x00\x00").code == "no_workbook"


def test_letters_that_were_damaged_elsewhere_are_pointed_out_and_kept():
    reading = read(changed("survey", 3, 3, "Is er een netwerk in Oud-HeverlÃ©?"))
    assert reading.errors == []
    assert [fault.code for fault in reading.warnings if fault.row == 3] == ["garbled"]


def test_nothing_from_a_reader_escapes():
    """Bytes changed one by one: the answer is always a reading, never a crash."""
    for place in range(0, len(WHOLE), 251):
        damaged = WHOLE[:place] + bytes([WHOLE[place] ^ 0xFF]) + WHOLE[place + 1 :]
        read(damaged)


def test_only_the_wanted_sheets_are_read():
    tables, faults = opened(a_workbook({**small_form(), "Uitleg": [["=1"]]}), "x.xlsx", ("survey",))
    assert (list(tables), faults) == (["survey"], [])
    assert tables["survey"].columns["type"] == "A"
