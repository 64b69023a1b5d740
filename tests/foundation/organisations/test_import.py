"""Files that people send: read with care, wrong cells named, nothing changed before somebody confirms."""

import io
import zipfile
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from openpyxl import Workbook

from steunpunt.foundation.acting import Refused
from steunpunt.foundation.organisations import actions, reference, sheets
from steunpunt.foundation.organisations.choices import Kind
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.organisations.rules.tables import Formula, read_rows
from steunpunt.foundation.organisations.sheets import Sheet, read_sheet
from steunpunt.foundation.organisations.values import Listed, Period, Place
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.people import logged_in

LIMIT = 20 * 1024 * 1024
HEADER = "Soort;Naam;NIS-code;Ondernemingsnummer (KBO)"


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def refusal(content, limit=LIMIT):
    with pytest.raises(Refused) as refused:
        read_sheet(content, limit_bytes=limit)
    return refused.value.codes


# ── files ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "content",
    [
        f"{HEADER}\ngemeente;Keerbergen;24048;0207.520.117\n".encode(),
        f"{HEADER}\r\ngemeente;Keerbergen;24048;0207.520.117\r\n;;;\r\n".encode("utf-8-sig"),
        f"{HEADER}\ngemeente;Keerbergen;24048;0207.520.117".replace(";", ",").encode(),
        f"{HEADER}\ngemeente;Keerbergen;24048;0207.520.117".replace(";", "\t").encode("utf-16"),
        workbook(HEADER.split(";"), ["gemeente", "Keerbergen", 24048, "0207.520.117"], [None, None, None, None]),
    ],
)
def test_csv_of_several_makes_and_a_workbook_read_alike(content):
    sheet = read_sheet(content, limit_bytes=LIMIT)
    assert sheet == Sheet(tuple(HEADER.split(";")), (("gemeente", "Keerbergen", "24048", "0207.520.117"),))


def test_numbers_and_days_of_a_workbook_become_texts():
    content = workbook(["Naam", "Van", "NIS"], ["Genappe", datetime(2025, 1, 1), 24048.0])  # noqa: DTZ001 - a cell has none
    assert read_sheet(content, limit_bytes=LIMIT).rows == (("Genappe", "2025-01-01", "24048"),)


def test_formulas_are_marked_and_the_apostrophe_of_our_own_export_goes():
    content = workbook(["Soort", "Naam"], ["gemeente", "=1+1"])
    assert isinstance(read_sheet(content, limit_bytes=LIMIT).rows[0][1], Formula)
    ((kind, name),) = read_sheet(b"Soort;Naam\n=cmd();'=Naam\n", limit_bytes=LIMIT).rows
    assert isinstance(kind, Formula)
    assert name == "=Naam"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "table_empty"),
        (b"Soort;Naam\n\n;\n", "table_empty"),
        ("Soort;Naam\ngemeente;Liège".encode("latin-1"), "file_encoding"),
        (b"PK\x03\x04 but no workbook", "file_unreadable"),
        (b"\x00\x01\x02", "file_unreadable"),
        (b"%PDF-1.4\xff\xfe", "file_encoding"),
    ],
)
def test_a_file_that_cannot_be_read_gets_its_own_reason(content, code):
    assert refusal(content) == {code}


def test_the_row_with_the_wrong_signs_is_named():
    with pytest.raises(Refused, match="3"):
        read_sheet("Soort;Naam\ngemeente;Gent\ngemeente;Liège".encode("latin-1"), limit_bytes=LIMIT)


