"""Rows that hold for a time."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.organisations.values import Period


class Dated(models.Model):
    """Holds from a day up to, not including, another. Empty: from before we know, or until further notice."""

    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return Period(self.valid_from, self.valid_to)
