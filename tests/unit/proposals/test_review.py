"""What a committee may do when, what reviews come to, and what is read next."""

import datetime as dt
from dataclasses import dataclass

import pytest

from aami_events.proposals.rules import review
from aami_events.proposals.rules.review import Allowed, Candidate, Summary

DAY = dt.datetime(2020, 7, 2, 9, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Phase:
    starts_at: dt.datetime
    ends_at: dt.datetime
    scoring: bool = True
    discussion: bool = True
    others: str = "after"


def days(number: int) -> dt.datetime:
    return DAY + dt.timedelta(days=number)


FIRST = Phase(days(0), days(10), scoring=True, discussion=False, others="never")
SECOND = Phase(days(12), days(20), scoring=False, others="always")


def test_what_is_allowed_when():
    assert review.allowed([], DAY) == Allowed(scoring=True, discussion=True, others="after")
    assert review.allowed([FIRST, SECOND], days(0)) == Allowed(scoring=True, discussion=False, others="never")
    assert review.allowed([FIRST, SECOND], days(12)) == Allowed(scoring=False, discussion=True, others="always")
    for between in (-1, 10, 11, 20):
        assert review.allowed([FIRST, SECOND], days(between)) == Allowed(False, False, "always")


@pytest.mark.parametrize(
    ("names", "starts", "ends", "others", "faults"),
    [
        (["fr"], days(10), days(12), "after", []),
        ([], days(10), days(12), "after", [("name", "name_missing")]),
        (["fr"], None, None, "x", [("others", "others"), ("starts", "starts_missing"), ("ends", "ends_missing")]),
        (["fr"], days(10), None, "never", [("ends", "ends_missing")]),
        (["fr"], days(11), days(11), "never", [("ends", "ends_before")]),
        (["fr"], days(9), days(11), "never", [("starts", "phases_overlap")]),
        (["fr"], days(-1), days(30), "never", [("starts", "phases_overlap")]),
    ],
)
def test_a_phase(names, starts, ends, others, faults):
    assert review.check_phase(names, starts, ends, others, [FIRST, SECOND]) == faults


def test_a_criterion():
    assert review.check_criterion(["en"], 1) == review.check_criterion(["fr", "en"], 100) == []
    wrong = [("name", "name_missing"), ("weight", "weight")]
    assert review.check_criterion([], None) == review.check_criterion([], 101) == wrong
    assert review.check_criterion(["fr"], 0) == wrong[1:]


def test_a_review_is_whole():
    assert review.check_review({7: 5, 8: 1}, [7, 8], "") == []
    assert review.check_review({7: 6}, [7, 8], "Bien") == [
        ("points_7", "points_missing"),
        ("points_8", "points_missing"),
    ]
    assert review.check_review({}, [], "Bien") == []
    assert review.check_review({}, [], "") == [("text", "review_missing")]


def test_a_score_is_a_weighted_mean_in_hundredths():
    assert review.score({1: 5, 2: 2}, {1: 2, 2: 1}) == 400
    assert review.score({1: 5, 2: 4, 3: 4}, {1: 1, 2: 1, 3: 1}) == 433
    assert review.score({}, {}) is None


def test_what_scores_come_to():
    assert review.summary([]) == Summary()
    assert review.summary([None, None]) == Summary(2)
    assert review.summary([300]) == Summary(1, 300, 300, None, 300, 300)
    assert review.summary([200, 400, 500, None]) == Summary(4, 367, 400, 125, 200, 500)


def test_who_sees_what_others_think():
    seen = {
        (others, own): review.sees_others(others, own, presides=False)
        for others in review.OTHERS
        for own in (None, "draft", "given", "abstained")
    }
    assert {key for key, value in seen.items() if value} == {
        ("after", "given"),
        ("after", "abstained"),
        *(("always", own) for own in (None, "draft", "given", "abstained")),
    }
    assert review.sees_others("never", None, presides=True)
    assert [review.may_review(role) for role in ("chair", "substitute", "member", "observer", None)] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_what_to_read_next():
    every = [
        Candidate(1, 3),
        Candidate(2, 1),
        Candidate(3, 1),
        Candidate(4, 0, readable=False),
        Candidate(5, 0, done=True),
    ]
    first = {review.next_to_read(member, every) for member in range(20)}
    assert first == {2, 3}, "the least read, not the same for everybody"
    assert review.next_to_read(1, [*every, Candidate(6, 9, assigned=True)]) == 6
    assert review.next_to_read(1, [Candidate(6, 9, assigned=True, readable=False)]) == 6
    assert review.next_to_read(1, every[3:]) is None


def test_tags():
    assert review.check_tags(["x" * 40] * 12) == []
    assert review.check_tags(["x" * 41]) == review.check_tags(["x"] * 13) == [("tags", "tags")]


def test_who_can_read_what():
    assert review.can_read(["en"], ["fr", "en"]) and review.can_read([], [])
    assert not review.can_read(["en"], ["fr"]) and not review.can_read([], ["fr"])


@pytest.mark.parametrize(("left", "urgency"), [(None, "later"), (30, "later"), (10, "soon"), (2, "now"), (-1, "now")])
def test_how_urgent_a_reading_is(left, urgency):
    found = review.reading_due(4, left)
    assert (found.kind, found.urgency, found.number, found.left) == ("proposals.reading", urgency, 4, left)
