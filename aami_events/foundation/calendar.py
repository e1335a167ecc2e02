"""iCalendar files (RFC 5545): occasions in their own zone, which any calendar program shows at the reader's time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from aami_events.foundation.text import clean

_PRODUCT = "-//AAMI IMAA//aami-events//FR"
_END = b"END:VCALENDAR\r\n"
_TAGS = {"fr": "fr-CA", "en": "en-CA"}


@dataclass(frozen=True)
class Occasion:
    """One entry of a calendar. `uid` and `sequence` let a program replace what it already has.

    `starts` and `ends` are aware and are written in `zone`, an IANA name.
    """

    uid: str
    title: str
    starts: datetime
    ends: datetime
    zone: str
    description: str = ""
    location: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False
    organiser_name: str = ""
    organiser_email: str = ""


def calendar_file(
    occasions: Sequence[Occasion], *, name: str, language: str, method: str = "PUBLISH", now: datetime
) -> bytes:
    """A calendar of the occasions in `language`, with a VTIMEZONE for every zone used and `now` as its DTSTAMP.

    `method` is PUBLISH for a feed, REQUEST or CANCEL for a letter (RFC 5546). Raises ValueError for a naive time.
    """
    tag = _TAGS.get(language, language)
    zones = [_timezone(zone, first, last) for zone, first, last in _spans(occasions)]
    stamp = b"DTSTAMP:" + _aware(now).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ").encode() + b"\r\n"
    entries = [(_line("UID", clean(one.uid)), stamp, _facts(replace(one, uid=""), tag)) for one in occasions]
    return b"".join(
        [_head(name, tag, method), *zones, *(b"BEGIN:VEVENT\r\n" + b"".join(lines) for lines in entries), _END]
    )


@lru_cache(maxsize=256)
def _head(name: str, tag: str, method: str) -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("name", clean(name), parameters={"LANGUAGE": tag})  # RFC 7986, then what Apple and Google read
    calendar.add("x-wr-calname", clean(name))
    return bytes(calendar.to_ical()).removesuffix(_END)


def _line(name: str, text: str) -> bytes:
    from icalendar import vText
    from icalendar.parser import Contentline, Parameters

    return bytes(Contentline.from_parts(name, Parameters(), vText(text)).to_ical()) + b"\r\n"


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a calendar needs aware times")
    return moment


@lru_cache(maxsize=1024)
def _facts(occasion: Occasion, tag: str) -> bytes:
    """The lines of an entry after UID and DTSTAMP, which alone differ from one person's letter to another's."""
    from icalendar import Event, vCalAddress, vText

    zone = UTC if occasion.zone == "UTC" else ZoneInfo(occasion.zone)
    event = Event()
    event.add("dtstart", _aware(occasion.starts).astimezone(zone))
    event.add("dtend", _aware(occasion.ends).astimezone(zone))
    event.add("sequence", occasion.sequence)
    event.add("status", "CANCELLED" if occasion.cancelled else "CONFIRMED")
    for key, text in (("summary", occasion.title), ("location", occasion.location)):
        if text:
            event.add(key, clean(text), parameters={"LANGUAGE": tag})
    if occasion.description:
        event.add("description", clean(occasion.description, keep_lines=True), parameters={"LANGUAGE": tag})
    if occasion.url:
        event.add("url", clean(occasion.url))
    if occasion.organiser_email:
        organiser = vCalAddress(f"mailto:{clean(occasion.organiser_email)}")
        if occasion.organiser_name:
            organiser.params["CN"] = vText(clean(occasion.organiser_name).replace('"', "'"))
        event.add("organizer", organiser)
    return bytes(event.to_ical()).removeprefix(b"BEGIN:VEVENT\r\n")


def _spans(occasions: Iterable[Occasion]) -> list[tuple[str, int, int]]:
    """Each zone used, with the first and the last year it is used in."""
    years: dict[str, list[int]] = {}
    for occasion in occasions:
        zone = ZoneInfo(occasion.zone)
        ends = (_aware(moment).astimezone(zone).year for moment in (occasion.starts, occasion.ends))
        years.setdefault(occasion.zone, []).extend(ends)
    return [(zone, min(used), max(used)) for zone, used in sorted(years.items()) if zone != "UTC"]


@lru_cache(maxsize=256)
def _timezone(zone: str, first: int, last: int) -> bytes:
    """The zone's rules for the years from `first` to `last`, one observance a change.

    Each begins at the wall time that the old offset gave, as RFC 5545 3.6.5 has it; icalendar's own generator
    writes the new offset's, an hour late in spring.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    component = Timezone()
    component.add("tzid", zone)
    tz = ZoneInfo(zone)
    for moment, before in _changes(tz, datetime(first, 1, 1, tzinfo=UTC) - timedelta(days=1), last):
        local = moment.astimezone(tz)
        rule = TimezoneDaylight() if local.dst() else TimezoneStandard()
        rule.add("dtstart", (moment + before).replace(tzinfo=None))
        rule.add("tzoffsetfrom", before)
        rule.add("tzoffsetto", local.utcoffset())
        rule.add("tzname", local.tzname())
        component.add_component(rule)
    return bytes(component.to_ical())


def _changes(tz: ZoneInfo, start: datetime, last: int) -> Iterator[tuple[datetime, timedelta]]:
    """The start itself, then every change of offset through the year `last`, each with the offset before it."""

    def offset(moment: datetime) -> timedelta:
        return moment.astimezone(tz).utcoffset() or timedelta()

    yield start, offset(start)
    day, stop = start, datetime(last + 1, 1, 2, tzinfo=UTC)
    while day < stop:
        early, late = day, day + timedelta(days=1)
        day = late
        if offset(early) == offset(late):
            continue
        while late - early > timedelta(minutes=1):
            middle = early + (late - early) // 2
            early, late = (middle, late) if offset(middle) == offset(early) else (early, middle)
        yield late.replace(second=0, microsecond=0), offset(early)
