"""What a contract can be, in words."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Renewal(StrEnum):
    """What happens at the end of a period (verlenging)."""

    NONE = "none"
    TACIT = "tacit"
    EXPRESS = "express"


class NoticeUnit(StrEnum):
    MONTHS = "months"
    DAYS = "days"


class Outlook(StrEnum):
    """What becomes of a contract if nobody does anything."""

    RENEWS = "renews"
    LAPSES = "lapses"
    """It ends, unless it is renewed before a day."""
    ENDS = "ends"
    RUNS_ON = "runs_on"
    ENDED = "ended"


class ServiceKind(models.TextChoices):
    """What is bought (soort dienst). Only contracts of one kind are ever laid side by side."""

    MAIL = "mail", _("Mail and calendar")
    WORKSTATIONS = "workstations", _("Workstations")
    LINES = "lines", _("Lines and internet")
    TELEPHONY = "telephony", _("Telephony")
    PRINTING = "printing", _("Printing and copying")
    SERVERS = "servers", _("Servers and storage")
    SECURITY = "security", _("Security and back-up")
    GIS = "gis", _("Maps and GIS")
    SOFTWARE = "software", _("Software for a task of the board")
    WEBSITE = "website", _("Website and e-desk")
    SUPPORT = "support", _("Support and consultancy")
    OTHER = "other", _("Something else")


class Unit(models.TextChoices):
    """By what it is compared (eenheid)."""

    NONE = "", _("Not by unit")
    MAILBOX = "mailbox", _("mailbox")
    WORKSTATION = "workstation", _("workstation")
    USER = "user", _("user")
    INHABITANT = "inhabitant", _("inhabitant")
    MBPS = "mbps", _("Mbit/s")
    HOUR = "hour", _("hour")


class NoticeForm(models.TextChoices):
    """How notice is given (vorm van de opzegging)."""

    REGISTERED = "registered", _("by registered letter")
    LETTER = "letter", _("by letter")
    MAIL = "mail", _("by e-mail")
    ANY = "any", _("in any form")


class StepKind(models.TextChoices):
    """What a board did about a contract (stap)."""

    NOTICE = "notice", _("Notice given")
    AGREED = "agreed", _("An end agreed with the supplier")
    WITHDRAWN = "withdrawn", _("Notice withdrawn")
    RENEWED = "renewed", _("Renewed")


RENEWALS = {
    Renewal.NONE: _("It ends by itself"),
    Renewal.TACIT: _("It is renewed tacitly, unless notice is given"),
    Renewal.EXPRESS: _("It ends, unless it is renewed expressly"),
}
NOTICE_UNITS = {NoticeUnit.MONTHS: _("months"), NoticeUnit.DAYS: _("days")}
OUTLOOKS = {
    Outlook.RENEWS: (_("renewed tacitly"), "warm"),
    Outlook.LAPSES: (_("ends unless renewed"), "warm"),
    Outlook.ENDS: (_("ends"), "blue"),
    Outlook.RUNS_ON: (_("runs on"), "grey"),
    Outlook.ENDED: (_("ended"), "grey"),
}
"""Outlook and the tone of its badge."""
OUTLOOK_DAYS = {
    Outlook.RENEWS: _("Last day to give notice: %(title)s"),
    Outlook.LAPSES: _("Last day to renew: %(title)s"),
    Outlook.ENDS: _("Last day of %(title)s"),
}
"""What is written in a calendar on the day itself."""
