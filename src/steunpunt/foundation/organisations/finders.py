"""What organisations contribute to the search: boards and others by name, also a former one, by code and by place."""

from collections.abc import Iterator

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, CharField, F, OuterRef, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import access, queries
from steunpunt.foundation.organisations.choices import AddressKind, Kind
from steunpunt.foundation.organisations.models import Address, Organisation, OrganisationName, Territory
from steunpunt.foundation.organisations.rules.numbers import plain_enterprise_number
from steunpunt.foundation.ui.finding import MOST_HITS, Hit, Words


def organisations(actor: Actor, words: Words) -> Iterator[Hit]:
    """Organisations that this actor may see, also those that ended: one query."""
    today = timezone.localdate()
    number = plain_enterprise_number("".join(words.each))
    if len(number) == 10 and number.isdecimal():
        words = Words((number,))
    here = {"organisation": OuterRef("pk")}
    other_names = OrganisationName.objects.filter(**here).order_by().values("organisation")
    seat = Address.objects.filter(queries.holding(today), **here, kind=AddressKind.SEAT)
    land = Territory.objects.filter(queries.holding(today), **here).values("postal_codes")[:1]
    rows = (
        access.visible_organisations(actor)
        .annotate(
            place=Subquery(seat.values(said=Concat("postal_code", Value(" "), "locality"))[:1]),
            kind_word=Case(*(When(kind=kind, then=Value(str(kind.label))) for kind in Kind), output_field=CharField()),
            fit=words.fit(
                names=_together("name", "name_fr", Subquery(other_names.values(said=StringAgg("name", Value(" "))))),
                rest=_together(
                    "kind_word", "province", "nis_code", "zone_code", "enterprise_number", "place", Subquery(land)
                ),
            ),
        )
        .filter(fit__gt=0)
        .order_by("-fit", F("valid_to").desc(nulls_first=True), "name", "pk")[:MOST_HITS]
    )
    for row in rows:
        yield Hit(
            title=row.name, url=reverse("organisations:detail", args=[row.pk]), detail=_detail(row), score=row.fit
        )


def _together(*parts: str | Subquery) -> Concat:
    separated = (piece for part in parts for piece in (Coalesce(part, Value(""), output_field=TextField()), Value(" ")))
    return Concat(*separated, output_field=TextField())


def _detail(row: Organisation) -> str:
    said = [row.get_kind_display(), row.place or row.province]  # type: ignore[attr-defined]  # annotated above
    if row.valid_to:
        said.append(_("until %(day)s") % {"day": date_format(row.valid_to, "SHORT_DATE_FORMAT")})
    return " · ".join(part for part in said if part)
