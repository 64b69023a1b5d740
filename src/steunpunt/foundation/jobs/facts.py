"""What happened to background work."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_noop

from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class _AboutJob(Fact):
    """Common to all facts about a job; `person_id` is who asked for it."""

    key: ClassVar[str] = "jobs.about"
    sentence: ClassVar[str] = gettext_noop("Something happened to the task %(title)s.")

    job_id: int
    kind: str
    title: str
    person_id: int | None

    @property
    def subject(self) -> str:
        return f"job:{self.job_id}"


@dataclass(frozen=True, kw_only=True)
class JobStarted(_AboutJob):
    key: ClassVar[str] = "jobs.started"
    sentence: ClassVar[str] = gettext_noop("Asked for in the background: %(title)s")


@dataclass(frozen=True, kw_only=True)
class JobDone(_AboutJob):
    key: ClassVar[str] = "jobs.done"
    sentence: ClassVar[str] = gettext_noop("Finished in the background: %(title)s")

    result_url: str


@dataclass(frozen=True, kw_only=True)
class JobFailed(_AboutJob):
    key: ClassVar[str] = "jobs.failed"
    sentence: ClassVar[str] = gettext_noop("Failed in the background: %(title)s")


@dataclass(frozen=True, kw_only=True)
class JobCancelled(_AboutJob):
    key: ClassVar[str] = "jobs.cancelled"
    sentence: ClassVar[str] = gettext_noop("Cancelled: %(title)s")
