"""Pages, the door of agents and the command: what people and programs meet."""

import base64
import io
import json
import zlib
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from steunpunt.assess.inventory import actions
from steunpunt.assess.inventory.choices import Reach
from steunpunt.assess.inventory.models import AgentKey, Asset, Import, Installation
from steunpunt.foundation.acting import the_platform
from steunpunt.foundation.jobs import public as jobs
from steunpunt.foundation.jobs.models import Job
from steunpunt.foundation.notices.models import Notice
from tests.factories.estate import an_asset, an_inventory
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in
from tests.factories.projects import somebody
from tests.factories.scan import NOW

pytestmark = pytest.mark.django_db
AGENT = "/inventaris/agent/"


@pytest.fixture
def board():
    return OrganisationFactory(name="Keerbergen", nis_code="24048")


@pytest.fixture
def keeper(board):
    return somebody(board, "ict_manager")


@pytest.fixture
def key(keeper):
    return actions.make_agent_key(name="Gemeentehuis", now=NOW, by=keeper)[1]


def post(key, data, **more):
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    return Client().post(
        AGENT, body, content_type="application/json", headers={"authorization": f"Bearer {key}"}, **more
    )


def test_the_estate_goes_out_as_json_for_its_own_board_alone(board, keeper):
    an_asset(by=keeper, name="KEE-PC-001", bought_on=date(2010, 2, 1))
    address = "/inventaris/?export=json"
    (row,) = logged_in(board, "ict_manager").get(address).json()
    assert row["name"] == "KEE-PC-001"
    assert logged_in(OrganisationFactory(), "ict_manager").get(address).json() == []
    assert logged_in(OrganisationFactory(supplier=True), "contact").get(address).status_code == 404


# ── the door of agents ───────────────────────────────────────────────────────
def test_an_agent_asks_and_reports_with_the_key_of_its_board(board, key):
    answer = post(key, {"action": "contact", "deviceid": "pc"})
    assert (answer.status_code, answer.json()["status"], answer.json()["expiration"]) == (200, "ok", 24)
    answer = post(key, zlib.compress(json.dumps(an_inventory()).encode()))
    assert (answer.status_code, answer.json()["verdict"]) == (200, "new")
    assert Asset.objects.get(pk=answer.json()["asset"]).organisation_id == board.pk
    basic = base64.b64encode(f"agent:{key}".encode()).decode()
    again = Client().post(
        AGENT, json.dumps(an_inventory()), content_type="application/json", headers={"authorization": f"Basic {basic}"}
    )
    assert again.json()["verdict"] == "same"
    assert AgentKey.objects.get().last_used_on is not None


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer ag_verzonnen", "Basic !!!", "Basic YWdlbnQ6eA==", "Digest x"])
def test_without_a_key_that_holds_nothing_comes_in(board, given):
    answer = Client().post(
        AGENT, json.dumps(an_inventory()), content_type="application/json", headers={"authorization": given}
    )
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Basic")
    assert not Asset.objects.exists()


def test_a_key_that_ended_brings_nothing_in(keeper, key):
    actions.end_agent_key(key_id=AgentKey.objects.get().pk, now=NOW, by=keeper)
    assert post(key, an_inventory()).status_code == 401


def test_the_key_of_one_board_does_not_report_for_another(key):
    OrganisationFactory(name="Haacht", nis_code="24033")
    assert post(key, an_inventory(tag="24033")).status_code == 403
    assert not Asset.objects.exists()
    assert post(key, an_inventory(tag="24048")).status_code == 200
    assert post(key, an_inventory(2, tag="gelijkvloers")).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"{", 400), (b"[]", 422), (b"{}", 422), (b"\x78\x9cgeen", 400), (b"<!DOCTYPE a><REQUEST/>", 400)],
)
def test_what_no_agent_sends_is_refused_with_a_reason(key, body, status):
    answer = post(key, body)
    assert (answer.status_code, answer.json()["status"]) == (status, "error")
    assert answer.json()["message"]


def test_a_report_that_is_too_large_is_refused(key):
    assert post(key, b'{"a":"' + b"x" * 6_000_000 + b'"}').status_code == 413


