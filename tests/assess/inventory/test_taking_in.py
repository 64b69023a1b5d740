"""What comes in by any door is known again, changed and never doubled; what was is kept."""

import copy
import gzip
import io
import json
import zipfile
import zlib
from datetime import date, timedelta
from decimal import Decimal

import pytest

from steunpunt.assess.inventory import actions
from steunpunt.assess.inventory.choices import AssetKind, AssetState, Door, ImportState, Verdict
from steunpunt.assess.inventory.models import (
    AgentReport,
    Asset,
    AssetChange,
    Import,
    Installation,
    Product,
    SoftwareTitle,
)
from steunpunt.assess.inventory.reading import Unreadable, devices, table, unpacked
from steunpunt.assess.inventory.rules import columns, glpi
from steunpunt.assess.inventory.rules.columns import Field
from steunpunt.assess.inventory.values import Row
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from tests.factories.estate import an_asset, an_inventory, found
from tests.factories.organisations import OrganisationFactory
from tests.factories.projects import somebody
from tests.factories.scan import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return somebody(OrganisationFactory(name="Keerbergen"), "ict_manager")


def take(keeper, *data, door=Door.AGENT, now=NOW):
    rows = [glpi.read(one) if isinstance(one, dict) else Row(place=1, found=one) for one in data]
    return actions.take_in(organisation_id=keeper.organisation_id, rows=rows, door=door, now=now, by=keeper)


def verdicts(answers):
    return [one.verdict for one in answers]


# ── agents ───────────────────────────────────────────────────────────────────
def test_an_agent_that_tells_twice_makes_one_device_with_what_runs_on_it(keeper):
    assert verdicts(take(keeper, an_inventory())) == [Verdict.NEW]
    assert verdicts(take(keeper, an_inventory())) == [Verdict.SAME]
    asset = Asset.objects.get()
    assert (asset.kind, asset.name, asset.serial, asset.manufacturer, asset.tag) == (
        AssetKind.LAPTOP,
        "pc-0001",
        "SER000001",
        "Voorbeeld Inc.",
        "K-1",
    )
    assert asset.macs == ["001b44000001"], "not of what runs inside it"
    assert sorted(row.title.product.name for row in Installation.objects.select_related("title__product")) == [
        "Kaartenmaker",
        "Tekstmaker",
        "Voorbeeld OS 11 Pro",
    ]
    assert Installation.objects.get(title__name__startswith="Kaart").installed_on == date(2026, 1, 15)


def test_people_and_secrets_are_not_kept(keeper):
    data = an_inventory()
    data["content"]["licenseinfos"] = [{"name": "Office", "key": "AAAA-BBBB", "fullname": "Office"}]
    take(keeper, data)
    kept = json.dumps(AgentReport.objects.get().content)
    assert "somebody" not in kept
    assert "AAAA" not in kept
    assert '"fullname": "Office"' in kept


def test_a_partial_inventory_renews_its_sections_and_leaves_the_others(keeper):
    take(keeper, an_inventory())
    partial = an_inventory(partial=True)
    partial["content"] = {
        "versionclient": "GLPI-Agent_v1.9",
        "hardware": partial["content"]["hardware"],
        "virtualmachines": [{"name": "proef", "vmtype": "docker"}],
    }
    take(keeper, partial)
    content = AgentReport.objects.get().content
    assert content["virtualmachines"] == [{"name": "proef", "vmtype": "docker"}]
    assert content["bios"]["ssn"] == "SER000001"
    assert Installation.objects.filter(gone_at=None).count() == 3, "nothing was said of programmes"


def test_what_is_told_of_no_more_has_ended_and_is_on_record(keeper):
    take(keeper, an_inventory())
    less = an_inventory()
    less["content"]["softwares"] = less["content"]["softwares"][:1]
    assert verdicts(take(keeper, less, now=NOW + timedelta(days=1))) == [Verdict.CHANGED]
    gone = Installation.objects.get(gone_at__isnull=False)
    assert (gone.title.name, gone.gone_at) == ("Tekstmaker", NOW + timedelta(days=1))


