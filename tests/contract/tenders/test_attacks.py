"""Attacks on a tender, tried as somebody would: the clock, the row numbers, a receipt of yesterday, a look over a shoulder."""

import io
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from pypdf import PdfReader

from steunpunt.contract.tenders import access, actions, queries
from steunpunt.contract.tenders.choices import EnvelopeKind, TenderState
from steunpunt.contract.tenders.facts.market import REFUSALS
from steunpunt.contract.tenders.models import Bid, Envelope, SealedFile, Tender
from steunpunt.contract.tenders.rules import specification as specifications
from steunpunt.contract.tenders.sealing import manifests
from steunpunt.contract.tenders.values import Criterion
from steunpunt.foundation.access.models import Membership
from steunpunt.foundation.acting import Refused
from steunpunt.foundation.journal.models import Entry
from tests.factories.awarding import WINNER, AwardRoom
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.rooms import AFTER, SECRET, Room, a_file
from tests.factories.scan import NOW, TODAY
from tests.factories.tenders import OFFERS_UNTIL

pytestmark = pytest.mark.django_db
IN_TIME = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


@pytest.fixture
def clock(monkeypatch):
    """The clock of the machine, to be set by whoever runs it."""
    moment = [NOW]
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment[0])
    return lambda at: moment.__setitem__(0, at)


@pytest.fixture
def room(clock):
    """Made while the clock goes right: the journal holds nothing of later."""
    return Room()


def envelope_page(room, kind="administrative"):
    return reverse("tenders:envelope", args=[room.tender.pk, 0, kind])


def hands_in(room, who, name="verklaring.txt"):
    """On the page, as a supplier does."""
    file = ContentFile(b"Op erewoord", name=name)
    return browser_of(who.person_id).post(envelope_page(room), {"lots": ["1"], "file_D1": file})


# ── the clock set back ───────────────────────────────────────────────────────
def test_with_the_clock_set_back_nothing_comes_in_or_goes_out_after_the_deadline(room, clock):
    first, second = room.suppliers
    clock(IN_TIME)
    assert hands_in(room, first).status_code == 200
    clock(AFTER)
    room.key("vier")  # anything that is written down after the deadline, by anybody
    clock(IN_TIME)
    late = hands_in(room, second)
    assert late.status_code == 422
    assert "uiterste datum" in late.content.decode()
    assert Entry.objects.get(fact="tenders.envelope_refused").data["codes"] == "late"
    browser_of(first.person_id).post(reverse("tenders:withdraw", args=[room.tender.pk, 0]))
    assert list(Bid.objects.values_list("supplier_id", "withdrawn_at")) == [(first.organisation_id, None)]
    browser_of(room.buyer.person_id).post(
        reverse("tenders:publication", args=[room.tender.pk]),
        {"fingerprint": specifications.fingerprint(room.tender.draft), "reason": "Nog een week"},
    )
    assert room.tender.publications.count() == 1, "nor does the deadline move"


def test_once_offers_are_open_none_comes_in_whatever_the_clock_says(room):
    room.whole(room.suppliers[0])
    room.begin()
    room.complete()
    bid = Bid.objects.get()
    for work in (
        lambda: room.hand_in(EnvelopeKind.PRICE, room.suppliers[0], now=IN_TIME),
        lambda: room.hand_in(EnvelopeKind.PRICE, room.suppliers[1], now=IN_TIME),
        lambda: actions.withdraw(tender_id=room.tender.pk, bid_id=bid.pk, now=IN_TIME, by=room.suppliers[0]),
    ):
        with pytest.raises(Refused) as refused:
            work()
        assert refused.value.codes == {"opened"}
    assert Envelope.objects.count() == 3


class WhileOpening(ContentFile):
    """A large file that is still coming in when two officers open."""

    def __init__(self, room):
        super().__init__(SECRET.encode(), name="nota.txt")
        self.room = room

    def chunks(self, chunk_size=None):
        yield SECRET.encode()
        self.room.tender.refresh_from_db()
        if self.room.tender.state == TenderState.PUBLISHED:
            self.room.begin(now=OFFERS_UNTIL)
            self.room.complete(now=OFFERS_UNTIL)


def stored():
    """Every sealed file that lies in the storage."""
    folders, _files = default_storage.listdir("sealed")
    return {f"sealed/{folder}/{name}" for folder in folders for name in default_storage.listdir(f"sealed/{folder}")[1]}


