"""A copy keeps every distance from its first day, on the clocks of its place."""

import datetime as dt

import pytest

from aami_events.events.rules.cloning import Shift, clone_faults, shift_between

DAY = dt.date(2020, 9, 17)
TORONTO = "America/Toronto"


@pytest.mark.parametrize(
    ("source", "first", "days"),
    [(DAY, dt.date(2020, 9, 18), 1), (DAY, dt.date(2022, 6, 2), 623), (DAY, None, None), (None, DAY, None)],
)
def test_how_far_it_lies(source, first, days):
    assert shift_between(source, first) == Shift(days)


def test_walls_and_days_keep_their_hour():
    shift = Shift(623)
    assert shift.wall(dt.datetime(2020, 9, 17, 9, 30)) == dt.datetime(2022, 6, 2, 9, 30)
    assert shift.wall(DAY) == dt.date(2022, 6, 2) and shift.wall(None) is None
    assert Shift(None).wall(DAY) is None and Shift(None).moment(dt.datetime(2020, 9, 1, tzinfo=dt.UTC), TORONTO) is None


def test_a_moment_keeps_its_hour_on_the_wall_though_the_clocks_change():
    noon = dt.datetime(2020, 9, 17, 16, tzinfo=dt.UTC)  # noon in Toronto, in summer
    assert Shift(120).moment(noon, TORONTO) == dt.datetime(2021, 1, 15, 17, tzinfo=dt.UTC)
    assert Shift(1).moment(None, TORONTO) is None


@pytest.mark.parametrize(
    ("titled", "first", "expected"),
    [
        (True, None, []),
        (True, DAY, []),
        (False, DAY, [("title", "title")]),
        (True, dt.date(1989, 1, 1), [("first_day", "year_far")]),
        (False, dt.date(2101, 1, 1), [("title", "title"), ("first_day", "year_far")]),
    ],
)
def test_what_cannot_be_copied_so(titled, first, expected):
    assert clone_faults(titled=titled, first=first) == expected
