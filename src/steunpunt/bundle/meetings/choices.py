"""States of meetings and answers of those who are invited."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    PLANNED = "planned", _("Planned")
    CANCELLED = "cancelled", _("Called off")
    SENT = "sent", _("Minutes sent")
    APPROVED = "approved", _("Minutes approved")


class Coming(TextChoices):
    """What somebody answered to an invitation."""

    ASKED = "", _("No answer yet")
    YES = "accepted", _("Comes")
    MAYBE = "tentative", _("May come")
    NO = "declined", _("Does not come")
