"""What registrations by day are compared with, and from which day they are counted."""

import datetime as dt

import pytest

from aami_events.registration.rules.pace import Dated, anchors, last_known, pick_earlier


def day(month: int, number: int = 1) -> dt.date:
    return dt.date(2020, month, number)


THIS = Dated(5, day(9))


@pytest.mark.parametrize(
    ("why", "others", "picked"),
    [
        ("none has anybody", [], None),
        ("itself is nothing to compare with", [THIS], None),
        ("the last one before it", [Dated(1, day(2)), Dated(2, day(6)), Dated(3, day(12))], 2),
        ("of two on one day the later made", [Dated(1, day(6)), Dated(2, day(6))], 2),
        ("none before it: the most recent", [Dated(3, day(12)), Dated(4, day(11))], 3),
        ("one on the same day is not before it", [Dated(3, day(9))], 3),
        ("one without a date is better than none", [Dated(9, None)], 9),
        ("but comes after those with one", [Dated(9, None), Dated(3, day(12))], 3),
    ],
)
def test_the_last_event_of_its_kind(why, others, picked):
    found = pick_earlier(THIS, others)
    assert (found.id if found else None) == picked, why


def test_an_event_without_a_date_is_compared_with_the_most_recent():
    assert pick_earlier(Dated(5, None), [Dated(1, day(2)), Dated(2, day(6))]) == Dated(2, day(6))


def test_days_are_counted_from_the_first_day_of_each():
    assert anchors([THIS, Dated(2, day(6))], {}) == (True, {5: day(9), 2: day(6)})


def test_or_from_the_first_registration_as_soon_as_one_has_no_first_day():
    days = {5: [day(7, 4), day(7, 2)], 2: [day(3)]}
    assert anchors([THIS, Dated(2, None)], days) == (False, {5: day(7, 2), 2: day(3)})


@pytest.mark.parametrize(
    ("why", "event", "days", "last"),
    [
        ("it is to come: up to today", Dated(1, day(9), day(9, 3)), [day(7)], day(8, 17)),
        ("it is over: up to its last day", Dated(1, day(3), day(3, 5)), [day(2)], day(3, 5)),
        ("somebody came after the end", Dated(1, day(3), day(3, 5)), [day(3, 9)], day(3, 9)),
        ("nobody knows when it ends", Dated(1, None), [day(7)], day(8, 17)),
    ],
)
def test_how_far_a_line_is_drawn(why, event, days, last):
    assert last_known(event, days, today=day(8, 17)) == last, why
