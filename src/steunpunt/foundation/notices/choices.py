"""How a notice reaches somebody."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mail(models.TextChoices):
    """Whether and when a notice goes out by mail as well (per mail)."""

    NOW = "now", _("At once")
    DIGEST = "digest", _("Once a day, together")
    NEVER = "never", _("Not by mail")
