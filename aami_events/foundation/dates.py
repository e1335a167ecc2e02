"""Dates and times as people read them: fuzzy dates of a plan, wall times in a named city's zone.

Wall time is shown with the city of its zone ("heure de Vancouver"), never with an abbreviation. The French of the
OQLF writes "14 h 30" with no-break spaces and "1er"; Canadian English writes "2:30 p.m.".
"""

from __future__ import annotations

import zoneinfo
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from sqlalchemy import JSON
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

Precision = Literal["day", "month", "range", "season", "part-of-year", "year", "years", "ongoing", "from", "yearly"]
NBSP = "\u00a0"
_MONTHS = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin",
           "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
}  # fmt: skip
_WEEKDAYS = {"fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
             "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}  # fmt: skip
_SEASONS = {"fr": ("hiver", "printemps", "été", "automne"), "en": ("winter", "spring", "summer", "fall")}
_PARTS = {"fr": ("début ", "mi-", "fin "), "en": ("early ", "mid-", "late ")}
_SAID = {"fr": {"ongoing": "en continu", "yearly": "chaque année"},
         "en": {"ongoing": "ongoing", "yearly": "every year"}}  # fmt: skip

#: Every zone in use in Canada, from east to west: what a select offers. Montréal is a name of Toronto's zone.
CANADIAN_ZONES = (
    "America/St_Johns", "America/Halifax", "America/Moncton", "America/Goose_Bay", "America/Glace_Bay",
    "America/Blanc-Sablon", "America/Toronto", "America/Montreal", "America/Iqaluit", "America/Atikokan",
    "America/Winnipeg", "America/Regina", "America/Swift_Current", "America/Rankin_Inlet", "America/Resolute",
    "America/Edmonton", "America/Yellowknife", "America/Cambridge_Bay", "America/Inuvik", "America/Vancouver",
    "America/Creston", "America/Dawson_Creek", "America/Fort_Nelson", "America/Whitehorse", "America/Dawson",
)  # fmt: skip
# Cities that the zone's own name does not spell.
_CITIES = {
    "America/St_Johns": ("St. John’s", "St. John’s"),
    "America/Montreal": ("Montréal", "Montréal"),
    "America/Goose_Bay": ("Happy Valley-Goose Bay", "Happy Valley-Goose Bay"),
    "America/Dawson": ("Dawson", "Dawson City"),
}


def _language(language: str) -> str:
    return "fr" if language.startswith("fr") else "en"


def _month(day: date, language: str) -> str:
    return _MONTHS[language][day.month - 1]


@dataclass(frozen=True)
class FuzzyDate:
    """A date as precise as its source: "septembre 2020", "été 2021", "en continu".

    `first` and `last` bound it; which words it takes follows from `precision`. A "range" from the first of a month
    to the first or the end of one is read as months, any other as days; "day" with a `last` always means days. The
    part of a year follows from the middle of the two. `expected` marks what is not confirmed. Raises ValueError for
    an unknown precision, for `last` before `first`, and for a missing `first` (only "ongoing" and "yearly" need none).
    """

    first: date | None
    last: date | None = None
    precision: Precision = "day"
    expected: bool = False

    def __post_init__(self) -> None:
        if self.precision not in get_args(Precision):
            raise ValueError(f"unknown precision {self.precision!r}")
        if self.first is None and self.precision not in _SAID["en"]:
            raise ValueError(f"precision {self.precision!r} needs a first date")
        if self.first and self.last and self.last < self.first:
            raise ValueError("the last date is before the first")

    def format(self, language: str) -> str:
        """The date in words, without a leading article; lower case but for English months.

        What is expected and has no date at all has one to come.
        """
        if self.expected and self.precision == "ongoing" and self.first is None:
            return "date à venir" if _language(language) == "fr" else "date to come"
        if _language(language) == "fr":
            preposition, words = _french(self)
            return f"attendue {preposition}{words}" if self.expected else words
        return f"expected {_english(self)}" if self.expected else _english(self)

    def sort_key(self) -> tuple[date, date]:
        """Start and end of the period; what has no date comes last."""
        return (self.first or date.max, self.last or self.first or date.max)

    def to_json(self) -> dict[str, Any]:
        """`{"precision": …}`, with `first` and `last` in ISO form and `expected`, each only when it is there."""
        dates = {"first": self.first, "last": self.last}
        stored: dict[str, Any] = {name: day.isoformat() for name, day in dates.items() if day}
        return stored | {"precision": self.precision} | ({"expected": True} if self.expected else {})

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> FuzzyDate:
        """The inverse of `to_json`. Raises KeyError or ValueError for anything else."""
        first, last = (date.fromisoformat(day) if (day := stored.get(name)) else None for name in ("first", "last"))
        return cls(first, last, stored["precision"], bool(stored.get("expected")))


class FuzzyDateType(TypeDecorator[FuzzyDate]):
    """A column that holds a `FuzzyDate` as JSON; None is NULL."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: FuzzyDate | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else value.to_json()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> FuzzyDate | None:
        return None if value is None else FuzzyDate.from_json(value)

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        return self.impl_instance.coerce_compared_value(op, value)


def _bounds(fuzzy: FuzzyDate) -> tuple[date, date]:
    first = fuzzy.first or date.min
    return first, fuzzy.last or first


def _in_months(fuzzy: FuzzyDate) -> bool:
    first, last = _bounds(fuzzy)
    whole = first.day == 1 and last.day in (1, monthrange(last.year, last.month)[1])
    return fuzzy.precision == "month" or (fuzzy.precision == "range" and whole)


def _season(day: date, dash: str) -> tuple[int, str]:
    """The season's number from winter, and its year: a winter that begins in December has two."""
    return day.month % 12 // 3, f"{day.year}{dash}{day.year + 1}" if day.month == 12 else str(day.year)


def _months(first: date, last: date, language: str) -> str:
    ends = f"{_month(last, language)} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return ends
    year = "" if first.year == last.year else f" {first.year}"
    return f"{_month(first, language)}{year} {'à' if language == 'fr' else 'to'} {ends}"


def _alike(fuzzy: FuzzyDate, language: str) -> str:
    """What both languages build the same way; "" for the rest."""
    first, last = _bounds(fuzzy)
    match fuzzy.precision:
        case "ongoing" | "yearly":
            return _SAID[language][fuzzy.precision]
        case "year" | "years":
            dash = "-" if language == "fr" else "–"
            return str(first.year) if first.year == last.year else f"{first.year}{dash}{last.year}"
        case "part-of-year":
            middle = first + (last - first) / 2
            return f"{_PARTS[language][(middle.month - 1) // 4]}{first.year}"
    return ""


def _french(fuzzy: FuzzyDate) -> tuple[str, str]:
    """The preposition that leads to the words in a sentence, and the words."""
    first, last = _bounds(fuzzy)
    if words := _alike(fuzzy, "fr"):
        return ("en " if words[0].isdigit() else ""), words
    if fuzzy.precision == "from":
        return "", "dès " + (_months(first, first, "fr") if first.day == 1 else f"le {format_date(first, 'fr')}")
    if fuzzy.precision == "season":
        return _french_seasons(first, last)
    if not _in_months(fuzzy):
        return _french_days(first, last)
    words = _months(first, last, "fr")
    return ("en " if " à " not in words else "d’" if words[0] in "ao" else "de "), words


def _french_seasons(first: date, last: date) -> tuple[str, str]:
    (start, year), (end, last_year) = _season(first, "-"), _season(last, "-")
    begins, ends = _SEASONS["fr"][start], _SEASONS["fr"][end]
    if (start, year) == (end, last_year):
        return ("au " if start == 1 else "à l’"), f"{begins} {year}"
    between = "" if year == last_year else f" {year}"
    return ("du " if start == 1 else "de l’"), f"{begins}{between} {'au ' if end == 1 else 'à l’'}{ends} {last_year}"


def _french_days(first: date, last: date) -> tuple[str, str]:
    ends = format_date(last, "fr")
    if first == last:
        return "le ", ends
    shared = 2 if (first.year, first.month) == (last.year, last.month) else 1 if first.year == last.year else 0
    return "du ", f"{format_date(first, 'fr').rsplit(' ', shared)[0]} au {ends}"


def _english(fuzzy: FuzzyDate) -> str:
    first, last = _bounds(fuzzy)
    if words := _alike(fuzzy, "en"):
        return words
    if fuzzy.precision == "from":
        return "from " + (_months(first, first, "en") if first.day == 1 else format_date(first, "en"))
    if fuzzy.precision == "season":
        return _english_seasons(first, last)
    return _months(first, last, "en") if _in_months(fuzzy) else _english_days(first, last)


def _english_seasons(first: date, last: date) -> str:
    (start, year), (end, last_year) = _season(first, "–"), _season(last, "–")
    ends = f"{_SEASONS['en'][end]} {last_year}"
    if (start, year) == (end, last_year):
        return ends
    return f"{_SEASONS['en'][start]}{'' if year == last_year else f' {year}'} to {ends}"


def _english_days(first: date, last: date) -> str:
    if first == last:
        return format_date(last, "en")
    if first.year != last.year:
        return f"{format_date(first, 'en')} – {format_date(last, 'en')}"
    begins = f"{_month(first, 'en')} {first.day}"
    return f"{begins}–{last.day}, {last.year}" if first.month == last.month else f"{begins} – {format_date(last, 'en')}"


def format_date(day: date, language: str) -> str:
    """A day in full: "1er mai 2020" or "May 1, 2020"."""
    language = _language(language)
    if language == "fr":
        return f"{'1er' if day.day == 1 else day.day} {_month(day, language)} {day.year}"
    return f"{_month(day, language)} {day.day}, {day.year}"


def short_day(day: date, language: str) -> str:
    """ "jeu. 17" and "Thu 17": where there is little room, and the month goes without saying."""
    return f"{_WEEKDAYS[_language(language)][day.weekday()]} {day.day}"


def format_time(moment: datetime | time, language: str) -> str:
    """A time: "14 h 30" with no-break spaces, "9 h"; "2:30 p.m.", "9 a.m.", "noon", "midnight". No seconds."""
    if _language(language) == "fr":
        return f"{moment.hour}{NBSP}h" + (f"{NBSP}{moment.minute:02}" if moment.minute else "")
    if moment.minute == 0 and moment.hour % 12 == 0:
        return "noon" if moment.hour else "midnight"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes} {'a.m.' if moment.hour < 12 else 'p.m.'}"


