"""What registrations by day are compared with, and from which day each event counts its days."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Dated:
    """An event that has registrations, and its first and last days as far as they are known."""

    id: int
    first_day: dt.date | None
    last_day: dt.date | None = None


def pick_earlier(event: Dated, others: Iterable[Dated]) -> Dated | None:
    """Of events of one kind the last before this one; if none is before it, the most recent of all."""
    known = [row for row in others if row.id != event.id]
    before = [row for row in known if event.first_day and row.first_day and row.first_day < event.first_day]
    return max(before or known, key=lambda row: (row.first_day or dt.date.min, row.id), default=None)


def anchors(events: Iterable[Dated], days: Mapping[int, Iterable[dt.date]]) -> tuple[bool, dict[int, dt.date]]:
    """{event: its day 0}, and whether that is its first day: "a month before, where were we?" is what people ask.

    As soon as one of them has no first day, all are counted from their first registration.
    """
    rows = list(events)
    begins = {row.id: row.first_day for row in rows if row.first_day}
    if len(begins) == len(rows):
        return True, begins
    return False, {row.id: min(days[row.id]) for row in rows}


def last_known(event: Dated, days: Iterable[dt.date], today: dt.date) -> dt.date:
    """The day up to which its line is drawn: today, its last day, or the last registration when that was later."""
    end = max([*days, *([event.last_day] if event.last_day else [])], default=today)
    return min(end, today) if event.last_day else today
