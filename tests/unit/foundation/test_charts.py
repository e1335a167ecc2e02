"""Where lines and ticks stand: on the right day of the right calendar, inside the picture, in few round steps."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aami_events.foundation.charts import Series, days_of, draw, nice_step, series, week_step

DAY = dt.date(2020, 9, 17)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


# --- days -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2020-08-18T02:00", "America/St_Johns", dt.date(2020, 8, 17)),  # 23:30 on the 17th in St. John's
        ("2020-08-18T02:30", "America/St_Johns", dt.date(2020, 8, 18)),  # its midnight
        ("2020-08-18T02:00", "America/Vancouver", dt.date(2020, 8, 17)),
        ("2020-08-18T06:59", "America/Vancouver", dt.date(2020, 8, 17)),
        ("2020-08-18T07:00", "America/Vancouver", dt.date(2020, 8, 18)),
        ("2020-11-01T03:59", "America/Toronto", dt.date(2020, 10, 31)),  # the day on which clocks go back
        ("2020-11-02T04:59", "America/Toronto", dt.date(2020, 11, 1)),  # and its twenty-fifth hour
    ],
)
def test_a_registration_counts_on_the_day_that_it_was_there(moment, zone, day):
    assert days_of([(utc(moment), 3)], zone) == {day: 3}


def test_moments_of_one_day_are_one_number():
    assert days_of([(utc("2020-08-17T12:00"), 2), (utc("2020-08-17T20:15"), 5)], "America/Toronto") == {
        dt.date(2020, 8, 17): 7
    }


def test_days_become_a_growing_total_counted_from_the_anchor():
    days = {DAY - dt.timedelta(days=10): 3, DAY - dt.timedelta(days=30): 2, DAY + dt.timedelta(days=1): 9}
    line = series(days, DAY, DAY)
    assert (line.totals, line.last) == ({-30: 2, -10: 5}, 0), "and what came after the last day is left out"
    assert (line.first, line.total) == (-30, 5)


@pytest.mark.parametrize(("day", "total"), [(-31, 0), (-30, 2), (-11, 2), (-10, 5), (0, 5), (1, None)])
def test_how_many_by_the_end_of_a_day(day, total):
    assert Series({-30: 2, -10: 5}, 0).on(day) == total


def test_nobody_at_all():
    empty = series({}, DAY, DAY)
    assert (empty.first, empty.total, empty.on(0)) == (0, 0, 0)


# --- steps ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("span", "step"),
    [(1, 1), (4, 1), (5, 2), (8, 2), (9, 5), (20, 5), (21, 10), (160, 50), (300, 100), (100_000, 50_000)],
)
def test_steps_are_round_and_few(span, step):
    assert nice_step(span, 4) == step


@pytest.mark.parametrize(
    ("span", "step"), [(1, 1), (5, 1), (6, 7), (35, 7), (36, 14), (100, 28), (365, 91), (9999, 2184), (10**7, 39676)]
)
def test_days_go_by_weeks(span, step):
    assert week_step(span, 5) == step


@given(st.integers(1, 10**6), st.integers(1, 9))
def test_a_step_never_makes_more_pieces_than_asked(span, most):
    step = nice_step(span, most)
    assert span / step <= most
    assert str(step).strip("0") in {"1", "2", "5"}


# --- the picture ----------------------------------------------------------------------------------------------------
def test_a_line_goes_up_on_the_day_and_is_level_between():
    drawn = draw([Series({-10: 2, -5: 4}, 0)])
    assert drawn.lines == ("0,100 0,50 50,50 50,0 100,0",)
    assert [(tick.value, tick.at) for tick in drawn.up] == [(0, 100.0), (1, 75.0), (2, 50.0), (3, 25.0), (4, 0.0)]
    assert [(tick.value, tick.at) for tick in drawn.across] == [(-7, 30.0), (0, 100.0)]


def test_two_lines_share_their_axes_and_one_ends_today():
    drawn = draw([Series({-20: 1}, -10), Series({-40: 10}, 0)])
    assert drawn.lines == ("50,100 50,90 75,90", "0,100 0,0 100,0")


def test_room_is_left_until_the_day_itself():
    assert draw([Series({-40: 1}, -20)], until=0).lines == ("0,100 0,0 50,0",)


def test_one_registration_on_the_only_day_is_a_picture_too():
    drawn = draw([Series({0: 1}, 0)])
    assert drawn.lines == ("0,100 0,0 0,0",)
    assert [tick.value for tick in drawn.across] == [0, 1]


def test_a_line_without_anybody_is_no_line():
    assert draw([Series({-3: 1}, 0), Series({}, 0)]).lines[1] == ""


LINES = st.builds(
    lambda steps, first, more: Series(
        {first + gap: total for (gap, _new), total in zip(steps, range(1, 999), strict=False)},
        first + max(gap for gap, _new in steps) + more,
    ),
    st.lists(st.tuples(st.integers(0, 500), st.integers(1, 9)), min_size=1, max_size=9),
    st.integers(-700, 50),
    st.integers(0, 90),
)


@given(st.lists(LINES, min_size=1, max_size=2))
def test_nothing_stands_outside_the_picture(lines):
    drawn = draw(lines, until=0)
    points = [float(number) for line in drawn.lines for point in line.split() for number in point.split(",")]
    assert all(0 <= number <= 100 for number in (*points, *(tick.at for tick in (*drawn.across, *drawn.up))))
    assert 1 <= len(drawn.across) <= 6 and 2 <= len(drawn.up) <= 6
