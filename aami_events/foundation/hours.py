"""A span of time on two clocks: the venue's and the viewer's."""

import datetime as dt
import functools
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from . import dates
from .i18n import current_language


@dataclass(frozen=True)
class Hours:
    """A span of time as the venue's clocks show it, and as the viewer's do when theirs differ."""

    there: str
    here: str | None


def hours(starts: dt.datetime | None, ends: dt.datetime | None, zone: str, viewer_zone: str | None) -> Hours | None:
    """Wall times in their own zone with the city named, and in the viewer's; None without times."""
    return _hours(starts, ends or starts, zone, viewer_zone, current_language()) if starts else None


@functools.lru_cache(4096)
def _hours(starts: dt.datetime, ends: dt.datetime, zone: str, viewer_zone: str | None, language: str) -> Hours:
    begin, end = dates.in_zone(starts, zone), dates.in_zone(ends, zone)
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


def moment(at: dt.datetime, zone: str) -> str:
    """A moment in a zone, with the city named."""
    return span_at_city(at, at, zone, current_language())
