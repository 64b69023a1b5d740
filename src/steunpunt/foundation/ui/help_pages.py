"""Help for users: one Dutch page per task, written in Markdown beside the module that it explains (`help/*.md`)."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from steunpunt.foundation.ui.context import Section, along_the_loop


@dataclass(frozen=True, slots=True)
class HelpPage:
    slug: str
    title: str
    html: SafeString
    text: str
    module: str

    @property
    def summary(self) -> str:
        """How it begins, without marks."""
        return opening(self.text)


def opening(markdown: str, longest: int = 120) -> str:
    """The first sentence or so of a text, without its marks."""
    first = next((part for part in markdown.split("\n\n") if part.strip() and not part.lstrip().startswith("#")), "")
    plain = re.sub(r"[*_`#]|^\s*[-\d.]+\s", "", " ".join(first.split()))
    return plain if len(plain) <= longest else plain[:longest].rsplit(" ", 1)[0] + " …"


@cache
def all_pages() -> tuple[HelpPage, ...]:
    """All help pages, by title. The first line of a file is its title, as `# Title`."""
    found = []
    for app in apps.get_app_configs():
        for file in sorted((Path(app.path) / "help").glob("*.md")):
            text = file.read_text(encoding="utf-8")
            title, _, body = text.partition("\n")
            html = MarkdownIt("commonmark", {"html": False}).enable("table").render(body)
            # Our own files, with raw HTML switched off: nothing a user typed.
            found.append(HelpPage(file.stem, title.removeprefix("# ").strip(), mark_safe(html), body, app.name))  # noqa: S308
    return tuple(sorted(found, key=lambda page: page.title))


def page(slug: str) -> HelpPage | None:
    return next((item for item in all_pages() if item.slug == slug), None)


def by_section() -> list[tuple[Section, list[HelpPage]]]:
    """All pages, along the loop."""
    return along_the_loop(all_pages(), lambda item: item.module)
