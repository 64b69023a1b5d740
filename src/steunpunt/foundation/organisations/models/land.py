"""Land and people of municipalities: territory, borders, population, figures that others published."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.dated import ends_after_start, once_at_a_time
from steunpunt.foundation.organisations.choices import FigureKind
from steunpunt.foundation.organisations.models.dated import Dated
from steunpunt.foundation.organisations.models.organisation import Organisation


class Territory(Dated):
    """The land of a municipality (grondgebied) for a time, with its boundary as a GeoJSON geometry in WGS 84."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="territories")
    area_km2 = models.DecimalField(_("area in km²"), max_digits=8, decimal_places=2)
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    postal_codes = models.CharField(_("postal codes"), max_length=160, blank=True)
    boundary = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "territories"
        ordering = ["organisation_id", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(area_km2__gt=0), name="territory_has_an_area"),
            ends_after_start("territory_ends_after_start"),
            once_at_a_time("territory_once_at_a_time", "organisation"),
        ]

    def __str__(self) -> str:
        return f"territory of organisation {self.organisation_id}"


class Border(Dated):
    """Two municipalities that touch (buren), and over how many metres; `first` has the lower id."""

    first = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    second = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    shared_border_m = models.PositiveIntegerField(_("shared border in metres"))

    class Meta:
        ordering = ["first_id", "second_id", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="border_is_kept_once"),
            models.CheckConstraint(condition=Q(shared_border_m__gt=0), name="border_has_a_length"),
            ends_after_start("border_ends_after_start"),
            once_at_a_time("border_once_at_a_time", "first", "second"),
        ]
        indexes = [models.Index(fields=["second"], name="border_by_second")]

    def __str__(self) -> str:
        return f"border of organisations {self.first_id} and {self.second_id}"


class PopulationCount(models.Model):
    """Inhabitants of a municipality on 1 January of a year (bevolking)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="population_counts")
    year = models.PositiveSmallIntegerField(_("year"))
    inhabitants = models.PositiveIntegerField(_("inhabitants"))

    class Meta:
        ordering = ["organisation_id", "year"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="population_count_once_a_year"),
            models.CheckConstraint(condition=Q(year__gte=1830, year__lte=2200), name="population_count_of_our_time"),
        ]
        indexes = [models.Index(fields=["year"], name="population_count_by_year")]

    def __str__(self) -> str:
        return f"{self.inhabitants} on 1 January {self.year}"


class FigureOfOthers(models.Model):
    """A figure that somebody else published about a board (cijfer van anderen), shown with its source."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="figures_of_others")
    kind = models.CharField(_("figure"), max_length=30, choices=FigureKind)
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name_plural = "figures of others"
        ordering = ["organisation_id", "kind", "year"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "year"], name="figure_of_others_once_a_year"),
            models.CheckConstraint(condition=Q(kind__in=FigureKind.values), name="figure_of_others_of_known_kind"),
            models.CheckConstraint(condition=~Q(source=""), name="figure_of_others_names_its_source"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.value}"
