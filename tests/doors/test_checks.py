import io
import sys
from dataclasses import replace

import pytest

from doors import checks, debian
from doors.checks import LeftOut, Outcome, Round, Step
from doors.debian import Found
from doors.places import Places
from doors.progress import Progress
from doors.trouble import Trouble


@pytest.fixture
def round_(tmp_path, monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    places = Places(root=tmp_path, state=tmp_path / "var")
    (places.venv / "bin").mkdir(parents=True)
    (places.venv / "bin" / "python").symlink_to(sys.executable)
    return Round(places, Progress(io.StringIO(), lively=False))


def python(code: str, name: str = "a step") -> Step:
    return Step(name, ["python", "-c", code])


def test_a_failing_step_does_not_hide_the_next(round_):
    for step in (python("raise SystemExit(3)", "first"), python("", "second")):
        round_.take(step)
    assert [(outcome.name, outcome.state) for outcome in round_.outcomes] == [("first", "failed"), ("second", "passed")]
    assert round_.sum_up() == 1
    assert "1 of 2 steps failed: first" in round_.progress.out.getvalue()


def test_a_step_beside_the_others_is_begun_first_and_shown_at_its_turn(round_, tmp_path):
    there = tmp_path / "there"
    waits = f"import pathlib, time\nwhile not pathlib.Path({str(there)!r}).exists(): time.sleep(0.01)\n"
    beside = replace(
        python(f"open({str(there)!r}, 'w').close()\nprint('three faults')\nraise SystemExit(1)", "types"),
        is_beside=True,
    )
    round_.take_all([python(waits, "first"), beside])
    assert [(outcome.name, outcome.state) for outcome in round_.outcomes] == [("first", "passed"), ("types", "failed")]
    said = round_.progress.out.getvalue()
    assert said.index("── first") < said.index("── types") < said.index("three faults")


def test_when_all_pass_it_says_so(round_):
    round_.take(python(""))
    assert round_.sum_up() == 0
    assert round_.progress.out.getvalue().endswith("\nAll passed.\n")


def refusing(_round, _command):
    raise LeftOut("No browser to test in.")


@pytest.mark.parametrize(("in_ci", "state", "code"), [(False, "left out", 0), (True, "failed", 1)])
def test_what_cannot_run_here_is_left_out_with_the_reason_but_fails_in_ci(round_, in_ci, state, code):
    round_.in_ci = in_ci
    round_.take(Step("browser", ["python"], refusing))
    assert [(item.state, item.remark) for item in round_.outcomes] == [(state, "No browser to test in.")]
    assert round_.sum_up() == code


def test_without_a_browser_the_reason_names_the_way_to_get_it(round_, monkeypatch):
    monkeypatch.setattr(debian, "chromium", lambda _: Found(None, "install it with: sudo apt install chromium"))
    with pytest.raises(LeftOut, match="sudo apt install chromium"):
        checks.with_browser(round_, ["python"])


def test_nobody_but_root_installs(monkeypatch, tmp_path):
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(debian.shutil, "which", lambda _: "/usr/bin/apt-get")
    assert "sudo apt install chromium" in debian.install(Places(state=tmp_path), "chromium")


def test_without_apt_the_reason_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(debian.shutil, "which", lambda _: None)
    assert "no apt-get" in debian.install(Places(state=tmp_path), "chromium")


def test_an_unknown_step_is_named_with_those_that_exist(round_):
    with pytest.raises(Trouble, match=r"No step is called polish\. The steps: format, lint"):
        checks.run_all(round_.places, round_.progress, only=["polish"])


def test_the_summary_has_a_line_with_seconds_for_every_step(round_):
    round_.outcomes = [Outcome("lint", "passed", 1.25), Outcome("browser", "left out", 0.0, "no browser")]
    round_.sum_up()
    lines = round_.progress.out.getvalue().splitlines()
    assert lines[2].split() == ["ok", "lint", "1.2", "s"]
    assert lines[3].split() == ["–", "browser", "0.0", "s", "left", "out:", "no", "browser"]


@pytest.mark.parametrize(("is_slow", "has", "has_not"), [(False, "tests", "crash"), (True, "crash", "tests")])
def test_the_slow_suites_are_a_verb_of_their_own(round_, monkeypatch, is_slow, has, has_not):
    taken = []
    monkeypatch.setattr(checks.Installer, "install", lambda self: None)
    monkeypatch.setattr(checks.Round, "take_all", lambda self, steps: taken.extend(step.name for step in steps))
    checks.run_all(round_.places, round_.progress, is_slow=is_slow)
    assert has in taken
    assert has_not not in taken
