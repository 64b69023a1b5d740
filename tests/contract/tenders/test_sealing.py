"""Offers under seal: nobody reads one before its opening, not with the database and the storage, not one officer alone."""

import io
import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from psycopg import sql

from steunpunt.contract.tenders import access, actions, queries
from steunpunt.contract.tenders.choices import EnvelopeKind, OpeningStage, TenderState
from steunpunt.contract.tenders.models import Bid, BidLot, Envelope, KeyPart, OfficerKey, SealedFile
from steunpunt.contract.tenders.sealing import keys, manifests, streams
from steunpunt.contract.tenders.sealing.uploads import kept_unreadable
from steunpunt.contract.tenders.sealing.veils import Veil
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.settings import base
from tests.factories.organisations import OrganisationFactory
from tests.factories.projects import somebody
from tests.factories.rooms import AFTER, PHRASES, SECRET, Room, a_file
from tests.factories.scan import NOW, TODAY
from tests.factories.tenders import OFFERS_UNTIL
from tests.kept import kept


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


# ── the seals themselves ─────────────────────────────────────────────────────
@given(content=st.binary(max_size=400_000), cut=st.integers(1, 70_000))
def test_what_was_encrypted_comes_out_whole_however_it_came_in(content, cut):
    key = keys.new_content_key()
    pieces = [content[start : start + cut] for start in range(0, len(content), cut)]
    sealed = b"".join(streams.sealed(pieces, key, file=1))
    assert b"".join(streams.opened([sealed], key, file=1)) == content
    with pytest.raises(keys.CannotOpenError):
        list(streams.opened([sealed], key, file=2))


@given(content=st.binary(max_size=300_000), cut=st.integers(1, 70_000), start=st.integers(0, 310_000))
def test_an_upload_reads_back_from_any_place_however_it_came_in(content, cut, start):
    veil = Veil()
    for place in range(0, len(content), cut):
        veil.take(content[place : place + cut])
    veil.finish()
    with io.BufferedReader(veil) as file:
        assert file.read() == content
        file.seek(start)
        assert file.read(1000) == content[start : start + 1000]
        assert file.seek(0, io.SEEK_END) == len(content)


def test_an_upload_lies_on_no_disk_readable_and_under_no_name(rf, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    content = b"Prijs: 4 euro per postbus. " * 20_000
    request = rf.post("/", {"files": SimpleUploadedFile("prijs.txt", content)})
    kept_unreadable(request)
    file = request.FILES["files"]
    assert (file.name, file.size, b"".join(file.chunks())) == ("prijs.txt", len(content), content)
    assert list(tmp_path.iterdir()) == []
    on_disk = file.file.raw._file
    on_disk.seek(0)
    lies_there = on_disk.read()
    assert len(lies_there) > len(content)
    assert b"Prijs" not in lies_there
    file.close()
    assert on_disk.closed


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sealed: sealed[:-1],
        lambda sealed: sealed[: streams.PIECE + streams.TAG],
        lambda sealed: sealed + b"x",
        lambda sealed: sealed[:10] + bytes([sealed[10] ^ 1]) + sealed[11:],
        lambda sealed: sealed[streams.PIECE + streams.TAG :] + sealed[: streams.PIECE + streams.TAG],
        lambda sealed: b"",
    ],
    ids=["cut", "last piece gone", "longer", "changed", "other order", "nothing"],
)
def test_a_file_that_was_touched_does_not_open(spoil):
    key = keys.new_content_key()
    sealed = b"".join(streams.sealed([b"a" * 200_000], key, file=1))
    with pytest.raises(keys.CannotOpenError):
        list(streams.opened([spoil(sealed)], key, file=1))


def test_two_officers_open_together_in_either_order_and_one_alone_never():
    officers = {number: keys.new_pair() for number in (1, 2, 3)}
    private, _public = keys.new_pair()
    parts = keys.in_parts(private, {number: pair[1] for number, pair in officers.items()}, about="proef")
    for (outer, inner), part in parts.items():
        core = keys.take_off_outer(part, officers[outer][0], outer=outer, inner=inner, about="proef")
        assert keys.take_off_inner(core, officers[inner][0], outer=outer, inner=inner, about="proef") == private
        for alone in set(officers) - {inner}:
            with pytest.raises(keys.CannotOpenError):
                keys.take_off_inner(core, officers[alone][0], outer=outer, inner=inner, about="proef")
        with pytest.raises(keys.CannotOpenError):
            keys.take_off_outer(part, officers[outer][0], outer=outer, inner=inner, about="andere ronde")


