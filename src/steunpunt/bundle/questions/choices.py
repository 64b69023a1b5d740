"""Kinds, states and outcomes of group questions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    DECISION = "decision", _("A decision: one voice per board, by its mandate")
    ADVICE = "advice", _("Advice: one voice per ICT manager; binds nobody")


class State(TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Shows(TextChoices):
    """What is seen while the question is open; chosen beforehand, the same for everybody."""

    NOTHING = "nothing", _("Only how many answered")
    WHO = "who", _("Which boards answered, not what")
    ALL = "all", _("What each board answered, with its reasons")


class Majority(TextChoices):
    """How many of the voices for an option carry it; abstentions do not count."""

    HALF = "half", _("More than half of the voices")
    TWO_THIRDS = "two_thirds", _("At least two thirds of the voices")
    EVERYBODY = "everybody", _("All boards that are asked")


class Result(TextChoices):
    CARRIED = "carried", _("Carried")
    NO_QUORUM = "no_quorum", _("Too few voices")
    NO_MAJORITY = "no_majority", _("No option has the majority")
