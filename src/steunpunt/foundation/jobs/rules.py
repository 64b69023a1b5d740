"""What stands in the way of cancelling, and how far a job is."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Reason


def objections_to_cancel(state: str) -> Iterator[Reason]:
    if state not in {"queued", "running"}:
        yield Reason("job_closed", _("This task has already ended."))


def clipped(done: int, total: int) -> tuple[int, int]:
    """Counts that make sense: not below zero, and never more done than there is."""
    total = max(0, total)
    return min(max(0, done), total), total
