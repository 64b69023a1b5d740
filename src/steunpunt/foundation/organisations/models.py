"""Organisations: boards, suppliers, the support point itself."""

from django.db import models


class Organisation(models.Model):
    """A board (bestuur), a supplier or the support point."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=160)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
