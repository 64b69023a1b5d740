import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from doors.children import Family, Register, address_of, born, end_if_ours
from doors.trouble import Trouble

SLEEPER = "import time; print('up', flush=True); time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
PARENT = (
    "import subprocess, sys, time; child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
    "print(child.pid, flush=True); time.sleep(60)"
)


@pytest.fixture
def register(tmp_path):
    return Register(tmp_path / "door.json")


@pytest.fixture
def family(tmp_path, register):
    register.open("http://127.0.0.1:8000")
    family = Family(tmp_path / "log", register)
    yield family
    family.stop(patience=0.1)
    register.close()


def start(family, program, name="child"):
    child = family.start(name, [sys.executable, "-c", program], cwd=family.logs.parent, environment=os.environ)
    deadline = time.monotonic() + 20
    while not child.tail() and child.process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    return child


def lives(pid: int) -> bool:
    """Whether a process is there and not just waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_what_was_started_is_stopped(family):
    first, second = start(family, SLEEPER, "first"), start(family, SLEEPER, "second")
    assert family.fallen() is None
    assert family.stop() == []
    assert [first.process.returncode, second.process.returncode] == [-signal.SIGTERM, -signal.SIGTERM]


def test_who_does_not_listen_is_ended_and_named(family):
    child = start(family, STUBBORN, "stubborn")
    assert family.stop(patience=0.2) == ["stubborn"]
    assert child.process.returncode == -signal.SIGKILL


def test_what_a_child_started_ends_with_it(family):
    child = start(family, PARENT)
    grandchild = int(child.tail())
    family.stop(patience=0.2)
    deadline = time.monotonic() + 5
    while lives(grandchild) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not lives(grandchild)


def test_a_child_that_falls_is_noticed_with_its_last_words(family):
    child = start(family, "print('out of paper'); raise SystemExit(3)", "printer")
    child.process.wait()
    fallen = family.fallen()
    assert fallen is child
    assert (fallen.name, fallen.process.returncode, fallen.tail()) == ("printer", 3, "out of paper")


def test_only_one_door_is_open_on_a_folder(family, tmp_path):
    with pytest.raises(Trouble, match=r"already running from this folder: http://127\.0\.0\.1:8000"):
        Register(tmp_path / "door.json").open("http://127.0.0.1:9000")


def test_a_door_that_was_closed_can_be_opened_again(register, tmp_path):
    register.open("http://127.0.0.1:8000")
    register.close()
    again = Register(tmp_path / "door.json")
    assert again.open("http://127.0.0.1:8000") == []
    again.close()


def test_what_a_killed_door_left_is_ended_by_the_next(tmp_path):
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom doors.children import Family, Register\n"
        f"register = Register(Path({str(tmp_path)!r}) / 'door.json')\nregister.open('http://127.0.0.1:8000')\n"
        f"family = Family(Path({str(tmp_path)!r}), register)\n"
        f"child = family.start('left', [sys.executable, '-c', {SLEEPER!r}], cwd=Path('/'), environment=os.environ)\n"
        "print(child.process.pid, flush=True)\nos.kill(os.getpid(), 9)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    left = int(done.stdout)
    assert lives(left)
    again = Register(tmp_path / "door.json")
    assert again.open("http://127.0.0.1:8000") == [left]
    again.close()
    assert not lives(left)


def test_a_process_that_only_has_the_same_number_is_left_alone():
    other = subprocess.Popen([sys.executable, "-c", SLEEPER], stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        assert born(other.pid)
        assert not end_if_ours(other.pid, "long ago")
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()
    assert born(other.pid) == ""


def test_others_read_at_which_address_an_open_door_serves(tmp_path, register):
    assert address_of(tmp_path / "door.json") == ""
    register.open("http://127.0.0.1:8102")
    assert address_of(tmp_path / "door.json") == "http://127.0.0.1:8102"
    register.close()
    assert address_of(tmp_path / "door.json") == ""