@pytest.mark.parametrize(
    ("section", "field", "value"),
    [("hardware", "uuid", "changed-uuid-0001"), ("bios", "ssn", "OTHER-SERIAL"), ("hardware", "name", "anders")],
)
def test_a_device_is_known_again_by_its_agent_whatever_changes(keeper, section, field, value):
    take(keeper, an_inventory())
    other = an_inventory()
    other["content"][section][field] = value
    assert verdicts(take(keeper, other)) == [Verdict.CHANGED]
    assert Asset.objects.count() == 1
    assert AssetChange.objects.count() == 1


def test_a_new_agent_on_a_known_device_is_the_same_device_by_uuid_serial_or_address(keeper):
    take(keeper, an_inventory())
    for number, (section, field) in enumerate([("none", ""), ("hardware", "uuid"), ("bios", "ssn")]):
        other = copy.deepcopy(an_inventory(deviceid=f"nieuw-{number}"))
        if field:
            del other["content"][section][field]
        take(keeper, other)
    assert Asset.objects.count() == 1
    assert Asset.objects.get().device_id == "nieuw-2"


def test_two_devices_that_share_an_adapter_stay_two(keeper):
    one, other = an_inventory(1), an_inventory(2)
    other["content"]["networks"] = one["content"]["networks"]
    take(keeper, one, other)
    assert Asset.objects.count() == 2


@pytest.mark.parametrize("serial", ["To be filled by O.E.M.", "0000000", "Default string", "None"])
def test_what_makers_leave_empty_joins_nothing(keeper, serial):
    rows = []
    for number in (1, 2):
        data = an_inventory(number)
        data["content"]["bios"]["ssn"] = serial
        del data["content"]["hardware"]["uuid"]
        rows.append(data)
    take(keeper, *rows)
    assert Asset.objects.count() == 2


def test_the_same_device_twice_in_one_file_is_one(keeper):
    answers = take(keeper, an_inventory(), an_inventory())
    assert verdicts(answers) == [Verdict.NEW, Verdict.CHANGED]
    assert [fault.code for fault in answers[1].faults] == ["twice_in_file"]
    assert Asset.objects.count() == 1


def test_a_device_of_another_board_is_never_touched(keeper):
    other = somebody(OrganisationFactory(), "ict_manager")
    take(keeper, an_inventory())
    take(other, an_inventory())
    assert list(Asset.objects.order_by("pk").values_list("organisation_id", flat=True)) == [
        keeper.organisation_id,
        other.organisation_id,
    ]


def test_what_was_out_of_use_and_tells_again_is_in_use(keeper):
    asset = an_asset(by=keeper, serial="SER000001", state=AssetState.RETIRED, name="Laptop van de balie")
    take(keeper, an_inventory())
    asset.refresh_from_db()
    assert (asset.state, asset.name) == (AssetState.IN_USE, "Laptop van de balie"), "the name that people gave stays"
    assert AssetChange.objects.get().before["state"] == "retired"


def test_a_field_of_the_wrong_kind_is_left_out_and_named(keeper):
    data = an_inventory()
    data["content"]["hardware"]["memory"] = "veel"
    data["content"]["networks"].append({"mac": "00:1b:44:11:22:33"})
    data["content"]["softwares"].append("geen object")
    (answer,) = take(keeper, data)
    assert answer.verdict is Verdict.NEW
    assert [(fault.code, fault.where) for fault in answer.faults] == [
        ("not_a_number", "hardware.memory"),
        ("missing", "networks[2].description"),
        ("not_an_object", "softwares[2]"),
    ]
    assert "memory" not in AgentReport.objects.get().content["hardware"]


