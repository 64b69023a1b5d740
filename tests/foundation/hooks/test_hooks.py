"""Web hooks: what a real receiver gets, where none may lead, and what happens when it does not answer."""

import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from steunpunt.assess.scan.facts import ScanSubmitted
from steunpunt.foundation.acting import Denied, Refused, the_platform
from steunpunt.foundation.hooks import actions, rules, sending
from steunpunt.foundation.hooks.models import Hook, HookDelivery
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.notices.models import Notice
from tests.factories.organisations import OrganisationFactory, an_actor
from tests.factories.people import a_member, logged_in
from tests.factories.scan import NOW

SUBMITTED = "scan.submitted"


# ── the rules, without a database ────────────────────────────────────────────
@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.9",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - nothing is bound to it
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff0e::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
    ],
)
def test_an_address_inside_is_not_public(address):
    assert not rules.is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_an_address_outside_is(address):
    assert rules.is_public(address)


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("https://x.example/hook?a=1", []),
        ("http://x.example/", ["not_https"]),
        ("ftp://x.example/", ["not_https"]),
        ("file:///etc/passwd", ["not_https"]),
        ("https:///nothing", ["address"]),
        ("https://me:secret@x.example/", ["address"]),
        ("https://x.example:99999/", ["address"]),
        ("https://[::1", ["address"]),
    ],
)
def test_only_a_plain_https_address_is_taken(address, codes):
    assert [reason.code for reason in rules.objections(address, may_stay_inside=False)] == codes


