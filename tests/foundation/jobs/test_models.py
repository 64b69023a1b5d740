import pytest
from django.db import IntegrityError, transaction

from steunpunt.foundation.jobs.models import Job
from tests.foundation.jobs.conftest import NOON


@pytest.mark.parametrize(
    ("truth", "values"),
    [
        ("job_in_known_state", {"state": "asleep", "finished_at": NOON}),
        ("job_done_within_total", {"done": 3, "total": 2}),
        ("job_finished_at_when_closed", {"state": "done"}),
        ("job_finished_at_when_closed", {"state": "running", "finished_at": NOON}),
    ],
)
def test_the_database_holds_the_truth(db, truth, values):
    with pytest.raises(IntegrityError, match=truth), transaction.atomic():
        Job.objects.create(kind="test.rename", title="Rename", created_at=NOON, **values)


def test_a_person_is_spoken_to_in_a_language_of_ours(ict):
    with pytest.raises(IntegrityError, match="job_in_language_of_ours"), transaction.atomic():
        Job.objects.create(kind="test.rename", title="Rename", created_at=NOON, person_id=ict.person_id, language="xx")