@pytest.mark.parametrize(
    "data",
    [
        [],
        {},
        {"deviceid": "x"},
        {"deviceid": "", "content": {"versionclient": "1"}},
        {"deviceid": "x", "content": []},
        {"deviceid": "x", "content": {}},
        {"deviceid": "x", "content": {"versionclient": "1"}, "itemtype": "Toaster"},
        {"deviceid": "x", "content": {"versionclient": "1"}, "partial": "yes"},
    ],
)
def test_what_is_no_inventory_is_refused(keeper, data):
    (answer,) = take(keeper, data) if isinstance(data, dict) else actions.take_in(
        organisation_id=keeper.organisation_id, rows=[glpi.read(data)], door=Door.AGENT, now=NOW, by=keeper
    )  # fmt: skip
    assert answer.verdict is Verdict.REFUSED
    assert not Asset.objects.exists()


def test_titles_and_products_are_kept_once_for_all_devices(keeper):
    take(keeper, an_inventory(1), an_inventory(2), an_inventory(3))
    newer = an_inventory(4)
    newer["content"]["softwares"][0] |= {"name": "Kaartenmaker 4.3 (x64)", "version": "4.3.0"}
    take(keeper, newer)
    assert SoftwareTitle.objects.count() == 4
    assert sorted(Product.objects.values_list("name", "publisher", "is_system")) == [
        ("Kaartenmaker", "Kaart", False),
        ("Tekstmaker", "Tekst", False),
        ("Voorbeeld OS 11 Pro", "", True),
    ]


@pytest.mark.parametrize("count", [1, 30])
def test_taking_in_asks_as_much_for_many_as_for_few(keeper, count, django_assert_num_queries):
    rows = [glpi.read(an_inventory(number)) for number in range(count)]
    with django_assert_num_queries(16):
        actions.take_in(organisation_id=keeper.organisation_id, rows=rows, door=Door.AGENT, now=NOW, by=keeper)


