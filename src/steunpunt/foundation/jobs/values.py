"""What a job gives back, and what stops it half-way."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The outcome of a job: a page to go to, a sentence to read, or both."""

    url: str = ""
    text: str = ""


class Cancelled(BaseException):
    """The person who started the job took it back. Passes through `except Exception` on its way out."""


class Interrupted(BaseException):
    """The worker is asked to stop: the job goes back to the queue and starts again at another worker."""