def test_what_was_still_coming_in_when_the_offers_opened_is_refused_whole_and_on_record(room):
    room.whole(room.suppliers[0])
    before = stored()
    assert set(SealedFile.objects.values_list("place", flat=True)) <= before
    content = WhileOpening(room)
    given = actions.Given(asked="D2", name="nota.txt", content=content)
    just_in_time = OFFERS_UNTIL - timedelta(microseconds=1)
    with pytest.raises(Refused) as refused:
        room.hand_in(EnvelopeKind.QUALITY, room.suppliers[1], now=just_in_time, files=[given])
    room.tender.refresh_from_db()
    assert (room.tender.state, refused.value.codes) == (TenderState.OPENED, {"opened"})
    assert Entry.objects.get(fact="tenders.envelope_refused").data["codes"] == "opened"
    assert Bid.objects.count() == 1
    assert stored() == before, "what was sealed of it is removed"


# ── what is too large, or empty ──────────────────────────────────────────────
def test_an_envelope_that_is_too_large_to_read_is_refused_in_words_and_on_record(room, clock, monkeypatch):
    clock(IN_TIME)
    monkeypatch.setattr("steunpunt.contract.tenders.sealing.uploads.MOST_BYTES", 10)
    answer = hands_in(room, room.suppliers[0])
    assert answer.status_code == 413
    assert "te groot" in answer.content.decode()
    [line] = queries.refused_envelopes(room.tender)
    assert line.sentence == "De omslag “administratief” werd geweigerd: te groot."
    assert Entry.objects.get(fact="tenders.envelope_refused").data["codes"] == "too_large"
    assert hands_in(room, room.buyer).status_code == 404
    assert not Bid.objects.exists()


@pytest.mark.parametrize(("content", "code"), [(b"", "empty"), (None, "missing")])
def test_an_empty_or_missing_document_is_on_record_too(room, clock, content, code):
    clock(IN_TIME)
    given = {} if content is None else {"file_D1": ContentFile(content, name="leeg.txt")}
    answer = browser_of(room.suppliers[0].person_id).post(envelope_page(room), {"lots": ["1"], **given})
    assert answer.status_code == 422
    assert code in Entry.objects.get(fact="tenders.envelope_refused").data["codes"]


# ── a receipt ────────────────────────────────────────────────────────────────
def receipt_text(room, who, written):
    answer = browser_of(who.person_id).post(reverse("tenders:receipt", args=[room.tender.pk]), {"written": written})
    if answer.status_code != 200:
        return answer.status_code
    return " ".join("\n".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages).split())


def test_a_receipt_is_for_its_own_supplier_and_says_when_it_does_not_count_any_more(room):
    first, second = room.suppliers
    written = [manifests.written(room.hand_in(EnvelopeKind.PRICE, now=IN_TIME).manifest).decode() for _ in range(2)]
    assert "ze telt niet meer" in receipt_text(room, first, written[0])
    assert "de nieuwste van haar soort" in receipt_text(room, first, written[1])
    assert receipt_text(room, second, written[1]) == 404, "not in the hands of another"
    assert receipt_text(room, first, written[1].replace("3.15", "2.15")) == 404, "nor with another price in it"
    actions.withdraw(tender_id=room.tender.pk, bid_id=Bid.objects.get().pk, now=IN_TIME, by=first)
    assert "niemand opent ze" in receipt_text(room, first, written[1])


# ── what a supplier guesses of others ────────────────────────────────────────
def seen_by(who, *paths):
    """Pages as they are sent, without what is made by chance for each answer."""
    browser = browser_of(who.person_id)
    pages = [b"".join(browser.get(path)).decode() for path in paths]
    return [re.sub(r"[A-Za-z0-9+/=_-]{22,}", "", page) for page in pages]


def test_nothing_that_a_supplier_gets_tells_how_many_others_there_are(clock):
    room = Room(suppliers=4)
    who, *others = room.suppliers
    tender = room.tender.pk
    clock(IN_TIME)
    paths = [
        reverse("tenders:offer", args=[tender]),
        reverse("tenders:market", args=[tender]),
        reverse("tenders:open_record", args=[tender]),
        reverse("tenders:open_data"),
        reverse("tenders:market_list"),
    ]
    room.hand_in(EnvelopeKind.ADMINISTRATIVE, who, now=IN_TIME)
    alone = seen_by(who, *paths)
    for other in others:
        for kind in EnvelopeKind:
            room.hand_in(kind, other, now=IN_TIME)
        actions.ask(tender_id=tender, text=f"Vraag van {other.organisation_id}", now=IN_TIME, by=other)
        actions.follow(tender_id=tender, now=IN_TIME, by=other)
    assert seen_by(who, *paths) == alone
    mine = room.hand_in(EnvelopeKind.ADMINISTRATIVE, who, now=IN_TIME)
    answer = browser_of(who.person_id).post(
        reverse("tenders:receipt", args=[tender]), {"written": manifests.written(mine.manifest).decode()}
    )
    assert (
        answer["Content-Disposition"] == f'attachment; filename="ontvangstbewijs-{mine.envelope.fingerprint[:12]}.pdf"'
    )
    page = browser_of(who.person_id).get(paths[0]).content.decode()
    assert f"/{Bid.objects.get(supplier_id=who.organisation_id).pk}/intrekken/" not in page
    assert reverse("tenders:withdraw", args=[tender, 0]) in page


