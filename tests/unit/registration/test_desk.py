"""What the organisers of an event have to do about its registrations, read aloud."""

import dataclasses
import datetime as dt

import pytest

from aami_events.foundation.todo import Found
from aami_events.registration.rules.desk import DeskFacts, Waiting, find_work

NOW = dt.datetime(2020, 8, 17, 13, tzinfo=dt.UTC)


def held(number: int, **since: float) -> Waiting:
    return Waiting(number, NOW - dt.timedelta(**since))


def desk(**facts) -> DeskFacts:
    usual = DeskFacts(now=NOW, until=31, over=False, takes=True, capacity=100, taken=50)
    return dataclasses.replace(usual, **facts)


@pytest.mark.parametrize(
    ("why", "facts", "found"),
    [
        ("calm", desk(), []),
        ("calm without a limit", desk(capacity=None, taken=5000), []),
        ("asked today", desk(unanswered=held(1, hours=2)), [Found("access.unanswered", "soon", 1, age=0)]),
        ("asked a week ago", desk(unanswered=held(3, days=7)), [Found("access.unanswered", "now", 3, age=7)]),
        ("asked today, two weeks before", desk(unanswered=held(1, hours=2), until=14),
         [Found("access.unanswered", "now", 1, age=0)]),
        ("asked for an event without a date", desk(unanswered=held(1, days=1), until=None),
         [Found("access.unanswered", "soon", 1, age=1)]),
        ("what was arranged was not there", desk(absent=held(1, days=2)), [Found("access.absent", "now", 1, age=2)]),
        ("and the event is over", desk(absent=held(1, days=2), over=True), [Found("access.absent", "now", 1, age=2)]),
        ("asked, and the event is over", desk(unanswered=held(1, days=9), over=True), []),
        ("guests have not said their part", desk(unfinished=held(2, days=3)),
         [Found("guests.unfinished", "later", 2, age=3)]),
        ("and it is next week", desk(unfinished=held(2, days=3), until=7),
         [Found("guests.unfinished", "soon", 2, age=3)]),
        ("nobody votes for two members", desk(seatless=2), [Found("meeting.seatless", "later", 2)]),
        ("and it is next week", desk(seatless=2, until=7), [Found("meeting.seatless", "soon", 2)]),
        ("an offer ends in five hours", desk(ending=held(1, hours=-5)), [Found("offers.ending", "soon", 1, left=0)]),
        ("an offer that the sweep has not ended yet", desk(ending=held(1, hours=1)),
         [Found("offers.ending", "soon", 1, left=0)]),
        ("people wait although places are free", desk(queue=held(4, days=2), servable=3),
         [Found("queue.servable", "now", 3, age=2)]),
        ("people wait, nothing is free", desk(queue=held(4, days=2)), [Found("queue.waiting", "later", 4, age=2)]),
        ("eleven places left of a hundred", desk(taken=89), []),
        ("ten left", desk(taken=90), [Found("places.few", "soon", 10)]),
        ("none left", desk(taken=100), [Found("places.none", "soon", 0)]),
        ("none left, and it has closed", desk(taken=100, takes=False), []),
        ("letters failed", desk(failed=held(2, days=1)), [Found("letters.failed", "now", 2, age=1)]),
        ("letters wait, there is no server", desk(unsent=held(9, minutes=1), post=False),
         [Found("letters.no_server", "soon", 9, age=0)]),
        ("letters have just been written", desk(unsent=held(9, minutes=59)), []),
        ("letters wait for an hour, though there is one", desk(unsent=held(9, hours=1)),
         [Found("letters.stuck", "now", 9, age=0)]),
        ("a letter failed, and others wait without a server; the event is over",
         desk(failed=held(1, days=1), unsent=held(2, days=1), post=False, over=True),
         [Found("letters.failed", "now", 1, age=1), Found("letters.no_server", "soon", 2, age=1)]),
        ("a list could not be made", desk(broken=held(1, days=1)), [Found("lists.broken", "soon", 1, age=1)]),
    ],
)  # fmt: skip
def test_what_there_is_to_do(why, facts, found):
    assert find_work(facts) == found, why
