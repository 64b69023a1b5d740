"""States and kinds of partnerships, of coming in and of signing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a partnership is (toestand)."""

    EXPLORATION = "exploration", _("Exploration")
    INTENTION = "intention", _("Intention")
    AGREEMENT = "agreement", _("Agreement in the making")
    ACTIVE = "active", _("Active")
    DORMANT = "dormant", _("Dormant")
    ENDED = "ended", _("Ended")


class Body(models.TextChoices):
    """Who meets (orgaan): policy makers steer, ICT managers do the work."""

    STEERING = "steering", _("Steering group")
    WORKING = "working", _("Working group")


class Step(models.TextChoices):
    """What a board did with its membership."""

    ENTRY = "entry", _("came in")
    NOTICE = "notice", _("gave notice")


class Way(models.TextChoices):
    """How a board decided: only these, and never the support point for it."""

    PLATFORM = "platform", _("by its mandated person, on the platform")
    AGREEMENT = "agreement", _("by signing an agreement")
    PAPER = "paper", _("on paper, recorded with the document of the board")
    ENDING = "ending", _("by the end of the partnership")


class Answer(models.TextChoices):
    """What a board says to an invitation to explore; it obliges to nothing."""

    INTERESTED = "interested", _("We explore with you")
    NOT_NOW = "not_now", _("Not now")


class AgreementKind(models.TextChoices):
    AGREEMENT = "agreement", _("Agreement")
    AMENDMENT = "amendment", _("Amendment")


class AgreementState(models.TextChoices):
    """How far an agreement is."""

    DRAFT = "draft", _("being written")
    SIGNING = "signing", _("put up for signing")
    SIGNED = "signed", _("signed by all")
    WITHDRAWN = "withdrawn", _("withdrawn")


class PaperKind(models.TextChoices):
    FROZEN = "frozen", _("the text that was put up for signing")
    SIGNED = "signed", _("the text with the page of signatures")


class SignedBy(models.TextChoices):
    """How a board signed: never by the support point."""

    PLATFORM = "platform", _("on the platform, identity confirmed")
    OWN_PAPER = "own_paper", _("on paper, uploaded by the board")
    PAPER = "paper", _("on paper, recorded by the support point with the document of the board")


class SignedPaper(models.TextChoices):
    """What a board brings that it signed elsewhere."""

    SCAN = "scan", _("A scan of the signed and dated paper")
    ELECTRONIC = "electronic", _("The PDF, signed electronically elsewhere (for instance with an identity card)")
