"""The secret links by which suppliers answer, and the codes that go to their mailbox: how long they work."""

import hmac
from datetime import timedelta

VALID = timedelta(days=30)
"""As long as the link of an order works."""
CODE_VALID = timedelta(minutes=30)
CODE_AGAIN = timedelta(minutes=1)
"""So long after a code another one is mailed at the earliest."""
MOST_TRIES = 5
"""Wrong codes before a new one has to be asked."""


def is_code(typed: str, code: str) -> bool:
    """Whether somebody typed the code, with spaces or without."""
    return hmac.compare_digest("".join(typed.split()).encode(), code.encode())
