"""What a board saved in a year, on one page for its council."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from steunpunt.contract.orders import sentences
from steunpunt.contract.orders.queries import Saved
from steunpunt.foundation.ui import papers
from steunpunt.foundation.ui.templatetags.ui import day

PACKAGE = "steunpunt.contract.orders"


def savings_pdf(
    *,
    name: str,
    year: int,
    whole: Saved,
    days: Decimal,
    rows: Sequence[tuple[str, Saved]],
    row_word: str,
    claims: Sequence[tuple[str, Decimal, Decimal]] = (),
    is_own: bool,
    is_invented: bool,
    now: datetime,
) -> bytes:
    """`rows` are the sums of contracts (of a board) or of boards (of a region); `claims` what was expected and was saved."""
    data = {
        "title": _("Savings in %(year)s") % {"year": year},
        "language": get_language() or "nl",
        "kicker": name,
        "foot": _("From the ledger of savings of the platform on %(day)s. Amounts without VAT.") % {"day": day(now)},
        "page_word": _("page"),
        "warning": _("Demonstration: orders were made up.") if is_invented else "",
        "headline": sentences.saved_headline(whole, year=year, days=days, is_own=is_own),
        "figures": [
            [_("At the standard price"), sentences.euros(whole.standard)],
            [_("Paid to suppliers"), sentences.euros(whole.paid.supplier)],
            [_("Paid to the support point"), sentences.euros(whole.paid.support)],
            [_("Saved"), sentences.euros(whole.total)],
            [_("Working days not spent on tendering"), sentences.days_in_words(days)],
        ],
        "head": [row_word, _("At the standard price"), _("Supplier part"), _("Support part"), _("Saved")],
        "rows": [
            [
                label,
                sentences.euros(one.standard),
                sentences.euros(one.paid.supplier),
                sentences.euros(one.paid.support),
                sentences.euros(one.total),
            ]
            for label, one in rows
        ],
        "claims_title": _("Beside what was expected"),
        "claims_head": [_("Project"), _("Expected a year"), _("Saved")],
        "claims": [[title, sentences.euros(claimed), sentences.euros(found)] for title, claimed, found in claims],
        "how": sentences.how_counted(),
    }
    return papers.pdf(PACKAGE, "savings", data, made_at=now)
