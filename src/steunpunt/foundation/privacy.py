"""What every field of every table says about people: the words in which each module declares it, in its `privacy.py`.

A field is *public* (anybody may know it), *internal* (to the organisation or the platform that keeps it), *personal*
(about the person whom the row is about) or *secret* (shown to nobody, in no export: hashes and keys). A house test sees
to it that each field stands in exactly one list; `docs/privacy.md` is made from these declarations, and so is what a
person takes along who asks for everything that is kept of them. Numbers of rows (`id`) say nothing and need no list.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Literal, TypeAlias

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model, Q

from steunpunt.foundation.acting import Text

Sort: TypeAlias = Literal["public", "internal", "personal", "secret"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How the fields of one table are classified; names of fields with spaces between."""

    title: Text = ""
    """What the person whom rows are about reads above them."""
    public: str = ""
    internal: str = ""
    personal: str = ""
    secret: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    """Which rows are about a person: a lookup, and the attribute of the person that it compares with."""

    def fields(self, sort: Sort) -> tuple[str, ...]:
        return tuple(str(getattr(self, sort)).split())


def declared() -> dict[str, Kept]:
    """Every table that is declared, by its label as Django writes it: `people.Person`."""
    found: dict[str, Kept] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.privacy"
        if config.name.startswith("steunpunt.") and find_spec(name):
            found.update(import_module(name).KEPT)
    return found


def rows_about(person: AbstractBaseUser) -> Iterator[tuple[Kept, tuple[str, ...], list[tuple[Any, ...]]]]:
    """Table by table what is kept of a person: its name, its fields, its rows. Tables without such rows are left out.

    Of a row that is about the person, the personal and the public fields go along; what is internal to an organisation
    stays there, because the person may have left it.
    """
    for label, kept in sorted(declared().items()):
        if not kept.about:
            continue
        about = Q()
        for lookup, attribute in kept.about.items():
            about |= Q(**{lookup: getattr(person, attribute)})
        model = apps.get_model(label)
        columns = model._meta.concrete_fields  # noqa: SLF001 - the documented way to ask a model about its fields
        shown = {"id", *kept.fields("personal"), *kept.fields("public")}
        names = tuple(item.name for item in columns if item.name in shown)
        related = [item.name for item in columns if item.name in shown and item.is_relation]
        rows = model.objects.filter(about).order_by("pk")
        if related:  # without a name Django would fetch everything that hangs on a row
            rows = rows.select_related(*related)
        if found := [tuple(_shown(getattr(row, name)) for name in names) for row in rows.distinct()]:
            yield kept, names, found


def _shown(value: object) -> object:
    return str(value) if isinstance(value, Model) else value
