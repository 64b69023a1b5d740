"""Which boards take part in a phase: all that are aboard, unless whoever runs the project said otherwise.

Saying so can leave a board out of a phase, or take in one that said yes and still has to sign. It binds nobody: only the
board's own signature does.
"""

from collections.abc import Mapping

from steunpunt.bundle.projects.choices import ABOARD, Phase, Standing

PLACEABLE = ABOARD | {Standing.JOINING}
"""Boards of which a place in a phase can be said: their own decision came first."""


def takes_part(standing: Standing, phase: Phase, said: Mapping[Phase, bool]) -> bool:
    """Whether a board takes part in a phase; `said` holds the newest word for each phase about which there is one."""
    if standing in ABOARD:
        return said.get(phase, True)
    return standing is Standing.JOINING and said.get(phase, False)
