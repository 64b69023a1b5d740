"""What the shell itself contributes to the search: the pages of the menu, and help."""

from collections.abc import Iterator

from django.urls import reverse

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui import help_pages
from steunpunt.foundation.ui.context import navigation
from steunpunt.foundation.ui.finding import Hit, Words


def pages(actor: Actor, words: Words) -> Iterator[Hit]:
    """The pages in this actor's own menu, by their name and the step of the loop they stand in."""
    places = {url: (group, item) for group in navigation(actor, "") for item, url, _is_current in group.items}
    fits = words.fit_of({url: (str(item.label), str(group.section.label)) for url, (group, item) in places.items()})
    for url, score in fits.items():
        group, item = places[url]
        yield Hit(title=str(item.label), url=url, detail=str(group.section.label), score=score)


def help_texts(actor: Actor, words: Words) -> Iterator[Hit]:
    """Help pages, by title and text."""
    found = {page.slug: page for page in help_pages.all_pages()}
    fits = words.fit_of({slug: (page.title, page.text) for slug, page in found.items()})
    for slug, score in fits.items():
        page = found[slug]
        yield Hit(title=page.title, url=reverse("ui:help_page", args=[slug]), detail=page.summary, score=score)
