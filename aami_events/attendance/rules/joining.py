"""When the address of an online session leads to it."""

import datetime as dt
from urllib.parse import urlsplit

#: minutes before a session in which one may join, unless it says otherwise; and after its end
BEFORE, AFTER = 15, 30
#: the longest that a session may say
MOST_BEFORE = 24 * 60
#: minutes before the address opens in which it is written to people
WRITTEN = 45
MOST_ADDRESS = 1000


def state(starts: dt.datetime | None, ends: dt.datetime | None, before: int, now: dt.datetime) -> str:
    """early, open or over; undated where the session has no hours yet."""
    if starts is None:
        return "undated"
    if now < opens_at(starts, before):
        return "early"
    return "open" if now <= (ends or starts) + dt.timedelta(minutes=AFTER) else "over"


def opens_at(starts: dt.datetime, before: int) -> dt.datetime:
    """The first moment at which one may join."""
    return starts - dt.timedelta(minutes=before)


def to_be_written(starts: dt.datetime | None, ends: dt.datetime | None, before: int, now: dt.datetime) -> bool:
    """Whether people are told now: shortly before it opens, and as long as it is not over."""
    if starts is None or state(starts, ends, before, now) == "over":
        return False
    return now >= opens_at(starts, before) - dt.timedelta(minutes=WRITTEN)


def fault(address: str) -> str:
    """What is wrong with an address to be joined at: not_web, too_long, or nothing."""
    if len(address) > MOST_ADDRESS:
        return "too_long"
    try:
        parts = urlsplit(address)
        good = parts.scheme == "https" and bool(parts.hostname) and not parts.username
    except ValueError:
        good = False
    return "" if good and address.isprintable() and " " not in address else "not_web"
