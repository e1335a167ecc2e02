"""Where a session may stand, and the lines of a day's table."""

import datetime as dt

import pytest

from aami_events.programme.errors import OutsideDay, SessionsOverlap
from aami_events.programme.rules.entry import good_slug
from aami_events.programme.rules.grid import Days, Span, check_place, collide, lines

DAY = dt.date(2020, 9, 17)
DAYS = Days(DAY, DAY + dt.timedelta(days=1), dt.time(9), dt.time(18))


def at(text: str, day: int = 17) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2020-09-{day}T{text}")


@pytest.mark.parametrize(
    ("starts", "minutes", "room", "there"),
    [
        ("10:00", 60, 1, True),
        ("09:30", 31, 1, True),
        ("10:59", 10, 1, True),
        ("09:00", 60, 1, False),
        ("11:00", 60, 1, False),
        ("10:00", 60, 2, False),
        ("10:00", 60, None, True),
        ("11:00", 60, None, False),
    ],
)
def test_two_sessions_meet_in_a_room_or_not(starts, minutes, room, there):
    first, second = Span(1, at("10:00"), 60, 1), Span(2, at(starts), minutes, room)
    assert collide(first, second) is collide(second, first) is there
    if there:
        with pytest.raises(SessionsOverlap) as refused:
            check_place(second, [first], DAYS)
        assert refused.value.sessions == (1,)
    else:
        check_place(second, [first], DAYS)


def test_a_session_does_not_stand_in_its_own_way():
    check_place(Span(1, at("10:30"), 60, 1), [Span(1, at("10:00"), 60, 1)], DAYS)


@pytest.mark.parametrize(
    ("starts", "day", "minutes", "fits"),
    [
        ("09:00", 17, 540, True),
        ("09:00", 17, 541, False),
        ("08:59", 17, 10, False),
        ("17:30", 18, 30, True),
        ("17:30", 18, 31, False),
        ("10:00", 16, 30, False),
        ("10:00", 19, 30, False),
    ],
)
def test_a_session_keeps_to_the_days_and_their_hours(starts, day, minutes, fits):
    span = Span(1, at(starts, day), minutes, 1)
    assert DAYS.holds(span) is fits
    if not fits:
        with pytest.raises(OutsideDay):
            check_place(span, [], DAYS)


@pytest.mark.parametrize(("first", "last"), [(None, None), (DAY, None), (None, DAY)])
def test_an_event_without_dates_has_no_days(first, last):
    assert Days(first, last).all() == []


def test_a_day_has_a_line_a_step_and_one_where_a_session_begins_or_ends():
    spans = [Span(1, at("09:15"), 60, 1), Span(2, at("08:00"), 30, 1), Span(3, at("10:00"), 60, 2)]
    found = [moment.strftime("%H:%M") for moment in lines(spans, DAY, dt.time(9), dt.time(11), 30)]
    assert found == ["09:00", "09:15", "09:30", "10:00", "10:15", "10:30"]


@pytest.mark.parametrize(("key", "slug"), [("abcd", "abcd"), ("abc", "session-abc"), ("x", "session-x")])
def test_addresses_are_long_enough_for_every_format(key, slug):
    assert good_slug(key) == slug
