"""What a contract can be, in words."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Text


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


# ── the estate ───────────────────────────────────────────────────────────────
class AssetKind(models.TextChoices):
    """What a thing of the estate is (soort)."""

    COMPUTER = "computer", _("Computer")
    LAPTOP = "laptop", _("Laptop")
    SERVER = "server", _("Server")
    VIRTUAL = "virtual", _("Virtual machine")
    TABLET = "tablet", _("Tablet")
    PHONE = "phone", _("Phone")
    PRINTER = "printer", _("Printer")
    NETWORK = "network", _("Network equipment")
    SCREEN = "screen", _("Screen")
    PERIPHERAL = "peripheral", _("Other device")
    LICENCE = "licence", _("Licence")
    LINE = "line", _("Line")
    CERTIFICATE = "certificate", _("Certificate")
    DOMAIN = "domain", _("Domain name")
    MAILBOXES = "mailboxes", _("Mailboxes")
    OTHER = "other", _("Something else")


DEVICES = frozenset(
    {
        AssetKind.COMPUTER,
        AssetKind.LAPTOP,
        AssetKind.SERVER,
        AssetKind.VIRTUAL,
        AssetKind.TABLET,
        AssetKind.PHONE,
        AssetKind.PRINTER,
        AssetKind.NETWORK,
        AssetKind.SCREEN,
        AssetKind.PERIPHERAL,
    }
)
"""What can be held in a hand, or runs on it; the rest is bought, counted and ends."""


class AssetState(models.TextChoices):
    """How it is with a thing of the estate (toestand)."""

    IN_USE = "in_use", _("In use")
    IN_STOCK = "in_stock", _("In stock")
    IN_REPAIR = "in_repair", _("In repair")
    RETIRED = "retired", _("Out of use")
    LOST = "lost", _("Lost or stolen")


class Door(models.TextChoices):
    """By which way something came in (bron)."""

    HAND = "hand", _("By hand")
    SHEET = "sheet", _("From a spreadsheet")
    AGENT = "agent", _("From an agent")


class Verdict(models.TextChoices):
    """What became of a row that was read in."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("unchanged")
    REFUSED = "refused", _("refused")


class ImportState(models.TextChoices):
    """How far a file is that was brought in."""

    GIVEN = "given", _("Given")
    TRIED = "tried", _("Tried, nothing kept")
    DOING = "doing", _("Being read in")
    DONE = "done", _("Read in")


class Hosting(models.TextChoices):
    """Where an application runs (hosting)."""

    OWN = "own", _("On our own servers")
    SHARED = "shared", _("On servers of a partnership")
    SUPPLIER = "supplier", _("At the supplier, for us alone")
    CLOUD = "cloud", _("As a service, shared with others")
    DEVICE = "device", _("On workstations")


class Reach(models.TextChoices):
    """Which boards see what a board uses (inzage)."""

    NOBODY = "nobody", _("Only our own board")
    PARTNERS = "partners", _("Boards of our partnerships")
    BOARDS = "boards", _("All boards")


# ── comparison ───────────────────────────────────────────────────────────────
class InvoiceRhythm(models.TextChoices):
    """How often is paid (factuurritme)."""

    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every quarter")
    HALF_YEARLY = "half_yearly", _("every half year")
    YEARLY = "yearly", _("every year")
    BY_USE = "by_use", _("by what was used")


OPTIONS: dict[str, dict[str, Text]] = {
    ServiceKind.MAIL: {
        "spam": _("Spam filter"),
        "backup": _("Back-up"),
        "archive": _("Archive"),
        "phones": _("On smartphones"),
    },
    ServiceKind.WORKSTATIONS: {
        "on_site": _("Repair on the spot"),
        "warranty": _("Warranty of five years"),
        "image": _("Delivered with our software on it"),
    },
    ServiceKind.LINES: {
        "second": _("A second line"),
        "fixed": _("Fixed addresses"),
        "hours": _("Repair within four hours"),
    },
    ServiceKind.TELEPHONY: {"calls": _("Calls within Belgium"), "mobile": _("Mobile phones")},
    ServiceKind.PRINTING: {"toner": _("Toner"), "repair": _("Repair within a working day")},
    ServiceKind.SERVERS: {"backup": _("Back-up"), "monitoring": _("Watched day and night")},
    ServiceKind.SECURITY: {"monitoring": _("Watched day and night"), "report": _("Monthly report")},
    ServiceKind.GIS: {"training": _("Training"), "updates": _("New versions")},
    ServiceKind.SOFTWARE: {"support": _("Helpdesk"), "updates": _("New versions"), "hosting": _("Hosting")},
    ServiceKind.WEBSITE: {"hosting": _("Hosting"), "support": _("Helpdesk")},
    ServiceKind.SUPPORT: {"travel": _("Travel")},
    ServiceKind.OTHER: {},
}
"""What a contract of each kind can have or not: prices are laid side by side with every option in."""
