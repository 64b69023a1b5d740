"""What two boards have to gain from working together: same scale, common needs, complementary strengths, ties.

Affinities are from 0 to 1. Where one of two boards has no levels, nothing is known about their needs and strengths: they
count as the average of the pairs that are known, so that nobody gains or loses by it. In a new region, before its first
scan, a common border stands in their place.
"""

from dataclasses import dataclass

import numpy as np

from steunpunt.bundle.partnerships.rules.parameters import (
    COMMON_WEIGHT,
    COMPLEMENT_WEIGHT,
    HELP_GAP,
    HELPER_FROM,
    SCALE_WEIGHT,
    TARGET_LEVEL,
    TIE_WEIGHT,
    TOP_LEVEL,
)
from steunpunt.bundle.partnerships.values import Candidate, Pair, Region


@dataclass(frozen=True, slots=True)
class Affinities:
    """For every two boards of a region, in the order of its candidates, the parts (0-1) and the weighted `total`."""

    scale: np.ndarray
    common: np.ndarray
    complement: np.ndarray
    tie: np.ndarray
    total: np.ndarray


def affinities(region: Region) -> Affinities:
    """Every pair of the region at once: arrays of boards x boards, zero on the diagonal."""
    place = {candidate.id: number for number, candidate in enumerate(region.candidates)}
    scale = _scale(region.candidates)
    common, complement, is_known = _from_levels(region.candidates)
    tie = _pairs(region.ties, place)
    border = _pairs(region.borders, place)
    by_levels = COMMON_WEIGHT * common + COMPLEMENT_WEIGHT * complement
    np.fill_diagonal(is_known, val=False)
    unknown = by_levels[is_known].mean() if is_known.any() else (COMMON_WEIGHT + COMPLEMENT_WEIGHT) * border
    total = SCALE_WEIGHT * scale + TIE_WEIGHT * tie + np.where(is_known, by_levels, unknown)
    for part in (scale, common, complement, tie, total):
        np.fill_diagonal(part, 0.0)
    return Affinities(scale, common, complement, tie, total)


def _scale(candidates: tuple[Candidate, ...]) -> np.ndarray:
    """1 at the same size, 0 from double on: the distance is between logarithms, as between peers of the scan."""
    sizes = np.log([max(candidate.inhabitants, 1) for candidate in candidates])
    apart: np.ndarray = np.abs(sizes[:, None] - sizes[None, :]) / np.log(2)
    near: np.ndarray = np.maximum(1 - apart, 0)
    return near


def _from_levels(candidates: tuple[Candidate, ...]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Common needs, being able to help, and whether anything is known: over the aspects that both boards answered."""
    aspects = sorted({aspect for candidate in candidates for aspect in candidate.levels})
    size = len(candidates)
    lowest, highest, helping, known = (np.zeros((size, size)) for _ in range(4))
    for aspect in aspects:
        levels = np.array([candidate.levels.get(aspect, np.nan) for candidate in candidates])
        both = ~np.isnan(levels)[:, None] & ~np.isnan(levels)[None, :]
        filled = np.nan_to_num(levels)
        need = np.clip(TARGET_LEVEL - filled, 0, None) / TOP_LEVEL
        lead = np.clip((filled[:, None] - filled[None, :]) / HELP_GAP, 0, 1)
        can_help = lead * np.clip(filled - HELPER_FROM, 0, 1)[:, None]
        lowest += both * np.minimum(need[:, None], need[None, :])
        highest += both * np.maximum(need[:, None], need[None, :])
        helping += both * np.maximum(can_help, can_help.T)
        known += both
    common = np.divide(lowest, highest, out=np.zeros_like(lowest), where=highest > 0)
    complement = np.divide(helping, known, out=np.zeros_like(helping), where=known > 0)
    return common, complement, known > 0


def _pairs(pairs: frozenset[Pair], place: dict[int, int]) -> np.ndarray:
    found = np.zeros((len(place), len(place)))
    for one, other in pairs:
        if one in place and other in place:
            found[place[one], place[other]] = found[place[other], place[one]] = 1.0
    return found
