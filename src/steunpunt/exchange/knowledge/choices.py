"""Kinds of topics, what people say of themselves, and to whom it is shown."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class TopicKind(TextChoices):
    FIELD = "field", _("Field of work")
    PRODUCT = "product", _("Product")


class Knows(IntegerChoices):
    """How well somebody knows a topic: 2 and more can lead it, 3 and more counts for the bus factor."""

    NOTHING = 0, _("nothing said")
    HEARD = 1, _("a little")
    WORKS = 2, _("works with it")
    WELL = 3, _("knows it well")
    TEACHES = 4, _("explains it to others")
    EXPERT = 5, _("is who others ask")


class Wishes(IntegerChoices):
    """How gladly somebody learns it or works on it."""

    NOTHING = 0, _("no wish")
    IF_NEEDED = 1, _("if needed")
    GLADLY = 2, _("gladly")
    VERY_GLADLY = 3, _("very gladly")


class ShownTo(TextChoices):
    """Whose ICT managers find it. The person, and the colleagues of a board for their board's own, always do."""

    NOBODY = "nobody", _("Nobody else")
    PARTNERSHIPS = "partnerships", _("Boards of our partnerships, and the advisers of the support point")
    CHOSEN = "chosen", _("Only the boards that I choose")
    BOARDS = "boards", _("All boards, and the advisers of the support point")


class Audience(TextChoices):
    """Who reads a question and answers it. Fixed once it is asked."""

    PARTNERSHIP = "partnership", _("The boards of one partnership, and its advisers")
    BOARDS = "boards", _("All boards")
    SUPPORT = "support", _("All boards and the support point")
    EVERYBODY = "everybody", _("All boards, the support point and suppliers")


class Duty(TextChoices):
    """What somebody does for a specialism of a partnership."""

    LEAD = "lead", _("Lead")
    BACK_UP = "back_up", _("Back-up")


class Standing(TextChoices):
    """Where a role stands: it holds only once the person took it up."""

    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("declined")
    ENDED = "ended", _("ended")


class Step(TextChoices):
    """Who is asked for help now. Each step passes on to the next."""

    LEAD = "lead", _("The lead")
    BACK_UP = "back_up", _("The back-up")
    GROUP = "group", _("All boards of the partnership")
    SUPPORT = "support", _("The support point")


class HelpState(TextChoices):
    OPEN = "open", _("looked for")
    TAKEN = "taken", _("being helped")
    DONE = "done", _("done")
    WITHDRAWN = "withdrawn", _("withdrawn")
