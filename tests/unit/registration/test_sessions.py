"""Sessions of a series: which overlap, when in the day they are, which ones are looked for."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from aami_events.foundation.dates import in_zone
from aami_events.registration.errors import NoSession, SessionsOverlap
from aami_events.registration.rules.sessions import SessionFacts, check_sessions, looked_for, overlapping, time_of_day


def session(number: int, begins: str | None, ends: str | None = None, zone: str = "America/Toronto") -> SessionFacts:
    def at(text):
        return in_zone(dt.datetime.fromisoformat(f"2021-02-10T{text}"), zone) if text else None

    return SessionFacts(number, at(begins), at(ends))


NOON = session(1, "12:00", "13:30")


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        (session(2, "12:00", "13:30"), True),
        (session(2, "13:00", "14:00"), True),
        (session(2, "11:00", "12:30"), True),
        (session(2, "12:15", "12:30"), True),
        (session(2, "11:00", "14:00"), True),
        (session(2, "13:30", "15:00"), False),  # one begins when the other ends
        (session(2, "10:30", "12:00"), False),
        (session(2, "09:00", "10:30", "America/Vancouver"), True),  # noon in Toronto
        (session(2, "12:00", "13:30", "America/Vancouver"), False),
        (session(2, "13:30", "15:00", "America/St_Johns"), True),  # noon in Toronto
        (session(2, "12:00"), True),  # no end is known, but they begin together
        (session(2, "12:30"), True),
        (session(2, "13:30"), False),
        (session(2, None), False),
    ],
)
def test_two_at_the_same_hour(other, overlaps):
    pair = (1, 2) if not other.starts or NOON.starts <= other.starts else (2, 1)
    assert overlapping([NOON, other]) == ([pair] if overlaps else [])
    if overlaps:
        with pytest.raises(SessionsOverlap) as refused:
            check_sessions([other, NOON])
        assert refused.value.pair == pair, "the earlier first"
    else:
        check_sessions([NOON, other])


def test_at_least_one():
    check_sessions([NOON])
    with pytest.raises(NoSession):
        check_sessions([])


@pytest.mark.parametrize(
    ("at", "when"),
    [
        ("05:00", "morning"),
        ("11:59", "morning"),
        ("12:00", "afternoon"),
        ("16:59", "afternoon"),
        ("17:00", "evening"),
        ("23:30", "evening"),
        ("04:59", "evening"),
    ],
)
def test_time_of_day(at, when):
    assert time_of_day(dt.time.fromisoformat(at)) == when


@pytest.mark.parametrize(
    ("languages", "hour", "spoken", "at", "found"),
    [
        (["fr"], "morning", "", "", True),
        (["fr"], "morning", "fr", "", True),
        (["fr", "en"], "morning", "en", "morning", True),
        (["fr"], "morning", "en", "", False),
        (["fr"], "morning", "fr", "evening", False),
        (["fr"], "", "", "morning", False),
        ([], "morning", "fr", "", False),
    ],
)
def test_what_one_looks_for(languages, hour, spoken, at, found):
    assert looked_for(languages, hour, spoken=spoken, at=at) is found


@pytest.mark.parametrize(
    ("day", "whitehorse", "st_johns"),
    [
        # Yukon no longer turns its clocks since November 2020; Newfoundland is half an hour off
        (dt.date(2020, 3, 10), "09:00", "13:30"),
        (dt.date(2020, 2, 10), "09:00", "13:30"),
        (dt.date(2021, 2, 10), "10:00", "13:30"),
        (dt.date(2021, 7, 10), "09:00", "13:30"),
    ],
)
def test_noon_in_toronto_elsewhere(day, whitehorse, st_johns):
    noon = in_zone(dt.datetime.combine(day, dt.time(12)), "America/Toronto")
    there = [noon.astimezone(ZoneInfo(f"America/{city}")).strftime("%H:%M") for city in ("Whitehorse", "St_Johns")]
    assert there == [whitehorse, st_johns]
