"""Every variable that the platform reads from its environment: typed, declared once, documenting itself.

`python -m steunpunt.settings.env` prints the table that stands in docs/operations.md.
"""

from pathlib import Path
from typing import Annotated, Literal

from django.core.exceptions import ImproperlyConfigured
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[3]


class Env(BaseSettings):
    """Values come from the process environment only; a secret is never written in a file of the project."""

    model_config = SettingsConfigDict(env_prefix="STEUNPUNT_", extra="ignore")

    database_url: Annotated[
        str,
        Field(
            validation_alias="DATABASE_URL",
            description="PostgreSQL 15 or later, as postgresql://user:password@host:port/name. "
            "Unset: the doors start an embedded server under the state folder.",
        ),
    ] = ""
    secret_key: Annotated[
        SecretStr, Field(description="Signs sessions and links. Required in production; at least 50 characters.")
    ] = SecretStr("")
    base_url: Annotated[str, Field(description="Address people use, for links in mails and papers.")] = (
        "http://127.0.0.1:8000"
    )
    allowed_hosts: Annotated[list[str], NoDecode, Field(description="Host names served, separated by commas.")] = [
        "127.0.0.1",
        "localhost",
        "[::1]",
    ]
    state_dir: Annotated[Path, Field(description="Folder for what the platform writes on this host.")] = ROOT / "var"
    media_root: Annotated[
        Path | None,
        Field(description="Folder for documents, outside the web root. Unset: `documents` in the state folder."),
    ] = None
    s3_bucket: Annotated[
        str, Field(description="Name of an S3-compatible bucket for documents; when set, the folder is not used.")
    ] = ""
    s3_endpoint: Annotated[str, Field(description="Address of the S3-compatible service.")] = ""
    s3_access_key: Annotated[SecretStr, Field(description="Key of the S3-compatible service.")] = SecretStr("")
    s3_secret_key: Annotated[SecretStr, Field(description="Secret of the S3-compatible service.")] = SecretStr("")
    seal_file: Annotated[
        Path | None,
        Field(
            description="PKCS#12 file with the key that seals signed agreements, the same on every host. Unset: each "
            "installation makes a key of its own in the state folder, that vouches for itself alone."
        ),
    ] = None
    seal_password: Annotated[SecretStr, Field(description="Password of the seal file.")] = SecretStr("")
    trust_folder: Annotated[
        Path | None,
        Field(
            description="Folder with certificates (*.pem) of issuers that are known when a PDF signed elsewhere comes in, "
            "such as those of the identity card. Unset: signatures are read, their issuers are not vouched for."
        ),
    ] = None
    email_url: Annotated[
        str,
        Field(
            description="Outgoing mail: smtp://user:password@host:port, smtps:// or smtp+starttls:// for encryption, "
            "file:///folder to write messages to a folder, console:// to print them."
        ),
    ] = ""
    email_from: Annotated[str, Field(description="Sender of mails.")] = "Steunpunt <noreply@steunpunt.example>"
    oidc_name: Annotated[str, Field(description="Name of the sign-in service as people know it.")] = ""
    oidc_server_url: Annotated[
        str, Field(description="Address of an OpenID Connect provider; when set, its button stands on the log-in page.")
    ] = ""
    oidc_client_id: Annotated[str, Field(description="Client id at the OpenID Connect provider.")] = ""
    oidc_client_secret: Annotated[SecretStr, Field(description="Client secret at the OpenID Connect provider.")] = (
        SecretStr("")
    )
    second_step_required: Annotated[
        bool,
        Field(
            description="Administrators of the support point change nothing before they have a second step at log-in "
            "(an app with a code, or a passkey), and nobody signs for a board without one. Not asked in the demonstration."
        ),
    ] = True
    demo: Annotated[
        bool,
        Field(description="Demonstration: log-ins of fictional people stand on the log-in page. Never in production."),
    ] = False
    ocid_prefix: Annotated[
        str,
        Field(
            description="Prefix of the ids of public contracts in open data (OCDS), as registered with the Open Contracting "
            "Partnership. The default is none that was registered."
        ),
    ] = "ocds-000000"
    metrics_token: Annotated[
        SecretStr, Field(description="Bearer token that may read /metrics. Unset: only from this host.")
    ] = SecretStr("")
    log_format: Annotated[Literal["json", "text"], Field(description="`json` for machines, `text` for people.")] = (
        "json"
    )
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"],
        Field(description="DEBUG, INFO, WARNING, ERROR or CRITICAL."),
    ] = "INFO"
    trusted_proxies: Annotated[
        int, Field(description="How many proxies stand in front; their X-Forwarded-For entries are believed.")
    ] = 0
    db_pool_size: Annotated[int, Field(description="Database connections kept open by each web process.")] = 4
    worker_concurrency: Annotated[
        int, Field(gt=0, description="Pieces of work that one worker process does at a time.")
    ] = 2
    worker_heartbeat_seconds: Annotated[float, Field(gt=0, description="How often a worker says that it is alive.")] = (
        3.0
    )
    worker_silent_seconds: Annotated[
        float,
        Field(gt=0, description="After how long a silence a worker counts as dead and its work is done by another."),
    ] = 15.0
    worker_stop_seconds: Annotated[
        float,
        Field(gt=0, description="How long a worker that is asked to stop may go on with what it has in hand."),
    ] = 10.0

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def read() -> Env:
    """The environment of this process; what is wrong in it is said by variable, never with its value, which may be secret."""
    try:
        return Env()
    except ValidationError as wrong:
        said = [f"{_variable(str(error['loc'][0]))}: {error['msg']}." for error in wrong.errors()]
        raise ImproperlyConfigured(" ".join(said)) from None


def _variable(name: str) -> str:
    """What the environment calls a field."""
    field = Env.model_fields.get(name)
    return str((field and field.validation_alias) or (f"STEUNPUNT_{name.upper()}" if field else name))


def table() -> str:
    """All variables as a Markdown table: name, default, meaning."""
    rows = ["| variable | default | meaning |", "| --- | --- | --- |"]
    for name, field in Env.model_fields.items():
        default = field.default
        if isinstance(default, SecretStr):
            default = default.get_secret_value()
        elif isinstance(default, Path):
            default = default.relative_to(ROOT)
        elif isinstance(default, list):
            default = ",".join(default)
        shown = f"`{default}`" if default not in ("", None) else "–"
        rows.append(f"| `{_variable(name)}` | {shown} | {field.description} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())  # noqa: T201 - a verb that prints
