"""Who may be in a group, on the map: invited boards by what everybody may know, never who submitted."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from steunpunt.assess.scan.queries.comparison import Invited
from steunpunt.assess.scan.rules.groups import PublicBoard
from steunpunt.foundation.ui import maps


def drawn(there: Invited, own: PublicBoard, inside: Sequence[PublicBoard]) -> maps.Map | None:
    """The land of all invited boards of the kind; None for zones, which have no land of their own."""
    lands = there.lands
    boards = {
        lands[board.organisation]: board
        for board in there.boards
        if board.organisation in lands and lands[board.organisation] in there.outlines
    }
    tones = {lands[board.organisation]: ("blue", _("in this group")) for board in inside if board.organisation in lands}
    if own.organisation in lands:
        tones[lands[own.organisation]] = ("warm", _("your board"))
    hrefs = {land: reverse("organisations:detail", args=[board.organisation]) for land, board in boards.items()}
    features = [
        {"id": land, "properties": {"name": board.name}, "geometry": there.outlines[land]}
        for land, board in sorted(boards.items())
    ]
    legend = [("warm", own.name), ("blue", _("In this group")), ("plain", _("Also invited"))]
    label = _("Map of the boards of the round that fall in this group")
    return maps.draw({"features": features}, label=label, tones=tones, hrefs=hrefs, legend=legend)
