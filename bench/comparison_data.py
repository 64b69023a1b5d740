"""Invented answers of many boards, from a fixed seed, as files: what the programs of the comparison start from."""

from pathlib import Path

import numpy as np

SEED = 2011
QUESTIONS, DOMAINS = 100, 12
TYPE_SHARES = (0.45, 0.45, 0.10)


def make(folder: Path, boards: int) -> None:
    """Write the arrays: answers (boards x questions, int8: level 0-5, -1 wn, -2 nvt, -3 blank), sizes, and questions.

    Boards are strong or weak as a whole and per domain; a tenth leave much open; sizes are lognormal, and users follow
    inhabitants. Of each type 96 to 100 of the questions are asked.
    """
    chance = np.random.default_rng([SEED, boards])
    domain_of = np.sort(np.arange(QUESTIONS) % DOMAINS)
    strength = chance.normal(2.4, 0.7, (boards, 1)) + chance.normal(0, 0.6, (boards, DOMAINS))
    drawn = strength[:, domain_of] + chance.normal(0, 1.0, (boards, QUESTIONS))
    answers = np.clip(np.rint(drawn), 0, 5).astype(np.int8)
    left_open = np.where(chance.random((boards, 1)) < 0.1, 0.4, 0.05)
    lot = chance.random((boards, QUESTIONS))
    answers[lot < left_open] = -1
    answers[lot < left_open / 3] = -3
    may_not_apply = chance.random(QUESTIONS) < 0.125
    answers[(chance.random((boards, QUESTIONS)) < 0.1) & may_not_apply] = -2
    inhabitants = np.exp(chance.normal(np.log(15_000), 0.7, boards)).astype(np.int64) + 100
    asked = np.ones((len(TYPE_SHARES), QUESTIONS), dtype=bool)
    asked[1, chance.choice(QUESTIONS, 2, replace=False)] = False
    asked[2, chance.choice(QUESTIONS, 4, replace=False)] = False
    arrays = {
        "answers": answers,
        "types": chance.choice(len(TYPE_SHARES), boards, p=TYPE_SHARES).astype(np.int8),
        "inhabitants": inhabitants,
        "ict_users": (inhabitants * 0.009 * np.exp(chance.normal(0, 0.3, boards))).astype(np.int64) + 5,
        "weights": chance.choice([1, 2], QUESTIONS, p=[0.77, 0.23]),
        "domain_of": domain_of,
        "asked": asked,
    }
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)


def load(folder: Path, name: str) -> np.ndarray:
    return np.load(folder / f"{name}.npy")