def test_a_key_opens_by_its_phrase_alone():
    private, _public = keys.new_pair()
    locked, salt = keys.lock(private, "drie woorden die ik onthoud")
    assert keys.unlock(locked, salt, " drie  woorden die ik onthoud ") == private
    with pytest.raises(keys.WrongPhraseError):
        keys.unlock(locked, salt, "drie woorden die ik vergat")


def test_guessing_a_phrase_costs_as_much_as_is_recommended():
    """Tests know the phrases, and do with less."""
    assert base.PHRASE_COST == {"memory_cost": 65_536, "iterations": 3, "lanes": 4}


# ── a tender with officers ───────────────────────────────────────────────────
@pytest.fixture
def room(db):
    return kept(Room)


def everything_kept():
    """All that stands in the database and in the storage, as somebody who has both reads it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(table)))
            found += [row[0] for row in cursor.fetchall()]
    for file in SealedFile.objects.all():
        with default_storage.open(file.place) as content:
            found.append(content.read().hex())
    return "\n".join(found)


def test_with_database_and_storage_together_nobody_reads_an_offer(room):
    room.whole(room.suppliers[0])
    kept = everything_kept()
    for readable in (SECRET, SECRET.encode().hex(), "nota.txt", b"nota.txt".hex(), b"3.15".hex()):
        assert readable not in kept, readable
    assert not re.search(r"(?<!\d)3\.15(?!\d)", kept), "the price; a moment such as 33.153666 is not"
    room.begin()
    kept = everything_kept()
    for readable in (SECRET, SECRET.encode().hex(), PHRASES["een"], PHRASES["een"].encode().hex()):
        assert readable not in kept, "one officer's layer tells nothing"


def test_two_officers_open_and_the_minutes_say_what_was_found(room):
    room.whole(room.suppliers[0])
    room.hand_in(EnvelopeKind.ADMINISTRATIVE, room.suppliers[1])
    room.begin()
    row = room.complete()
    room.tender.refresh_from_db()
    assert room.tender.state == TenderState.OPENED
    assert [(one["is_complete"], len(one["envelopes"])) for one in row.minutes["offers"]] == [(True, 2), (False, 1)]
    bid = Bid.objects.get(supplier_id=room.suppliers[0].organisation_id)
    envelopes = queries.current_envelopes(bid)
    manifest = queries.manifest_of(envelopes["quality"])
    assert manifest.answers == {"K2": SECRET}
    file = envelopes["quality"].files.get()
    assert b"".join(queries.content_of(file)) == SECRET.encode()
    assert queries.manifest_of(envelopes["price"]) is None, "prices stay sealed"
    assert BidLot.objects.count() == 2
    assert row.released == {}


def test_prices_open_once_marks_are_frozen_and_the_database_itself_sees_to_it(room):
    room.whole(room.suppliers[0])
    room.begin()
    room.complete()
    with pytest.raises(Refused) as refused:
        room.begin(stage=OpeningStage.PRICE)
    assert refused.value.codes == {"not_frozen"}
    price = Envelope.objects.get(kind="price")
    with pytest.raises(IntegrityError), transaction.atomic():
        Envelope.objects.filter(pk=price.pk).update(opened_key=b"x" * 32, opened_at=AFTER)
    type(room.tender).objects.filter(pk=room.tender.pk).update(
        state=TenderState.FROZEN, frozen_at=AFTER, frozen_hash="0" * 64
    )
    room.begin("twee", OpeningStage.PRICE)
    room.complete("drie", OpeningStage.PRICE)
    price.refresh_from_db()
    assert queries.manifest_of(price).prices == {"P1": "3.15", "P2": "500"}


def test_nothing_opens_before_the_deadline(room):
    room.whole(room.suppliers[0])
    with pytest.raises(Refused) as refused:
        room.begin(now=OFFERS_UNTIL - timedelta(seconds=1))
    assert refused.value.codes == {"too_early"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Envelope.objects.update(opened_key=b"x" * 32, opened_at=OFFERS_UNTIL - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("second", "code"), [("een", "same_person"), ("vier", None)], ids=["the same person", "no officer"]
)
def test_the_second_is_another_officer(room, second, code):
    room.whole(room.suppliers[0])
    room.begin()
    with pytest.raises((Refused, Denied, room.tender.DoesNotExist)) as raised:
        room.complete(second)
    if code:
        assert raised.value.codes == {code}
    assert not Envelope.objects.filter(opened_key__isnull=False).exists()


def test_a_wrong_phrase_opens_nothing_and_a_first_that_waits_too_long_lapses(room):
    room.whole(room.suppliers[0])
    with pytest.raises(Refused) as refused:
        room.begin(phrase="dit is niet de goede zin")
    assert refused.value.codes == {"phrase"}
    room.begin()
    with pytest.raises(Refused) as refused:
        room.complete(phrase="dit is niet de goede zin")
    assert refused.value.codes == {"phrase"}
    late = AFTER + timedelta(minutes=31)
    with pytest.raises(Refused) as refused:
        room.complete(now=late)
    assert refused.value.codes == {"not_begun"}
    room.begin("drie", now=late)
    room.complete("een", now=late)
    assert Envelope.objects.filter(opened_key__isnull=False).count() == 2


def test_an_envelope_that_was_altered_is_in_the_minutes_and_does_not_stop_the_others(room):
    room.whole(room.suppliers[0])
    room.whole(room.suppliers[1])
    altered = Envelope.objects.filter(kind="quality").order_by("pk").first()
    with connection.cursor() as cursor:  # as somebody who can do everything with the database
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE tenders_envelope SET manifest = %s WHERE id = %s", [b"anders", altered.pk])
        cursor.execute("SET LOCAL session_replication_role = origin")
    room.begin()
    row = room.complete()
    assert [[envelope["is_readable"] for envelope in one["envelopes"]] for one in row.minutes["offers"]] == [
        [True, False],
        [True, True],
    ]
    altered.refresh_from_db()
    assert altered.opened_key is None


# ── handing in ───────────────────────────────────────────────────────────────
def test_a_receipt_shows_later_what_was_handed_in_and_chance_keeps_prices_from_being_guessed(room):
    first = room.hand_in(EnvelopeKind.PRICE)
    again = room.hand_in(EnvelopeKind.PRICE)
    assert manifests.fingerprint(manifests.written(first.manifest)) == first.envelope.fingerprint
    assert first.envelope.fingerprint != again.envelope.fingerprint
    first.envelope.refresh_from_db()
    assert (first.envelope.replaced_at, again.envelope.number) == (NOW, 2)


@pytest.mark.parametrize(
    ("kind", "changed", "code"),
    [
        (EnvelopeKind.QUALITY, {"files": []}, "missing"),
        (EnvelopeKind.QUALITY, {"files": [a_file("")]}, "empty"),
        (EnvelopeKind.QUALITY, {"files": [a_file("MZ programma", "nota.exe")]}, "type"),
        (EnvelopeKind.QUALITY, {"files": [a_file("geen pdf", "nota.pdf")]}, "content"),
        (
            EnvelopeKind.QUALITY,
            {"files": [a_file("X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")]},
            "infected",
        ),
        (EnvelopeKind.QUALITY, {"prices": {"P1": Decimal(1)}}, "price_outside"),
        (EnvelopeKind.QUALITY, {"files": [a_file(), a_file("x", "prijs.txt", "D1")]}, "other_envelope"),
        (EnvelopeKind.PRICE, {"prices": {"P1": Decimal(1)}}, "no_price"),
        (EnvelopeKind.PRICE, {"prices": {"P1": Decimal(1), "P2": Decimal(-1)}}, "below_zero"),
        (EnvelopeKind.PRICE, {"lots": []}, "no_lots"),
        (EnvelopeKind.PRICE, {"lots": [2]}, "no_lots"),
        (EnvelopeKind.PRICE, {"variant": 1}, "no_variant"),
    ],
)
def test_what_is_not_right_is_refused_with_a_reason_and_stands_on_record(room, kind, changed, code):
    with pytest.raises(Refused) as refused:
        room.hand_in(kind, **changed)
    assert code in refused.value.codes
    assert not Bid.objects.exists()
    entry = Entry.objects.get(fact="tenders.envelope_refused")
    assert code in json.dumps(entry.data)


def test_too_large_is_refused(room, monkeypatch):
    monkeypatch.setattr("steunpunt.contract.tenders.actions.offering.LARGEST_FILE", 10)
    with pytest.raises(Refused) as refused:
        room.hand_in(EnvelopeKind.QUALITY)
    assert refused.value.codes == {"too_large"}


def test_the_moment_of_the_deadline_is_too_late_and_the_database_refuses_it_as_well(room):
    room.hand_in(EnvelopeKind.PRICE, now=OFFERS_UNTIL - timedelta(microseconds=1))
    with pytest.raises(Refused) as refused:
        room.hand_in(EnvelopeKind.PRICE, now=OFFERS_UNTIL)
    assert refused.value.codes == {"late"}
    row = Envelope.objects.get()
    row.pk, row.number, row.received_at = None, 2, OFFERS_UNTIL
    row.replaced_at = NOW
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_what_was_handed_in_is_changed_or_removed_by_nobody(room):
    room.hand_in(EnvelopeKind.PRICE)
    for change in ({"manifest": b"x"}, {"fingerprint": "0" * 64}, {"received_at": NOW - timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Envelope.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Envelope.objects.all().delete()


def test_an_offer_that_was_taken_back_is_not_opened_and_can_be_handed_in_again(room):
    room.whole(room.suppliers[0])
    room.whole(room.suppliers[1])
    bid = Bid.objects.order_by("pk").first()
    with pytest.raises(Bid.DoesNotExist):
        actions.withdraw(tender_id=room.tender.pk, bid_id=bid.pk, now=NOW, by=room.suppliers[1])
    actions.withdraw(tender_id=room.tender.pk, bid_id=bid.pk, now=NOW, by=room.suppliers[0])
    room.hand_in(EnvelopeKind.PRICE, room.suppliers[0])
    bid.refresh_from_db()
    assert (bid.withdrawn_at, bid.is_complete) == (None, False), "all of it is handed in again"
    actions.withdraw(tender_id=room.tender.pk, bid_id=bid.pk, now=NOW, by=room.suppliers[0])
    room.begin()
    assert len(room.complete().minutes["offers"]) == 1


def test_only_bidders_of_suppliers_make_offers(room):
    for stranger in (room.buyer, room.officers["een"], somebody(OrganisationFactory(supplier=True), "contact")):
        with pytest.raises(Denied):
            room.hand_in(EnvelopeKind.PRICE, stranger)
    assert not access.own_bids(room.buyer).exists()


# ── an officer is lost ───────────────────────────────────────────────────────
def test_two_officers_bring_in_a_third_and_the_lost_one_opens_nothing_any_more(room):
    room.whole(room.suppliers[0])
    room.key("vier")
    came = room.officers["vier"]
    lost = room.tender.officers.get(person_id=room.officers["een"].person_id)
    values = {
        "tender_id": room.tender.pk,
        "lost_id": lost.pk,
        "person_id": came.person_id,
        "organisation_id": came.organisation_id,
        "reason": "Weg bij het bestuur",
        "now": NOW,
    }
    actions.begin_key_change(phrase=PHRASES["twee"], by=room.officers["twee"], **values)
    with pytest.raises(Refused) as refused:
        actions.complete_key_change(tender_id=room.tender.pk, phrase=PHRASES["twee"], now=NOW, by=room.officers["twee"])
    assert refused.value.codes == {"same_person"}
    actions.complete_key_change(tender_id=room.tender.pk, phrase=PHRASES["drie"], now=NOW, by=room.officers["drie"])
    with pytest.raises((Denied, room.tender.DoesNotExist)):
        room.begin("een")
    assert KeyPart.objects.filter(outer__person_id=room.officers["een"].person_id).count() == 0
    room.begin("vier")
    room.complete("drie")
    assert Envelope.objects.filter(opened_key__isnull=False).count() == 2


def test_a_new_key_of_an_officer_leaves_the_old_one_for_the_tenders_it_holds_parts_of(room):
    room.whole(room.suppliers[0])
    actions.make_officer_key(
        phrase="een heel andere zin nu", again="een heel andere zin nu", now=NOW, by=room.officers["een"]
    )
    assert OfficerKey.objects.filter(person_id=room.officers["een"].person_id).count() == 2
    room.begin("een")
    room.complete("twee")
    assert Envelope.objects.filter(opened_key__isnull=False).count() == 2
