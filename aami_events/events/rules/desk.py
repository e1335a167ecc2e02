"""What has to be done about an event itself, and where the overview shows it."""

import datetime as dt

from ...foundation.todo import Found, by_deadline
from . import EventFacts, registration_state, shelf

#: shelves of the overview, in their order; drafts are nobody else's business yet
GROUPS = ("open", "coming", "draft", "past")
#: days before its first one in which an event should say when registration opens, and should be whole
SOON = 60
#: days before registration opens or closes that are worth a word
WINDOW, CLOSING = 14, 7


def group(event: EventFacts, now: dt.datetime) -> str:
    """One of GROUPS."""
    return "draft" if event.state == "draft" else shelf(event, now)


def days_until(day: dt.date | None, today: dt.date) -> int | None:
    """Whole days; below zero for a day that has been; None for a day that nobody knows."""
    return (day - today).days if day else None


def is_over(event: EventFacts, today: dt.date) -> bool:
    """Whether nothing is to be prepared any more."""
    return event.state in {"archived", "cancelled"} or bool(event.last_day and event.last_day < today)


def find_work(event: EventFacts, missing: int, now: dt.datetime, today: dt.date) -> list[Found]:
    """What its editors have to do: `missing` required texts, and when registration opens and closes."""
    if is_over(event, today):
        return []
    until = days_until(event.first_day, today)
    found = []
    if missing:
        opening = (event.opens_at - now).days if event.opens_at else until
        urgency = "now" if event.state != "draft" else by_deadline(opening, soon=SOON, now=WINDOW)
        found.append(Found("texts.missing", urgency, missing))
    return [*found, *_window(event, now, until)]


def _window(event: EventFacts, now: dt.datetime, until: int | None) -> list[Found]:
    if event.state == "draft" and event.opens_at:
        left = (event.opens_at - now).days
        if left <= WINDOW:
            return [Found("window.unpublished", by_deadline(left, soon=WINDOW, now=3), left=left)]
    state = registration_state(event, now)
    if state == "not_planned" and until is not None:
        return [Found("window.never", by_deadline(until, soon=SOON, now=WINDOW), left=until)]
    if state in {"open", "invited"} and event.closes_at:
        left = (event.closes_at - now).days
        if left <= CLOSING:
            return [Found("window.closing", "soon", left=left)]
    return []
