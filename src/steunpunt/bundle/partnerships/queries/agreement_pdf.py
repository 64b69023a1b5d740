"""An agreement as PDF: the text that is put up for signing, and the same with the page of signatures."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from steunpunt.bundle.partnerships.models import Agreement
from steunpunt.foundation.ui import papers


def agreement_pdf(
    row: Agreement,
    articles: Sequence[Mapping[str, str]],
    *,
    between: str,
    made_at: datetime,
    signatures: Sequence[Mapping[str, str]] = (),
    sha256: str = "",
) -> bytes:
    """In Dutch, as the boards decide on it."""
    day = timezone.localtime(made_at).strftime("%d/%m/%Y")
    data: dict[str, Any] = {
        "title": row.title,
        "kicker": f"{row.partnership} · {day}",
        "foot": f"{row.title}, versie {row.frozen_version}. Geldt vanaf {row.enters_on:%d/%m/%Y}.",
        "between": between,
        "articles": [{"title": one["title"], "text": one["text"]} for one in articles],
        "signatures": list(signatures),
        "sha256": sha256,
        "check": "Of een exemplaar echt is, gaat u na op de pagina Nagaan van het platform van het steunpunt.",
    }
    return papers.pdf("steunpunt.bundle.partnerships", "agreement", data, made_at=made_at)
