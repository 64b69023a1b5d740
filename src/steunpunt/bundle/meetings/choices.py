"""States of meetings and answers of those who are invited."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Body(TextChoices):
    """Who meets: the bodies of a partnership."""

    STEERING = "steering", _("Steering group")
    WORKING = "working", _("Working group")


class State(TextChoices):
    PLANNED = "planned", _("Planned")
    CANCELLED = "cancelled", _("Cancelled")
    SENT = "sent", _("Minutes sent")
    APPROVED = "approved", _("Minutes approved")


class Coming(TextChoices):
    """What somebody answered to an invitation."""

    ASKED = "", _("No answer yet")
    YES = "accepted", _("Comes")
    MAYBE = "tentative", _("May come")
    NO = "declined", _("Does not come")
