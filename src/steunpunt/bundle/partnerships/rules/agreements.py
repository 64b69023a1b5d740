"""What may happen to an agreement, and how two versions differ: pure functions."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from steunpunt.bundle.partnerships.choices import AgreementKind, AgreementState, State
from steunpunt.bundle.partnerships.reasons import because
from steunpunt.foundation.acting import Reason
from steunpunt.foundation.documents.values import FoundSignature

CONFIRMED_FOR = timedelta(minutes=5)
"""So long ago at most somebody confirmed who they are before they sign."""

_TO_FILL_IN = re.compile(r"\[[^\]\n]*\]|\{[a-z]+\}")

Article = Mapping[str, str]


def filled_in(articles: Sequence[Article], **values: str) -> list[dict[str, str]]:
    """The template with what is known of the partnership; what is not known stays to be filled in."""

    def put(text: str) -> str:
        for name, value in values.items():
            text = text.replace("{" + name + "}", value.strip() or f"[{name}]")
        return text.strip()

    return [{"title": put(one["title"]), "text": put(one["text"])} for one in articles]


def left_to_fill_in(articles: Sequence[Article]) -> list[str]:
    """What still stands between brackets, in order."""
    return [found for one in articles for found in _TO_FILL_IN.findall(f"{one['title']}\n{one['text']}")]


def text_objections(articles: Sequence[Article]) -> Iterator[Reason]:
    if not articles:
        yield because("empty")
    for number, one in enumerate(articles, start=1):
        if not one["title"].strip() or not one["text"].strip():
            yield because("article", n=number)


def begin_objections(kind: str, state: str, *, is_under_way: bool, title: str) -> Iterator[Reason]:
    """Why no agreement of this kind can be begun."""
    if is_under_way:
        yield because("under_way")
    if not title.strip():
        yield because("title", field="title")
    if kind == AgreementKind.AGREEMENT and state not in {State.INTENTION, State.AGREEMENT}:
        yield because("state_2")
    if kind == AgreementKind.AMENDMENT and state != State.ACTIVE:
        yield because("state_3")


def put_up_objections(state: str, articles: Sequence[Article], *, parties: int) -> Iterator[Reason]:
    """Why a text cannot be put up for signing."""
    if state != AgreementState.DRAFT:
        yield because("state_4")
    if left := left_to_fill_in(articles):
        yield because("to_fill_in", left=", ".join(left))
    if parties < 2:
        yield because("alone_2")


def sign_objections(
    state: str, *, is_signed: bool, seen: str, frozen: str, confirmed_at: datetime | None, now: datetime
) -> Iterator[Reason]:
    """Why a board cannot sign on the platform now. `seen` is the hash of the text that the signer had before them."""
    if state != AgreementState.SIGNING:
        yield because("state_5")
    if is_signed:
        yield because("signed")
    if seen != frozen:
        yield because("other_text")
    if confirmed_at is None or not timedelta() <= now - confirmed_at <= CONFIRMED_FOR:
        yield because("unconfirmed")


def signed_pdf_objections(pdf: bytes, frozen: bytes, found: Sequence[FoundSignature] | None) -> Iterator[Reason]:
    """Why a PDF that was signed elsewhere does not count: `found` is what was read in it, None when it could not be read.

    Whoever signs a PDF adds to it: what was put up still stands at its beginning, byte for byte.
    """
    if found is None:
        yield because("pdf_unreadable", field="document")
    elif not found:
        yield because("pdf_unsigned", field="document")
    elif not all(one.is_intact and one.is_last_word for one in found):
        yield because("pdf_altered", field="document")
    elif not pdf.startswith(frozen):
        yield because("pdf_other", field="document")


def scan_objections(is_readable: bool, paper_on: date | None, put_up_on: date, today: date) -> Iterator[Reason]:  # noqa: FBT001 - one of four facts
    """Why a scan of a signed paper does not count: what it is, and the day that stands on it."""
    if not is_readable:
        yield because("scan_unreadable", field="document")
    if paper_on is None:
        yield because("paper_day", field="paper_on")
    elif not put_up_on <= paper_on <= today:
        yield because("paper_other_day", field="paper_on")


@dataclass(frozen=True, slots=True)
class Change:
    """An article in two versions: words with what became of them."""

    title: str
    pieces: Sequence[tuple[str, str]]
    """("same" | "gone" | "new", words)."""

    @property
    def is_same(self) -> bool:
        return all(kind == "same" for kind, _words in self.pieces)


def compared(before: Sequence[Article], after: Sequence[Article]) -> list[Change]:
    """Article by article what changed, by words. Articles are the same when their titles are."""
    old = {one["title"]: one["text"] for one in before}
    new = {one["title"]: one["text"] for one in after}
    order = [*(one["title"] for one in after), *(title for title in old if title not in new)]
    return [Change(title, _pieces(old.get(title, ""), new.get(title, ""))) for title in order]


def _pieces(before: str, after: str) -> list[tuple[str, str]]:
    one, other = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    found: list[tuple[str, str]] = []
    for kind, start, end, start_new, end_new in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", "".join(one[start:end])))
            continue
        if end > start:
            found.append(("gone", "".join(one[start:end])))
        if end_new > start_new:
            found.append(("new", "".join(other[start_new:end_new])))
    return found
