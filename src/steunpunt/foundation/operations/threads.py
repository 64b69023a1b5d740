"""What a server of threads may do quicker than one of coroutines."""

import threading

from django.urls import base as addresses
from django.utils.translation import trans_real


def answer_in_threads() -> None:
    """Keep the language in use, and what addresses hang on, with the thread, as each request is answered in one thread.

    Django keeps them so that coroutines can share a thread as well, which its ASGI server needs. A page asks a thousand
    times which language is in use; looked up that way it is a fifth of the computing for the page. Where Django no longer has
    these names nothing breaks: they are then names that nobody reads.
    """
    trans_real._active = threading.local()  # type: ignore[attr-defined]  # noqa: SLF001
    addresses._prefixes = threading.local()  # type: ignore[attr-defined]  # noqa: SLF001
    addresses._urlconfs = threading.local()  # type: ignore[attr-defined]  # noqa: SLF001
