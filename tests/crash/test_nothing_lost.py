"""Nothing is lost: web server and worker are ended with kill -9 in the middle of their work."""

import threading
import time
import zipfile
from urllib.parse import urlencode
from urllib.request import Request

import pytest

from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.questionnaires import published
from steunpunt.demonstration.tour import ICT, SECRETARY, TourFailed, Visitor, filled
from tests.served import until

pytestmark = pytest.mark.crash
TOLD_IN_ORDER = True


def keerbergen(running):
    return running.rows(
        "SELECT s.id FROM scan_scan s JOIN organisations_organisation o ON o.id = s.organisation_id "
        "WHERE o.name = 'Keerbergen' ORDER BY s.round_id DESC"
    )[0][0]


class Answerer(threading.Thread):
    """Gives answers one after the other, and writes down those for which a receipt came."""

    def __init__(self, visitor, scan_id):
        super().__init__(daemon=True)
        self.visitor = visitor
        self.path = f"/scan/{scan_id}/bewaren/"
        self.seen = visitor.get(f"/scan/{scan_id}/domein/DIE/")
        self.receipts = {}
        self.asked = {}

    def run(self):
        questions = published().questions_for(BoardType.MUNICIPALITY)
        for round_ in range(20):
            for question in questions:
                name, answer = f"q_{question.id}", question.options[round_ % len(question.options)].code
                self.asked[question.id] = answer
                try:
                    self.visitor.post(self.path, {"name": name, name: answer}, seen=self.seen)
                except (TourFailed, OSError):
                    return
                self.receipts[question.id] = answer


def test_every_answer_with_a_receipt_is_there_after_the_server_was_killed(running):
    server = running.serve()
    scan_id = keerbergen(running)
    visitor = Visitor(running.address)
    visitor.log_in(ICT)
    answerer = Answerer(visitor, scan_id)
    answerer.start()
    until(lambda: len(answerer.receipts) >= 40, "forty answers have a receipt")
    running.kill(server)
    answerer.join(20)
    running.serve()
    kept = dict(running.rows("SELECT question, answer FROM scan_answer WHERE scan_id = %s", scan_id))
    lost = {
        question: answer
        for question, answer in answerer.receipts.items()
        if kept.get(question) not in {answer, answerer.asked[question]}
    }
    assert lost == {}
    [(counted,)] = running.rows("SELECT answered FROM scan_scan WHERE id = %s", scan_id)
    assert counted == len(kept)
    told = running.rows(
        "SELECT data->>'question', data->>'answer' FROM journal_entry WHERE fact = 'scan.answer_given' AND subject = %s ORDER BY id",
        f"scan:{scan_id}",
    )
    assert {question: kept[question] for question, _answer in told} == dict(told)


def test_a_submission_is_whole_or_not_at_all(running):
    if not running.running:
        running.serve()
    scan_id = keerbergen(running)
    ict = Visitor(running.address)
    ict.log_in(ICT)
    for part in ("gegevens", "vooraf"):
        seen = ict.get(f"/scan/{scan_id}/{part}/")
        ict.post(f"/scan/{scan_id}/{part}/", filled(seen), seen=seen)
    secretary = Visitor(running.address)
    secretary.log_in(SECRETARY)
    cookies = secretary.opener
    for milliseconds in (5, 15, 30, 45, 60, 90, 140, 400):
        page = secretary.get(f"/scan/{scan_id}/indienen/")
        if "/resultaat/" in page.url:
            break
        secret = page.text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        request = Request(  # noqa: S310 - our own server
            page.url, data=urlencode({"csrfmiddlewaretoken": secret}).encode(), headers={"Referer": page.url}
        )
        sender = threading.Thread(target=lambda request=request: _quietly(cookies, request), daemon=True)
        sender.start()
        time.sleep(milliseconds / 1000)
        running.kill(running.running[-1])
        sender.join(10)
        [(state, submitted_at, outcomes, told)] = running.rows(
            "SELECT state, submitted_at, (SELECT count(*) FROM scan_domainoutcome WHERE scan_id = s.id), "
            "(SELECT count(*) FROM journal_entry WHERE fact = 'scan.submitted' AND subject = %s) "
            "FROM scan_scan s WHERE id = %s",
            f"scan:{scan_id}",
            scan_id,
        )
        whole = (state == "submitted", submitted_at is not None, outcomes == 12, told == 1)
        assert set(whole) in ({True}, {False}), whole
        assert outcomes in {0, 12}
        running.serve()
    assert running.rows("SELECT state FROM scan_scan WHERE id = %s", scan_id) == [("submitted",)]


def _quietly(opener, request):
    try:
        opener.open(request, timeout=20).close()
    except OSError:
        return


TELL = """
from steunpunt.assess.scan.facts import ScanSubmitted
from steunpunt.assess.scan.models import Scan
from steunpunt.foundation.acting import the_platform
from steunpunt.foundation.journal.public import record
from django.db import transaction
with transaction.atomic():
    for scan in Scan.objects.filter(state="submitted").order_by("pk")[:14]:
        fact = ScanSubmitted(
            organisation_id=scan.organisation_id, scan_id=scan.pk, round_id=scan.round_id, answered=1, asked=1
        )
        record(fact, by=the_platform())
"""


