"""Adding, replacing, refusing and sweeping: a row never lacks its file, and what was refused leaves nothing."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage
from django.core.management import call_command
from django.utils import timezone

from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.documents import actions
from steunpunt.foundation.documents.models import Document, Removal
from steunpunt.foundation.journal.models import Entry
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.scan import NOW, a_secretary, an_adviser, an_ict_manager
from tests.foundation.documents.files import GOOD, PDF, VIRUS

pytestmark = pytest.mark.django_db


def told():
    return [entry.fact for entry in Entry.objects.filter(fact__startswith="documents.").order_by("pk")]


def test_a_document_is_kept_with_what_it_is_and_whose(add, board, scan, kept):
    document = add(" verslag.pdf")
    assert (document.name, document.content_type, document.size) == ("verslag.pdf", "application/pdf", len(PDF))
    assert document.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (document.organisation_id, document.subject, document.replaces_id) == (board.pk, f"scan:{scan.pk}", None)
    assert (document.added_at, document.added_by_id) == (NOW, an_ict_manager(board).person_id)
    assert kept() == [document.place]
    assert "verslag" not in document.place
    with default_storage.open(document.place) as file:
        assert file.read() == PDF
    entry = Entry.objects.get(fact="documents.added")
    assert (entry.subject, entry.data["name"]) == (f"document:{document.pk}", "verslag.pdf")


def test_the_same_file_twice_lies_in_two_places(add, kept):
    assert len({add().place, add().place}) == 2
    assert len(kept()) == 2


def test_a_new_version_names_the_former_and_both_stay(add, kept):
    former = add()
    newer = add("verslag 2.pdf", replaces_id=former.pk)
    assert newer.replaces_id == former.pk
    assert len(kept()) == 2
    assert told() == ["documents.added", "documents.replaced"]


def test_a_version_is_replaced_once(add, kept):
    former = add()
    add(replaces_id=former.pk)
    with pytest.raises(Refused, match="Intussen"):
        add(replaces_id=former.pk)
    assert (Document.objects.count(), len(kept())) == (2, 2)


@pytest.mark.parametrize(
    ("name", "content"), [("a.exe", PDF), ("a.txt", VIRUS), ("a.pdf", b""), ("n" * 200 + ".pdf", PDF)]
)
def test_a_refused_file_leaves_nothing_behind(add, kept, name, content):
    with pytest.raises(Refused):
        add(name, content)
    assert (Document.objects.count(), kept(), told()) == (0, [], [])


def test_a_file_above_the_limit_is_refused(add, kept, settings):
    settings.MAX_UPLOAD_BYTES = len(PDF) - 1
    with pytest.raises(Refused) as refused:
        add()
    assert refused.value.codes == {"too_large"}
    assert (Document.objects.count(), kept()) == (0, [])


@pytest.mark.parametrize(
    "who",
    [
        lambda board: an_ict_manager(OrganisationFactory()),
        lambda board: an_actor(OrganisationFactory(supplier=True), "contact"),
        lambda board: an_adviser(),
        lambda board: an_actor(board, "clerk"),
        lambda board: an_actor(board, "ict_manager", looking_in_id=1),
        lambda board: an_actor(board, "ict_manager", scopes=frozenset({"scan:read"})),
        lambda board: PLATFORM,
    ],
    ids=["neighbour", "supplier", "adviser", "clerk", "looking in", "key that reads", "platform"],
)
def test_whoever_may_not_add_leaves_nothing(add, board, kept, who):
    with pytest.raises(Denied):
        add(by=who(board))
    assert (Document.objects.count(), kept(), told()) == (0, [], [])


@pytest.mark.parametrize("subject", ["scan:0", "scan:999999", "scan", "unknown:1", "scan:1 ", ""])
def test_a_subject_that_nobody_answers_for_takes_nothing(add, kept, subject):
    with pytest.raises(Denied):
        add(subject=subject)
    assert kept() == []


def test_a_document_of_another_subject_cannot_be_replaced(add, board):
    from tests.factories.scan import a_round

    other = a_round(board).scans.get()
    elsewhere = add(subject=f"scan:{other.pk}")
    with pytest.raises(Denied):
        add(replaces_id=elsewhere.pk)


def test_what_is_removed_loses_its_files_and_stays_on_record(add, kept, board, django_capture_on_commit_callbacks):
    former, other = add(), add("ander.pdf")
    newer = add("verslag 2.pdf", replaces_id=former.pk)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_document(document_id=newer.pk, now=NOW, by=an_ict_manager(board))
    assert kept() == [other.place]
    removals = Removal.objects.values_list("document", "removed_at", "removed_by_id").order_by("document")
    assert list(removals) == [(one.pk, NOW, an_ict_manager(board).person_id) for one in (former, newer)]
    assert (Document.objects.count(), told()[-1]) == (3, "documents.removed")


def test_a_removed_document_is_neither_replaced_nor_removed_again(add, board):
    document = add()
    actions.remove_document(document_id=document.pk, now=NOW, by=an_ict_manager(board))
    with pytest.raises(Denied):
        add(replaces_id=document.pk)
    with pytest.raises(Denied):
        actions.remove_document(document_id=document.pk, now=NOW, by=an_ict_manager(board))


def test_of_a_document_with_a_newer_version_that_one_is_removed(add, board):
    former = add()
    add("verslag 2.pdf", replaces_id=former.pk)
    with pytest.raises(Refused) as refused:
        actions.remove_document(document_id=former.pk, now=NOW, by=an_ict_manager(board))
    assert (refused.value.codes, Removal.objects.count()) == ({"replaced_meanwhile"}, 0)


def test_a_file_that_outlived_its_document_is_swept(add, kept, board):
    gone, there = add(), add()
    actions.remove_document(document_id=gone.pk, now=NOW, by=an_ict_manager(board))
    assert len(kept()) == 2, "in a test nothing is committed"
    actions.sweep(before=timezone.now() + timedelta(days=1), by=PLATFORM)
    assert kept() == [there.place]


def test_a_failing_transaction_takes_its_file_along(add, kept, monkeypatch):
    def fails(*_args, **_kwargs):
        raise RuntimeError("journal full")

    monkeypatch.setattr(actions, "record", fails)
    with pytest.raises(RuntimeError, match="journal full"):
        add()
    assert (Document.objects.count(), kept()) == (0, [])


def test_a_storage_that_fails_leaves_no_row(add, kept, monkeypatch):
    def fails(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(InMemoryStorage, "_save", fails)
    with pytest.raises(OSError, match="disk full"):
        add()
    assert (Document.objects.count(), told(), kept()) == (0, [], [])


def test_what_a_crash_left_behind_is_swept_and_nothing_else(add, kept, capsys):
    document = add()
    place = "documents/00/orphan"
    default_storage.save(place, ContentFile(PDF))
    assert kept() == sorted([document.place, place])
    call_command("documents", "sweep")
    assert len(kept()) == 2, "a young file may be arriving"
    call_command("documents", "sweep", "--older-than-hours", "-1")
    assert kept() == [document.place]
    assert told() == ["documents.added", "documents.orphans_removed"]
    assert "0 files" in capsys.readouterr().out


def test_sweeping_an_empty_storage_is_no_trouble(kept):
    assert actions.sweep(before=timezone.now() + timedelta(hours=1), by=PLATFORM) == 0
    assert told() == []


def test_files_lie_in_a_folder_too(add, settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }
    document = add("tabel.csv", GOOD["tabel.csv"])
    (tmp_path / "documents" / "00").mkdir(exist_ok=True)
    (tmp_path / "documents" / "00" / "orphan").write_bytes(b"x")
    assert actions.sweep(before=timezone.now() + timedelta(hours=1), by=PLATFORM) == 1
    assert (tmp_path / document.place).read_bytes() == GOOD["tabel.csv"]


def test_somebody_with_the_mandate_adds_too(add, board):
    assert add(by=a_secretary(board)).added_by_id == a_secretary(board).person_id
