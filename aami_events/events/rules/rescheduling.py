"""Whether an event can move to another first day."""

import datetime as dt
from collections.abc import Iterable

from ..errors import MeetingTooSoon
from .when import FIRST_YEAR, LAST_YEAR


def reschedule_faults(before: dt.date | None, first: dt.date | None) -> list[tuple[str, str]]:
    """(field, what is wrong): day, year_far, same, or inexact for an event that has no exact days to move."""
    if before is None:
        return [("first_day", "inexact")]
    if first is None:
        return [("first_day", "day")]
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        return [("first_day", "year_far")]
    return [("first_day", "same")] if first == before else []


def check_notice(meetings: Iterable[dt.date], today: dt.date, days: int) -> None:
    """MeetingTooSoon when a general meeting would begin in fewer days than its notice needs (Canada Not-for-profit
    Corporations Regulations, section 63: 21 to 35 days by electronic means). One of the past is nobody's to move."""
    left = min(((day - today).days for day in meetings), default=days)
    if left < days:
        raise MeetingTooSoon(left)
