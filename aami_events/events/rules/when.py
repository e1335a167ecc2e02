"""Dates as a form asks for them, in plain fields, and as they are kept: first day, last day, how precise.

"été 2021" is the period *summer* and the year 2021; "septembre à novembre 2020" has an end too. What is kept are the
arguments of foundation.dates.FuzzyDate.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

#: how an event's date is known: not yet, to the hour, to the day, a period, from a day on, always, every year
KINDS = ("unknown", "exact", "days", "period", "from", "ongoing", "yearly")
MONTHS = tuple(f"m{number}" for number in range(1, 13))
SEASONS = ("winter", "spring", "summer", "fall")
THIRDS = ("early", "mid", "late")
#: what a period may be, besides "" for the whole year
PERIODS = (*MONTHS, *SEASONS, *THIRDS)
FIRST_YEAR, LAST_YEAR = 1990, 2100

Precision = Literal["day", "month", "range", "season", "part-of-year", "year", "years", "ongoing", "from", "yearly"]


class When(NamedTuple):
    """The arguments of a fuzzy date."""

    first: dt.date | None
    last: dt.date | None = None
    precision: Precision = "day"
    expected: bool = False


#: no date at all, for now
UNKNOWN = When(None, None, "ongoing", True)


@dataclass(frozen=True)
class WhenEntry:
    """The fields; those that the kind does not ask for are ignored."""

    kind: str = "period"
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    period: str = ""
    year: int | None = None
    last_period: str = ""
    last_year: int | None = None
    expected: bool = False


def when_faults(entry: WhenEntry) -> list[tuple[str, str]]:
    """(field, what is wrong); keys of phrases. The hours of an exact date are judged elsewhere."""
    if entry.kind not in KINDS:
        return [("when_kind", "choose")]
    if entry.kind in ("days", "from") and entry.first_day is None:
        return [("first_day", "day")]
    if entry.kind == "days" and entry.first_day and entry.last_day and entry.last_day < entry.first_day:
        return [("last_day", "before")]
    return _period_faults(entry) if entry.kind == "period" else []


def relevant(entry: WhenEntry) -> WhenEntry:
    """The same without what its kind does not ask for."""
    if entry.kind == "period":
        return WhenEntry(
            "period", None, None, entry.period, entry.year, entry.last_period, entry.last_year, entry.expected
        )
    first = entry.first_day if entry.kind in ("days", "from") else None
    last = entry.last_day if entry.kind == "days" and entry.last_day != first else None
    said = entry.kind in ("days", "from", "yearly") and entry.expected
    return WhenEntry(entry.kind, first, last, expected=said)


def _period_faults(entry: WhenEntry) -> list[tuple[str, str]]:
    wrong = [] if entry.period in ("", *PERIODS) else [("period", "choose")]
    wrong += [] if entry.last_period in ("", *PERIODS) else [("last_period", "choose")]
    if entry.year is None:
        wrong.append(("year", "year"))
    wrong += [
        (name, "year_far")
        for name, year in (("year", entry.year), ("last_year", entry.last_year))
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR
    ]
    if wrong or not (entry.last_period or entry.last_year):
        return wrong
    if _sort(entry.period) != _sort(entry.last_period) or entry.period in THIRDS:
        return [("last_period", "alike")]
    return [("last_period", "before")] if _last(entry) < _first(entry) else []


def _sort(period: str) -> int:
    return 1 if period in MONTHS else 2 if period in SEASONS else 3 if period in THIRDS else 0


def _bounds(period: str, year: int) -> tuple[dt.date, dt.date]:
    """First and last day. The winter of a year is what lies in it: one that begins in December has two years' names."""
    if period in MONTHS:
        month = MONTHS.index(period) + 1
        return dt.date(year, month, 1), dt.date(year, month, monthrange(year, month)[1])
    if period in SEASONS:
        start = max(3 * SEASONS.index(period), 1)
        end = 3 * SEASONS.index(period) + 2
        return dt.date(year, start, 1), dt.date(year, end, monthrange(year, end)[1])
    if period in THIRDS:
        start, end = 4 * THIRDS.index(period) + 1, 4 * THIRDS.index(period) + 4
        return dt.date(year, start, 1), dt.date(year, end, monthrange(year, end)[1])
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _first(entry: WhenEntry) -> dt.date:
    return _bounds(entry.period, entry.year or FIRST_YEAR)[0]


def _last(entry: WhenEntry) -> dt.date:
    ends = bool(entry.last_period or entry.last_year)
    return _bounds(entry.last_period if ends else entry.period, entry.last_year or entry.year or FIRST_YEAR)[1]


def read_when(entry: WhenEntry) -> When:
    """What faultless fields say; the days of an exact date are those of its hours and not here."""
    match entry.kind:
        case "days":
            last = entry.last_day if entry.last_day != entry.first_day else None
            return When(entry.first_day, last, "day", entry.expected)
        case "from":
            return When(entry.first_day, None, "from", entry.expected)
        case "unknown":
            return UNKNOWN
        case "ongoing":
            return When(None, None, "ongoing")
        case "yearly":
            return When(None, None, "yearly", entry.expected)
    return When(_first(entry), _last(entry), _precision(entry), entry.expected)


def _precision(entry: WhenEntry) -> Precision:
    several = (entry.last_period or entry.period, entry.last_year or entry.year) != (entry.period, entry.year)
    match _sort(entry.period):
        case 1:
            return "range" if several else "month"
        case 2:
            return "season"
        case 3:
            return "part-of-year"
    return "years" if several else "year"


def write_when(when: When) -> WhenEntry:
    """The fields that say it."""
    first, last = when.first, when.last or when.first
    if when.precision in ("ongoing", "yearly") or first is None or last is None:
        if when.precision == "yearly":
            return WhenEntry("yearly", expected=when.expected)
        return WhenEntry("unknown" if when == UNKNOWN else "ongoing")
    if when.precision == "from":
        return WhenEntry("from", first, expected=when.expected)
    name = _names(when.precision, first, last)
    if name is None:
        return WhenEntry("days", first, last if last != first else None, expected=when.expected)
    start, end = name(first), name(last)
    begins = WhenEntry("period", None, None, *start, expected=when.expected)
    return begins if start == end else WhenEntry("period", None, None, *start, *end, expected=when.expected)


def _names(precision: str, first: dt.date, last: dt.date) -> Callable[[dt.date], tuple[str, int]] | None:
    """How a day of the period is called; None: by itself."""
    whole = first.day == 1 and last.day in (1, monthrange(last.year, last.month)[1])
    if precision == "month" or (precision == "range" and whole):
        return lambda day: (MONTHS[day.month - 1], day.year)
    if precision == "season":
        return lambda day: (SEASONS[day.month % 12 // 3], day.year)
    if precision == "part-of-year":
        middle = first + (last - first) / 2
        return lambda _day: (THIRDS[(middle.month - 1) // 4], first.year)
    return (lambda day: ("", day.year)) if precision in ("year", "years") else None


def held(when: When, first: dt.date, last: dt.date) -> When:
    """The date that is kept once the hours are known: as it was announced where they lie in it, else their days."""
    if when.first and when.first <= first and last <= (when.last or when.first):
        return when
    return When(first, last if last != first else None, "day")
