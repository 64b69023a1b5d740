"""Documents stay inside the board, and inside it with whoever may see what they belong to."""

import pytest
from django.db import IntegrityError, transaction

from steunpunt.foundation.acting import Denied
from steunpunt.foundation.documents import access, registry
from steunpunt.foundation.documents.models import Document
from steunpunt.foundation.documents.public import SubjectName, counts_by_part, documents_of, keepers
from steunpunt.foundation.documents.values import Subject, subject_of
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.scan import a_scan, a_secretary, an_adviser, an_ict_manager

pytestmark = pytest.mark.django_db


def seen_by(actor):
    return list(access.visible_documents(actor).order_by("pk"))


def test_the_board_sees_its_own_and_the_neighbour_its_own(add, board):
    own = add()
    neighbour = OrganisationFactory()
    theirs = add(subject=f"scan:{a_scan(neighbour).pk}", by=an_ict_manager(neighbour))
    assert seen_by(an_ict_manager(board)) == seen_by(a_secretary(board)) == [own]
    assert seen_by(an_ict_manager(neighbour)) == [theirs]


@pytest.mark.parametrize(
    "who",
    [
        lambda board: an_actor(OrganisationFactory(supplier=True), "contact"),
        lambda board: an_adviser(),
        lambda board: an_actor(OrganisationFactory(support_point=True), "administrator"),
        lambda board: an_actor(board, "clerk"),
        lambda board: an_actor(board, "ict_manager", looking_in_id=1),
        lambda board: an_actor(board, "ict_manager", scopes=frozenset()),
        lambda board: an_actor(board, "ict_manager", person_id=None),
        lambda board: an_actor(board, "ict_manager", organisation_id=None),
        lambda board: PLATFORM,
    ],
    ids=["supplier", "adviser", "administrator", "clerk", "looking in", "key", "stranger", "left", "platform"],
)
def test_others_see_nothing(add, board, scan, who):
    add()
    actor = who(board)
    assert seen_by(actor) == []
    assert not access.visible_of(actor, f"scan:{scan.pk}").exists()
    assert not access.may_add(actor, f"scan:{scan.pk}")


class Demo:
    """A keeper of which everybody sees and adds to everything, or that fails."""

    def __init__(self, fails=False):
        self.fails = fails

    def seen_among(self, actor, ids):
        if self.fails:
            raise RuntimeError("this module is ill")
        return ids | {999}

    def may_add(self, actor, subject_id):
        if self.fails:
            raise RuntimeError("this module is ill")
        return True

    def names(self, ids):
        if self.fails:
            raise RuntimeError("this module is ill")
        return {number: SubjectName(f"Demo {number}", "/") for number in ids}

    def part_name(self, subject_id, part):
        if self.fails:
            raise RuntimeError("this module is ill")
        return SubjectName(f"Demo {subject_id} {part}", "/part/") if part == "one" else None


@pytest.fixture
def keeper():
    demo = Demo()
    keepers.register("demo", demo)
    yield demo
    keepers.unregister("demo")


def test_a_module_brings_its_own_subjects(add, board, keeper):
    document = add(subject="demo:7")
    assert seen_by(an_ict_manager(board)) == [document]
    assert registry.names_of(["demo:7", "scan:999"]) == {"demo:7": SubjectName("Demo 7", "/")}


def test_a_module_cannot_show_what_was_not_asked(board, keeper):
    assert registry.seen(an_ict_manager(board), ["demo:7"]) == {"demo:7"}


def test_a_module_that_fails_shows_nothing_takes_nothing_and_harms_nobody(add, board, keeper):
    add(subject="demo:7")
    of_scan = add()
    keeper.fails = True
    actor = an_ict_manager(board)
    assert seen_by(actor) == [of_scan]
    assert not access.may_add(actor, "demo:7")
    assert registry.names_of(["demo:7"]) == {}
    assert registry.part_name("demo:7", "one") is None
    assert documents_of(actor, "demo:7").lines == []


def test_a_document_of_a_part_is_found_there_counted_and_stays_there(add, board, keeper):
    actor = an_ict_manager(board)
    whole, part = add(subject="demo:7"), add(subject="demo:7", part="one")
    again = add(subject="demo:7", replaces_id=part.pk)
    assert (again.part, [line.id for line in documents_of(actor, "demo:7", "one").lines]) == ("one", [again.pk])
    assert {line.id for line in documents_of(actor, "demo:7").lines} == {whole.pk, again.pk}
    assert counts_by_part(actor, "demo:7") == {"one": 1}
    with pytest.raises(Denied):
        add(subject="demo:7", part="two")
    with pytest.raises(IntegrityError, match="belongs to what the former"), transaction.atomic():
        Document.objects.create(
            organisation=board, subject="demo:7", name="x.txt", content_type="text/plain", size=1, sha256="0" * 64,
            place="elders", replaces=again, added_at=again.added_at,
        )  # fmt: skip


def test_documents_of_a_module_that_is_gone_are_not_shown(add, board):
    keepers.register("gone", Demo())
    add(subject="gone:1")
    keepers.unregister("gone")
    assert seen_by(an_ict_manager(board)) == []


@pytest.mark.parametrize("text", ["", "scan", "scan:", "scan:0", "scan:01", "scan:x", "SCAN:1", "scan:1\n", ":1"])
def test_what_names_no_subject_is_none(text):
    assert subject_of(text) is None


def test_a_subject_is_written_as_it_is_read():
    assert subject_of("scan:12") == Subject("scan", 12)
    assert str(Subject("scan", 12)) == "scan:12"
