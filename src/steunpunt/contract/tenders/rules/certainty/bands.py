"""Weights drawn uniformly from all that lie in a band and add up to 1: exactly, for any number of criteria.

What is wanted is uniform on a slice of a box: each weight between its own bounds, all of them together 1. Drawing from the
whole simplex (Dirichlet) and keeping what lies in the band throws nearly everything away when the band is narrow; drawing
from the box and correcting the last weight does so when it is wide; hit-and-run keeps everything, but its draws hang together
and begin where they were started, which nobody sees in the answer.

Here all weights but two are drawn independently, each within its bounds, with a density that grows or falls as e^(tilt * w).
Their joint density depends on their sum only, so also on the rest that they leave for the last two; keeping a draw with a
probability in proportion to e^(tilt * rest), times the length of the line on which two weights can share that rest, makes it
exactly uniform once the two are drawn uniformly on that line. Any tilt does: the one with which the weights add up to 1 on
average throws least away, with the two widest left for last. Of twelve criteria two draws of five are kept in a narrow band,
one of three where all are wholly free.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from steunpunt.contract.tenders.rules.exact import Number

Band = Mapping[str, tuple[Number, Number]]
"""For each criterion, its least and most weight, of 1."""

AT_A_TIME = 1 << 14
"""So many are tried at a time: they stay near the processor."""
_FLAT = 1e-6
"""Twice what there is to divide, beside all that could be taken: nearer than this to one another, and there is no tilt."""

_LARGE = 700.0
"""About the highest power of e that a float holds."""


def band_around(weights: Mapping[str, Number], points: Number = 10) -> dict[str, tuple[Fraction, Fraction]]:
    """So many hundredths of the whole up and down from the published weights, not below nothing nor above everything."""
    whole = sum((Fraction(weight) for weight in weights.values()), Fraction(0))
    room = Fraction(points) / 100
    return {
        name: (max(Fraction(weight) / whole - room, Fraction(0)), min(Fraction(weight) / whole + room, Fraction(1)))
        for name, weight in weights.items()
    }


@dataclass(frozen=True, slots=True)
class Reachable:
    """A band without what no weights that add up to 1 can reach."""

    least: tuple[Fraction, ...]
    most: tuple[Fraction, ...]

    @property
    def free(self) -> tuple[int, ...]:
        """The places of the criteria whose weight can vary."""
        return tuple(place for place, (low, high) in enumerate(zip(self.least, self.most, strict=True)) if low < high)


def reachable(band: Band) -> Reachable:
    """Raises ValueError when no weights in the band add up to 1."""
    least = [Fraction(low) for low, _ in band.values()]
    most = [Fraction(high) for _, high in band.values()]
    if any(low < 0 or low > high for low, high in zip(least, most, strict=True)) or not sum(least) <= 1 <= sum(most):
        raise ValueError("no weights in this band add up to 1")
    spare, lack = 1 - sum(least), sum(most) - 1
    return Reachable(
        tuple(max(low, high - lack) for low, high in zip(least, most, strict=True)),
        tuple(min(high, low + spare) for low, high in zip(least, most, strict=True)),
    )


def drawn(bounds: Reachable, count: int, seed: int) -> Iterator[np.ndarray]:
    """At least `count` draws, in blocks: rows are criteria, columns draws."""
    free = np.array(bounds.free, dtype=int)
    least = np.array([float(each) for each in bounds.least])
    if not len(free):
        yield np.repeat(least[:, None], count, axis=1)
        return
    width = np.array([float(high - low) for low, high in zip(bounds.least, bounds.most, strict=True)])[free]
    spare = float(1 - sum(bounds.least))  # what the free weights have on top of their least, together
    tilt = _tilt(width, spare)
    *others, one, two = np.argsort(_variances(width, tilt), kind="stable").tolist()
    fixed = np.setdiff1d(np.arange(len(least)), free)
    highest = _highest(width[one], width[two], tilt)
    random = np.random.default_rng(seed)
    done = 0
    while done < count:
        parts = _tilted(random, width[others], tilt)
        rest = spare - parts.sum(axis=0)
        line = np.minimum(rest, width[one]) - np.maximum(rest - width[two], 0)
        kept = line > random.random(AT_A_TIME) * np.exp(np.minimum(highest - tilt * rest, _LARGE))
        places = np.flatnonzero(kept)
        rest, line = rest[places], line[places]
        share = np.minimum(rest, width[one]) - random.random(len(places)) * line
        block = np.empty((len(least), len(places)))
        block[fixed] = least[fixed, None]
        for place, row in zip(others, parts, strict=True):
            np.add(row[places], least[free[place]], out=block[free[place]])
        np.add(share, least[free[one]], out=block[free[one]])
        np.add(rest - share, least[free[two]], out=block[free[two]])
        done += len(places)
        yield block


def _highest(one: float, two: float, tilt: float) -> float:
    """The logarithm of the most that e^(tilt * rest) times the length of the line comes to, over all rests."""
    low, high, both = min(one, two), max(one, two), one + two
    rests = [low, high]
    if tilt < 0:
        rests.append(min(-1 / tilt, low))
    if tilt > 0:
        rests.append(max(both - 1 / tilt, high))
    return max(tilt * rest + math.log(min(rest, low, both - rest)) for rest in rests)


def _tilted(random: np.random.Generator, width: np.ndarray, tilt: float) -> np.ndarray:
    """Numbers between 0 and each width, with a density that goes as e^(tilt * w).

    What an exponential number leaves when it is divided by a width is one cut off at that width: it does not remember how
    often it went round.
    """
    size, span = (len(width), AT_A_TIME), width[:, None]
    parts: np.ndarray = random.standard_exponential(size) if tilt else random.random(size)
    if tilt:
        parts /= abs(tilt) * span
        parts -= np.floor(parts)
    if tilt > 0:
        np.subtract(1, parts, out=parts)
    parts *= span
    return parts


def _tilt(width: np.ndarray, spare: float) -> float:
    """The tilt with which weights add up to what there is, on average: by halving, as the mean grows with the tilt."""
    if math.isclose(2 * spare, float(width.sum()), rel_tol=_FLAT):
        return 0.0
    low, high = -1.0, 1.0
    while _means(width, low / width.min()).sum() > spare:
        low *= 2
    while _means(width, high / width.min()).sum() < spare:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        if _means(width, middle / width.min()).sum() < spare:
            low = middle
        else:
            high = middle
    return float((low + high) / 2 / width.min())


def _means(width: np.ndarray, tilt: float) -> np.ndarray:
    x = tilt * width
    flat = np.abs(x) < 1e-5
    safe = np.where(flat, 1.0, x)
    # Of a density e^(tilt w) on [0, width]: width / (1 - e^-x) - 1 / tilt; where it is nearly flat, the first terms of its series.
    steep = width * (-1 / np.expm1(-np.clip(safe, -_LARGE, _LARGE)) - 1 / safe)
    return np.where(flat, width * (0.5 + x / 12), steep)


def _variances(width: np.ndarray, tilt: float) -> np.ndarray:
    x = np.clip(tilt * width, -_LARGE, _LARGE)
    flat = np.abs(x) < 1e-3
    safe = np.where(flat, 1.0, x)
    steep = 1 / safe**2 - 1 / (4 * np.sinh(safe / 2) ** 2)
    return width**2 * np.where(flat, 1 / 12, steep)
