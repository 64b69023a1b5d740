"""Makes `cases/scan_full.json`, boards through the whole questionnaire: `python -m tests.ground_truth.make_scan_case`.

The answers come from a fixed seed, so that making it again gives the same file; the expected results are those of
`second_opinion`. Among the boards: thirteen municipalities, so that not everybody is a peer; one that is too large for
peers; welfare centres of seven of them; two that left much open; one police zone; two boards of exactly the same scale.
"""

import json
import random
import re
from fractions import Fraction
from importlib.resources import files

from steunpunt.assess.scan.questionnaires.reader import parsed
from tests.ground_truth.case import OWN_CASES
from tests.ground_truth.second_opinion import full_scan

SEED = 20261123
MUNICIPALITIES = (
    (8_000, 61), (9_400, 70), (10_100, 88), (11_900, 77), (12_300, 93), (12_300, 93), (13_800, 118), (15_050, 104),
    (16_000, 131), (17_200, 126), (19_900, 160), (24_600, 199), (61_000, 540),
)  # fmt: skip
WELFARE_CENTRES = ((1, 31), (2, 44), (4, 38), (5, 52), (8, 47), (9, 66), (11, 80))
LEFT_OPEN = {"G04": 0.55, "O05": 0.45}


def questionnaire():
    source = files("steunpunt.assess.scan.questionnaires") / "samenwerkingsscan-0.1.yaml"
    return parsed(source.read_text(encoding="utf-8"))


def boards():
    chance = random.Random(SEED)
    domains = questionnaire()["domains"]
    made = []
    for number, (inhabitants, users) in enumerate(MUNICIPALITIES, start=1):
        made.append(_board(f"G{number:02}", "gemeente", f"M{number:02}", inhabitants, users))
    for number, users in WELFARE_CENTRES:
        inhabitants = MUNICIPALITIES[number - 1][0]
        made.append(_board(f"O{number:02}", "ocmw", f"M{number:02}", inhabitants, users))
    made.append(_board("P01", "politiezone", None, 22_150, 74))
    for board in made:
        _fill_in(board, domains, chance)
    return made


def _board(identifier, board_type, municipality, inhabitants, users):
    return {
        "id": identifier,
        "type": board_type,
        "municipality": municipality,
        "inhabitants": inhabitants,
        "ict_users": users,
    }


def _fill_in(board, domains, chance):
    left_open = LEFT_OPEN.get(board["id"], 0.06)
    board |= {"answers": {}, "self": {}, "issue": {}}
    for domain in domains:
        strength = chance.random()
        board["self"][domain["code"]] = chance.randint(0, 5)
        board["issue"][domain["code"]] = chance.random() < 0.25
        for question in domain["questions"]:
            if board["type"] in question["who"]:
                answer = _answer(question, strength, left_open, chance)
                if answer is not None:
                    board["answers"][question["id"]] = answer


def _answer(question, strength, left_open, chance):
    drawn = chance.random()
    if drawn < left_open:
        return "wn" if drawn < left_open * 0.7 else None
    if question["not_applicable"] and chance.random() < 0.12:
        return "nvt"
    codes = [option["code"] for option in question["options"]]
    wanted = round((strength + chance.uniform(-0.25, 0.25)) * (len(codes) - 1))
    return codes[min(max(wanted, 0), len(codes) - 1)]


def case():
    made = boards()
    return {
        "method": "scan_full",
        "title": "Twenty-one invented boards through the whole questionnaire, version 0.1",
        "source": "invented by make_scan_case.py; expected results by second_opinion.py",
        "input": {"questionnaire": "version 0.1", "boards": made},
        "expected": _as_numbers(full_scan(questionnaire(), made)),
        "tolerance": 1e-9,
    }


def _as_numbers(value):
    if isinstance(value, dict):
        return {key: _as_numbers(each) for key, each in value.items()}
    if isinstance(value, Fraction):
        return round(float(value), 12)
    return value


def as_text(made):
    """JSON with one line per innermost list or object."""
    text = json.dumps(made, ensure_ascii=False, indent=1)
    return re.sub(r"[\[{][^\[\]{}]*[\]}]", lambda found: re.sub(r"\s*\n\s*", " ", found[0]), text) + "\n"


if __name__ == "__main__":
    (OWN_CASES / "scan_full.json").write_text(as_text(case()), encoding="utf-8")
