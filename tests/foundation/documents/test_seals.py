"""The seal of the platform on a PDF, and signatures in a PDF of somebody else."""

from io import BytesIO

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from steunpunt.foundation.documents import public, seal_key
from steunpunt.foundation.documents.pdf_signatures import MOST_SIGNATURES
from steunpunt.foundation.documents.seal_key import NoSealKeyError
from steunpunt.foundation.ui import papers
from tests.factories.scan import NOW
from tests.foundation.documents.signed_elsewhere import NATIONAL_NUMBER, Issuer


@pytest.fixture(autouse=True)
def _own_key(settings, tmp_path):
    settings.SEAL_FOLDER = tmp_path
    settings.SEAL_FILE = settings.TRUST_FOLDER = None


@pytest.fixture(scope="module")
def pdf():
    data = {
        "title": "Akkoord",
        "kicker": "",
        "foot": "",
        "between": "",
        "articles": [],
        "signatures": [],
        "sha256": "",
        "check": "",
    }
    return papers.pdf("steunpunt.bundle.partnerships", "agreement", data, made_at=NOW)


def altered(pdf):
    """Something is written into a PDF afterwards, as a program does that adds to a file."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.root["/Anders"] = writer.add_object(writer.root["/Pages"])
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_sealed_pdf_shows_one_signature_of_this_platform(pdf):
    (found,) = public.signatures_in(public.sealed(pdf, reason="ondertekend"))
    assert (found.is_intact, found.is_last_word, found.is_own_seal, found.is_issuer_known) == (True, True, True, True)
    assert found.signer.startswith("Zegel van")


def test_what_is_changed_or_added_after_the_seal_is_told(pdf):
    sealed = public.sealed(pdf, reason="ondertekend")
    (inside,) = public.signatures_in(sealed.replace(b"/Producer", b"/Producex", 1).replace(b"/Creator", b"/Creatox", 1))
    (added,) = public.signatures_in(altered(sealed))
    assert not inside.is_intact
    assert (added.is_intact, added.is_last_word) == (True, False)


def test_the_key_is_made_once_and_for_its_owner_alone(pdf, tmp_path):
    public.sealed(pdf, reason="een")
    first = (tmp_path / "seal.p12").read_bytes()
    public.sealed(pdf, reason="twee")
    assert (tmp_path / "seal.p12").read_bytes() == first
    assert [one.name for one in tmp_path.iterdir()] == ["seal.p12"]
    assert (tmp_path / "seal.p12").stat().st_mode & 0o077 == 0


def test_a_key_of_ones_own_takes_its_password(pdf, settings, tmp_path):
    settings.SEAL_FILE = tmp_path / "eigen.p12"
    settings.SEAL_FILE.write_bytes(seal_key.new_key("Steunpunt", password="geheim"))
    settings.SEAL_PASSWORD = "geheim"
    (found,) = public.signatures_in(public.sealed(pdf, reason="x"))
    assert found.signer == "Steunpunt"
    settings.SEAL_PASSWORD = "anders"
    with pytest.raises(NoSealKeyError):
        public.sealed(pdf, reason="x")
    settings.SEAL_FILE = tmp_path / "nergens.p12"
    with pytest.raises(NoSealKeyError):
        public.sealed(pdf, reason="x")


def test_several_people_sign_one_pdf_and_each_stays_valid(pdf, settings, tmp_path):
    state = Issuer()
    settings.TRUST_FOLDER = tmp_path / "roots"
    settings.TRUST_FOLDER.mkdir()
    twice = state.signed(state.signed(pdf, "Burgemeester A", field="A"), "Burgemeester B", field="B")
    assert [one.is_issuer_known for one in public.signatures_in(twice)] == [False, False]
    (settings.TRUST_FOLDER / "root.pem").write_bytes(state.pem())
    found = public.signatures_in(twice)
    assert [(one.signer, one.issuer) for one in found] == [
        ("Burgemeester A", "Uitgever van kaarten"),
        ("Burgemeester B", "Uitgever van kaarten"),
    ]
    assert all(one.is_intact and one.is_last_word and one.is_issuer_known and not one.is_own_seal for one in found)
    assert NATIONAL_NUMBER not in repr(found)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"%PDF-1.7\n1 0 obj << /A ", b"PK\x03\x04", b"%PDF-" + bytes(5000)]
)
def test_what_cannot_be_read_is_said_to_be_so(content):
    with pytest.raises(public.UnreadablePdfError):
        public.signatures_in(content)


def test_a_pdf_cut_off_in_the_middle_is_unreadable(pdf):
    with pytest.raises(public.UnreadablePdfError):
        public.signatures_in(public.sealed(pdf, reason="x")[:-3000])


def test_a_pdf_without_signatures_has_none(pdf):
    assert public.signatures_in(pdf) == []
    assert MOST_SIGNATURES > 65
