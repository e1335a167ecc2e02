"""What an event is called in the calendar, and what one may do with it, at a moment."""

import dataclasses
import datetime as dt

import pytest

from aami_events.events import rules
from aami_events.events.rules import EventFacts

NOW = dt.datetime(2020, 8, 17, 13, tzinfo=dt.UTC)
TODAY = NOW.date()
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
#: published, open since yesterday, closing tomorrow, held next month
USUAL = EventFacts("published", "public", NOW - DAY, NOW + DAY, TODAY + 30 * DAY, TODAY + 32 * DAY)


def usual_but(**facts):
    return dataclasses.replace(USUAL, **facts)


@pytest.mark.parametrize(
    ("slug", "good"),
    [
        ("conference-2020", True),
        ("agm-2020", True),
        ("2020", True),
        ("abcd", True),
        ("a" * 60, True),
        ("a" * 61, False),
        ("abc", False),
        ("", False),
        ("-abcd", False),
        ("abcd-", False),
        ("Conference", False),
        ("été-2020", False),
        ("a b c d", False),
        ("abcd\n", False),
        ("../etc", False),
    ],
)
def test_which_addresses_are_good(slug, good):
    assert rules.slug_is_good(slug) is good


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (USUAL, "open"),
        (usual_but(opens_at=NOW), "open"),
        (usual_but(closes_at=None), "open"),
        (usual_but(visibility="members"), "open"),
        (usual_but(visibility="invited"), "invited"),
        (usual_but(opens_at=NOW + HOUR), "later"),
        (usual_but(opens_at=NOW + HOUR, visibility="invited"), "later"),
        (usual_but(closes_at=NOW), "over"),
        (usual_but(closes_at=NOW + HOUR), "open"),
        (usual_but(opens_at=None, closes_at=NOW - HOUR), "over"),
        (usual_but(opens_at=None), "not_planned"),
        (usual_but(opens_at=None, last_day=None), "not_planned"),
        (usual_but(opens_at=None, last_day=TODAY), "not_planned"),
        (usual_but(opens_at=None, last_day=TODAY - DAY), "over"),
        (usual_but(state="draft"), "draft"),
        (usual_but(state="postponed"), "postponed"),
        (usual_but(state="cancelled"), "cancelled"),
        (usual_but(state="archived"), "archived"),
    ],
)
def test_whether_one_can_register(event, expected):
    assert rules.registration_state(event, NOW) == expected


@pytest.mark.parametrize(
    ("event", "allowed"),
    [
        (USUAL, True),
        (usual_but(closes_at=NOW), False),
        (usual_but(closes_at=None), True),
        (usual_but(closes_at=NOW - DAY, change_until=NOW + HOUR), True),
        (usual_but(change_until=NOW), False),
        (usual_but(change_until=NOW - HOUR), False),
        (usual_but(state="postponed"), False),
        (usual_but(state="cancelled"), False),
        (usual_but(state="archived", closes_at=None), False),
    ],
)
def test_whether_one_may_change(event, allowed):
    assert rules.changes_allowed(event, NOW) is allowed


@pytest.mark.parametrize(
    ("last_day", "allowed"),
    [(None, True), (TODAY + DAY, True), (TODAY, True), (TODAY - DAY, True), (TODAY - 2 * DAY, False)],
)
def test_whether_one_may_cancel(last_day, allowed):
    assert rules.cancelling_allowed(usual_but(last_day=last_day), NOW) is allowed


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (USUAL, "open"),
        (usual_but(last_day=TODAY), "open"),
        (usual_but(last_day=None), "open"),
        (usual_but(opens_at=NOW + HOUR), "coming"),
        (usual_but(opens_at=None), "coming"),
        (usual_but(closes_at=NOW), "coming"),
        (usual_but(state="postponed"), "coming"),
        (usual_but(last_day=TODAY - DAY), "past"),
        (usual_but(state="archived"), "past"),
        (usual_but(state="cancelled"), "past"),
    ],
)
def test_where_the_calendar_shows_it(event, expected):
    assert rules.shelf(event, NOW) == expected