# ── the command ──────────────────────────────────────────────────────────────
def command(*arguments):
    out = io.StringIO()
    try:
        call_command("inventory", "import", *map(str, arguments), stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def test_the_command_gives_one_verdict_for_each_file_and_row(board, tmp_path):
    for number in (1, 2):
        (tmp_path / f"{number}.json").write_text(json.dumps(an_inventory(number)))
    (tmp_path / "stuk.json").write_text("{")
    (tmp_path / "blad.csv").write_text("Naam;Serienummer\nBalie;SN-1\nOnthaal;1.5E+12\n")
    files = sorted(tmp_path.iterdir())
    said, code = command(*files, "--board", "24048", "--dry-run", "--json")
    assert code == 1
    report = json.loads(said)
    assert (report["board"], report["is_dry_run"]) == ("Keerbergen", True)
    assert not Asset.objects.exists()
    said, code = command(*files, "--board", "24048", "--json")
    report = json.loads(said)
    assert [(one["file"], one["row"], one["verdict"]) for one in report["rows"]] == [
        ("1.json", 1, "new"),
        ("2.json", 1, "new"),
        ("stuk.json", 1, "refused"),
        ("blad.csv", 2, "new"),
        ("blad.csv", 3, "refused"),
    ]
    assert report["counts"] == {"new": 3, "changed": 0, "same": 0, "refused": 2}
    assert Asset.objects.filter(organisation=board).count() == 3
    assert report["rows"][4]["reasons"][0]["text"]


def test_the_command_knows_boards_by_their_codes(board, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("Naam;Plaats\nBalie;Hier\n")
    welfare = OrganisationFactory(name="OCMW Keerbergen", kind="welfare_centre", nis_code="24048")
    command(file, "--board", "ocmw-24048")
    assert Asset.objects.get().organisation_id == welfare.pk
    from django.core.management.base import CommandError

    with pytest.raises(CommandError, match="99999"):
        command(file, "--board", "99999")


# ── pages ────────────────────────────────────────────────────────────────────
def test_a_spreadsheet_goes_from_hand_to_estate(board):
    client = logged_in(board, "ict_manager")
    sheet = SimpleUploadedFile("toestellen.csv", b"Toestel;Ruimte;Nr\nLaptop balie;Balie;K-1\nScherm;;K-2\n")
    answer = client.post(reverse("inventory:imports"), {"file": sheet})
    page = client.get(answer["Location"])
    assert "Laptop balie" in page.text, "a sample of each column"
    typed = {"column_0": "name", "column_1": "place", "column_2": "tag", "kind": "other"}
    job = client.post(answer["Location"], typed)
    assert Asset.objects.count() == 0
    jobs.run(Job.objects.get().pk, connecting=jobs.same_connection)
    assert "zou 2 nieuwe brengen" in client.get(answer["Location"]).text
    assert client.get(job["Location"]).status_code == 200
    client.post(answer["Location"] + "doen/")
    jobs.run(Job.objects.order_by("-pk")[0].pk, connecting=jobs.same_connection)
    assert "bracht 2 nieuwe" in client.get(answer["Location"]).text
    assert sorted(Asset.objects.values_list("name", "place", "tag")) == [
        ("Laptop balie", "Balie", "K-1"),
        ("Scherm", "", "K-2"),
    ]
    assert client.get(answer["Location"] + "verslag.xlsx").status_code == 200
    assert Import.objects.get().content is None


def test_on_a_phone_one_after_the_other(board):
    client = logged_in(board, "ict_manager")
    typed = {"name": "Scherm", "kind": "screen", "state": "in_use", "place": "Balie", "another": "1"}
    assert client.post(reverse("inventory:asset_new"), typed)["Location"] == reverse("inventory:asset_new")
    wrong = client.post(reverse("inventory:asset_new"), typed | {"name": "", "cost": "veel", "macs": "zz"})
    assert wrong.status_code == 422
    assert "Balie" in wrong.text
    assert Asset.objects.count() == 1


def test_the_page_of_a_thing_says_what_runs_on_it_and_how_it_was(board, keeper):
    (answer,) = actions.take_in(organisation_id=board.pk, rows=[_row(an_inventory())], door="agent", now=NOW, by=keeper)
    client = logged_in(board, "ict_manager")
    page = reverse("inventory:asset", args=[answer.asset_id])
    client.post(
        page + "wijzigen/", {"name": "Laptop burgemeester", "kind": "laptop", "state": "in_use", "place": "1.01"}
    )
    text = client.get(page).text
    for said in ("Kaartenmaker", "Voorbeeld OS 11 Pro", "pc-0001", "1.01", "hardware"):
        assert said in text
    assert "somebody" not in text
    assert logged_in(OrganisationFactory(), "ict_manager").get(page).status_code == 404
    assert logged_in(OrganisationFactory(support_point=True), "adviser").get(page).status_code == 404


def _row(data):
    from steunpunt.assess.inventory.rules import glpi

    return glpi.read(data)


def test_labels_lead_to_their_things(board, keeper):
    asset = an_asset(by=keeper)
    page = logged_in(board, "secretary").get(reverse("inventory:labels"), {"stuk": asset.pk})
    assert page.text.count('class="label"') == 1
    size, path = page.context["labels"][0][1]
    assert size >= 25
    assert path.startswith("M")
    assert logged_in(OrganisationFactory(), "ict_manager").get(reverse("inventory:labels"), {"stuk": asset.pk}).text.count(
        'class="label"'
    ) == 0  # fmt: skip


def test_what_looks_like_one_thing_is_joined_from_the_page_and_taken_apart(board, keeper):
    one = an_asset(by=keeper, name="Een")
    other = an_asset(by=keeper, name="Ander", serial="SN-0002")
    Asset.objects.filter(pk=other.pk).update(serial_key=one.serial_key)
    client = logged_in(board, "ict_manager")
    assert "Overnemen van “Ander”" in client.get(reverse("inventory:twins")).text
    client.post(reverse("inventory:merge", args=[one.pk, other.pk]))
    assert client.get(reverse("inventory:asset", args=[other.pk])).status_code == 404
    page = client.get(reverse("inventory:asset", args=[one.pk]))
    merge = page.context["merges"][0]
    client.post(reverse("inventory:merge_undo", args=[merge.pk]))
    assert client.get(reverse("inventory:asset", args=[other.pk])).status_code == 200


def test_devices_that_were_not_seen_are_asked_about_once(board, keeper, key):
    post(key, an_inventory())
    asset = Asset.objects.get()
    Asset.objects.update(seen_at=NOW - timedelta(weeks=8, days=2))
    assert actions.ask_about_unseen(now=NOW, by=the_platform()) == 1
    assert actions.ask_about_unseen(now=NOW + timedelta(weeks=1), by=the_platform()) == 0
    assert "8 weken" in str(Notice.objects.get(kind="inventory.unseen").title)
    actions.say_still_there(asset_id=asset.pk, now=NOW, by=keeper)
    assert actions.ask_about_unseen(now=NOW + timedelta(weeks=1), by=the_platform()) == 0


def test_a_board_chooses_its_own_weeks(board):
    client = logged_in(board, "ict_manager")
    assert client.post(reverse("inventory:estate_choice"), {"reach": "nobody", "unseen_weeks": "0"}).status_code == 422
    client.post(reverse("inventory:estate_choice"), {"reach": Reach.PARTNERS, "unseen_weeks": "4"})
    assert client.get(reverse("inventory:assets")).context["weeks"] == 4


@pytest.mark.parametrize("count", [1, 30])
def test_the_pages_ask_as_much_for_many_as_for_few(board, keeper, count, django_assert_num_queries):
    rows = [_row(an_inventory(number)) for number in range(count)]
    actions.take_in(organisation_id=board.pk, rows=rows, door="agent", now=NOW, by=keeper)
    client = logged_in(board, "ict_manager")
    client.get(reverse("inventory:assets"))
    with django_assert_num_queries(10):
        client.get(reverse("inventory:assets"))
    asset = Asset.objects.order_by("pk").first()
    with django_assert_num_queries(14):
        client.get(reverse("inventory:asset", args=[asset.pk]))
    assert Installation.objects.count() == 3 * count


def test_formulas_of_a_spreadsheet_stay_text_on_the_way_in_and_out(board, keeper):
    an_asset(by=keeper, name="=HYPERLINK(1)", serial="SN-9")
    client = logged_in(board, "ict_manager")
    assert "'=HYPERLINK" in client.get(reverse("inventory:assets"), {"export": "csv"}).content.decode("utf-8-sig")


def test_the_api_gives_things_of_ones_own_board_with_what_their_agents_told(board, key):
    post(key, an_inventory())
    client = logged_in(board, "policy_maker")
    page = client.get("/api/v1/inventory/assets", {"kind": "laptop"}).json()
    assert (page["count"], page["results"][0]["serial"]) == (1, "SER000001")
    one = client.get(f"/api/v1/inventory/assets/{page['results'][0]['id']}").json()
    assert one["report"]["hardware"]["memory"] == 16_384
    assert sorted(row["product"] for row in one["software"]) == ["Kaartenmaker", "Tekstmaker", "Voorbeeld OS 11 Pro"]
    for other in (
        logged_in(OrganisationFactory(), "ict_manager"),
        logged_in(OrganisationFactory(kind="supplier"), "contact"),
    ):
        assert other.get("/api/v1/inventory/assets").json()["count"] == 0
        assert other.get(f"/api/v1/inventory/assets/{one['id']}").status_code == 404
