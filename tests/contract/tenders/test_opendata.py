"""Open data: valid OCDS 1.1, a release for each thing that happens, nothing confidential, never changed."""

import json
import os
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from jsonschema import Draft4Validator

from steunpunt.contract.tenders import actions, queries
from steunpunt.contract.tenders.choices import Part, Procedure
from steunpunt.contract.tenders.models import OpenRelease
from steunpunt.contract.tenders.rules import ocds_lots
from tests.contract.tenders import ocds_shape
from tests.factories.awarding import LATER, OUT, SECOND, WINNER, AwardRoom, a_judged_room
from tests.factories.scan import NOW, TODAY
from tests.factories.tenders import changed, seen_fingerprint
from tests.kept import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


def a_whole_tender():
    """From publication to contract, with a correction."""
    room = AwardRoom()
    until = room.tender.offers_until
    spec = queries.draft(room.tender)
    changed(room.tender, by=room.buyer, part=Part.GENERAL, purpose=f"{spec.purpose}, ook voor scholen")
    actions.correct(
        tender_id=room.tender.pk,
        fingerprint=seen_fingerprint(room.tender),
        reason="Ook scholen doen mee",
        now=NOW + timedelta(days=2),
        by=room.buyer,
    )
    assert room.tender.offers_until == until
    room.judged().awarded()
    room.conclude(on=LATER.date() + timedelta(days=30))
    room.tender.refresh_from_db()
    return room


@pytest.fixture
def room():
    return kept(a_whole_tender)


def releases(room):
    return [row.content for row in room.tender.releases.order_by("number")]


def errors(schema, data):
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
        for error in Draft4Validator(schema).iter_errors(data)
    ]


def release_schemas():
    """The shape we hold ourselves to; and the official one, where somebody has it and names its folder."""
    folder = os.environ.get("OCDS_SCHEMA_DIR")
    if not folder:
        return [ocds_shape.RELEASE]
    whole = (Path(folder) / "dereferenced-release-schema.json").read_text(encoding="utf-8")
    return [ocds_shape.RELEASE, json.loads(whole)]


def test_each_thing_that_happens_is_a_release(room):
    assert [row.tag for row in room.tender.releases.order_by("number")] == [
        "tender",
        "tenderUpdate",
        "award",
        "contract",
    ]
    assert releases(room)[0]["tag"] == ["planning", "tender"]
    assert len({one["id"] for one in releases(room)}) == 4


def test_every_release_and_the_record_have_the_shape_of_the_standard(room):
    for schema in release_schemas():
        assert [errors(schema, one) for one in releases(room)] == [[]] * 4
    assert errors(ocds_shape.RECORDS, page_of_record(room)) == []


def test_the_criteria_add_up_with_the_price_and_a_correction_says_what_it_changed(room):
    last = releases(room)[-1]
    assert last["tender"]["awardCriteriaDetails"] == (
        "Prijs: 40 (Absoluut bereik, bodem € 20.000, plafond € 60.000); Technische kwaliteit: 40; Dienstverlening: 20"
    )
    (amendment,) = last["tender"]["amendments"]
    assert amendment["description"] == (
        "Waarvoor het dient: Mail voor alle besturen, als dienst → Mail voor alle besturen, als dienst, ook voor scholen"
    )


def test_a_tender_that_is_not_divided_is_one_lot_and_what_it_is_judged_by_adds_up(room):
    last = releases(room)[-1]
    (lot,) = last["tender"]["lots"]
    least = {"number": 4, "threshold": "minimumScore"}
    numbers = [(one["type"], one["name"], one["numbers"]) for one in lot["awardCriteria"]["criteria"]]
    assert numbers == [
        ("price", "Prijs", [{"number": 40, "weight": "pointsExact"}]),
        ("quality", "Technische kwaliteit", [{"number": 40, "weight": "pointsExact"}]),
        ("quality", "Dienstverlening", [{"number": 20, "weight": "pointsExact"}, least]),
    ]
    assert (lot["id"], lot["status"]) == ("lot-1", "complete")
    assert lot.get("value") == last["tender"].get("value")
    assert {one["relatedLot"] for one in last["tender"]["items"]} == {"lot-1"}
    assert [one["relatedLots"] for one in last["awards"]] == [["lot-1"]]


def test_how_many_offers_came_in_is_told_with_the_award_and_not_before(room):
    assert ["bids" in one for one in releases(room)] == [False, False, True, True]
    assert releases(room)[-1]["bids"] == {
        "statistics": [{"id": "offertes-1", "measure": "bids", "value": 3, "relatedLot": "lot-1"}]
    }
    assert [one["tender"]["lots"][0]["status"] for one in releases(room)] == [
        "active",
        "active",
        "complete",
        "complete",
    ]


def test_a_package_names_the_extensions_that_its_fields_come_from(room):
    assert page_of_record(room)["extensions"] == list(ocds_lots.EXTENSIONS)