# ── files of agents ──────────────────────────────────────────────────────────
def zipped(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def test_an_archive_is_read_file_by_file():
    content = zipped(
        **{
            "map__een.json": json.dumps(an_inventory(1)),
            "twee.json": json.dumps(an_inventory(2)),
            "stuk.json": "{",
            "..__..__etc__passwd.json": json.dumps(an_inventory(3)),
            "nog.zip": zipped(a="b"),
        }
    )
    rows = list(devices(content, "alles.zip"))
    assert [(row.file, row.label, [fault.code for fault in row.faults]) for row in rows] == [
        ("map/een.json", "pc-0001", []),
        ("twee.json", "pc-0002", []),
        ("stuk.json", "", ["not_json"]),
        ("../../etc/passwd.json", "", ["path_trick"]),
        ("nog.zip", "", ["archive_inside"]),
    ]


def test_bombs_are_not_opened():
    large = b"[" + b"0," * 6_000_000 + b"0]"
    (row,) = devices(zipped(groot=large), "bom.zip")
    assert [fault.code for fault in row.faults] == ["bomb"]
    for packed in (zlib.compress(large), gzip.compress(large)):
        with pytest.raises(Unreadable, match="bomb"):
            unpacked(packed)
    liar = bytearray(zipped(**{"klein.json": large}))
    with zipfile.ZipFile(io.BytesIO(bytes(liar))) as archive:
        size = archive.infolist()[0].file_size.to_bytes(4, "little")
    lied = bytes(liar).replace(size, (10).to_bytes(4, "little"))
    (row,) = devices(lied, "leugen.zip")
    assert row.found is None


def test_xml_that_says_what_its_own_signs_mean_is_refused():
    bomb = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
    <REQUEST><CONTENT><HARDWARE><NAME>&b;</NAME></HARDWARE></CONTENT></REQUEST>"""
    outside = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
    <REQUEST><CONTENT><HARDWARE><NAME>&a;</NAME></HARDWARE></CONTENT></REQUEST>"""
    for content in (bomb, outside):
        (row,) = devices(content, "oud.xml")
        assert [fault.code for fault in row.faults] == ["entities"]


def test_the_older_form_of_agents_is_read():
    content = b"""<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>
    <BIOS><SSN>9E113</SSN><SMODEL>Model 3</SMODEL><SMANUFACTURER>Maker</SMANUFACTURER><BDATE>07/25/2014</BDATE></BIOS>
    <HARDWARE><NAME>oud-pc</NAME><MEMORY>7800</MEMORY><CHASSIS_TYPE>Laptop</CHASSIS_TYPE></HARDWARE>
    <SOFTWARES><NAME>Een</NAME><VERSION>1</VERSION></SOFTWARES><SOFTWARES><NAME>Twee</NAME></SOFTWARES>
    </CONTENT><DEVICEID>oud-pc-2011</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>"""
    (row,) = devices(content, "oud.xml")
    assert row.faults == ()
    assert (row.found.kind, row.found.name, row.found.serial, row.found.device_id) == (
        AssetKind.LAPTOP,
        "oud-pc",
        "9E113",
        "oud-pc-2011",
    )
    assert row.found.content["hardware"]["memory"] == 7800
    assert row.found.content["bios"]["bdate"] == "2014-07-25"
    assert [one.name for one in row.found.software] == ["Een", "Twee"]


# ── spreadsheets ─────────────────────────────────────────────────────────────
def test_headings_in_three_languages_are_known_and_people_are_left_out():
    headings = ["Naam", "Serienummer", "Full Name", "Email", "Purchase Date", "Prix d’achat", "Category", "Category"]
    assert columns.guess([*headings, "Iets anders"]) == {
        0: Field.NAME,
        1: Field.SERIAL,
        4: Field.BOUGHT_ON,
        6: Field.KIND,
    }


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("€ 1.234,56", "1234.56"),
        ("$1,234.56", "1234.56"),
        ("12.58", "12.58"),
        ("1.250", "1250"),
        ("7", "7"),
        ("x", None),
    ],
)
def test_amounts_as_people_and_programs_write_them(text, amount):
    assert columns.amount(text) == (Decimal(amount) if amount else None)


def test_days_are_read_by_what_the_column_can_only_mean():
    assert columns.day_order(["1/23/23", "11/14/22"]) == "mdy"
    assert columns.day_order(["1/2/23", "11/12/22"]) == "dmy"
    assert columns.day_of("10/27/28", "mdy") == date(2028, 10, 27)
    assert columns.day_of("27/10/2028") == date(2028, 10, 27)
    assert columns.day_of("2028-10-27") == date(2028, 10, 27)
    assert columns.day_of("31/02/2028") is None


SHEET = """Naam;Serienummer;Soort;Aankoopdatum;Kostprijs;Toestand
Balie 1;SN-1001;laptop;15/03/2024;€ 1.234,50;in gebruik
Balie 2;6.37702E+15;laptop;15/03/2024;900;in gebruik
Balie 3;SN-1003;laptop;31/02/2024;veel;zoek
;;;;;
;;laptop;;;
=CMD();SN-1005;laptop;;;
"""


def test_a_row_with_a_wrong_cell_is_refused_and_the_others_are_in(keeper):
    row = actions.give_file(name="toestellen.csv", content=SHEET.encode("utf-8-sig"), now=NOW, by=keeper)
    actions.try_file(import_id=row.pk, now=NOW, step=lambda *_n: None, by=keeper)
    assert not Asset.objects.exists(), "a try keeps nothing"
    row.refresh_from_db()
    assert (row.state, row.counts) == (ImportState.TRIED, {"new": 2, "refused": 3})
    answers = row.parts.get().answers
    assert [(one["row"], one["verdict"], [(r["code"], r["field"]) for r in one["reasons"]]) for one in answers] == [
        (2, "new", []),
        (3, "refused", [("rounded", "serial")]),
        (4, "refused", [("not_a_day", "bought_on"), ("not_an_amount", "cost"), ("unknown_state", "state")]),
        (6, "refused", [("no_name", "name")]),
        (7, "new", []),
    ]
    actions.read_file(import_id=row.pk, now=NOW, step=lambda *_n: None, by=keeper)
    row.refresh_from_db()
    assert (row.state, row.counts, row.content) == (ImportState.DONE, {"new": 2, "refused": 3}, None)
    asset = Asset.objects.get(serial="SN-1001")
    assert (asset.cost, asset.bought_on, asset.door) == (Decimal("1234.50"), date(2024, 3, 15), Door.SHEET)
    assert Entry.objects.get(fact="inventory.file_read_in").data["refused"] == 3


