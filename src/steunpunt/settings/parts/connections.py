"""Addresses as people write them in a variable, turned into what Django wants."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from psycopg.conninfo import conninfo_to_dict


def database(url: str, *, pool_size: int = 0) -> dict[str, Any]:
    """Django's connection settings from a PostgreSQL address; libpq itself reads the address."""
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    found = conninfo_to_dict(url) if url else {}
    options: dict[str, Any] = {key: value for key, value in found.items() if key not in known}
    options["prepare_threshold"] = 0
    """PostgreSQL keeps the plans of `foundation.composed` from the first time; Django's own cursors never ask for that."""
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{django: str(found.get(libpq) or "") for libpq, django in known.items()},
        "OPTIONS": options,
    }


def email(url: str, *, state_dir: Path) -> dict[str, Any]:
    """Django's mail settings from an address such as smtp+starttls://user:secret@host:587."""
    parts = urlsplit(url or f"file://{state_dir / 'mail'}")
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file":
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": parts.path}
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"}:
        raise ValueError(f"STEUNPUNT_EMAIL_URL starts with {parts.scheme}://, which is not a way to send mail.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "localhost",
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtps": 465, "smtp+starttls": 587}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_TIMEOUT": 20,
    }


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