def page_of_record(room):
    return json.loads(Client().get(reverse("tenders:open_record", args=[room.tender.pk])).content)


def test_the_shape_can_fail():
    assert errors(ocds_shape.RELEASE, {"ocid": "x", "losers": []}) != []


def test_nothing_confidential_is_in_it(room):
    text = json.dumps(releases(room), ensure_ascii=False)
    spec = queries.specification(room.tender)
    assert str(room.offers[WINNER].bid.supplier) in text
    assert "20200" in text, "the awarded value"
    for place in (SECOND, OUT):
        assert str(room.offers[place].bid.supplier) not in text
    hidden = ["15400", "15.400", "38296", str(spec.estimate), "Zo staat het in de nota", "Leveranciers vragen"]
    for secret in hidden:
        assert secret not in text, secret


def test_before_the_letters_nobody_reads_the_award_in_open_data():
    room = kept(a_judged_room)
    room.decide()
    assert [row.tag for row in room.tender.releases.all()] == ["tender"]
    room.tender.refresh_from_db()
    assert queries.public_facts(room.tender, TODAY).awards == []
    assert queries.public_facts(room.tender, TODAY).tenderers is None


def test_a_decision_that_is_withdrawn_stays_in_it_as_cancelled():
    room = kept(a_judged_room).awarded()
    actions.withdraw_decision(tender_id=room.tender.pk, lot=1, reason="Fout", now=LATER, by=room.mayor)
    room.decide()
    room.send()
    assert [row.tag for row in room.tender.releases.order_by("number")] == [
        "tender",
        "award",
        "awardCancellation",
        "awardUpdate",
    ]
    assert [one["status"] for one in releases(room)[-1]["awards"]] == ["cancelled", "active"]


def test_a_tender_that_goes_to_nobody_says_so_without_a_supplier():
    room = kept(a_judged_room)
    ruling = room.ruling(winners=[], motivation="Te duur")
    actions.stop_after_opening(tender_id=room.tender.pk, ruling=ruling, now=LATER, by=room.mayor)
    room.send()
    last = releases(room)[-1]
    assert (last["tag"], last["tender"]["status"]) == (["tenderCancellation"], "unsuccessful")
    assert [one["status"] for one in last["awards"]] == ["unsuccessful"]
    assert errors(ocds_shape.RELEASE, last) == []


def test_a_tender_that_is_stopped_before_the_opening_is_cancelled():
    room = AwardRoom()
    actions.stop(tender_id=room.tender.pk, reason="Geen budget", now=NOW, by=room.buyer)
    last = releases(room)[-1]
    assert (last["tag"], last["tender"]["status"]) == (["tenderCancellation"], "cancelled")


def test_the_database_keeps_a_release_as_it_went_out(room):
    with pytest.raises(IntegrityError), transaction.atomic():
        OpenRelease.objects.update(content={})


def test_everybody_has_the_record_and_all_releases_a_line(room, settings):
    record = page_of_record(room)["records"][0]
    assert record["releases"] == releases(room)
    assert {**record["compiledRelease"], "tag": [], "id": ""} == {**releases(room)[-1], "tag": [], "id": ""}
    answer = Client().get(reverse("tenders:open_data"))
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert [json.loads(line) for line in lines] == releases(room)
    page = Client().get(reverse("tenders:market", args=[room.tender.pk])).content.decode()
    assert reverse("tenders:open_record", args=[room.tender.pk]) in page


def test_without_prior_publication_nothing_goes_out(room):
    type(room.tender).objects.update(procedure=Procedure.NEGOTIATED_UNPUBLISHED)
    assert Client().get(reverse("tenders:open_record", args=[room.tender.pk])).status_code == 404
    assert b"".join(Client().get(reverse("tenders:open_data")).streaming_content) == b""
    room.tender.refresh_from_db()
    assert not queries.is_public(room.tender)


def test_a_verb_writes_them_all_to_a_file(room, tmp_path, capsys):
    out = tmp_path / "ocds.json"
    call_command("tenders", "export-ocds", "--out", str(out))
    assert "1 records" in capsys.readouterr().out
    package = json.loads(out.read_text(encoding="utf-8"))
    assert errors(ocds_shape.RECORDS, package) == []
    assert [one["ocid"] for one in package["records"]] == [f"ocds-000000-{room.tender.pk}"]


def test_the_prefix_is_that_of_the_installation(settings):
    settings.OCID_PREFIX = "ocds-abc123"
    room = AwardRoom()
    assert releases(room)[0]["ocid"] == f"ocds-abc123-{room.tender.pk}"


def test_an_amount_is_a_number_to_the_cent():
    assert ocds_lots.value(Decimal("20200.00")) == {"amount": 20200, "currency": "EUR"}
    assert ocds_lots.value(Decimal("999999999.99"))["amount"] == 999999999.99
