"""A tender when the server is ended with kill -9 in the middle: it is as before, the journal too, and once more it works.

The middle is no guess: a table that the server still has to write in is kept from it, and once it waits there, it is ended.
"""

import re
import uuid
from urllib.request import Request

import pytest
from django.utils import timezone

from steunpunt.demonstration.tour import TourFailed, Visitor
from tests.crash.cutting import cut, everything, posts

pytestmark = pytest.mark.crash
TOLD_IN_ORDER = True

PHRASE = "samen openen wij de omslagen"
BUYER, SUPPLIER, MEMBER = "aankoper@steunpunt.example", "contact@leverancier.example", "ict@keerbergen.example"
OFFICERS = ("secretaris@keerbergen.example", "ict@haacht.example")


@pytest.fixture(scope="module")
def people(served):
    """Everybody logs in once, before anything is ended."""
    found = {email: Visitor(served.address) for email in (BUYER, SUPPLIER, MEMBER, *OFFICERS)}
    for email, visitor in found.items():
        visitor.log_in(email)
    return found


def number_of(served, title):
    [(number,)] = served.rows("SELECT id FROM tenders_tender WHERE title = %s", title)
    return number


def told(served, fact, tender):
    """How often the journal tells something of a tender, or of offers for it."""
    [(count,)] = served.rows(
        "SELECT count(*) FROM journal_entry WHERE fact = %s AND (subject = %s OR subject IN (SELECT 'bid:' || b.id FROM tenders_bid b "
        "JOIN tenders_offerround r ON r.id = b.round_id WHERE r.tender_id = %s))",
        f"tenders.{fact}",
        f"tender:{tender}",
        tender,
    )
    return count


def sends(visitor, path, fields, file=("", "")):
    """A form with a file, as a browser sends it; what a page answers with a mistake is an exception."""
    page = visitor.get(path)
    secret = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
    border = uuid.uuid4().hex
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {"csrfmiddlewaretoken": secret, **fields}.items()
    ]
    name, text = file
    if name:
        head = f'Content-Disposition: form-data; name="{name}"; filename="{name}.txt"\r\nContent-Type: text/plain'
        parts.append(f"--{border}\r\n{head}\r\n\r\n{text}\r\n")
    body = ("".join(parts) + f"--{border}--\r\n").encode()
    request = Request(page.url, data=body, headers={"Referer": page.url})  # noqa: S310 - our own server
    request.add_header("Content-Type", f"multipart/form-data; boundary={border}")
    return visitor._ask(request)


# ── handing in ───────────────────────────────────────────────────────────────
ENVELOPES = {
    "administrative": ({"lots": "2"}, ("file_D1", "Op erewoord")),
    "quality": ({"lots": "2", "answer_K1": "Overname in dertig seconden"}, ("file_D2", "Technische nota")),
    "price": ({"lots": "2", "price_P3": "12,50"}, ("", "")),
}


@pytest.mark.parametrize("table", ["tenders_envelope", "tenders_sealedfile", "journal_entry"])
def test_an_envelope_that_was_being_handed_in_is_not_there(served, people, table):
    tender = number_of(served, "Firewall en linkbalancer")
    fields, file = ENVELOPES["quality"]
    cut(
        served,
        "tenders",
        table,
        lambda: sends(people[SUPPLIER], f"/opdrachten/{tender}/offerte/0/quality/", fields, file),
    )
    assert told(served, "envelope_handed_in", tender) == 0


def test_handed_in_once_more_it_is_there_whole(served, people):
    tender = number_of(served, "Firewall en linkbalancer")
    for kind, (fields, file) in ENVELOPES.items():
        sends(people[SUPPLIER], f"/opdrachten/{tender}/offerte/0/{kind}/", fields, file).need("verzegeld")
    people[SUPPLIER].get(f"/opdrachten/{tender}/offerte/").need("Uw offerte is binnen, volledig en verzegeld")
    assert told(served, "envelope_handed_in", tender) == 3


