"""Dump, wipe, restore: the same figures."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.db import Error, connection

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.jobs import actions
from steunpunt.foundation.jobs.registry import job, kinds
from steunpunt.foundation.jobs.values import Result
from steunpunt.foundation.operations import tables
from steunpunt.foundation.operations.archive import Damaged, Reader
from steunpunt.foundation.operations.backup import backup
from steunpunt.foundation.operations.restore import NotPossible, restore
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.people.models import Person

NOW = datetime(2011, 4, 1, 12, tzinfo=UTC)


@pytest.fixture
def storage(tmp_path) -> FileSystemStorage:
    return FileSystemStorage(tmp_path / "documents")


@pytest.fixture
def something_to_lose(transactional_db, storage):
    """A person with odd signs in the name, a task that is queued, its line in the journal, a document in a folder."""
    person = Person.objects.create(email="ict@keerbergen.example", name="Zoë \\N \t “tab” \n regel")

    @job("test.kept")
    def kept(progress) -> Result:
        return Result()

    actions.start("test.kept", {}, by=Actor(person_id=person.pk), title="Kept")
    storage.save("2011/verslag.pdf", ContentFile(b"%PDF \x00\xff"))
    yield person
    del kinds["test.kept"]


def figures() -> dict[str, object]:
    """Every row of every table, as text, and what each sequence stands at."""
    found: dict[str, object] = {}
    with connection.cursor() as cursor:
        for name in tables.names(cursor):
            cursor.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1')  # noqa: S608 - names of our own tables
            found[name] = [row for (row,) in cursor.fetchall()]
        found["sequences"] = tables.sequences(cursor)
    return found


def kept(tmp_path: Path, storage: FileSystemStorage) -> Path:
    file = tmp_path / "backup.zip"
    backup(file, storage=storage, now=NOW, release="1.0")
    return file


def test_what_was_wiped_comes_back_with_the_same_figures(something_to_lose, storage, tmp_path):
    before = figures()
    file = kept(tmp_path, storage)
    Person.objects.update(name="Lost")
    Organisation.objects.all().delete()
    storage.delete("2011/verslag.pdf")
    restore(file, storage=storage, replace=True)
    assert figures() == before
    with storage.open("2011/verslag.pdf") as document:
        assert document.read() == b"%PDF \x00\xff"


def test_after_a_restore_the_journal_is_append_only_again_and_numbers_go_on(something_to_lose, storage, tmp_path):
    restore(kept(tmp_path, storage), storage=storage, replace=True)
    with pytest.raises(Error, match="append-only"), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET fact = 'x'")
    assert Person.objects.create(email="a@haacht.example", name="A").pk > something_to_lose.pk


def test_a_database_with_something_in_it_is_refused(something_to_lose, storage, tmp_path):
    before = figures()
    file = kept(tmp_path, storage)
    with pytest.raises(NotPossible, match="not empty"):
        restore(file, storage=storage)
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(file))
    assert figures() == before


def test_a_damaged_back_up_is_found_before_anything_is_touched(something_to_lose, storage, tmp_path):
    file = kept(tmp_path, storage)
    before = figures()
    with zipfile.ZipFile(file) as whole, zipfile.ZipFile(tmp_path / "changed.zip", "w") as changed:
        for item in whole.infolist():
            content = whole.read(item)
            changed.writestr(item.filename, content.replace(b"keerbergen", b"kampenhout"))
    with pytest.raises(Damaged, match=r"tables/people_person.copy"):
        restore(tmp_path / "changed.zip", storage=storage, replace=True)
    cut = tmp_path / "cut.zip"
    cut.write_bytes(file.read_bytes()[:2000])
    with pytest.raises(Damaged, match="only a part"):
        restore(cut, storage=storage, replace=True)
    assert figures() == before


def test_a_back_up_of_a_newer_release_is_refused(something_to_lose, storage, tmp_path, monkeypatch):
    file = kept(tmp_path, storage)
    monkeypatch.setattr(
        "django.db.migrations.loader.MigrationLoader.load_disk", lambda self: setattr(self, "disk_migrations", {})
    )
    with pytest.raises(NotPossible, match=r"another release \(1.0\).*people.0001_initial"):
        restore(file, storage=storage, replace=True)


def test_a_back_up_lets_nobody_in_and_is_only_for_its_owner(something_to_lose, storage, tmp_path):
    file = kept(tmp_path, storage)
    with Reader(file) as reader:
        assert "django_session" not in reader.manifest.tables
    assert file.stat().st_mode & 0o077 == 0


def test_the_verbs_say_what_they_did(something_to_lose, tmp_path, capsys):
    file = tmp_path / "by-verb.zip"
    call_command("backup", str(file))
    call_command("restore", str(file), "--replace")
    said = capsys.readouterr().out
    assert "rows" in said
    assert "Restored what was kept on" in said
    with pytest.raises(CommandError, match="never overwrites"):
        call_command("backup", str(file))
    with pytest.raises(CommandError, match="is not there"):
        call_command("restore", str(tmp_path / "nowhere.zip"))
    with pytest.raises(CommandError, match="does not exist"):
        call_command("backup", str(tmp_path / "no" / "folder.zip"))
