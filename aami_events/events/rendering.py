"""What the templates need to show an event: times in two zones, marks, facts."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_date

from ..foundation import clock, dates
from ..foundation.i18n import current_language
from .models import Event, Part
from .rules import registration_state, shelf

MARK = {"open": "open", "later": "waiting", "invited": "waiting", "not_planned": "waiting", "postponed": "wrong", "cancelled": "wrong"}


@dataclass(frozen=True)
class Hours:
    """A span of time as the venue's clocks show it, and as the viewer's do when theirs differ."""

    there: str
    here: str | None


def hours(starts: dt.datetime | None, ends: dt.datetime | None, zone: str, viewer_zone: str | None) -> Hours | None:
    """Wall times of a part in its own zone with the city named, and in the viewer's; None without times."""
    if starts is None:
        return None
    language = current_language()
    begin, end = dates.in_zone(starts, zone), dates.in_zone(ends or starts, zone)
    there = span_at_city(begin, end, zone, language)
    if not viewer_zone or begin.utcoffset() == begin.astimezone(ZoneInfo(viewer_zone)).utcoffset():
        return Hours(there, None)
    return Hours(there, span_at_city(begin, end, viewer_zone, language))


def span_at_city(begin: dt.datetime, end: dt.datetime, zone: str, language: str) -> str:
    """ "17 septembre 2020, 9 h 30 à 11 h, heure de Vancouver": the day is the one in that city."""
    here = begin.astimezone(ZoneInfo(zone))
    day, until = dates.format_date(here.date(), language), dates.at_city(end, zone, language)
    if begin == end:
        return f"{day}, {until}"
    link = "à" if language == "fr" else "to"
    return f"{day}, {dates.format_time(here, language)} {link} {until}"


def when(event: Event) -> str:
    """The event's days, exact or fuzzy."""
    if event.starts:
        span = dates.FuzzyDate(event.starts.date(), (event.ends or event.starts).date(), "day")
        return span.format(current_language())
    return event.when.format(current_language())


def days(event: Event) -> tuple[str, str]:
    """The date as the picture of a calendar entry: big (17–20), small (Sept. 2020)."""
    language = current_language()
    if event.starts is None:
        return "", event.when.format(language)
    first, last = event.starts.date(), (event.ends or event.starts).date()
    month = babel_date(first, "MMM y", locale=f"{language}_CA")
    if first.month != last.month:
        return str(first.day), f"{month} – {babel_date(last, 'd MMM y', locale=f'{language}_CA')}"
    return (str(first.day) if first == last else f"{first.day}–{last.day}"), month


def state(event: Event) -> tuple[str, str]:
    """(mark, registration state)"""
    found = registration_state(event.facts, clock.now())
    return MARK.get(found, "over"), found


def shelves(events: list[Event]) -> dict[str, list[Event]]:
    """The calendar: what is open, coming and past; the nearest first, past ones newest first."""
    found: dict[str, list[Event]] = {"open": [], "coming": [], "past": []}
    for event in sorted(events, key=lambda row: row.facts.first_day or dt.date.max):
        found[shelf(event.facts, clock.now())].append(event)
    found["past"].reverse()
    return found


def part_hours(part: Part, viewer_zone: str | None) -> Hours | None:
    """The part's hours."""
    return hours(part.starts, part.ends, part.zone, viewer_zone)


def moment(at: dt.datetime, zone: str) -> str:
    """A moment in a zone, with the city named."""
    return span_at_city(at, at, zone, current_language())
