"""An agreement is written, frozen and signed: by each board for itself, and by nobody of the support point."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from steunpunt.bundle.partnerships import actions
from steunpunt.bundle.partnerships.models import Agreement, AgreementPaper, Signature
from steunpunt.bundle.partnerships.queries import agreements as queries
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.documents.public import signatures_in
from steunpunt.foundation.notices.models import Notice
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.people.models import Person
from tests.bundle.partnerships.conftest import a_person
from tests.bundle.partnerships.test_life import paper, paper_of, to_intention
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in
from tests.foundation.documents.signed_elsewhere import NATIONAL_NUMBER, Issuer

PASSWORD = "een-lang-wachtwoord-voor-de-test"


def moment():
    return {"now": timezone.now(), "today": timezone.localdate()}


@pytest.fixture
def signing(explored):
    """Two of the three boards explore, and their agreement is put up for signing."""
    for mayor in explored.mayors[:2]:
        own = explored.row.invitations.get(organisation_id=mayor.organisation_id)
        actions.answer_invitation(invitation_id=own.pk, answer="interested", now=timezone.now(), by=mayor)
    to_intention(explored)
    row = actions.begin_agreement(
        partnership_id=explored.pk, kind="agreement", title="Akkoord Noord", enters_on=timezone.localdate(),
        **moment(), by=explored.adviser,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        actions.put_up_for_signing(agreement_id=row.pk, **moment(), by=explored.adviser)
    assert refused.value.codes == {"to_fill_in"}
    actions.revise_agreement(
        agreement_id=row.pk, articles=[{"title": "Samen", "text": "Wij werken samen."}], seen_version=1,
        **moment(), by=explored.adviser,
    )  # fmt: skip
    return actions.put_up_for_signing(agreement_id=row.pk, **moment(), by=explored.adviser)


def sign(row, by, **changed):
    asked = {"seen": queries.frozen_hash(row), "confirmed_at": timezone.now(), "is_by_second_step": False}
    return actions.sign_agreement(agreement_id=row.pk, **(asked | moment() | changed), by=by)


def test_when_all_signed_the_boards_are_members_and_the_partnership_is_active(explored, signing):
    first, second, _third = explored.mayors
    sign(signing, first)
    assert organisations.members_of(explored.pk, timezone.localdate()) == []
    sign(signing, second)
    explored.row.refresh_from_db()
    assert explored.row.state == "active"
    assert organisations.members_of(explored.pk, timezone.localdate()) == [board.pk for board in explored.boards[:2]]
    given = Signature.objects.get(organisation=explored.boards[0])
    assert (given.way, given.signer, given.basis) == ("platform", first.person_name, "decision of the council")
    assert given.sha256 == queries.frozen_hash(signing)
    papers = {one.kind: one for one in AgreementPaper.objects.all()}
    assert papers.keys() == {"frozen", "signed"}
    for one in papers.values():
        assert bytes(one.content)[:5] == b"%PDF-"
        assert sha256(bytes(one.content)).hexdigest() == one.sha256


def test_nobody_but_the_mandated_person_of_that_board_signs(explored, signing):
    own = explored.boards[0]
    for somebody in (
        explored.adviser,
        a_person(own, "policy_maker"),
        explored.mayors[2],
        a_person(explored.neighbour, "policy_maker", mandates=("sign",)),
    ):
        with pytest.raises((Denied, Agreement.DoesNotExist)):
            sign(signing, somebody)
    with pytest.raises(Refused):
        sign(signing, explored.mayors[0], confirmed_at=timezone.now() - timedelta(minutes=10))
    with pytest.raises(Refused):
        sign(signing, explored.mayors[0], seen="0" * 64)
    assert not Signature.objects.exclude(way="").exists()
    sign(signing, explored.mayors[0])
    with pytest.raises(Refused):
        sign(signing, explored.mayors[0])


def test_the_support_point_records_only_from_the_boards_paper(explored, signing):
    asked = {
        "agreement_id": signing.pk,
        "organisation_id": explored.boards[0].pk,
        "signer": "De burgemeester",
        "paper_on": timezone.localdate(),
    } | moment()
    with pytest.raises(Refused) as refused:
        actions.record_signed_paper(**asked, basis="", document=None, by=explored.adviser)
    assert refused.value.codes == {"basis", "document"}
    with pytest.raises(Denied):
        actions.record_signed_paper(**asked, basis="raad", document=paper(), by=explored.mayors[1])
    actions.record_signed_paper(**asked, basis="raad", document=paper(), by=explored.adviser)
    actions.record_signed_paper(
        **asked | {"organisation_id": explored.boards[1].pk}, basis="raad", document=paper(), by=explored.mayors[1]
    )
    said = dict(Signature.objects.values_list("organisation__name", "way"))
    assert said == {"Haacht": "paper", "Keerbergen": "own_paper"}


def test_a_scan_can_be_read_and_its_day_lies_between_the_text_and_today(explored, signing):
    today = timezone.localdate()
    asked = {
        "agreement_id": signing.pk,
        "organisation_id": explored.boards[0].pk,
        "signer": "De burgemeester",
    } | moment()
    for document, day, codes in (
        (ContentFile(b"geen scan", name="besluit.txt"), today, {"scan_unreadable"}),
        (ContentFile(b"%PDF-1.4\nkapot", name="besluit.pdf"), today, {"scan_unreadable"}),
        (paper(), None, {"paper_day"}),
        (paper(), today + timedelta(days=1), {"paper_other_day"}),
        (paper(), today - timedelta(days=1), {"paper_other_day"}),
    ):
        with pytest.raises(Refused) as refused:
            actions.record_signed_paper(**asked, basis="raad", document=document, paper_on=day, by=explored.adviser)
        assert refused.value.codes == codes
    assert not Signature.objects.exclude(way="").exists()
    picture = ContentFile(b"\x89PNG\r\n\x1a\n" + bytes(64), name="besluit.png")
    actions.record_signed_paper(**asked, basis="raad", document=picture, paper_on=today, by=explored.adviser)
    page = logged_in(explored.boards[1], "ict_manager").get(f"/samenwerken/akkoorden/{signing.pk}/").text
    assert f"van {today:%d/%m/%Y}" in page


@pytest.fixture
def frozen(signing):
    return bytes(signing.papers.get(kind="frozen").content)


def bring(row, explored, content, *, by=None, name="akkoord.pdf"):
    document = ContentFile(content, name)
    return actions.record_signed_paper(
        agreement_id=row.pk, organisation_id=explored.boards[0].pk, signer="De burgemeester", basis="raad van 28 maart",
        document=document, kind="electronic", **moment(), by=by or explored.mayors[0],
    )  # fmt: skip


def test_a_pdf_signed_elsewhere_is_read_and_kept_with_its_signatures(explored, signing, frozen):
    signature = bring(signing, explored, Issuer().signed(frozen, "Burgemeester van Haacht"))
    (read,) = signature.electronic
    assert (read["signer"], read["issuer"], read["is_issuer_known"]) == (
        "Burgemeester van Haacht", "Uitgever van kaarten", False,
    )  # fmt: skip
    assert signature.way == "own_paper"
    assert signature.document_id
    page = logged_in(explored.boards[1], "ict_manager").get(f"/samenwerken/akkoorden/{signing.pk}/").content.decode()
    assert "Uitgever van kaarten" in page
    assert NATIONAL_NUMBER not in page + repr(signature.electronic)


def test_a_pdf_that_proves_nothing_is_refused_and_nothing_is_kept(explored, signing, frozen):
    signed = Issuer().signed(frozen, "Burgemeester van Haacht")
    other = Issuer().signed(paper_of("Iets anders"), "Burgemeester van Haacht")
    for content, code in (
        (frozen, "pdf_unsigned"),
        (signed[:-2000], "pdf_unreadable"),
        (b"geen pdf", "pdf_unreadable"),
        (signed.replace(b"/Producer", b"/Producex", 1).replace(b"/Creator", b"/Creatox", 1), "pdf_altered"),
        (other, "pdf_other"),
    ):
        with pytest.raises(Refused) as refused:
            bring(signing, explored, content)
        assert refused.value.codes == {code}
    assert not Signature.objects.exclude(way="").exists()


def test_the_pdf_with_all_signatures_is_sealed(explored, signing, client):
    for mayor in explored.mayors[:2]:
        sign(signing, mayor)
    row = AgreementPaper.objects.get(kind="signed")
    (seal,) = signatures_in(bytes(row.content))
    assert (seal.is_own_seal, seal.is_intact, seal.fingerprint) == (True, True, row.seal)
    file = SimpleUploadedFile("akkoord.pdf", bytes(row.content) + b"\n% erbij", content_type="application/pdf")
    told = client.post("/nagaan/", {"file": file}, follow=True).content.decode()
    assert "zegel van dit platform" in told
    assert "alert-error" in told


def test_who_has_no_second_step_sets_one_up_before_signing(explored, signing, settings):
    settings.SECOND_STEP_REQUIRED = True
    client = logged_in(explored.boards[0], "policy_maker", mandates=("sign",))
    answer = client.get(f"/samenwerken/akkoorden/{signing.pk}/ondertekenen/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/2fa/")


def test_the_database_keeps_what_was_signed(explored, signing):
    its = Signature.objects.get(organisation=explored.boards[0])
    values = {
        "way": "platform",
        "sha256": queries.frozen_hash(signing),
        "basis": "x",
        "signed_at": timezone.now(),
        "signed_by_id": explored.adviser.person_id,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.filter(pk=its.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.filter(pk=its.pk).update(**values | {"way": "paper"})
    sign(signing, explored.mayors[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.filter(pk=its.pk).update(signer="iemand anders")
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementPaper.objects.update(content=b"%PDF-anders")
    with pytest.raises(IntegrityError), transaction.atomic():
        signing.versions.update(articles=[])


def test_remarks_come_from_boards_while_the_text_is_written(explored):
    to_intention(explored)
    row = actions.begin_agreement(
        partnership_id=explored.pk, kind="agreement", title="Akkoord", enters_on=timezone.localdate(),
        **moment(), by=explored.adviser,
    )  # fmt: skip
    asked = {"agreement_id": row.pk, "article": 1, "text": "Liever anders."} | moment()
    actions.remark_on_article(**asked, by=explored.mayors[0])
    with pytest.raises(Denied):
        actions.remark_on_article(**asked, by=explored.adviser)
    with pytest.raises(Refused):
        actions.remark_on_article(**asked | {"article": 99}, by=explored.mayors[0])
    with pytest.raises(Refused) as refused:
        actions.revise_agreement(
            agreement_id=row.pk, articles=[{"title": "A", "text": "B"}], seen_version=0, **moment(),
            by=explored.adviser,
        )  # fmt: skip
    assert refused.value.codes == {"newer"}
    assert row.versions.count() == 1


def test_on_the_page_somebody_signs_after_confirming_the_password(explored, signing):
    board = explored.boards[0]
    client = logged_in(board, "policy_maker", mandates=("sign",))
    Person.objects.filter(pk=client.session["_auth_user_id"]).update(name="Burgemeester van Haacht")
    person = Person.objects.get(pk=client.session["_auth_user_id"])
    person.set_password(PASSWORD)
    person.save()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = f"/samenwerken/akkoorden/{signing.pk}/ondertekenen/"
    answer = client.get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/reauthenticate/")
    assert client.post(page, {"seen": queries.frozen_hash(signing), "agreed": "on"}).status_code == 302
    assert not Signature.objects.exclude(way="").exists()
    answer = client.post(answer["Location"], {"password": PASSWORD})
    assert answer["Location"] == page
    assert client.get(page).status_code == 200
    client.post(page, {"seen": queries.frozen_hash(signing), "agreed": "on"})
    assert Signature.objects.get(organisation=board).signer == "Burgemeester van Haacht"


def test_no_page_lets_the_support_point_sign(explored, signing):
    client = logged_in(OrganisationFactory(support_point=True), "adviser", "administrator")
    assert client.get(f"/samenwerken/akkoorden/{signing.pk}/").status_code == 200
    assert "ondertekenen/" not in client.get(f"/samenwerken/akkoorden/{signing.pk}/").content.decode()
    assert client.post(f"/samenwerken/akkoorden/{signing.pk}/ondertekenen/", {"agreed": "on"}).status_code == 403


def test_anybody_can_check_a_pdf_and_a_changed_one_is_told(explored, signing, client):
    content = bytes(AgreementPaper.objects.get().content)

    def told(bytes_):
        file = SimpleUploadedFile("akkoord.pdf", bytes_, content_type="application/pdf")
        return client.post("/nagaan/", {"file": file}, follow=True).content.decode()

    assert "Akkoord Noord" in told(content)
    assert "Burgemeester" not in told(content)
    changed = told(content.replace(b"%PDF-1", b"%PDF-2", 1))
    assert "Akkoord Noord" not in changed
    assert "alert-error" in changed


def test_pages_of_an_agreement_show_their_text_to_the_boards_alone(explored, signing):
    page = f"/samenwerken/akkoorden/{signing.pk}/"
    for client, status in (
        (logged_in(explored.boards[0], "ict_manager"), 200),
        (logged_in(explored.neighbour, "secretary"), 404),
        (logged_in(OrganisationFactory(supplier=True), "contact"), 404),
    ):
        for path in ("", "versies/", "akkoord.pdf"):
            assert client.get(page + path).status_code == status


def test_boards_hear_that_they_are_asked_and_that_all_signed(explored, signing):
    def told(kind):
        return sorted(Notice.objects.filter(kind=kind).values_list("person_id", flat=True))

    mayors = [mayor.person_id for mayor in explored.mayors]
    assert told("partnerships.invited") == mayors
    assert told("partnerships.to_sign") == mayors[:2], "a board that did not answer is not asked to sign"
    assert told("partnerships.signed") == []
    for mayor in explored.mayors[:2]:
        sign(signing, mayor)
    assert told("partnerships.signed") == mayors[:2]
    assert set(Notice.objects.values_list("title", flat=True)) == {
        "Meeverkennen in “Samenwerking Noord”?",
        "De handtekening van uw bestuur wordt gevraagd: “Akkoord Noord”",
        "Alle besturen ondertekenden “Akkoord Noord”",
    }
