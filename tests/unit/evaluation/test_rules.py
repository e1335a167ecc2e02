"""Whom a survey asks, and when; what of it cannot be."""

import datetime as dt

import pytest

from aami_events.evaluation.rules import Days, Facts, equity, faults, hours, is_due, mixing, phase, reminders

LAST = dt.date(2020, 9, 19)
NOON = dt.datetime(2020, 9, 20, 16, tzinfo=dt.UTC)


def facts(**more) -> Facts:
    usual = {
        "audience": "present", "results": "closed", "least": 5, "expected": None, "days": Days(), "title": ("T", "T"),
        "event": True, "part": False,
    }  # fmt: skip
    return Facts(**usual | more)


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({}, []),
        ({"title": ("", "")}, [("title", "missing")]),
        ({"audience": "everyone"}, [("audience", "unknown")]),
        ({"event": False}, [("audience", "event")]),
        ({"audience": "members", "event": False}, []),
        ({"audience": "part"}, [("part", "part")]),
        ({"audience": "part", "part": True}, []),
        ({"results": "soon"}, [("results", "unknown")]),
        ({"least": 2}, [("least", "least")]),
        ({"least": None}, [("least", "least")]),
        ({"least": 51}, [("least", "least")]),
        ({"expected": 0}, [("expected", "number")]),
        ({"audience": "open", "event": False, "days": Days(opens_after=1)}, [("opens_after", "event")]),
        ({"reminds": (60, 1)}, []),
        ({"reminds": (7, 5, 2)}, [("reminds", "notice")]),
        ({"reminds": (61,)}, [("reminds", "notice")]),
        ({"reminds": (2, 0)}, [("reminds", "notice")]),
        ({"days": Days(closes_after=999)}, [("closes_after", "days")]),
        ({"days": Days(opens_after=5, closes_after=1)}, [("closes_after", "order")]),
        ({"days": Days(opens_at=dt.datetime(2020, 9, 2), closes_at=dt.datetime(2020, 9, 1))}, [("closes_at", "order")]),
        ({"days": Days(opens_at=dt.datetime(2020, 9, 2), opens_after=1)}, [("opens_after", "both")]),
    ],
)
def test_what_cannot_be(more, found):
    assert list(faults(facts(**more))) == found


def test_days_after_the_event_are_counted_where_it_is():
    when = hours(Days(opens_after=1, closes_after=14), "America/Vancouver", LAST)
    assert when.opens.isoformat() == "2020-09-20T09:00:00-07:00"
    assert when.closes.isoformat() == "2020-10-03T23:59:00-07:00"
    assert hours(Days(opens_after=1), "America/Toronto", None).opens is None


@pytest.mark.parametrize(
    ("state", "days", "found"),
    [
        ("draft", Days(), "draft"),
        ("closed", Days(), "closed"),
        ("ready", Days(), "open"),
        ("ready", Days(opens_after=1), "open"),
        ("ready", Days(opens_after=2), "waiting"),
        ("ready", Days(closes_after=0), "over"),
        ("ready", Days(opens_after=0, closes_after=3), "open"),
    ],
)
def test_what_can_be_done_now(state, days, found):
    assert phase(state, hours(days, "America/Vancouver", LAST), NOON.replace(hour=17)) == found


def test_reminders_come_in_the_morning_of_the_place_whatever_its_summer_time():
    closes = dt.datetime(2020, 11, 3, 4, 59, tzinfo=dt.UTC)  # the evening of the 2nd in Toronto
    found = reminders(closes, (1, 2), "America/Toronto")
    assert [moment.isoformat() for moment in found] == ["2020-10-31T09:00:00-04:00", "2020-11-01T09:00:00-05:00"]
    assert reminders(None, (1, 2), "America/Toronto") == []


@pytest.mark.parametrize(
    ("last", "hour", "due"),
    [(None, 15, False), (None, 16, True), (15, 16, True), (16, 17, False), (17, 18, False), (None, 20, True)],
)
def test_a_reminder_is_due_once(last, hour, due):
    assert is_due([NOON], NOON.replace(hour=last) if last else None, NOON.replace(hour=hour)) is due


def test_what_may_be_said_of_oneself():
    assert equity.read({"gender": "woman", "age": "99", "shoe": "42"}) == {"gender": "woman"}
    assert len(equity.DIMENSIONS) == 8 and all("unsaid" in choices for choices in equity.DIMENSIONS.values())


def test_numbers_say_nothing_and_are_different():
    found = mixing.numbers(1000)
    assert len(set(found)) == 1000 and all(0 < number < 2**53 for number in found) and found != sorted(found)
    assert mixing.enough(5, 5) and not mixing.enough(4, 5)


def test_every_order_is_as_likely():
    """Of six orders of three, each about a sixth of the time: twenty times the spread of a fair draw."""
    seen: dict[tuple[int, ...], int] = {}
    for _ in range(3000):
        order = tuple(mixing.shuffled([1, 2, 3]))
        seen[order] = seen.get(order, 0) + 1
    assert len(seen) == 6 and all(300 < count < 700 for count in seen.values()), seen