def test_a_name_of_which_one_address_lies_inside_is_refused(monkeypatch, settings):
    settings.HOOKS_STAY_INSIDE = False
    found = [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", ("127.0.0.1", 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_more: found)
    with pytest.raises(sending.Inside):
        sending.looked_up("x.example", 443)


# ── against a real receiver ──────────────────────────────────────────────────
pytestmark = pytest.mark.django_db


class Receiver(HTTPServer):
    """A program that listens on this machine and keeps what it heard."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Listening)
        self.heard = []
        self.answers = []

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}/hier?uit=2"


class Listening(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.heard.append((self.path, dict(self.headers), body))
        status = self.server.answers.pop(0) if self.server.answers else 204
        self.send_response(status)
        if status == 302:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elders")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args):
        """Quietly."""


@pytest.fixture
def receiver():
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def board(settings):
    settings.HOOKS_STAY_INSIDE = True
    return OrganisationFactory()


def somebody(board, *roles):
    return an_actor(board, *(roles or ("ict_manager",)), person_id=a_member(board, *(roles or ("ict_manager",))).pk)


def a_hook(board, address, by=None):
    return actions.make_hook(address=address, events=[SUBMITTED], now=NOW, by=by or somebody(board))


def submitted(board):
    return ScanSubmitted(organisation_id=board.pk, scan_id=12, round_id=3, answered=77, asked=90)


def told(board):
    actions.tell_programs(kind=SUBMITTED, fact=submitted(board))
    return list(HookDelivery.objects.order_by("pk"))


def test_a_receiver_hears_ids_and_links_and_can_check_who_speaks(board, receiver):
    hook = a_hook(board, receiver.address)
    [delivery] = told(board)
    assert actions.attempt(delivery_id=delivery.pk, now=NOW) is None
    [(path, headers, body)] = receiver.heard
    said = json.loads(body)
    assert path == "/hier?uit=2"
    assert said["event"] == SUBMITTED
    assert said["data"] == {"organisation_id": board.pk, "scan_id": 12, "round_id": 3}, "not how much was answered"
    assert sorted(said["links"]) == ["api", "result"]
    moment = headers["X-Steunpunt-Timestamp"]
    expected = hmac.new(hook.secret.encode(), f"{moment}.{body}".encode(), hashlib.sha256).hexdigest()
    assert headers["X-Steunpunt-Signature"] == f"sha256={expected}"
    assert headers["X-Steunpunt-Delivery"] == said["id"] == str(delivery.number)
    row = HookDelivery.objects.get()
    assert (row.state, row.status, row.attempts) == ("delivered", 204, 1)
    actions.attempt(delivery_id=delivery.pk, now=NOW)
    assert len(receiver.heard) == 1, "what was delivered is not sent again"


def test_no_redirect_is_followed_and_it_is_tried_again_later(board, receiver):
    a_hook(board, receiver.address)
    receiver.answers = [302, 500]
    [delivery] = told(board)
    assert [actions.attempt(delivery_id=delivery.pk, now=NOW) for _time in range(3)] == [60, 300, None]
    assert [path for path, _headers, _body in receiver.heard] == ["/hier?uit=2"] * 3
    assert HookDelivery.objects.get().state == "delivered"


def test_sending_looks_again_where_a_name_leads(board, receiver, settings):
    """When it was made the name led outside; now it leads to this machine."""
    a_hook(board, receiver.address)
    [delivery] = told(board)
    settings.HOOKS_STAY_INSIDE = False
    assert actions.attempt(delivery_id=delivery.pk, now=NOW) == 60
    assert receiver.heard == []
    assert "binnen" in HookDelivery.objects.get().trouble or HookDelivery.objects.get().trouble


def test_after_five_messages_that_failed_it_is_switched_off_with_a_notice(board):
    maker = somebody(board)
    hook = a_hook(board, "http://127.0.0.1:1/", by=maker)
    for _message in range(rules.MOST_FAILURES):
        delivery = HookDelivery.objects.create(
            hook=hook,
            number=f"{_message:032d}",
            event=SUBMITTED,
            body="{}",
            made_at=NOW,
            attempts=rules.MOST_ATTEMPTS - 1,
        )
        assert actions.attempt(delivery_id=delivery.pk, now=NOW) is None
    hook.refresh_from_db()
    assert not hook.is_on
    assert Notice.objects.get().person_id == maker.person_id
    assert Entry.objects.filter(fact="hooks.switched_off").count() == 1
    assert told(board)[-1].hook_id == hook.pk, "no message more was made"
    assert HookDelivery.objects.count() == rules.MOST_FAILURES
    assert actions.switch_on(hook_id=hook.pk, by=maker).is_on


def test_one_message_that_arrives_starts_the_count_again(board, receiver):
    hook = a_hook(board, receiver.address)
    Hook.objects.update(failures=4)
    [delivery] = told(board)
    actions.attempt(delivery_id=delivery.pk, now=NOW + timedelta(minutes=1))
    hook.refresh_from_db()
    assert hook.failures == 0


def test_a_fact_goes_to_its_board_and_the_support_point_and_to_no_neighbour(board):
    neighbour, support = OrganisationFactory(), OrganisationFactory(support_point=True)
    hooks = {
        a_hook(board, "http://127.0.0.1:1/a").pk,
        a_hook(support, "http://127.0.0.1:1/b", somebody(support, "adviser")).pk,
    }
    a_hook(neighbour, "http://127.0.0.1:1/c")
    assert {row.hook_id for row in told(board)} == hooks


def test_a_submission_tells_it_by_itself_in_the_background(board):
    from django.db import transaction

    from steunpunt.foundation.journal.actions import deliver_to, record

    a_hook(board, "http://127.0.0.1:1/")
    with transaction.atomic():
        entry = record(submitted(board), by=the_platform())
    deliver_to(f"hooks.{SUBMITTED}", entry_id=entry.pk)
    deliver_to(f"hooks.{SUBMITTED}", entry_id=entry.pk)
    assert ProcrastinateJob.objects.filter(task_name="hooks.deliver").count() == HookDelivery.objects.count() == 1


@pytest.mark.parametrize("address", ["https://127.0.0.1/", "https://[::1]/", "https://localhost/", "http://x.example/"])
def test_no_hook_leads_inside(board, settings, address):
    settings.HOOKS_STAY_INSIDE = False
    by = somebody(board)
    with pytest.raises(Refused) as refused:
        a_hook(board, address, by)
    assert refused.value.codes <= {"inside", "not_https", "unknown_name"}
    assert not Hook.objects.exists()


def test_whoever_may_not_hear_of_it_makes_no_hook(board):
    for by in (an_actor(board, "clerk"), an_actor(OrganisationFactory(supplier=True), "contact")):
        with pytest.raises(Denied):
            a_hook(board, "http://127.0.0.1:1/", by)
    assert not Hook.objects.exists()


def test_the_secret_is_shown_once_on_the_page_and_kept_nowhere(board):
    client = logged_in(board, "ict_manager")
    answer = client.post(reverse("hooks:list"), {"address": "http://127.0.0.1:1/", "events": SUBMITTED})
    hook = Hook.objects.get()
    assert hook.secret in answer.content.decode()
    assert hook.secret not in client.get(reverse("hooks:list")).content.decode()
    assert hook.secret not in str(Hook.objects.values().get()) + str(list(Entry.objects.values_list("data")))
    for do in ("try", "remove"):
        assert client.post(reverse("hooks:change", args=[hook.pk]), {"do": do}).status_code == 302
    hook.refresh_from_db()
    assert hook.removed_at is not None
    assert HookDelivery.objects.get().event == "ping"


def test_over_the_api_a_neighbour_sees_and_removes_nothing(board):
    hook = a_hook(board, "http://127.0.0.1:1/")
    own = logged_in(board, "ict_manager")
    neighbour = logged_in(OrganisationFactory(), "ict_manager")
    assert [row["id"] for row in own.get("/api/v1/hooks").json()] == [hook.pk]
    assert neighbour.get("/api/v1/hooks").json() == []
    assert neighbour.delete(f"/api/v1/hooks/{hook.pk}").status_code == 404
    made = own.post(
        "/api/v1/hooks", {"address": "http://127.0.0.1:1/", "events": [SUBMITTED]}, content_type="application/json"
    )
    assert (made.status_code, made.json()["secret"]) == (201, Hook.objects.order_by("-pk")[0].secret)
    assert own.post(f"/api/v1/hooks/{hook.pk}/test", {}, content_type="application/json").json()["event"] == "ping"
    assert [row["event"] for row in own.get(f"/api/v1/hooks/{hook.pk}/deliveries").json()] == ["ping"]
    assert own.delete(f"/api/v1/hooks/{hook.pk}").status_code == 204


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_as_many_queries_for_three(board, number, django_assert_num_queries):
    for _time in range(number):
        hook = a_hook(board, "http://127.0.0.1:1/")
        actions.try_hook(hook_id=hook.pk, now=NOW, by=somebody(board))
    client = logged_in(board, "ict_manager")
    client.get(reverse("hooks:list"))
    with django_assert_num_queries(6):
        client.get(reverse("hooks:list"))