def test_a_file_of_50_megabytes_is_refused_unread():
    assert refusal(b"a;b\n" * (50 * 1024 * 1024 // 4)) == {"file_too_large"}


def test_a_small_file_that_unpacks_to_something_huge_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_UNPACKED_BYTES", 1_000_000)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 2_000_000)
    assert refusal(buffer.getvalue()) == {"file_too_large"}


def test_a_zip_that_is_no_workbook_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("letter.txt", "hello")
    assert refusal(buffer.getvalue()) == {"file_unreadable"}


def test_more_rows_than_fit_are_refused():
    assert refusal(b"Soort;Naam\n" + b"gemeente;Gent\n" * 5_001) == {"too_many_rows"}


# ── rows ─────────────────────────────────────────────────────────────────────


def problems(header, *rows):
    return [(one.row, one.column) for one in read_rows(header, rows).problems]


def test_a_full_row_becomes_an_organisation():
    header = (
        "SOORT ",
        "naam",
        "KBO",
        "Straat",
        "Postcode",
        "Plaats",
        "Van",
        "Tot",
        "Website",
        "Kleur",
    )
    row = (
        "Leverancier",
        "Netwerk nv",
        "BE 403.170.701",
        "Laan 1",
        "1000",
        "Brussel",
        "01/02/2010",
        "2025-01-01",
        "https://netwerk.example",
        "blauw",
    )
    reading = read_rows(header, [row])
    assert reading.problems == ()
    assert reading.ignored == ("Kleur",)
    assert reading.listed == (
        Listed(
            key="supplier:0403170701",
            kind=Kind.SUPPLIER,
            name="Netwerk nv",
            enterprise_number="0403170701",
            website="https://netwerk.example",
            seat=Place(street="Laan 1", postal_code="1000", locality="Brussel"),
            period=Period(date(2010, 2, 1), date(2025, 1, 1)),
        ),
    )


def test_one_look_shows_every_wrong_cell_of_a_row():
    header = ("Soort", "Naam", "KBO", "Van", "Website", "NIS", "Postcode", "Straat", "Plaats")
    row = ("dorp", Formula("=1+1"), "0123456789", "gisteren", "geen adres", "99999", "12", "Laan 1", "Brussel")
    assert problems(header, row) == [
        (2, "Naam"),
        (2, "Soort"),
        (2, "Van"),
        (2, "Straat"),
        (2, "Website"),
        (2, "KBO"),
    ]


def test_wrong_headings_are_named_with_what_is_missing():
    reading = read_rows(("Kleur", "Gewicht"), [("rood", "3")])
    (problem,) = reading.problems
    assert problem.row == 1
    assert "soort" in problem.text
    assert "naam" in problem.text


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Soort", "kasteel"),
        ("Soort", ""),
        ("Soort", Formula("=A1")),
        ("Naam", ""),
        ("Naam", "x" * 161),
        ("NIS-code", "240"),
        ("KBO", "0207520118"),
        ("KBO", "geen"),
        ("Van", "gisteren"),
        ("Tot", "31/02/2024"),
        ("Website", "javascript:alert(1)"),
        ("Straat", "Laan 1"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(column, cell):
    cells = {"Soort": "gemeente", "Naam": "Keerbergen", column: cell}
    good = {"Soort": "gemeente", "Naam": "Haacht"}
    rows = [tuple(row.get(name, "") for name in cells) for row in (good, cells)]
    reading = read_rows(tuple(cells), rows)
    assert [(one.row, one.column) for one in reading.problems] == [(3, column)]
    assert [one.name for one in reading.listed] == ["Haacht"]


def test_the_same_organisation_twice_points_at_the_first_row():
    row = ("gemeente", "Keerbergen", "24048")
    reading = read_rows(("Soort", "Naam", "NIS"), [row, ("gemeente", "Keerbergen (bis)", "24048")])
    assert [(one.row, "2" in one.text) for one in reading.problems] == [(3, True)]


def test_a_number_that_another_row_has_is_named_by_row_and_column():
    rows = (("ocmw", "Wijnegem", "11050", "0207.520.117"), ("politiezone", "Ergens", "5999", "0207.520.117"))
    header = ("Soort", "Naam", "Zonenummer", "KBO")
    assert problems(("Soort", "Naam", "NIS", "KBO"), rows[0], rows[0]) == [(3, "")]
    assert problems(header, ("politiezone", "Daar", "5998", "0207.520.117"), rows[1]) == [(3, "KBO")]


def test_a_number_that_stands_in_the_list_already_is_named_by_row_and_column():
    there = Listed(key="supplier:x", kind=Kind.SUPPLIER, name="Daar", enterprise_number="0207520117")
    row = ("politiezone", "Ergens", "5999", "0207.520.117")
    reading = read_rows(("Soort", "Naam", "Zonenummer", "KBO"), [row], beside={there.key: there})
    assert [(one.row, one.column, "Daar" in one.text) for one in reading.problems] == [(2, "KBO", True)]


def test_all_problems_show_at_once():
    assert problems(("Soort", "Naam", "NIS"), ("kasteel", "A", ""), ("gemeente", "", "1"), ("", "", "")) == [
        (2, "Soort"),
        (3, "Naam"),
        (3, "NIS"),
    ]


# ── the page ─────────────────────────────────────────────────────────────────


@pytest.fixture
def keeper(db):
    return logged_in(OrganisationFactory(support_point=True), "editor")


def send(client, content, name="lijst.csv"):
    if isinstance(content, str):
        content = content.encode()
    return client.post(reverse("organisations:import"), {"file": SimpleUploadedFile(name, content)})


def test_a_good_file_is_shown_first_and_done_when_confirmed(keeper):
    looked = send(keeper, f"{HEADER}\ngemeente;Keerbergen;24048;0207.520.117\n")
    assert "Keerbergen" in looked.text
    assert not Organisation.objects.filter(nis_code="24048").exists()
    done = keeper.post(reverse("organisations:import_confirm"), {"payload": looked.context["payload"]}, follow=True)
    assert "1 wijziging is gebeurd." in done.text
    assert Organisation.objects.get(nis_code="24048").enterprise_number == "0207520117"
    again = keeper.post(reverse("organisations:import_confirm"), {"payload": looked.context["payload"]}, follow=True)
    assert "0 wijzigingen" in again.text
    assert Organisation.objects.filter(nis_code="24048").count() == 1


def test_wrong_cells_are_shown_and_nothing_can_be_confirmed(keeper):
    looked = send(keeper, f"{HEADER}\ngemeente;Keerbergen;24048;0207.520.118\nkasteel;Horst;;\n")
    assert [(one.row, one.column) for one in looked.context["reading"].problems] == [
        (2, "Ondernemingsnummer (KBO)"),
        (3, "Soort"),
    ]
    assert looked.context["payload"] == ""
    assert "“kasteel” is geen soort organisatie" in looked.text


def test_a_file_that_cannot_be_read_says_why_in_dutch(keeper):
    looked = send(keeper, "Soort;Naam\ngemeente;Liège".encode("latin-1"))
    assert "CSV UTF-8" in looked.text
    assert "Rij 2" in looked.text


def test_a_long_file_shows_its_beginning_and_does_all_of_it(keeper):
    looked = send(keeper, "Soort;Naam\n" + "".join(f"leverancier;Bedrijf {number}\n" for number in range(250)))
    assert (len(looked.context["changes"]), looked.context["count"]) == (200, 250)
    assert "En nog 50." in looked.text
    keeper.post(reverse("organisations:import_confirm"), {"payload": looked.context["payload"]})
    assert Organisation.objects.filter(kind=Kind.SUPPLIER).count() == 250


def test_html_in_a_cell_is_shown_as_text(keeper):
    looked = send(keeper, "Soort;Naam\nleverancier;<script>alert(1)</script>\n")
    assert "&lt;script&gt;alert(1)" in looked.text
    assert "<script>alert(1)" not in looked.text


def test_a_number_of_somebody_else_is_said_before_anything_happens(keeper):
    OrganisationFactory(supplier=True, name="Eerste nv", enterprise_number="0403170701")
    looked = send(keeper, "Soort;Naam;KBO\nandere organisatie;Tweede vzw;0403170701\n")
    assert "Eerste nv" in looked.text
    assert looked.context["payload"] == ""


def test_a_payload_that_somebody_changed_is_not_done(keeper):
    looked = send(keeper, "Soort;Naam\nleverancier;Netwerk nv\n")
    done = keeper.post(
        reverse("organisations:import_confirm"), {"payload": looked.context["payload"][:-2] + "xx"}, follow=True
    )
    assert "Stuur het opnieuw" in done.text
    assert not Organisation.objects.filter(name="Netwerk nv").exists()


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_exported_reads_in_again_without_a_change(keeper, kind, language):
    actions.load_reference(
        state=reference.state(2025, province="Vlaams-Brabant"), today=date(2026, 11, 23), by=PLATFORM
    )
    keeper.cookies["language"] = language
    exported = keeper.get(reverse("organisations:list"), {"export": kind}).content
    looked = send(keeper, exported, f"list.{kind}")
    assert looked.context["reading"].problems == ()
    assert len(looked.context["reading"].listed) == 152
    assert looked.context["outcome"].is_empty


# ── the command line ─────────────────────────────────────────────────────────


def test_the_verbs_show_do_and_explain(db, tmp_path, capsys):
    call_command("organisations", "load-reference", "--year", "2011", "--province", "Vlaams-Brabant", "--dry-run")
    assert "157 changes" in capsys.readouterr().out
    assert not Organisation.objects.exists()
    call_command("organisations", "load-reference", "--year", "2011", "--province", "Vlaams-Brabant")
    file = tmp_path / "list.csv"
    file.write_text("Soort;Naam;NIS\ngemeente;Keerbergen aan de Dijle;24048\n")
    call_command("organisations", "update", str(file))
    assert "Keerbergen > Keerbergen aan de Dijle" in capsys.readouterr().out
    drawn = tmp_path / "drawn.geojson"
    ring = "[[4,51],[5,51],[5,52],[4,51]]"
    feature = '{"properties": {"nis": "24048"}, "geometry": {"type": "Polygon", "coordinates": [%s]}}'
    drawn.write_text('{"features": [%s]}' % (feature % ring))
    call_command("organisations", "boundaries", str(drawn))
    assert "1 boundaries" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("verb", "name", "text", "message"),
    [
        ("update", "a.csv", "Soort;Naam\nkasteel;Horst\n", "kasteel"),
        ("update", "a.csv", "", "geen rijen"),
        ("boundaries", "a.geojson", "no json", "GeoJSON"),
        ("boundaries", "a.geojson", '{"features": [{"properties": {}, "geometry": {}}]}', "property nis"),
        (
            "boundaries",
            "a.geojson",
            '{"features": [{"properties": {"nis": "24048"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}',
            "not a Polygon",
        ),
    ],
)
def test_a_verb_that_cannot_says_why(db, tmp_path, verb, name, text, message):
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(CommandError, match=message):
        call_command("organisations", verb, str(file))
    with pytest.raises(CommandError):
        call_command("organisations", verb, str(tmp_path / "absent"))
