"""The search itself: asks every finder, and puts what they found in order."""

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.search.values import Found, Group
from steunpunt.foundation.ui.finding import MOST_HITS, Finder, Hit, Words, finders

AS_TYPED = 0.5
"""Hits above this fit as they were typed; at or below it a slip of the fingers was forgiven."""


def search(actor: Actor, words: Words) -> Found:
    """Everything this actor may see that fits all the words. Slips are forgiven when nothing fits as typed."""
    if not words or not actor.is_known:
        return Found()
    answers = list(finders.ask(lambda finder: (finder, _asked(finder, actor, words))))
    is_forgiving = not any(hit.score > AS_TYPED for _finder, hits in answers for hit in hits)
    kept = [
        (finder.order, Group(finder.key, finder.label, finder.icon, tuple(hits)))
        for finder, found in answers
        if (hits := [hit for hit in found if is_forgiving or hit.score > AS_TYPED][:MOST_HITS])
    ]
    kept.sort(key=lambda pair: (-round(pair[1].hits[0].score, 1), pair[0], pair[1].key))
    return Found(tuple(group for _order, group in kept), is_forgiving and bool(kept))


def _asked(finder: Finder, actor: Actor, words: Words) -> list[Hit]:
    return sorted(finder.find(actor, words), key=lambda hit: (-hit.score, hit.title, hit.url))