def test_what_a_killed_worker_was_doing_is_done_once(running):
    running.verb("shell", "-c", TELL)
    wanted = running.rows("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'journal.deliver'")[0][0]
    assert wanted >= 40

    def done():
        return running.rows("SELECT count(*) FROM journal_delivery")[0][0]

    for share in (0.15, 0.4, 0.7):
        worker = running.work()
        until(
            lambda share=share: done() >= wanted * share,
            f"{share:.0%} is delivered",
            seconds=60,
            account=running.account,
        )
        running.kill(worker)
    running.work()
    until(
        lambda: running.rows("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')") == [(0,)],
        "no work is left",
        seconds=90,
        account=running.account,
    )
    assert running.rows(
        "SELECT status, count(*) FROM procrastinate_jobs WHERE task_name = 'journal.deliver' GROUP BY 1"
    ) == [("succeeded", wanted)]
    assert done() == wanted
    assert running.rows("SELECT 1 FROM journal_delivery GROUP BY entry_id, listener HAVING count(*) > 1") == []


ADVISER = "adviseur@steunpunt.example"
BOARDS = 12
FEWER = """
UPDATE scan_scan SET state = 'started', submitted_at = NULL, submitted_by_id = NULL WHERE state = 'submitted' AND id NOT IN (
    SELECT id FROM scan_scan WHERE state = 'submitted' AND round_id = %s ORDER BY id LIMIT %s
) RETURNING id
"""
"""So that the test waits for the reports of twelve boards, not of all."""


def test_reports_that_a_killed_worker_was_making_are_made_once_and_whole(running):
    for worker in list(running.running):
        running.kill(worker)
    running.serve()
    [(round_id,)] = running.rows("SELECT max(id) FROM scan_round")
    running.rows(FEWER, round_id, BOARDS)
    visitor = Visitor(running.address)
    visitor.log_in(ADVISER)
    page = visitor.get(f"/scan/rondes/{round_id}/")
    visitor.post(f"/scan/rondes/{round_id}/uitvoeren/", {"do": "reports"}, seen=page)

    def job():
        return running.rows("SELECT state, done, total FROM jobs_job WHERE kind = 'scan.reports'")[0]

    worker = running.work()
    until(lambda: 2 <= job()[1] < BOARDS, "some reports are made", seconds=60, account=running.account)
    running.kill(worker)
    assert job()[0] != "done"
    running.work()
    until(lambda: job()[0] == "done", "the reports are made", seconds=90, account=running.account)
    [(boards, place, size)] = running.rows("SELECT boards, place, size FROM scan_reportarchive")
    file = running.state / "documents" / place
    assert (boards, file.stat().st_size) == (BOARDS, size)
    assert len(zipfile.ZipFile(file).namelist()) == 3 * BOARDS
    assert [path.name for path in file.parent.iterdir()] == [file.name], "no half file is left"


READ_IN = """
from django.utils import timezone
from steunpunt.assess.inventory import actions
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.people.models import Person
board = Organisation.objects.get(name="Keerbergen", kind="municipality")
by = Actor(
    person_id=Person.objects.get(email="ict@keerbergen.example").pk, person_name="ICT", organisation_id=board.pk,
    organisation_kind="municipality", roles=frozenset({"ict_manager"}),
)
rows = "".join(f"Toestel {number};KILL-{number:06}\\n" for number in range(%(rows)s))
file = actions.give_file(name="veel.csv", content=("Naam;Serienummer\\n" + rows).encode(), now=timezone.now(), by=by)
actions.start_reading(import_id=file.pk, is_try=False, by=by)
"""
ROWS = 9_000


def test_a_file_that_a_killed_worker_was_reading_in_goes_on_where_it_was(running):
    running.verb("shell", "-c", READ_IN % {"rows": ROWS})

    def there():
        return running.rows("SELECT count(*) FROM inventory_asset WHERE serial_key LIKE 'KILL-%%'")[0][0]

    for share in (0.1, 0.4, 0.7):
        worker = running.work()
        until(lambda share=share: there() >= ROWS * share, f"{share:.0%} is in", seconds=90, account=running.account)
        running.kill(worker)
        [(told,)] = running.rows(
            "SELECT coalesce(sum(jsonb_array_length(p.answers)), 0) FROM inventory_importpart p "
            "JOIN inventory_import i ON i.id = p.of_id WHERE i.name = 'veel.csv'"
        )
        assert there() == told, "the report says which rows are in"
    running.work()
    until(
        lambda: running.rows("SELECT state FROM inventory_import WHERE name = 'veel.csv'") == [("done",)],
        "the file is read in",
        seconds=120,
        account=running.account,
    )
    assert there() == ROWS
    assert running.rows("SELECT counts->>'new' FROM inventory_import WHERE name = 'veel.csv'") == [(str(ROWS),)]
    assert running.rows("SELECT count(*) FROM journal_entry WHERE fact = 'inventory.file_read_in'") == [(1,)]
