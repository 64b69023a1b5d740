"""The search over the API: what the page finds, in one list."""

from typing import Any, cast

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.search import queries
from steunpunt.foundation.ui.finding import LONGEST, Words

router = Router(tags=["search"])


class HitOut(Schema):
    kind: str = Field(description="Key of what it is, such as `organisations`, `scans` or `help`.")
    kind_label: str
    title: str
    detail: str
    url: str = Field(description="Path of its page.")
    score: float = Field(description="How well it fits, from 0 to 1; above 0.5 all words were found as typed.")


class SearchOut(Schema):
    count: int
    is_forgiving: bool = Field(description="Nothing fits as typed; these are much like it.")
    results: list[HitOut]


class SearchFilter(Schema):
    q: str = Field("", max_length=LONGEST, description="Words; all of them must be found. Dutch words by their stem.")
    kind: str = Field("", max_length=40, description="Only this kind; a kind of which nothing is found gives nothing.")


@router.get("", response=SearchOut, summary="Everything you may see that fits some words, the best kind first")
def search(request: HttpRequest, asked: Query[SearchFilter]) -> dict[str, Any]:
    """At most 50 of each kind."""
    found = queries.search(cast("ActorRequest", request).actor, Words.of(asked.q))
    if asked.kind:
        found = found.only(asked.kind)
    return {
        "count": found.count,
        "is_forgiving": found.is_forgiving,
        "results": [
            {
                "kind": group.key,
                "kind_label": str(group.label),
                "title": hit.title,
                "detail": hit.detail,
                "url": hit.url,
                "score": round(hit.score, 4),
            }
            for group in found.groups
            for hit in group.hits
        ],
    }
