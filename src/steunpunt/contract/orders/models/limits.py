"""Up to which amount somebody of a board may place an order, and who stands in."""

from django.db import models
from django.db.models import F, Q

from steunpunt.foundation.dated import ends_after_start, once_at_a_time


class Limit(models.Model):
    """The most for which somebody with the mandate to order may place or approve one (bestelgrens)."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    person_id = models.BigIntegerField()
    most_amount = models.DecimalField(max_digits=14, decimal_places=2)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["organisation", "person_id", "valid_from"]
        constraints = [
            once_at_a_time("limit_once_on_a_day", "organisation", "person_id"),
            ends_after_start("limit_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(most_amount__gte=0), name="limit_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.most_amount} for {self.person_id}"


class StandIn(models.Model):
    """Somebody with the mandate to order who has the limit of an absent colleague for a while (vervanger)."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    person_id = models.BigIntegerField()
    """Who is absent."""
    stand_in_id = models.BigIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["organisation", "person_id", "valid_from"]
        constraints = [
            once_at_a_time("stand_in_once_on_a_day", "organisation", "person_id"),
            ends_after_start("stand_in_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(person_id=F("stand_in_id")), name="stand_in_is_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.stand_in_id} for {self.person_id}"
