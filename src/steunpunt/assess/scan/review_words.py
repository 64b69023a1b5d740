"""What a page or a paper says of the answers that its figures rest on: the board's own, with a review beside them or not."""

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from steunpunt.assess.scan.choices import ReviewState
from steunpunt.assess.scan.queries.reviews import Reviewed

STATES = {
    ReviewState.RUNNING: gettext_lazy("under review"),
    ReviewState.FINISHED: gettext_lazy("reviewed"),
    ReviewState.EARLIER: gettext_lazy("about an earlier submission"),
}
TONES = {ReviewState.RUNNING: "warm", ReviewState.FINISHED: "good", ReviewState.EARLIER: "unknown"}


def basis(found: Reviewed | None) -> str:
    """On the board's own pages and papers: which answers are used, and what the review is about."""
    said = _("Score, level, status and comparison rest on the board's own answers.")
    return f"{said} {standing(found)}"


def standing(found: Reviewed | None) -> str:
    """How far the review is, in a sentence."""
    if found is None:
        return _("These answers were not reviewed by the support point.")
    numbers = {"done": found.done, "asked": found.asked, "changed": found.changed}
    if found.state is ReviewState.RUNNING:
        text = _(
            "The support point is reviewing these answers with the board: %(done)s of %(asked)s questions so far, %(changed)s with another answer."  # noqa: E501 - one text
        )
        return text % numbers
    if found.state is ReviewState.FINISHED:
        text = _(
            "The support point reviewed these answers with the board, until %(day)s: %(done)s of %(asked)s questions, %(changed)s with another answer."  # noqa: E501 - one text
        )
        return text % (numbers | {"day": day(found.review.finished_at)})
    text = _("An earlier submission, of %(day)s, was reviewed; that review does not count for these answers.")
    return text % {"day": day(found.review.submission_at)}


def day(moment: object) -> str:
    return formats.date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT")  # type: ignore[arg-type]
