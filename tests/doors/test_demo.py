import io
import sys
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from doors import __main__ as door
from doors.children import Child
from doors.demo import Demonstration, Wishes, free_port, is_ready
from doors.places import Places
from doors.progress import Progress
from doors.trouble import Trouble

EVERYWHERE = "0.0.0.0"  # noqa: S104 - written, not bound


@pytest.fixture
def demonstration(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    places = Places(root=tmp_path, state=tmp_path / "var")
    return Demonstration(Wishes(), places, Progress(io.StringIO(), lively=False))


def said(demonstration) -> str:
    return demonstration.progress.out.getvalue()


def test_fresh_never_empties_a_database_that_is_not_its_own(demonstration, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example/steunpunt")
    other = Demonstration(replace(demonstration.wishes, fresh=True), demonstration.places, demonstration.progress)
    assert other.run() == 1
    assert "--fresh only empties the demonstration's own database" in said(other)


def test_trouble_ends_with_its_sentence_in_two_languages_and_nothing_left(demonstration, monkeypatch):
    def in_trouble(self):
        raise Trouble("Out of luck.", dutch="Geen geluk.", detail="last words")

    monkeypatch.setattr(Demonstration, "_begin", in_trouble)
    assert demonstration.run() == 1
    assert said(demonstration) == "\nOut of luck.\nNederlands: Geen geluk.\n\n    last words\n"


def test_a_part_that_falls_out_is_told_with_the_end_of_its_log(demonstration, tmp_path):
    log = tmp_path / "worker.log"
    log.write_text("\n".join(f"line {number}" for number in range(50)))
    process = type("Ended", (), {"returncode": -9})()
    trouble = demonstration._fell(Child("worker", process, log))
    assert "worker stopped by itself (exit code -9)" in trouble.message
    assert str(log) in trouble.message
    assert trouble.detail.splitlines() == [f"line {number}" for number in range(30, 50)]


def test_a_web_server_that_lost_the_race_for_its_port_says_so(demonstration, tmp_path):
    log = tmp_path / "web.log"
    log.write_text("RuntimeError: Address already in use (os error 98)")
    process = type("Ended", (), {"returncode": 1})()
    assert "Port 8000 is taken" in demonstration._fell(Child("web", process, log)).message


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:8000"), (EVERYWHERE, "http://127.0.0.1:8000"), ("::1", "http://[::1]:8000")],
)
def test_the_address_can_be_opened(demonstration, host, address):
    demonstration.wishes = replace(demonstration.wishes, host=host)
    assert demonstration.address == address


def test_everybody_on_the_network_may_only_come_in_when_asked_for(demonstration):
    assert "STEUNPUNT_ALLOWED_HOSTS" not in demonstration._environment()
    demonstration.wishes = replace(demonstration.wishes, host=EVERYWHERE)
    assert demonstration._environment()["STEUNPUNT_ALLOWED_HOSTS"] == "*"


@pytest.mark.parametrize(("status", "ready"), [(200, True), (503, False)])
def test_ready_is_what_the_platform_says(status, ready):
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            """Keep quiet."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.handle_request, daemon=True).start()
    assert is_ready("127.0.0.1", server.server_port) is ready
    server.server_close()
    assert not is_ready("127.0.0.1", free_port("127.0.0.1"))


def test_the_command_line_is_read(monkeypatch):
    asked = []
    monkeypatch.setattr(Demonstration, "run", lambda self: asked.append(self.wishes) or 0)
    monkeypatch.setenv("STEUNPUNT_PORT", "8100")
    assert door.main(["demo", "--tour", "--fresh"]) == 0
    assert asked == [Wishes(port=8100, tour=True, fresh=True)]
    with pytest.raises(SystemExit):
        door.main(["demo", "--port", "eight"])


def test_a_step_is_one_line_with_its_seconds():
    progress = Progress(io.StringIO(), lively=False)
    with progress.step("Database started") as remarks:
        remarks.append("anew")
    with pytest.raises(ZeroDivisionError), progress.step("Sums made"):
        1 / 0  # noqa: B018 - goes wrong
    first, second = progress.out.getvalue().splitlines()
    assert first.split() == ["ok", "Database", "started:", "anew", "0.0", "s"]
    assert second.split() == ["!!", "Sums", "made", "0.0", "s"]


def test_the_doors_need_nothing_but_the_standard_library():
    names = {name.partition(".")[0] for name in _imported_by_the_doors()}
    assert names - sys.stdlib_module_names == {"doors"}


def _imported_by_the_doors() -> set[str]:
    import ast
    from pathlib import Path

    found = set()
    for file in Path(door.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
    return found


def test_a_state_folder_of_ones_own_is_followed(monkeypatch, tmp_path):
    assert Places.from_environment({"STEUNPUNT_STATE_DIR": str(tmp_path)}).state == tmp_path
    assert Places.from_environment({}).state.name == "var"
    assert Places.from_environment({"STEUNPUNT_STATE_DIR": "here"}).state.is_absolute()
