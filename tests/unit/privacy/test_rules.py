"""Whose it is, and for how long it is kept."""

import datetime as dt

import pytest

from aami_events.privacy import rules

NOW = dt.datetime(2020, 8, 17, 13, 0, tzinfo=dt.UTC)
FOUND = {"people": {1: "Zoé Côté"}, "registration": {4: "zoe  COTE", 5: "Ariane"}}


@pytest.mark.parametrize(
    ("last", "days", "over"),
    [
        (dt.date(2020, 8, 17), 0, False),
        (dt.date(2020, 8, 16), 0, False),
        (dt.date(2020, 8, 15), 0, True),
        (dt.date(2020, 5, 18), 90, False),
        (dt.date(2020, 5, 17), 90, True),
        (dt.date(2021, 1, 1), 0, False),
    ],
)
def test_when_an_event_is_over_for_a_rule(last, days, over):
    assert rules.is_over(last, days, NOW) is over


def test_an_event_without_a_date_is_never_over():
    due = rules.Clock(NOW, {1: None, 2: dt.date(2019, 1, 1), 3: dt.date(2020, 9, 1)})
    assert due.events(90) == [2]
    assert due.events(10_000) == []
    assert due.moment(7) == dt.datetime(2020, 8, 10, 13, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("hour", "night"),
    [
        (0, dt.date(2020, 8, 16)),  # still the evening before, in Toronto
        (6, dt.date(2020, 8, 16)),  # two in the morning there
        (7, dt.date(2020, 8, 17)),  # three
        (23, dt.date(2020, 8, 17)),
    ],
)
def test_a_night_begins_at_three_in_the_morning(hour, night):
    assert rules.night_of(NOW.replace(hour=hour)) == night


def test_a_name_says_which_of_those_who_share_an_address():
    assert rules.named(FOUND, "Zoe Côte") == {"people": {1: "Zoé Côté"}, "registration": {4: "zoe  COTE"}}
    assert rules.named(FOUND, "") == FOUND
    assert rules.named(FOUND, "Personne") == {}


def test_the_same_name_written_twice_is_one_person():
    assert rules.people_in(FOUND) == ["Ariane", "zoe  COTE"]
    assert rules.people_in({}) == []


def test_a_link_leads_to_its_own_registration_only():
    assert rules.only(FOUND, "registration", [4, 9]) == {"registration": {4: "zoe  COTE"}}
    assert rules.only(FOUND, "registration", [9]) == {}
    assert rules.only(FOUND, "proposals", [4]) == {}


@pytest.mark.parametrize(("age", "left"), [(0, 30), (1, 29), (30, 0), (31, -1)])
def test_a_request_is_answered_within_thirty_days(age, left):
    asked = NOW - dt.timedelta(days=age)
    assert (rules.age(asked, NOW), rules.days_left(asked, NOW)) == (age, left)


def test_sensitive_answers_go_before_names_and_names_with_the_proof():
    days = {key: rule.days or 10_000 for key, rule in rules.RULES.items()}
    assert days["registration.access"] < days["registration.answers"] < days["registration.person"]
    assert days["registration.person"] == days["registration.consents"]


@pytest.mark.parametrize(
    ("ages", "named", "found"),
    [
        ([], True, []),
        ([], False, [("privacy.officer", "soon", 1, None, None)]),
        ([0, 14], True, [("privacy.requests", "later", 2, 14, 16)]),
        ([15], True, [("privacy.requests", "soon", 1, 15, 15)]),
        ([23], True, [("privacy.requests", "now", 1, 23, 7)]),
        ([1, 31], True, [("privacy.requests", "now", 2, 31, -1)]),
    ],
)
def test_what_the_officer_has_to_do(ages, named, found):
    now = dt.datetime(2020, 8, 17, 13, tzinfo=dt.UTC)
    work = rules.find_work([now - dt.timedelta(days=age) for age in ages], now, named=named)
    assert [(one.kind, one.urgency, one.number, one.age, one.left) for one in work] == found
