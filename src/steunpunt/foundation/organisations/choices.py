"""Kinds of organisation, relation, address and change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What sort of organisation it is (soort)."""

    MUNICIPALITY = "municipality", _("Municipality")
    WELFARE_CENTRE = "welfare_centre", _("Social-welfare centre")
    POLICE_ZONE = "police_zone", _("Police zone")
    RESCUE_ZONE = "rescue_zone", _("Rescue zone")
    PARTNERSHIP = "partnership", _("Partnership")
    SUPPLIER = "supplier", _("Supplier")
    SUPPORT_POINT = "support_point", _("Support point")
    OTHER = "other", _("Other organisation")


BOARD_KINDS = frozenset({Kind.MUNICIPALITY, Kind.WELFARE_CENTRE, Kind.POLICE_ZONE, Kind.RESCUE_ZONE})
PLURAL = {
    Kind.MUNICIPALITY: _("municipalities"),
    Kind.WELFARE_CENTRE: _("social-welfare centres"),
    Kind.POLICE_ZONE: _("police zones"),
    Kind.RESCUE_ZONE: _("rescue zones"),
}
ZONE_KINDS = frozenset({Kind.POLICE_ZONE, Kind.RESCUE_ZONE})


class RelationKind(models.TextChoices):
    """How one organisation stands to another (relatie): read as "source … target"."""

    WELFARE_CENTRE_OF = "welfare_centre_of", _("is the social-welfare centre of")
    MEMBER_OF = "member_of", _("is a member of")
    MERGED_INTO = "merged_into", _("merged into")


RELATABLE = (RelationKind.WELFARE_CENTRE_OF, RelationKind.MEMBER_OF)
"""Ties that are made and ended by hand; a merger is an action of its own."""
SAID = {
    RelationKind.WELFARE_CENTRE_OF: _("Social-welfare centre of"),
    RelationKind.MEMBER_OF: _("Member of"),
    RelationKind.MERGED_INTO: _("Went on as"),
}
"""A relation as its source says it."""
SAID_BACK = {
    RelationKind.WELFARE_CENTRE_OF: _("Has as social-welfare centre"),
    RelationKind.MEMBER_OF: _("Has as member"),
    RelationKind.MERGED_INTO: _("Grew from"),
}
"""A relation as its target says it."""


class AddressKind(models.TextChoices):
    SEAT = "seat", _("Seat")
    POST = "post", _("Postal address")


class FigureKind(models.TextChoices):
    """A figure that somebody else published about a board, shown beside our own (gepubliceerd cijfer)."""

    HOUSEHOLDS = "households", _("Households")
    SOFTWARE_INVESTMENT = "software_investment", _("Investment in licences and software, euro per inhabitant")


FIELD_WORDS = {
    "name": _("name"),
    "name_fr": _("French name"),
    "nis_code": _("NIS code"),
    "zone_code": _("zone number"),
    "enterprise_number": _("enterprise number (KBO)"),
    "ovo_code": _("OVO code"),
    "uri": _("web identifier"),
    "province": _("province"),
    "arrondissement": _("arrondissement"),
    "website": _("website"),
    "seat": _("Seat"),
    "member_of": _("membership of a zone"),
    "welfare_centre_of": _("municipality"),
    "merged_into": _("merged into"),
    "valid_from": _("from"),
    "valid_to": _("until"),
}
"""What the fields of an organisation are called in a sentence or a table of changes."""


class ChangeKind(models.TextChoices):
    """What a new file would do to an organisation."""

    ADDED = "added", _("New")
    RENAMED = "renamed", _("Other name")
    MERGED = "merged", _("Merged")
    ENDED = "ended", _("Ended")
    CHANGED = "changed", _("Changed")


SIZES = {
    "10": (_("up to 10,000 inhabitants"), 0, 10_000),
    "20": (_("10,000 to 20,000 inhabitants"), 10_000, 20_000),
    "40": (_("20,000 to 40,000 inhabitants"), 20_000, 40_000),
    "more": (_("40,000 inhabitants or more"), 40_000, None),
}
"""Classes of scale of a municipality: what they are called, and their inhabitants from and below."""
