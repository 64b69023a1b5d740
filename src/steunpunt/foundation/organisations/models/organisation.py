"""Who there is: organisations with their names, addresses and relations."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Left, Mod, Right
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.dated import ends_after_start, once_at_a_time
from steunpunt.foundation.organisations.choices import BOARD_KINDS, AddressKind, Kind, RelationKind
from steunpunt.foundation.organisations.models.dated import Dated


def _digits(text: models.Func) -> Cast:
    return Cast(text, models.IntegerField())


class Organisation(Dated):
    """A board (bestuur), a supplier (leverancier) or the support point (steunpunt).

    A merged municipality gets a new NIS code and is another organisation; its legal person, and with it the enterprise
    number, may go on under the new code.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    name = models.CharField(_("name"), max_length=160)
    """What it is called now, in Dutch; earlier names are in `OrganisationName`."""
    name_fr = models.CharField(_("French name"), max_length=160, blank=True)
    nis_code = models.CharField(_("NIS code"), max_length=5, null=True, blank=True)
    zone_code = models.CharField(_("zone number"), max_length=4, null=True, blank=True)
    enterprise_number = models.CharField(_("enterprise number (KBO)"), max_length=10, null=True, blank=True)
    ovo_code = models.CharField(_("OVO code"), max_length=12, blank=True)
    uri = models.CharField(_("web identifier"), max_length=200, blank=True)
    province = models.CharField(_("province"), max_length=40, blank=True)
    arrondissement = models.CharField(_("arrondissement"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)
    is_demo = models.BooleanField(default=False)
    """Made up for the demonstration."""

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="organisation_of_known_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name"),
            ends_after_start("organisation_ends_after_start"),
            models.CheckConstraint(
                condition=Q(nis_code=None)
                | Q(nis_code__regex=r"^[1-9][0-9]{4}$", kind__in=[Kind.MUNICIPALITY, Kind.WELFARE_CENTRE]),
                name="organisation_nis_code_of_local_government",
            ),
            models.CheckConstraint(
                condition=Q(zone_code=None) | Q(zone_code__regex=r"^[0-9]{4}$", kind=Kind.POLICE_ZONE),
                name="organisation_zone_code_of_police_zone",
            ),
            models.CheckConstraint(
                condition=Q(enterprise_number=None) | Q(enterprise_number__regex=r"^[01][0-9]{9}$"),
                name="organisation_enterprise_number_is_ten_digits",
            ),
            models.CheckConstraint(
                condition=Q(enterprise_number=None)
                | ~Q(enterprise_number__regex=r"^[0-9]{10}$")
                | Q(Exact(97 - Mod(_digits(Left("enterprise_number", 8)), 97), _digits(Right("enterprise_number", 2)))),
                name="organisation_enterprise_number_checks_out",
            ),
            models.UniqueConstraint(fields=["kind", "nis_code"], name="organisation_nis_code_once_per_kind"),
            models.UniqueConstraint(fields=["zone_code"], name="organisation_zone_code_once"),
            once_at_a_time("organisation_enterprise_number_once_at_a_time", "enterprise_number"),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="organisation_by_name"),
            models.Index(fields=["kind", "name", "id"], name="organisation_by_kind"),
            models.Index(fields=["province", "name", "id"], name="organisation_by_province"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_board(self) -> bool:
        return self.kind in BOARD_KINDS


class OrganisationName(Dated):
    """What an organisation is or was called (naam), in one language."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="names")
    language = models.CharField(_("language"), max_length=2, choices=[("nl", "Nederlands"), ("fr", "Français")])
    name = models.CharField(_("name"), max_length=160)

    class Meta:
        ordering = ["organisation_id", "language", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="organisation_name_is_not_empty"),
            models.CheckConstraint(condition=Q(language__in=["nl", "fr"]), name="organisation_name_in_nl_or_fr"),
            ends_after_start("organisation_name_ends_after_start"),
            once_at_a_time("organisation_name_once_at_a_time", "organisation", "language"),
        ]

    def __str__(self) -> str:
        return self.name


class Address(Dated):
    """Where an organisation sits or gets its post (adres)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="addresses")
    kind = models.CharField(_("kind of address"), max_length=10, choices=AddressKind, default=AddressKind.SEAT)
    street = models.CharField(_("street and number"), max_length=160)
    postal_code = models.CharField(_("postal code"), max_length=10)
    locality = models.CharField(_("locality"), max_length=80)
    country = models.CharField(_("country"), max_length=2, default="BE")

    class Meta:
        ordering = ["organisation_id", "kind", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AddressKind.values), name="address_of_known_kind"),
            models.CheckConstraint(condition=~Q(street="") & ~Q(locality=""), name="address_says_where"),
            models.CheckConstraint(
                condition=~Q(country="BE") | Q(postal_code__regex=r"^[1-9][0-9]{3}$"),
                name="address_belgian_postal_code_is_four_digits",
            ),
            ends_after_start("address_ends_after_start"),
            once_at_a_time("address_once_at_a_time", "organisation", "kind"),
        ]

    def __str__(self) -> str:
        return f"{self.street}, {self.postal_code} {self.locality}"


class Relation(Dated):
    """How one organisation stands to another (relatie): OCMW to municipality, member to zone, old to new."""

    source = models.ForeignKey(Organisation, models.PROTECT, related_name="relations_from")
    target = models.ForeignKey(Organisation, models.PROTECT, related_name="relations_to")
    kind = models.CharField(_("relation"), max_length=20, choices=RelationKind)

    class Meta:
        ordering = ["kind", "source_id", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="relation_of_known_kind"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="relation_between_two"),
            ends_after_start("relation_ends_after_start"),
            once_at_a_time("relation_once_at_a_time", "kind", "source", "target"),
            once_at_a_time(
                "welfare_centre_of_one_municipality_at_a_time",
                "source",
                condition=Q(kind=RelationKind.WELFARE_CENTRE_OF),
            ),
            once_at_a_time(
                "municipality_has_one_welfare_centre_at_a_time",
                "target",
                condition=Q(kind=RelationKind.WELFARE_CENTRE_OF),
            ),
        ]
        indexes = [
            models.Index(fields=["source", "kind"], name="relation_by_source"),
            models.Index(fields=["target", "kind"], name="relation_by_target"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
