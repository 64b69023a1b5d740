"""What must hold of documents, the database sees to."""

import pytest
from django.db import IntegrityError, transaction

from steunpunt.foundation.documents.models import Document, Removal
from tests.factories.organisations import OrganisationFactory
from tests.factories.scan import NOW

pytestmark = pytest.mark.django_db


def make(board, **changed):
    values = {
        "organisation": board,
        "subject": "scan:1",
        "name": "a.pdf",
        "content_type": "application/pdf",
        "size": 1,
        "sha256": "0" * 64,
        "place": "documents/aa/aa",
        "added_at": NOW,
    }
    return Document.objects.create(**{**values, **changed})


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"subject": "scan"}, "document_belongs_to_something"),
        ({"subject": "scan:0"}, "document_belongs_to_something"),
        ({"name": ""}, "document_has_a_name"),
        ({"size": 0}, "document_size_above_zero"),
        ({"sha256": "x" * 64}, "document_sha256_is_one"),
        ({"content_type": "text/html"}, "document_of_a_known_kind"),
    ],
)
def test_a_constraint_bites(board, changed, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(board, **changed)


def test_two_documents_never_share_a_place(board):
    make(board)
    with pytest.raises(IntegrityError, match="document_place_once"), transaction.atomic():
        make(board)


def test_a_document_is_replaced_once_and_not_by_itself(board):
    former = make(board)
    make(board, place="b", replaces=former)
    with pytest.raises(IntegrityError, match="document_replaced_once"), transaction.atomic():
        make(board, place="c", replaces=former)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(board, pk=999_999, place="d", replaces_id=999_999)


@pytest.mark.parametrize("changed", [{"subject": "scan:2"}, {"organisation": None}])
def test_a_new_version_belongs_to_what_the_former_belongs_to(board, changed):
    former = make(board)
    if "organisation" in changed:
        changed = {"organisation": OrganisationFactory()}
    with pytest.raises(IntegrityError, match="A new version belongs"), transaction.atomic():
        make(board, place="b", replaces=former, **changed)


def test_a_document_is_never_changed_or_deleted(board):
    document = make(board)
    with pytest.raises(IntegrityError, match="stays as it is: UPDATE"), transaction.atomic():
        Document.objects.update(name="b.pdf")
    with pytest.raises(IntegrityError, match="stays as it is: DELETE"), transaction.atomic():
        document.delete()
    assert str(document) == "a.pdf"


def test_a_removal_is_never_undone(board):
    removal = Removal.objects.create(document=make(board), removed_at=NOW)
    with pytest.raises(IntegrityError, match="stays as it is: DELETE"), transaction.atomic():
        removal.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Removal.objects.create(document=removal.document, removed_at=NOW)
    assert str(removal) == str(removal.document_id)
