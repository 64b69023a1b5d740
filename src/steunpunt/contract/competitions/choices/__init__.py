"""States of mini-competitions."""

from enum import StrEnum


class CompetitionState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    """With the suppliers of the lot, and after the deadline until it is opened."""
    OPENED = "opened"
    """Offers are read and judged on quality; prices are closed."""
    FIXED = "fixed"
    """Marks are fixed, prices open, and the ranking follows."""
    AWARDED = "awarded"
    STOPPED = "stopped"
    """Without an award, with a reason."""


READ = (CompetitionState.OPENED, CompetitionState.FIXED, CompetitionState.AWARDED, CompetitionState.STOPPED)
"""States in which offers may be read, where they were opened."""
OVER = (CompetitionState.AWARDED, CompetitionState.STOPPED)
