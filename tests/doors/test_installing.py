import io
import subprocess
import sys

import pytest

from doors import installing
from doors.installing import Installer
from doors.places import Places
from doors.progress import Progress
from doors.stamps import Stamps, fingerprint
from doors.trouble import Trouble


@pytest.fixture
def places(tmp_path):
    places = Places(root=tmp_path / "checkout", state=tmp_path / "checkout" / "var")
    (places.root / "requirements").mkdir(parents=True)
    for name in ("uv", "run", "dev"):
        (places.root / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
    (places.root / "package-lock.json").write_text("{}")
    (places.root / "src" / "steunpunt" / "static").mkdir(parents=True)
    return places


class Calls:
    """Stands in for the installers: keeps what was asked, makes what they would make, fails where told."""

    def __init__(self, places: Places, *, failing: str = "", saying: str = "") -> None:
        self.places, self.failing, self.saying = places, failing, saying
        self.asked: list[str] = []

    def __call__(self, installer, command, extra=None):
        line = " ".join(str(part) for part in command)
        if "--version" in line or "config get" in line:
            return subprocess.CompletedProcess(command, 0, "")
        self.asked.append(line)
        if self.failing and self.failing in line:
            return subprocess.CompletedProcess(command, 1, self.saying)
        if "-m venv" in line:
            self.places.python.parent.mkdir(parents=True)
            self.places.python.symlink_to(sys.executable)
        if "npm" in line:
            (self.places.root / "node_modules").mkdir(exist_ok=True)
        if "assets" in line:
            (self.places.state / "static").mkdir(parents=True, exist_ok=True)
        return subprocess.CompletedProcess(command, 0, "")


def install(places, kind, monkeypatch, **how):
    calls = Calls(places, **how)
    monkeypatch.setattr(Installer, "_run", lambda self, command, extra=None: calls(self, command, extra))
    out = io.StringIO()
    try:
        Installer(places, Progress(out, lively=False), kind).install()
    finally:
        calls.said = out.getvalue()
    return calls


STEPS = ("-m venv", "pip install", "pip sync", "npm ci", "translations compile", "manage.py assets")


def test_a_second_start_installs_nothing_again(places, monkeypatch):
    first = install(places, "run", monkeypatch)
    assert [step for line in first.asked for step in STEPS if step in line] == list(STEPS)
    assert first.said.count("\n") == len(STEPS)
    second = install(places, "run", monkeypatch)
    assert (second.asked, second.said) == ([], "")


def test_a_changed_lock_is_followed(places, monkeypatch):
    install(places, "run", monkeypatch)
    (places.root / "requirements" / "run.txt").write_text("run==2\n")
    again = install(places, "run", monkeypatch)
    assert any("pip sync" in line for line in again.asked)
    assert not any("npm" in line for line in again.asked)


def test_what_tests_need_holds_what_the_demonstration_needs(places, monkeypatch):
    install(places, "dev", monkeypatch)
    assert not any("sync" in line for line in install(places, "run", monkeypatch).asked)


def test_a_step_that_failed_is_done_again(places, monkeypatch):
    with pytest.raises(Trouble, match="the network"):
        install(places, "run", monkeypatch, failing="npm", saying="npm error code ENOTFOUND")
    again = install(places, "run", monkeypatch)
    assert any("npm ci" in line for line in again.asked)
    assert not any("sync" in line for line in again.asked)


def test_packages_come_by_hash_and_run_no_scripts(places, monkeypatch):
    asked = install(places, "run", monkeypatch).asked
    assert all("--require-hashes" in line for line in asked if "requirements" in line)
    assert all("--ignore-scripts" in line for line in asked if "npm" in line)


def test_a_python_without_venv_says_how_to_get_it(places, monkeypatch):
    with pytest.raises(Trouble, match="-venv"):
        install(places, "run", monkeypatch, failing="-m venv", saying="ensurepip is not available")


def test_too_little_room_is_found_before_anything_is_installed(places, monkeypatch):
    monkeypatch.setattr(installing, "SPACE", {"run": 2**60, "dev": 2**60})
    with pytest.raises(Trouble, match="free disk space"):
        install(places, "run", monkeypatch)
    assert not places.venv.exists()


def test_another_projects_python_stays_out(places):
    environment = places.environment(base={"PATH": "/usr/bin", "VIRTUAL_ENV": "/other", "PYTHONPATH": "/other"})
    assert "VIRTUAL_ENV" not in environment
    assert "/other" not in environment["PYTHONPATH"]
    assert environment["PATH"].startswith(str(places.venv / "bin"))
    assert environment["UV_PYTHON_DOWNLOADS"] == "never"


def test_stamps_bear_a_damaged_file(tmp_path):
    stamps = Stamps(tmp_path / "stamps.json")
    stamps.set("a", "1")
    stamps.set("b", "2")
    assert (stamps.has("a", "1"), stamps.has("b", "1")) == (True, False)
    (tmp_path / "stamps.json").write_text("{")
    assert not stamps.has("a", "1")
    stamps.set("a", "3")
    assert stamps.has("a", "3")


def test_a_fingerprint_follows_contents_and_names(tmp_path):
    (tmp_path / "a.py").write_text("1")
    before = fingerprint(tmp_path)
    (tmp_path / "a.pyc").write_text("compiled")
    assert fingerprint(tmp_path) == before
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert fingerprint(tmp_path) != before
