"""Five projects in different phases. That they existed is published; amounts, quantities and decisions are made up.

Sources: what the support point of Flemish Brabant published in 2011 about Samenwerking Noord and Hosted Mail. Which seven
boards were in the working group of Hosted Mail is not known: those here were chosen.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from steunpunt.demonstration.partnerships import NOORD
from steunpunt.demonstration.projects.beyond import mail, social_house
from steunpunt.demonstration.projects.noord import firewall, gis, inventory
from steunpunt.demonstration.projects.scene import Cards, Scene, a_need
from steunpunt.foundation.acting import Actor


def load(
    cards: Cards,
    groups: Mapping[str, int],
    *,
    managers: Sequence[Actor],
    now: datetime,
    today: date,
    by: Actor,
) -> None:
    """`by` is an adviser: boards that decided did so on paper, each with its document."""
    scene = Scene(by, managers, now, today)
    a_need(
        scene,
        "Contracten objectiveren",
        "Wij willen weten of wij voor lijnen, licenties en onderhoud betalen wat anderen betalen, voor wij verlengen.",
        20,
    )
    gis(scene, cards, groups[NOORD.name])
    inventory(scene, cards, groups[NOORD.name])
    mail(scene, cards)
    firewall(scene, cards, groups[NOORD.name])
    social_house(scene, cards)
