"""PDFs as people bring them: signed with a card of an issuer, altered afterwards, damaged."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

NATIONAL_NUMBER = "00000000097"


class Issuer:
    """Somebody who gives out identity cards, as the state does: a root certificate, and cards that it vouches for."""

    def __init__(self, name: str = "Uitgever van kaarten") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = self._certificate(self.name, self.key.public_key(), is_issuer=True)

    def _certificate(self, subject, public_key, *, is_issuer):
        now = datetime.now(UTC)
        usage = dict.fromkeys(
            ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
        )
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=365))
            .add_extension(x509.BasicConstraints(ca=is_issuer, path_length=None), critical=True)
            .add_extension(
                x509.KeyUsage(
                    digital_signature=not is_issuer, content_commitment=not is_issuer, key_cert_sign=is_issuer,
                    crl_sign=is_issuer, **usage,
                ),
                critical=True,
            )
            .sign(self.key, hashes.SHA256())
        )  # fmt: skip

    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def signed(self, pdf: bytes, holder: str, *, field: str = "Handtekening") -> bytes:
        """The PDF as this holder of a card signed it; the card carries a national number, as real ones do."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name(
            [
                x509.NameAttribute(NameOID.COMMON_NAME, holder),
                x509.NameAttribute(NameOID.SERIAL_NUMBER, NATIONAL_NUMBER),
            ]
        )
        card = self._certificate(subject, key.public_key(), is_issuer=False)
        packed = serialize_key_and_certificates(b"card", key, card, [self.certificate], NoEncryption())
        signer = signers.SimpleSigner.load_pkcs12_data(packed, ())
        written = signers.sign_pdf(
            IncrementalPdfFileWriter(BytesIO(pdf)), signers.PdfSignatureMetadata(field_name=field), signer=signer
        )
        return written.getvalue()
