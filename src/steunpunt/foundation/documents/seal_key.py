"""The key with which this installation seals its PDFs, and the issuers that it knows.

`STEUNPUNT_SEAL_FILE` names a PKCS#12 file, such as a qualified provider sells for an organisation's electronic seal. Without it
the platform makes a key of its own, once, in its state folder: the seal then shows that a PDF was not changed since this
installation sealed it, and no more. `STEUNPUNT_TRUST_FOLDER` holds certificates (PEM) of issuers whose signatures count as known, such as
those of the Belgian identity card.
"""

import os
import secrets
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.sign.signers import SimpleSigner

_YEARS = 20
"""An agreement is looked at for long: a key of our own holds as many years."""


class NoSealKeyError(RuntimeError):
    """The file of `STEUNPUNT_SEAL_FILE` holds no key that its password opens."""


def signer() -> SimpleSigner:
    """The key that seals. Raises `NoSealKeyError` when the file that was named cannot be read."""
    named = settings.SEAL_FILE
    path = Path(named) if named else _made_once(Path(settings.SEAL_FOLDER) / "seal.p12")
    return _loaded(path, settings.SEAL_PASSWORD if named else "")


def own_certificate() -> asn1.Certificate:
    return signer().signing_cert


def fingerprint(certificate: asn1.Certificate) -> str:
    """SHA-256 of a certificate, in hexadecimal."""
    return sha256(certificate.dump()).hexdigest()


@lru_cache(maxsize=4)
def _loaded(path: Path, password: str) -> SimpleSigner:
    try:
        content = path.read_bytes()
    except OSError as failed:
        raise NoSealKeyError(f"The seal at {path} cannot be read: {failed.strerror}.") from failed
    try:
        found: SimpleSigner | None = SimpleSigner.load_pkcs12_data(content, (), passphrase=password.encode() or None)
    except (ValueError, TypeError) as failed:
        raise NoSealKeyError(f"The seal at {path} does not open with STEUNPUNT_SEAL_PASSWORD.") from failed
    if found is None:
        raise NoSealKeyError(f"The seal at {path} does not open with STEUNPUNT_SEAL_PASSWORD.")
    return found


def _made_once(path: Path) -> Path:
    """The key of this installation; of two processes that make one at the same time, the first one's stays."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        fresh.touch(mode=0o600)
        fresh.write_bytes(new_key(f"Zegel van {settings.BASE_URL}"))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path


def new_key(name: str, *, password: str = "", now: datetime | None = None) -> bytes:
    """A fresh key with a certificate that vouches for itself, as PKCS#12."""
    key = ec.generate_private_key(ec.SECP256R1())
    begins = now or datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins - timedelta(minutes=5))
        .not_valid_after(begins + timedelta(days=365 * _YEARS))
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    guard = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return serialize_key_and_certificates(b"seal", key, certificate, None, guard)


def known_issuers() -> list[asn1.Certificate]:
    """Certificates of the issuers whose signatures count as known; none when no folder is named."""
    folder = Path(settings.TRUST_FOLDER) if settings.TRUST_FOLDER else None
    if folder is None or not folder.is_dir():
        return []
    return _issuers(tuple(sorted((str(one), one.stat().st_mtime_ns) for one in folder.glob("*.pem"))))


@lru_cache(maxsize=4)
def _issuers(files: tuple[tuple[str, int], ...]) -> list[asn1.Certificate]:
    return [
        asn1.Certificate.load(one.public_bytes(Encoding.DER))
        for path, _changed in files
        for one in x509.load_pem_x509_certificates(Path(path).read_bytes())
    ]
