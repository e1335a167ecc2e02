"""What the templates need to show an event: times in two zones, marks, facts."""

import datetime as dt

from babel.dates import format_date as babel_date

from ...foundation import clock
from ...foundation.hours import Hours, hours, moment
from ...foundation.i18n import current_language
from .. import queries
from ..models import Event, Part
from ..rules import shelf

#: the house's templates call these through this room
__all__ = ["days", "hours", "moment", "part_hours", "shelves", "state", "when"]

MARK = {
    "open": "open",
    "later": "waiting",
    "invited": "waiting",
    "not_planned": "waiting",
    "postponed": "wrong",
    "cancelled": "wrong",
}


def when(event: Event) -> str:
    """The event's days, exact or fuzzy."""
    return event.span.format(current_language())


def days(event: Event) -> tuple[str, str]:
    """The date as the picture of a calendar entry: big (17–20), small (Sept. 2020)."""
    language = current_language()
    if event.starts is None:
        return "", event.when.format(language)
    first, last = event.starts.date(), (event.ends or event.starts).date()
    month = babel_date(first, "MMM y", locale=f"{language}_CA")
    if (first.year, first.month) != (last.year, last.month):
        return "", when(event)
    return (str(first.day) if first == last else f"{first.day}–{last.day}"), month


def state(event: Event) -> tuple[str, str]:
    """(mark, registration state)"""
    found = queries.registration_state(event)
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