def format_datetime(moment: datetime, language: str) -> str:
    """A day and time as `moment` carries them: "17 septembre 2020 à 14 h 30", "September 17, 2020, 2:30 p.m."."""
    join = " à " if _language(language) == "fr" else ", "
    return f"{format_date(moment, language)}{join}{format_time(moment, language)}"


def format_span(start: datetime, end: datetime, language: str) -> str:
    """A stretch of time: "17 septembre 2020, de 9 h à 10 h 30" or "September 17, 2020, 9 a.m. to 10:30 a.m.".

    Another day is named in full, but an end at midnight closes the evening before. An aware `end` is read in the
    zone of `start`.
    """
    french = _language(language) == "fr"
    if start.tzinfo and end.tzinfo:
        end = end.astimezone(start.tzinfo)
    evening = end.time() == time() and end.date() == start.date() + timedelta(days=1)
    if start.date() != end.date() and not evening:
        begins, ends = format_datetime(start, language), format_datetime(end, language)
        return f"du {begins} au {ends}" if french else f"{begins} to {ends}"
    until = "minuit" if french and evening else format_time(end, language)
    day, since = format_date(start, language), format_time(start, language)
    return f"{day}, de {since} à {until}" if french else f"{day}, {since} to {until}"


def use_packaged_zones() -> None:
    """Make zoneinfo read the PyPI package: system copies miss Canada's recent changes. Call once, before any zone."""
    if zoneinfo.TZPATH:
        zoneinfo.reset_tzpath(to=())
        ZoneInfo.clear_cache()


