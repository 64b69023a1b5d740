"""Organisations the way a file lists them, for a file to be compared with."""

from steunpunt.foundation.organisations.choices import AddressKind, RelationKind
from steunpunt.foundation.organisations.models import (
    Address,
    Organisation,
    Relation,
)
from steunpunt.foundation.organisations.rules.boards import key_of
from steunpunt.foundation.organisations.values import (
    Listed,
    Period,
    Place,
)


def as_listed() -> dict[str, Listed]:
    """All organisations the way a file lists them. Three queries."""
    rows = list(Organisation.objects.order_by("pk"))
    keys = {row.pk: listing_key(row) for row in rows}
    seats = {
        row.organisation_id: Place(street=row.street, postal_code=row.postal_code, locality=row.locality)
        for row in Address.objects.filter(kind=AddressKind.SEAT, valid_to=None).order_by("pk")
    }
    ties: dict[tuple[int, str], list[tuple[str, Period]]] = {}
    for relation in Relation.objects.order_by("pk"):
        ties.setdefault((relation.source_id, relation.kind), []).append((keys[relation.target_id], relation.period))
    return {
        keys[row.pk]: Listed(
            key=keys[row.pk],
            kind=row.kind,
            name=row.name,
            name_fr=row.name_fr,
            nis_code=row.nis_code or "",
            zone_code=row.zone_code or "",
            enterprise_number=row.enterprise_number or "",
            ovo_code=row.ovo_code,
            uri=row.uri,
            province=row.province,
            arrondissement=row.arrondissement,
            website=row.website,
            seat=seats.get(row.pk),
            period=row.period,
            merged_into=next((key for key, _ in ties.get((row.pk, RelationKind.MERGED_INTO), ())), ""),
            welfare_centre_of=next((key for key, _ in ties.get((row.pk, RelationKind.WELFARE_CENTRE_OF), ())), ""),
            member_of=dict(ties.get((row.pk, RelationKind.MEMBER_OF), ())),
        )
        for row in rows
    }


def listing_key(row: Organisation) -> str:
    return key_of(
        kind=row.kind,
        nis_code=row.nis_code or "",
        zone_code=row.zone_code or "",
        enterprise_number=row.enterprise_number or "",
        name=row.name,
    )


def by_key() -> dict[str, Organisation]:
    return {listing_key(row): row for row in Organisation.objects.order_by("pk")}
