"""What people do not know yet, and whom of them it concerns."""

import copy

import pytest

from aami_events.events.rules.telling import Change, changes, concerned, message_faults, mine

BOTH = {"fr": "a", "en": "b"}
OTHER = {"fr": "c", "en": "d"}
PART = {"title": {"fr": "Atelier"}, "when": BOTH, "where": BOTH, "mode": BOTH}
KNOWN = {"state": "on", "when": BOTH, "where": BOTH, "mode": BOTH, "parts": {"3": PART, "4": PART}}


def now(**changed):
    facts = copy.deepcopy(KNOWN)
    parts = changed.pop("parts", {})
    for number, says in parts.items():
        facts["parts"][number] = facts["parts"].get(number, PART) | says
    return facts | changed


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (now(), []),
        (now(state="cancelled"), [Change("state", "on", "cancelled")]),
        (now(when=OTHER, mode=OTHER), [Change("when", BOTH, OTHER), Change("mode", BOTH, OTHER)]),
        (now(parts={"3": {"when": OTHER}}), [Change("when", BOTH, OTHER, 3, PART["title"])]),
        (now(parts={"9": {"when": OTHER}}), []),
        (now(parts={"4": {"title": {"fr": "Autre"}}}), []),
    ],
)
def test_what_has_changed(facts, expected):
    assert changes(KNOWN, facts) == expected


def test_an_activity_that_is_gone_is_nobodys():
    facts = now()
    del facts["parts"]["4"]
    assert changes(KNOWN, facts) == []


def test_whom_it_concerns():
    whole, third, fourth = Change("when", 1, 2), Change("when", 1, 2, 3, {}), Change("mode", 1, 2, 4, {})
    assert concerned([third, fourth]) == {3, 4} and concerned([third, whole]) is None and concerned([]) == frozenset()
    assert mine([whole, third, fourth], [4, 9]) == [whole, fourth]


def test_a_change_is_stored_as_it_is():
    for row in (Change("state", "on", "cancelled"), Change("when", BOTH, OTHER, 3, {"fr": "Atelier"})):
        assert Change.of(row.plain()) == row


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [("", "", []), ("a", "b", []), ("a", "", [("message", "both")]), ("a", "x" * 4_001, [("message", "too_long")])],
)
def test_a_message_is_for_everyone(french, english, expected):
    assert message_faults(french, english) == expected
