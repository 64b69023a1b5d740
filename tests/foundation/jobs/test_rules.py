import pytest

from steunpunt.foundation.jobs import registry
from steunpunt.foundation.jobs.registry import Progress, job
from steunpunt.foundation.jobs.rules import clipped, objections_to_cancel
from steunpunt.foundation.jobs.values import Result


def test_counts_never_exceed_their_total():
    assert [clipped(3, 5), clipped(9, 5), clipped(-1, 5), clipped(2, -1)] == [(3, 5), (5, 5), (0, 5), (0, 0)]


def test_only_open_work_can_be_cancelled():
    assert [reason.code for state in ("queued", "running") for reason in objections_to_cancel(state)] == []
    assert [reason.code for reason in objections_to_cancel("done")] == ["job_closed"]


def test_parameters_are_checked_against_the_function(kinds):
    kind = registry.kinds["test.rename"]
    assert kind.checked({"organisation_id": "3"}) == {"organisation_id": 3, "name": "Nieuw"}
    with pytest.raises(ValueError, match="organisation_id"):
        kind.checked({})
    with pytest.raises(ValueError, match="colour"):
        kind.checked({"organisation_id": 1, "colour": "red"})


def test_two_functions_cannot_share_a_key(kinds):
    with pytest.raises(ValueError, match="share the key"):

        @job("test.rename")
        def another(progress: Progress) -> Result:
            return Result()


def test_parameters_are_passed_by_name(kinds):
    with pytest.raises(TypeError, match="behind a"):

        @job("test.positional")
        def positional(progress: Progress, number: int) -> Result:
            return Result()