def test_reading_the_same_file_again_changes_nothing(keeper):
    for verdict in ("new", "same"):
        row = actions.give_file(name="toestellen.csv", content=SHEET.encode(), now=NOW, by=keeper)
        actions.read_file(import_id=row.pk, now=NOW, step=lambda *_n: None, by=keeper)
        assert Import.objects.get(pk=row.pk).counts == {verdict: 2, "refused": 3}


def test_how_columns_were_meant_is_remembered(keeper):
    content = b"Wat;Waar\nScherm;Kelder\n"
    row = actions.give_file(name="a.csv", content=content, now=NOW, by=keeper)
    assert row.mapping == {}
    mapping = {0: Field.NAME, 1: Field.PLACE}
    actions.tell_columns(import_id=row.pk, mapping=mapping, kind=AssetKind.SCREEN, now=NOW, by=keeper)
    again = actions.give_file(name="b.csv", content=content, now=NOW, by=keeper)
    assert (again.mapping, again.kind) == ({"0": "name", "1": "place"}, "screen")
    neighbour = somebody(OrganisationFactory(), "ict_manager")
    assert actions.give_file(name="c.csv", content=content, now=NOW, by=neighbour).mapping == {}


@pytest.mark.parametrize("mapping", [{}, {0: Field.PLACE}, {0: Field.NAME, 1: Field.NAME}])
def test_columns_that_say_nothing_or_twice_the_same_are_refused(keeper, mapping):
    row = actions.give_file(name="a.csv", content=b"Wat;Waar\nScherm;Kelder\n", now=NOW, by=keeper)
    with pytest.raises(Refused):
        actions.tell_columns(import_id=row.pk, mapping=mapping, kind=None, now=NOW, by=keeper)


def test_a_reading_that_is_interrupted_goes_on_where_it_was(keeper, monkeypatch):
    monkeypatch.setattr(actions.importing, "BATCH", 2)
    lines = "".join(f"PC {number};SN-{number:04}\n" for number in range(5))
    row = actions.give_file(name="a.csv", content=f"Naam;Serienummer\n{lines}".encode(), now=NOW, by=keeper)

    class KilledError(Exception):
        pass

    def stop(done, _all):
        if done == 2:
            raise KilledError

    with pytest.raises(KilledError):
        actions.read_file(import_id=row.pk, now=NOW, step=stop, by=keeper)
    assert Asset.objects.count() == 2
    assert [len(part.answers) for part in row.parts.order_by("number")] == [2], "the report says which rows are in"
    actions.read_file(import_id=row.pk, now=NOW, step=lambda *_n: None, by=keeper)
    row.refresh_from_db()
    assert (Asset.objects.count(), row.counts, row.state) == (5, {"new": 5}, ImportState.DONE)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("leeg.csv", b"", "empty"),
        ("oud.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 100, "old_format"),
        ("geen.xlsx", zipped(a="b"), "no_workbook"),
        ("een.csv", b"alleen een woord", "no_headings"),
        ("beeld.csv", b"\x89PNG\x00\x00\x00", "no_sheet"),
    ],
)
def test_a_file_that_is_no_spreadsheet_is_refused_with_the_reason(keeper, name, content, code):
    with pytest.raises(Refused) as refused:
        actions.give_file(name=name, content=content, now=NOW, by=keeper)
    assert refused.value.codes == {code}
    assert not Import.objects.exists()


