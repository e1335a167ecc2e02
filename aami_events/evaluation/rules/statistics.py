"""Figures of counted answers: mean, median, spread, and how likely one recommends, with how sure that is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

#: half of the normal distribution's 95 %
Z95 = 1.959964


@dataclass(frozen=True)
class Spread:
    """Of numbers: how many, their mean, and their quartiles."""

    n: int
    mean: float
    low: float
    median: float
    high: float


def spread(counts: Mapping[float, int]) -> Spread | None:
    """Of {number: how often}; None of nothing. A quartile between two numbers is halfway."""
    held = sorted((value, count) for value, count in counts.items() if count)
    n = sum(count for _value, count in held)
    if not n:
        return None
    mean = sum(value * count for value, count in held) / n
    return Spread(n, mean, *(_quantile(held, n, share) for share in (0.25, 0.5, 0.75)))


def _quantile(held: Sequence[tuple[float, int]], n: int, share: float) -> float:
    """The mean of the numbers on both sides of the place, which are the same one unless it falls between two."""
    place = share * n
    below, above = math.ceil(place), math.floor(place) + 1
    return (_at(held, max(below, 1)) + _at(held, min(above, n))) / 2


def _at(held: Sequence[tuple[float, int]], place: int) -> float:
    totals = accumulate(count for _value, count in held)
    return next(value for (value, _count), total in zip(held, totals, strict=True) if total >= place)


def places(choices: Sequence[str], cells: Mapping[str, int]) -> dict[float, int]:
    """{place on the scale, from 1: how often}; what is not on it (would rather not say) does not count."""
    return {float(place): cells.get(choice, 0) for place, choice in enumerate(choices, 1)}


@dataclass(frozen=True)
class Promoters:
    """How likely one recommends: promoters (9, 10), passives (7, 8), detractors (0 to 6), their score from -100 to 100
    and the interval in which it lies with 95 %."""

    promoters: int
    passives: int
    detractors: int
    score: float
    low: float
    high: float


def promoters(cells: Mapping[str, int]) -> Promoters | None:
    """Of {"0" to "10": how often}; None of nothing.

    The interval is Wald's with three answers added, of which a half are passive (Rocks 2016, "Interval Estimation for
    the Net Promoter Score", The American Statistician 70:4): at 14 answers Wald's own is far too narrow.
    """
    counts = {int(value): count for value, count in cells.items()}
    up = sum(count for value, count in counts.items() if value >= 9)
    down = sum(count for value, count in counts.items() if value <= 6)
    n = sum(counts.values())
    if not n:
        return None
    score = (up - down) / n
    high, low = (up + 0.75) / (n + 3), (down + 0.75) / (n + 3)
    middle, wide = high - low, Z95 * math.sqrt((high + low - (high - low) ** 2) / (n + 3))
    return Promoters(
        up, n - up - down, down, 100 * score, max(-100.0, 100 * (middle - wide)), min(100.0, 100 * (middle + wide))
    )


def mean_rank(cells: Mapping[str, int]) -> float | None:
    """The mean place of an option among those who ranked it."""
    found = spread({float(rank): count for rank, count in cells.items()})
    return found.mean if found else None
