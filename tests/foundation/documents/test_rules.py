"""What may be kept as a document."""

import io

import pytest

from steunpunt.foundation.documents import rules
from tests.foundation.documents.files import GOOD, PDF, REFUSED, VIRUS

LIMIT = 20 * 1024 * 1024


def codes(name, content, limit=LIMIT):
    return {reason.code for reason in rules.objections(name, io.BytesIO(content), size=len(content), limit=limit)}


@pytest.mark.parametrize("name", GOOD)
def test_what_people_work_with_may_be_kept(name):
    assert codes(name, GOOD[name]) == set()


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_be_kept_is_refused_with_one_reason(name):
    content, expected = REFUSED[name]
    assert codes(name, content) == expected


def test_a_file_may_be_as_large_as_the_limit_and_no_larger():
    assert codes("a.pdf", PDF, limit=len(PDF)) == set()
    assert codes("a.pdf", PDF, limit=len(PDF) - 1) == {"too_large"}


def test_a_virus_across_two_pieces_is_found():
    text = b"a" * (1024 * 1024 - 10) + VIRUS + b"b" * 100
    assert codes("a.txt", text) == {"infected"}


def test_a_name_is_kept_without_spaces_around_it_and_composed():
    assert rules.clean_name(" e\u0301e\u0301n.pdf ") == "één.pdf"