def test_a_supplier_reaches_no_file_question_price_or_offer_by_guessing_its_number(clock):
    room = AwardRoom().judged()
    clock(AFTER)
    browser = browser_of(room.suppliers[0].person_id)
    tender = room.tender.pk
    numbers = {
        "file": SealedFile.objects.values_list("pk", flat=True),
        "bid": [offer.pk for offer in room.offers],
        "minutes": [row.pk for row in queries.openings(room.tender)],
        "minutes_pdf": [row.pk for row in queries.openings(room.tender)],
        "ranking": [1],
        "criterion": ["K1"],
    }
    for name, keys_of in numbers.items():
        assert keys_of, name
        for key in keys_of:
            assert browser.get(reverse(f"tenders:{name}", args=[tender, key])).status_code == 404, (name, key)
    for name in ("room", "questions", "officers", "award", "report_pdf", "history", "needs"):
        assert browser.get(reverse(f"tenders:{name}", args=[tender])).status_code == 404, name


# ── a changed criterion ──────────────────────────────────────────────────────
def test_a_draft_that_is_changed_behind_the_platform_changes_nothing_of_what_was_published(clock):
    room = AwardRoom().judged()
    before = queries.ranking_of(room.tender, queries.specification(room.tender), 1)
    spec = specifications.read(room.tender.draft)
    heavier = [
        Criterion(**{**one_as_dict(one), "points": one.points * 2 if one.code == "K1" else one.points})
        for one in spec.criteria
    ]
    draft = specifications.as_data(type(spec)(**{**one_as_dict(spec), "criteria": tuple(heavier)}))
    Tender.objects.filter(pk=room.tender.pk).update(draft=draft)
    room.tender.refresh_from_db()
    assert queries.specification(room.tender) == spec
    assert queries.ranking_of(room.tender, queries.specification(room.tender), 1) == before
    assert before.winner == str(room.offers[WINNER].pk)


def one_as_dict(value):
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


# ── looking in ───────────────────────────────────────────────────────────────
def test_who_looks_in_as_a_member_is_not_in_the_scoring_room(clock):
    room = AwardRoom().judged()
    clock(AFTER)
    administrator = somebody(room.support, "administrator")
    here = room.tender.pk
    paths = [
        reverse("tenders:room", args=[here]),
        reverse("tenders:criterion", args=[here, "K1"]),
        reverse("tenders:bid", args=[here, room.offers[0].pk]),
        reverse("tenders:file", args=[here, SealedFile.objects.filter(envelope__kind="quality").first().pk]),
        reverse("tenders:ranking", args=[here, 1]),
        reverse("tenders:report_pdf", args=[here]),
    ]
    member = room.assessors[0]
    assert [browser_of(member.person_id).get(path).status_code for path in paths] == [200] * len(paths)
    browser = browser_of(administrator.person_id)
    seat = Membership.objects.get(person_id=member.person_id)
    began = browser.post(reverse("access:look_in", args=[seat.pk]), {"reason": "Vraag van de persoon zelf"})
    assert began.status_code == 302
    overview = browser.get(reverse("tenders:detail", args=[here]))
    assert (overview.status_code, paths[0] in overview.content.decode()) == (200, False)
    assert [browser.get(path).status_code for path in paths] == [404] * len(paths)


def test_a_look_reads_no_offer_and_is_no_member(room):
    room.opened().members()
    who = room.assessors[0]
    looking = type(who)(**{**one_as_dict(who), "looking_in_id": 1})
    assert (access.reads_offers(who, room.tender), access.enters_room(who, room.tender)) == (True, True)
    assert (access.reads_offers(looking, room.tender), access.enters_room(looking, room.tender)) == (False, False)
    assert not access.own_assessors(looking).exists()


def test_every_reason_for_which_an_envelope_is_refused_is_said_in_words(room):
    known = {"late", "opened", "over", "many_files", "no_variant"}
    for kind, changed in (
        (EnvelopeKind.QUALITY, {"files": [], "answers": {}}),
        (EnvelopeKind.QUALITY, {"files": [a_file("")], "prices": {"P1": Decimal(1)}, "lots": [9]}),
        (
            EnvelopeKind.QUALITY,
            {"files": [a_file("MZ", "nota.exe"), a_file("geen", "nota.pdf"), a_file("x", "x.txt", "D1")]},
        ),
        (EnvelopeKind.PRICE, {"prices": {"P1": Decimal(-1), "P9": Decimal(1)}}),
    ):
        with pytest.raises(Refused) as refused:
            room.hand_in(kind, now=IN_TIME, **changed)
        known |= refused.value.codes
    assert known - REFUSALS.keys() == set()