# ── opening ──────────────────────────────────────────────────────────────────
def opens(visitor, tender):
    page = f"/aankopen/bestekken/{tender}/openen/samen/"
    return posts(visitor, page, page, {"phrase": PHRASE})


def test_offers_are_opened_all_of_them_or_none(served, people):
    tender = number_of(served, "Firewall en linkbalancer")
    served.rows("UPDATE tenders_offerround SET offers_until = now() WHERE tender_id = %s RETURNING 1", tender)
    served.rows("UPDATE tenders_tender SET offers_until = now() WHERE id = %s RETURNING 1", tender)
    first, second = (people[email] for email in OFFICERS)
    cut(served, "tenders", "journal_entry", lambda: opens(first, tender))
    opens(first, tender).need("U ontgrendelde")
    for table in ("tenders_bidlot", "journal_entry"):
        cut(served, "tenders", table, lambda: opens(second, tender))
        assert told(served, "offers_opened", tender) == 0
    opens(second, tender)
    assert served.rows("SELECT state FROM tenders_tender WHERE id = %s", tender) == [("opened",)]
    assert told(served, "offers_opened", tender) == 1
    after = everything(served, "tenders")
    with pytest.raises(TourFailed, match="422"):
        opens(second, tender)
    assert everything(served, "tenders") == after, "a second time changes nothing"


# ── freezing ─────────────────────────────────────────────────────────────────
def offers_on(page):
    return sorted(set(re.findall(r'name="(offer_\d+)-mark"', page.text)))


def test_marks_are_fixed_or_they_are_not(served, people):
    tender = number_of(served, "GIS-uitbreiding")
    room = f"/aankopen/bestekken/{tender}/kamer/"
    member, buyer = people[MEMBER], people[BUYER]
    for who in (member, buyer):  # the marks that were missing, then what the group agrees on
        for code in ("K1", "K2"):
            path = f"{room}criterium/{code}/"
            page = who.get(path)
            marks = {f"{one}-mark": "8" for one in offers_on(page)}
            why = {f"{one}-argument": "Na overleg" for one in offers_on(page)}
            assert len(marks) == 3
            who.post(path, marks | why, seen=page)
        if who is member:
            posts(member, room, f"{room}indienen/").need("ingediend")
    for table in ("journal_entry",):
        cut(served, "tenders", table, lambda: posts(buyer, room, f"{room}vastleggen/"))
        assert told(served, "marks_frozen", tender) == 0
    posts(buyer, room, f"{room}vastleggen/").need("De punten liggen vast")
    assert told(served, "marks_frozen", tender) == 1


# ── deciding, and telling ────────────────────────────────────────────────────
RULING = {
    "winners": "1",
    "motivation": "De beste verhouding",
    "body": "Bestuur",
    "decided_on": f"{timezone.localdate():%Y-%m-%d}",
}


def test_a_decision_stands_or_it_does_not_and_so_do_its_letters(served, people):
    tender = number_of(served, "GIS-uitbreiding")
    award = f"/aankopen/bestekken/{tender}/gunning/"
    for email in OFFICERS:
        opens(people[email], tender)
    buyer, deciding = people[BUYER], f"{award}1/beslissen/"
    for table in ("tenders_awarddecision", "documents_document", "journal_entry"):
        cut(served, "tenders", table, lambda: sends(buyer, deciding, RULING, ("document", "Besluit")))
        assert told(served, "lot_decided", tender) == 0
    sends(buyer, deciding, RULING, ("document", "Besluit")).need("De beslissing staat")
    assert told(served, "lot_decided", tender) == 1
    for table in ("tenders_letter", "journal_entry"):
        cut(served, "tenders", table, lambda: posts(buyer, award, f"{award}brieven/"))
        assert told(served, "letters_sent", tender) == 0
    posts(buyer, award, f"{award}brieven/").need("Verstuurde brieven: 3")
    assert told(served, "letters_sent", tender) == 1
    assert served.rows("SELECT count(*) FROM tenders_letter l JOIN tenders_awarddecision d ON d.id = l.decision_id "
                       "WHERE d.tender_id = %s", tender) == [(3,)]  # fmt: skip