def test_line_ends_of_old_programs_and_text_of_windows_are_read():
    found_table = table('Naam,Plaats\rCafé,"Zaal\r2"\r'.encode("cp1252"))
    assert found_table.rows == (("Café", "Zaal\n2"),)


def test_an_import_is_of_its_board_alone(keeper):
    row = actions.give_file(name="a.csv", content=SHEET.encode(), now=NOW, by=keeper)
    neighbour = somebody(OrganisationFactory(), "ict_manager")
    with pytest.raises(Denied):
        actions.tell_columns(import_id=row.pk, mapping={0: Field.NAME}, kind=None, now=NOW, by=neighbour)
    with pytest.raises(Denied):
        actions.start_reading(import_id=row.pk, is_try=True, by=neighbour)
    reader = somebody(OrganisationFactory(), "policy_maker")
    with pytest.raises(Denied):
        actions.give_file(name="a.csv", content=SHEET.encode(), now=NOW, by=reader)


# ── by hand ──────────────────────────────────────────────────────────────────
def test_a_second_thing_with_the_same_serial_number_is_refused(keeper):
    an_asset(by=keeper)
    with pytest.raises(Refused, match="Laptop balie"):
        an_asset(by=keeper, name="Nog een")


def test_what_changes_by_hand_stays_on_record(keeper):
    asset = an_asset(by=keeper, place="Balie")
    changed = actions.change_asset(asset_id=asset.pk, found=found(place=""), seen=asset.seen_at, now=NOW, by=keeper)
    assert changed.place == ""
    assert AssetChange.objects.get().before == {"place": "Balie"}
    with pytest.raises(Refused) as refused:
        actions.change_asset(asset_id=asset.pk, found=found(), seen=NOW - timedelta(days=1), now=NOW, by=keeper)
    assert refused.value.codes == {"newer"}


def test_two_records_of_one_thing_are_joined_and_taken_apart_again(keeper):
    by_hand = an_asset(by=keeper, serial="", name="Laptop balie", place="Balie", cost=Decimal(900))
    take(keeper, an_inventory())
    by_agent = Asset.objects.exclude(pk=by_hand.pk).get()
    merge = actions.merge_assets(kept_id=by_hand.pk, gone_id=by_agent.pk, now=NOW, by=keeper)
    by_hand.refresh_from_db()
    assert (by_hand.serial, by_hand.place, by_hand.device_id) == ("SER000001", "Balie", "pc-0001-2026-01-01")
    assert by_hand.installations.count() == 3
    assert AgentReport.objects.get(asset=by_hand).content["hardware"]["memory"] == 16_384
    assert verdicts(take(keeper, an_inventory())) == [Verdict.SAME], "its agent goes on telling of it"
    assert Asset.objects.filter(merged_into=None).count() == 1
    actions.undo_merge(merge_id=merge.pk, now=NOW, by=keeper)
    by_hand.refresh_from_db()
    by_agent.refresh_from_db()
    assert (by_hand.serial, by_hand.device_id, by_hand.macs, by_hand.installations.count()) == ("", "", [], 0)
    assert (by_agent.merged_into, by_agent.device_id, by_agent.installations.count()) == (None, "pc-0001-2026-01-01", 3)
    with pytest.raises(Refused):
        actions.undo_merge(merge_id=merge.pk, now=NOW, by=keeper)


def test_nobody_joins_what_is_of_another_board(keeper):
    neighbour = somebody(OrganisationFactory(), "ict_manager")
    own, other = an_asset(by=keeper), an_asset(by=neighbour)
    for by in (keeper, neighbour):
        with pytest.raises(Denied):
            actions.merge_assets(kept_id=own.pk, gone_id=other.pk, now=NOW, by=by)
