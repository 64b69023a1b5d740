"""Links and codes follow from the platform's own secret: whoever has the database alone can make none, and none is kept."""

import hashlib
from datetime import datetime

from django.utils.crypto import salted_hmac

from steunpunt.contract.orders.models import SupplierLink


def secret_of(link: SupplierLink) -> str:
    """What stands in the address of a link."""
    said = salted_hmac("orders.link", f"{link.pk} {link.made_at.isoformat()}", algorithm="sha256")
    return f"{link.pk}-{said.hexdigest()[:48]}"


def code_of(link: SupplierLink, made_at: datetime) -> str:
    """Six digits, other ones each time that a code is asked."""
    said = salted_hmac("orders.code", f"{link.pk} {made_at.isoformat()}", algorithm="sha256")
    return f"{int(said.hexdigest(), 16) % 1_000_000:06d}"


def hashed(secret: str) -> str:
    """The hash under which a secret of 192 bits is kept; such a secret needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
