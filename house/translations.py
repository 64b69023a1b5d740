"""Translations without GNU gettext: Babel extracts, updates and compiles, for every module its own catalogue.

python -m house.translations extract   sources changed: bring the .po files up to date
python -m house.translations compile   before serving
python -m house.translations check     for `just check`: complete in nl and fr, nothing out of date, placeholders equal, one
                                       translation for one text
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "steunpunt"
LANGUAGES = ("nl", "fr")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")

Found = tuple[int, Any, list[str], str | None]


def modules() -> Iterator[Path]:
    """Every folder that is a Django app of ours."""
    yield from sorted(apps.parent for apps in SOURCE.rglob("apps.py"))


def catalogue_path(module: Path, language: str) -> Path:
    return module / "locale" / language / "LC_MESSAGES" / "django.po"


def _found_in(file: Path) -> Iterator[Found]:
    text = file.read_text(encoding="utf-8")
    if file.suffix in {".html", ".txt"}:
        text = templatize(text, origin=str(file))
    yield from _calls(io.BytesIO(text.encode()))


def _calls(source: IO[bytes]) -> Iterator[Found]:
    calls: Any = extract_python(source, KEYWORDS, [], {"encoding": "utf-8"})
    for line, name, message, _comments in calls:
        messages: list[Any] = list(message) if isinstance(message, tuple) else [message]
        context = messages.pop(0) if "p" in name.partition("gettext")[0] else None
        texts = [part for part in messages if part]
        if texts:
            is_plural = name.startswith("n")
            yield line, name, texts[:2] if is_plural else texts[:1], context


def extracted(module: Path) -> Catalog:
    """All messages of a module, in the order of its files."""
    catalogue = Catalog(charset="utf-8")
    inner = {other for other in modules() if other != module and module in other.parents}
    for file in sorted(module.rglob("*")):
        is_ours = not any(other in file.parents for other in inner)
        if file.suffix in {".py", ".html", ".txt"} and is_ours and "migrations" not in file.parts:
            for _line, _function, texts, context in _found_in(file):
                message: Any = tuple(texts) if len(texts) > 1 else texts[0]
                location = (str(file.relative_to(module)), 0)
                catalogue.add(message, None, locations=[location], context=context)
    return catalogue


def read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def extract() -> None:
    """Bring the catalogues up to date: new messages come empty, unused ones go."""
    for module in modules():
        template = extracted(module)
        if not len(template):
            continue
        for language in LANGUAGES:
            path = catalogue_path(module, language)
            catalogue = read(path, language)
            catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
            catalogue.obsolete.clear()
            path.parent.mkdir(parents=True, exist_ok=True)
            buffer = io.BytesIO()
            write_po(buffer, catalogue, width=120, omit_header=False, no_location=True, sort_output=True)
            body = buffer.getvalue().decode().partition("\n\n")[2]
            path.write_text(HEADER.format(language=language, plural=PLURALS[language]) + body, encoding="utf-8")


PLURALS = {"nl": "nplurals=2; plural=(n != 1);", "fr": "nplurals=2; plural=(n > 1);"}
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {plural}\\n"\n\n'
)


NO_BREAK = "\u00a0"
_BEFORE = re.compile(r"[ \u00a0\u202f](?=[:;?!»](?:[\s.,)<]|$))")
_INSIDE = re.compile(r"«[ \u00a0\u202f]?(?=\S)")


def typeset(text: str, language: str) -> str:
    """A translation as it is shown: in French no line ever begins with : ; ? ! or », nor ends with «.

    Whoever translates types a plain space; the no-break one of the published questionnaires, which never change, is put in
    its place when the catalogue is compiled.
    """
    return _INSIDE.sub(f"«{NO_BREAK}", _BEFORE.sub(NO_BREAK, text)) if language == "fr" else text


def typeset_catalogue(catalogue: Catalog, language: str) -> Catalog:
    for message in catalogue:
        if message.id and message.string:
            said: Any = message.string
            is_plural = isinstance(said, tuple | list)
            message.string = tuple(typeset(one, language) for one in said) if is_plural else typeset(said, language)
    return catalogue


def compile_all() -> int:
    """Write the .mo files that Django reads; only those whose source, or the way we set it, is newer."""
    written, ours = 0, Path(__file__).stat().st_mtime_ns
    for module in modules():
        for language in LANGUAGES:
            source = catalogue_path(module, language)
            target = source.with_suffix(".mo")
            if not source.exists():
                continue
            newest = max(source.stat().st_mtime_ns, ours)
            if not target.exists() or target.stat().st_mtime_ns < newest:
                buffer = io.BytesIO()
                write_mo(buffer, typeset_catalogue(read(source, language), language))
                target.write_bytes(buffer.getvalue())
                written += 1
    return written


def problems() -> Iterator[str]:
    """What is missing, out of date or unequal, one sentence each with its remedy."""
    for module in modules():
        template = extracted(module)
        wanted = {(message.context, message.id): message for message in template if message.id}
        for language in LANGUAGES:
            path = catalogue_path(module, language)
            where = path.relative_to(ROOT)
            catalogue = read(path, language)
            there = {(message.context, message.id): message for message in catalogue if message.id}
            for key in sorted(wanted.keys() - there.keys(), key=str):
                yield f"{where}: {key[1]!r} is missing. Run `just translations`, then translate it."
            for key in sorted(there.keys() - wanted.keys(), key=str):
                yield f"{where}: {key[1]!r} is no longer used. Run `just translations`."
            for key in wanted.keys() & there.keys():
                yield from (f"{where}: {problem}" for problem in _wrong(there[key]))


def differing() -> Iterator[str]:
    """Texts that two modules translate differently: Django shows one of them everywhere, and tells nobody which."""
    for language in LANGUAGES:
        said: dict[Any, tuple[Any, Path]] = {}
        for module in modules():
            path = catalogue_path(module, language)
            for message in read(path, language):
                source = message.id[0] if isinstance(message.id, tuple) else message.id
                if source:
                    first, where = said.setdefault((message.context, source), (message.string, path))
                    if type(first) is type(message.string) and first != message.string:
                        yield (
                            f"{path.relative_to(ROOT)}: {source!r} is {message.string!r} here and {first!r} in "
                            f"{where.relative_to(ROOT)}. Say it alike, or say it in other English words."
                        )


def _wrong(message: Any) -> Iterator[str]:
    sources = message.id if isinstance(message.id, tuple) else (message.id,)
    translations = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(translations):
        yield f"{sources[0]!r} is not translated."
        return
    if message.fuzzy:
        yield f"{sources[0]!r} is marked fuzzy."
    names = set(PLACEHOLDER.findall(sources[-1]))
    for text in translations[-1:]:
        if set(PLACEHOLDER.findall(text)) != names:
            yield f"{sources[0]!r} has other placeholders than its translation {text!r}."


def main(verb: str) -> int:
    if verb == "compile":
        print(f"{compile_all()} catalogues compiled.")
        return 0
    settings.configure()  # Django's reader of templates wants settings; the modules themselves are not loaded
    if verb == "extract":
        extract()
        return 0
    if verb == "check":
        found = [*problems(), *differing()]
        print("\n".join(found) or "Translations are complete.")
        return 1 if found else 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
