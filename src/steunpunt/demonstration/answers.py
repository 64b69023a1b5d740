"""Generated answers: plausible, the same every time, and marked as synthetic wherever they show.

How: every board has a maturity that grows with the logarithm of its inhabitants, plus luck; every domain of a board
leans on that maturity; every answer leans on its domain. Some domains of some boards are blind spots, where "I don't
know" is frequent. What a board thinks of itself beforehand is what it is, seen through a haze.
"""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from steunpunt.assess.scan.public import BoardType, Questionnaire

SEED = 20110401

ALIKE = {BoardType.MUNICIPALITY: "GG", BoardType.WELFARE_CENTRE: "OO", BoardType.POLICE_ZONE: "PZ"}
"""Whom a board means that wishes to work with boards like itself."""

USERS_PER_INHABITANT = {
    BoardType.MUNICIPALITY: 1 / 115,
    BoardType.WELFARE_CENTRE: 1 / 190,
    BoardType.POLICE_ZONE: 1 / 520,
}


@dataclass(slots=True)
class SyntheticSheet:
    """What a board "filled in"."""

    answers: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str | Decimal] = field(default_factory=dict)
    self_levels: dict[str, int] = field(default_factory=dict)
    issues: dict[str, bool] = field(default_factory=dict)
    wants: dict[str, int] = field(default_factory=dict)
    partners: dict[str, list[str]] = field(default_factory=dict)


def sheet(
    questionnaire: Questionnaire,
    board_type: BoardType,
    *,
    key: str,
    inhabitants: int,
    leanings: Mapping[str, float] = MappingProxyType({}),
    earlier: float = 0,
) -> SyntheticSheet:
    """All answers of one board. The same key gives the same answers, whatever other boards there are.

    `leanings` move the level of a domain, and make the board wish to work on it with its neighbours; `earlier` is by how
    much its maturity was lower in a round before.
    """
    chance = random.Random(f"{SEED}:{key}")  # noqa: S311 - figures for a demonstration, not secrets
    scale = math.log(max(inhabitants, 1_000) / 15_000)
    maturity = 2.45 + 0.38 * scale + chance.gauss(0, 0.42) - earlier
    made = SyntheticSheet(facts=_facts(chance, board_type, inhabitants))
    for domain in questionnaire.domains:
        questions = [question for question in domain.questions if board_type in question.who]
        if not questions:
            continue
        leaning = leanings.get(domain.code, 0)
        level = maturity + chance.gauss(0, 0.62) + leaning
        unknown = chance.uniform(0.3, 0.5) if chance.random() < 0.07 else 0.035
        for question in questions:
            if question.not_applicable_allowed and chance.random() < 0.06:
                made.answers[question.id] = "nvt"
            elif chance.random() < unknown:
                made.answers[question.id] = "wn"
            else:
                aim = level + chance.gauss(0, 0.95)
                made.answers[question.id] = min(question.options, key=lambda option: abs(option.level - aim)).code
        seen = level + chance.gauss(0.25, 0.8)
        made.self_levels[domain.code] = min(5, max(0, round(seen)))
        made.issues[domain.code] = chance.random() < (0.55 if seen < 2 else 0.12)
        made.wants[domain.code] = chance.choices([0, 1, 2, 3], weights=[2, 4, 3, 1])[0]
        if made.wants[domain.code] >= 2:
            made.partners[domain.code] = sorted(chance.sample(["GG", "GO", "OO"], k=chance.choice([1, 1, 2])))
        if leaning:
            made.wants[domain.code] = chance.choice([2, 2, 3])
            made.partners[domain.code] = [ALIKE[board_type]]
    return made


def _facts(chance: random.Random, board_type: BoardType, inhabitants: int) -> dict[str, str | Decimal]:
    users = max(8, round(inhabitants * USERS_PER_INHABITANT[board_type] * chance.lognormvariate(0, 0.18)))
    workplaces = round(users * chance.uniform(0.75, 1.05))
    ict_staff = max(0.2, users / chance.uniform(75, 130))
    running = users * chance.uniform(620, 1_250)
    figures: dict[str, str | Decimal] = {
        "p_role": chance.choice(["ict", "ict", "ict", "samen", "directie"]),
        "p_staff_fte": Decimal(round(users * chance.uniform(1.1, 1.7))),
        "p_users": Decimal(users),
        "p_mailboxes": Decimal(round(users * chance.uniform(1.0, 1.3))),
        "p_workplaces": Decimal(workplaces),
        "p_mobile": Decimal(round(users * chance.uniform(0.15, 0.5))),
        "p_sites": Decimal(max(1, round(inhabitants / 3_500 * chance.uniform(0.6, 1.5)))),
        "p_ict_fte": Decimal(str(round(ict_staff, 1))),
        "p_ict_ext_days": Decimal(round(chance.uniform(5, 60))),
        "p_ict_opex": Decimal(round(running / 100) * 100),
        "p_ict_capex": Decimal(round(running * chance.uniform(0.25, 0.7) / 100) * 100),
    }
    if board_type is not BoardType.POLICE_ZONE:
        figures["p_shared_ict"] = chance.choice(["nee", "nee", "deels", "ja"])
    return figures
