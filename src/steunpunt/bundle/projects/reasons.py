"""Why something cannot be done with a project, where several actions say it."""

from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects.choices import OVER
from steunpunt.foundation.acting import Reason


def over(state: str) -> list[Reason]:
    """Nothing is done any more with what is over; it can be taken up again."""
    return [Reason("over", _("This project is over."))] if state in OVER else []
