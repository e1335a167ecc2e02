"""Lines drawn as SVG by a template: where things stand, in shares of the picture. Pure, without a colour or a word.

A drawing has no size: what it holds is in percent of its width and height, so that one picture serves a phone, a wide
screen and paper, and its words keep their size.
"""

import datetime as dt
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

#: whole weeks that a calendar's ticks may be apart, up to centuries
WEEKS: tuple[int, ...] = (7, 14, 28, 56, 91, 182, *range(364, 40_000, 364))


@dataclass(frozen=True)
class Series:
    """How many in all by the end of a day, {days from the anchor: total}, until the last day that is known."""

    totals: Mapping[int, int]
    last: int

    @property
    def first(self) -> int:
        """The first day on which there was any."""
        return min(self.totals, default=self.last)

    @property
    def total(self) -> int:
        """How many in the end."""
        return max(self.totals.values(), default=0)

    def on(self, day: int) -> int | None:
        """How many by the end of a day; None for a day that has not come."""
        if day > self.last:
            return None
        days = sorted(self.totals)
        place = bisect_right(days, day)
        return self.totals[days[place - 1]] if place else 0


@dataclass(frozen=True)
class Tick:
    """A line across the picture: what it stands for, and where, in percent."""

    value: int
    at: float


@dataclass(frozen=True)
class Drawing:
    """Lines as points "x,y x,y" in percent, y downwards, and the ticks of both axes."""

    lines: tuple[str, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]


def days_of(moments: Iterable[tuple[dt.datetime, int]], zone: str) -> Counter[dt.date]:
    """{day: how many} of (aware moment, how many), on the calendar of a zone: 23:30 in St. John's is that very day."""
    there, found = ZoneInfo(zone), Counter[dt.date]()
    for moment, number in moments:
        found[moment.astimezone(there).date()] += number
    return found


def series(days: Mapping[dt.date, int], anchor: dt.date, last: dt.date) -> Series:
    """Days as a growing total, counted from the anchor; what came after `last` is left out."""
    total, totals = 0, {}
    for day in sorted(days):
        if day <= last:
            total += days[day]
            totals[(day - anchor).days] = total
    return Series(totals, (last - anchor).days)


def nice_step(span: float, most: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50… that cuts a span into no more than `most` pieces."""
    rough, power = span / most, 1
    while 10 * power < rough:
        power *= 10
    return next(step * power for step in (1, 2, 5, 10) if step * power >= rough)


def week_step(span: int, most: int) -> int:
    """The same for days: one, or whole weeks once there are more days than that."""
    if span <= most:
        return 1
    return next((step for step in WEEKS if span / step <= most), WEEKS[-1])


def draw(lines: Sequence[Series], *, until: int | None = None, across: int = 5, up: int = 4) -> Drawing:
    """Several series on the same axes: days across, from the first of any to the last, or on to `until`; totals up."""
    first = min(line.first for line in lines)
    last = max(*(line.last for line in lines), first + 1, first if until is None else until)
    top = max(*(line.total for line in lines), 1)
    step = nice_step(top, up)
    ceiling = math.ceil(top / step) * step
    days = week_step(last - first, across)

    def x(day: int) -> float:
        return round(100 * (day - first) / (last - first), 2)

    def y(total: int) -> float:
        return round(100 - 100 * total / ceiling, 2)

    begins = math.ceil(first / days) * days
    return Drawing(
        tuple(_path(line, x, y) for line in lines),
        tuple(Tick(day, x(day)) for day in range(begins, last + 1, days)),
        tuple(Tick(total, y(total)) for total in range(0, ceiling + 1, step)),
    )


def _path(line: Series, x: Callable[[int], float], y: Callable[[int], float]) -> str:
    """Level from day to day, and up on the day itself: nobody registers between two days."""
    before, points = 0, []
    for day in sorted(line.totals):
        points += [(x(day), y(before)), (x(day), y(line.totals[day]))]
        before = line.totals[day]
    if points:
        points.append((x(line.last), y(before)))
    return " ".join(f"{across:g},{up:g}" for across, up in points)
