"""The secret links of invitations and registrations, and the secrets of API keys. Only hashes of them are kept."""

import hashlib
import secrets
from datetime import datetime

from django.utils.crypto import salted_hmac

KEY_START = "sp_"


def invitation_token(invitation_id: int, invited_at: datetime) -> str:
    """What stands in the link of an invitation. It follows from the platform's own secret, so that the task that mails
    it can make it from the id alone; sending again changes the moment, and with it the link.
    """
    said = salted_hmac("access.invitation", f"{invitation_id} {invited_at.isoformat()}", algorithm="sha256")
    return f"{invitation_id}-{said.hexdigest()[:48]}"


def registration_token(registration_id: int, asked_at: datetime) -> str:
    """What stands in the link with which a supplier confirms its registration, made in the same way."""
    said = salted_hmac("access.registration", f"{registration_id} {asked_at.isoformat()}", algorithm="sha256")
    return f"{registration_id}-{said.hexdigest()[:48]}"


def new_key() -> str:
    return KEY_START + secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """The hash under which a secret of 190 bits or more is kept; such a secret needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
