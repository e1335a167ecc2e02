"""An event made from another one: everything keeps its distance from the first day, on the clocks of its place."""

import datetime as dt
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import ZoneInfo

from .when import FIRST_YEAR, LAST_YEAR

W = TypeVar("W", bound=dt.date)


@dataclass(frozen=True)
class Shift:
    """How far a copy lies from its source, in days; None while the copy has no date."""

    days: int | None

    def wall(self, at: W | None) -> W | None:
        """The same hour, or day, so many days later; nothing without a date."""
        return None if at is None or self.days is None else at + dt.timedelta(days=self.days)

    def moment(self, at: dt.datetime | None, zone: str) -> dt.datetime | None:
        """A moment that keeps its hour on the wall of a zone, whatever the clocks do in between."""
        if at is None or self.days is None:
            return None
        wall = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + dt.timedelta(days=self.days)
        return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)


def shift_between(source: dt.date | None, first: dt.date | None) -> Shift:
    """From the first day of an event to that of its copy."""
    return Shift((first - source).days if source and first else None)


def clone_faults(*, titled: bool, first: dt.date | None) -> list[tuple[str, str]]:
    """(field, what is wrong); keys of phrases."""
    found = [] if titled else [("title", "title")]
    if first is not None and not FIRST_YEAR <= first.year <= LAST_YEAR:
        found.append(("first_day", "year_far"))
    return found
