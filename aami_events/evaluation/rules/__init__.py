"""Decisions about surveys: who is asked, when, and what of a survey cannot be."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

#: who is asked: everyone who was there, who is registered, who took part in one activity, member organisations, those
#: of a list, whoever has the link
AUDIENCES = ("present", "registered", "part", "members", "list", "open")
#: of those that need an event, and an activity of it
OF_AN_EVENT, OF_A_PART = ("present", "registered", "part"), ("part",)
STATES = ("draft", "ready", "closed")
#: results are shown while answers come, or once the survey is closed
RESULTS = ("closed", "live")
#: what may not be undercut, whatever a survey says: fewer people are no group
LEAST = 3
#: letters that somebody gets at most, the invitation included
MOST_LETTERS = 3
#: days before its closing that a survey may remind by itself
MOST_NOTICE = 60
#: nobody is reminded by a survey itself sooner after another letter
PAUSE = dt.timedelta(days=1)
#: days after an event that a survey may open or close
MOST_DAYS = 400
MORNING, EVENING = dt.time(9), dt.time(23, 59)


@dataclass(frozen=True)
class Days:
    """When a survey opens and closes, as it is written: a wall time, or days after the last day of its event."""

    opens_at: dt.datetime | None = None
    opens_after: int | None = None
    closes_at: dt.datetime | None = None
    closes_after: int | None = None


@dataclass(frozen=True)
class Hours:
    """When it opens and closes; None: when somebody says so."""

    opens: dt.datetime | None
    closes: dt.datetime | None


def hours(days: Days, zone: str, last_day: dt.date | None) -> Hours:
    """The moments that are meant, in the zone; what counts from the end of an event without a date is not known yet."""

    def moment(at: dt.datetime | None, after: int | None, time: dt.time) -> dt.datetime | None:
        if at is None and after is not None and last_day is not None:
            at = dt.datetime.combine(last_day + dt.timedelta(days=after), time)
        return at.replace(tzinfo=ZoneInfo(zone)) if at else None

    return Hours(moment(days.opens_at, days.opens_after, MORNING), moment(days.closes_at, days.closes_after, EVENING))


def phase(state: str, when: Hours, now: dt.datetime) -> str:
    """What can be done now: draft, waiting (for its hour), open, over (its hour is past), closed."""
    if state != "ready":
        return state
    if when.closes is not None and now >= when.closes:
        return "over"
    return "waiting" if when.opens is not None and now < when.opens else "open"


def reminders(closes: dt.datetime | None, reminds: Sequence[int], zone: str) -> list[dt.datetime]:
    """When a survey reminds by itself: in the morning, so many days before it closes, the first one first."""
    if closes is None:
        return []
    last = closes.astimezone(ZoneInfo(zone)).date()
    return sorted(dt.datetime.combine(last - dt.timedelta(days=days), MORNING, ZoneInfo(zone)) for days in reminds)


def is_due(moments: Sequence[dt.datetime], last: dt.datetime | None, now: dt.datetime) -> bool:
    """Whether one of these moments has come since people were reminded; several that have come are one."""
    return any(moment <= now and (last is None or last < moment) for moment in moments)


@dataclass(frozen=True)
class Facts:
    """What is decided by."""

    audience: str
    results: str
    least: int | None
    expected: int | None
    days: Days
    title: tuple[str, str]
    reminds: Sequence[int] = ()
    event: bool = False
    part: bool = False


def faults(facts: Facts) -> Iterator[tuple[str, str]]:
    """(field, what) of everything that cannot be: missing, unknown, event, part, least, days, order, both, notice."""
    if not any(facts.title):
        yield "title", "missing"
    if facts.audience not in AUDIENCES:
        yield "audience", "unknown"
    elif facts.audience in OF_AN_EVENT and not facts.event:
        yield "audience", "event"
    elif facts.audience in OF_A_PART and not facts.part:
        yield "part", "part"
    if facts.results not in RESULTS:
        yield "results", "unknown"
    if facts.least is None or not LEAST <= facts.least <= 50:
        yield "least", "least"
    if facts.expected is not None and not 0 < facts.expected < 1_000_000:
        yield "expected", "number"
    if len(facts.reminds) >= MOST_LETTERS or not all(0 < days <= MOST_NOTICE for days in facts.reminds):
        yield "reminds", "notice"
    yield from _day_faults(facts)


def _day_faults(facts: Facts) -> Iterator[tuple[str, str]]:
    days = facts.days
    for name, at, after in (
        ("opens_after", days.opens_at, days.opens_after),
        ("closes_after", days.closes_at, days.closes_after),
    ):
        if after is not None and not facts.event:
            yield name, "event"
        elif after is not None and not -MOST_DAYS <= after <= MOST_DAYS:
            yield name, "days"
        elif after is not None and at is not None:
            yield name, "both"
    backwards = days.opens_at and days.closes_at and days.opens_at >= days.closes_at
    relative = days.opens_after is not None and days.closes_after is not None
    if backwards or (relative and (days.opens_after or 0) > (days.closes_after or 0)):
        yield "closes_after" if relative else "closes_at", "order"
