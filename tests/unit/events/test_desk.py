"""What has to be done about an event itself, read aloud."""

import datetime as dt

import pytest

from aami_events.events.rules import EventFacts
from aami_events.events.rules.desk import days_until, find_work, group, is_over

NOW = dt.datetime(2020, 8, 17, 13, tzinfo=dt.UTC)
TODAY = NOW.date()
FIRST = dt.date(2020, 9, 17)


def days(number: float) -> dt.datetime:
    return NOW + dt.timedelta(days=number)


def event(state="published", opens=-10.0, closes=20.0, first=FIRST, visibility="public", last=None) -> EventFacts:
    return EventFacts(
        state, visibility, days(opens) if opens is not None else None, days(closes) if closes is not None else None,
        first, last or first,
    )  # fmt: skip


def work(facts: EventFacts, missing: int = 0) -> list[tuple[str, str, int, int | None]]:
    return [(one.kind, one.urgency, one.number, one.left) for one in find_work(facts, missing, NOW, TODAY)]


@pytest.mark.parametrize(
    ("why", "facts", "missing", "found"),
    [
        ("open, whole, far from closing", event(), 0, []),
        ("public without its texts", event(), 3, [("texts.missing", "now", 3, None)]),
        ("a draft that opens in a month", event("draft", opens=30), 3, [("texts.missing", "soon", 3, None)]),
        ("a draft that opens in half a year", event("draft", opens=180), 3, [("texts.missing", "later", 3, None)]),
        ("a draft that opens in ten days, whole", event("draft", opens=10), 0, [("window.unpublished", "soon", 1, 10)]),
        ("a draft that should have opened", event("draft", opens=-1), 0, [("window.unpublished", "now", 1, -1)]),
        ("a draft without any date", event("draft", opens=None, closes=None, first=None), 1,
         [("texts.missing", "later", 1, None)]),
        ("a draft a month before, nobody said when it opens", event("draft", opens=None), 1,
         [("texts.missing", "soon", 1, None)]),
        ("published, a month before, not opened", event(opens=None, closes=None), 0, [("window.never", "soon", 1, 31)]),
        ("the same two years before", event(opens=None, closes=None, first=dt.date(2022, 6, 1)), 0,
         [("window.never", "later", 1, 653)]),
        ("the same next week", event(opens=None, closes=None, first=dt.date(2020, 8, 24)), 0,
         [("window.never", "now", 1, 7)]),
        ("published without a date", event(opens=None, closes=None, first=None), 0, []),
        ("it closes in five days", event(closes=5.5), 0, [("window.closing", "soon", 1, 5)]),
        ("by invitation, it closes tonight", event(closes=0.4, visibility="invited"), 0,
         [("window.closing", "soon", 1, 0)]),
        ("it closes in eight days", event(closes=8.5), 0, []),
        ("it has closed", event(closes=-1), 0, []),
        ("it opens later", event(opens=3), 0, []),
        ("cancelled", event("cancelled"), 5, []),
        ("over", event(first=dt.date(2020, 8, 16)), 5, []),
    ],
)  # fmt: skip
def test_what_its_editors_have_to_do(why, facts, missing, found):
    assert work(facts, missing) == found, why


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        (event(), "open"),
        (event(opens=3), "coming"),
        (event("draft"), "draft"),
        (event("cancelled"), "past"),
        (event(first=dt.date(2020, 8, 1)), "past"),
    ],
)
def test_where_the_overview_shows_it(facts, where):
    assert group(facts, NOW) == where


def test_days_and_ends():
    assert (days_until(FIRST, TODAY), days_until(TODAY, FIRST), days_until(None, TODAY)) == (31, -31, None)
    assert not is_over(event(first=TODAY), TODAY), "the last day is not over"
    assert is_over(event("archived", first=None), TODAY)