def zone_city(zone: str, language: str) -> str:
    """The city people know a zone by; for a zone outside the table, the last part of its name."""
    cities = _CITIES.get(zone)
    return cities[_language(language) == "en"] if cities else zone.rpartition("/")[2].replace("_", " ")


def in_zone(wall: datetime, zone: str) -> datetime:
    """The moment a clock in `zone` shows `wall`, aware.

    A time that spring skips moves on by the skipped hour, as clocks do: 2:30 becomes 3:30. A time that autumn
    repeats is its first occurrence, the second with `fold=1`. Raises ValueError for an aware `wall` and
    ZoneInfoNotFoundError for an unknown zone.
    """
    if wall.tzinfo:
        raise ValueError("a wall time has no zone of its own")
    moment = wall.replace(tzinfo=ZoneInfo(zone))
    shown = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return moment if shown.replace(tzinfo=None) == wall else shown


def at_city(moment: datetime, zone: str, language: str) -> str:
    """An aware moment as clocks in `zone` show it: "9 h 30, heure de Vancouver" or "9:30 a.m. Vancouver time"."""
    if moment.tzinfo is None:
        raise ValueError("the moment needs a zone; see in_zone")
    shown, city = format_time(moment.astimezone(ZoneInfo(zone)), language), zone_city(zone, language)
    if city == "UTC":
        return f"{shown} UTC"
    if _language(language) == "en":
        return f"{shown} {city} time"
    return f"{shown}, heure {'d’' if city[0] in 'AEIOUÀÂÉÈÊÎÔ' else 'de '}{city}"
