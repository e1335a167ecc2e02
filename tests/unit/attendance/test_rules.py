"""What a desk answers, and what follows from acts in any order."""

import datetime as dt
import hashlib
import itertools

import pytest

from aami_events.attendance import rules
from aami_events.attendance.rules import Act, Now, Place, State, Ticket, answer, believed, state_of
from aami_events.attendance.rules.codes import read_aloud, same_code, ticket_code

AT = dt.datetime(2020, 9, 17, 13, 2, tzinfo=dt.UTC)
WHOLE, PART, SESSION = Place(), Place(7, chosen=True), Place(8)


def later(minutes: int) -> dt.datetime:
    return AT + dt.timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("ticket", "place", "expected"),
    [
        (None, WHOLE, "unknown"),
        (Ticket("confirmed", here=False), WHOLE, "other_event"),
        (Ticket("confirmed"), WHOLE, "welcome"),
        (Ticket("confirmed", due=True), WHOLE, "due"),
        (Ticket("cancelled"), WHOLE, "cancelled"),
        (Ticket("waiting"), WHOLE, "waiting"),
        (Ticket("offered"), WHOLE, "waiting"),
        (Ticket("confirmed", in_person=False), WHOLE, "online"),
        (Ticket("confirmed", in_person=False), Place(online=True), "welcome"),
        (Ticket("confirmed"), PART, "not_chosen"),
        (Ticket("confirmed", parts=frozenset({7})), PART, "welcome"),
        (Ticket("confirmed"), SESSION, "welcome"),
        (Ticket("cancelled", parts=frozenset({7})), PART, "cancelled"),
    ],
)
def test_who_comes_in(ticket, place, expected):
    assert answer(ticket, place, "in", Now()) == expected


def test_whoever_is_there_is_told_so_whatever_became_of_the_ticket():
    there = Now(here=True, since=AT)
    assert {answer(Ticket(state), WHOLE, "in", there) for state in ("confirmed", "cancelled")} == {"again"}
    assert answer(Ticket("cancelled"), WHOLE, "out", there) == "out"
    assert answer(Ticket("confirmed"), WHOLE, "out", Now(here=False, since=AT)) == "not_in"
    assert answer(Ticket("confirmed"), WHOLE, "in", Now(here=False, since=AT)) == "welcome"


@pytest.mark.parametrize("state", ["waiting", "cancelled"])
def test_a_coordinator_overrules_all_but_what_is_cancelled(state):
    overruled = answer(Ticket(state), WHOLE, "in", Now(), overrule=True)
    assert overruled == ("cancelled" if state == "cancelled" else "welcome")


def test_every_answer_is_known():
    tickets = [None, *(Ticket(*facts) for facts in itertools.product(
        ("confirmed", "waiting", "cancelled"), (True, False), (True, False), (True, False)))]  # fmt: skip
    said = {
        answer(ticket, place, act, now)
        for ticket in tickets for place in (WHOLE, PART, SESSION)
        for act in rules.ACTS for now in (Now(), Now(True, AT))
    }  # fmt: skip
    assert said == set(rules.ANSWERS)


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([], None),
        ([("out", 0)], None),
        ([("in", 0)], State(True, AT, AT)),
        ([("in", 5), ("in", 0)], State(True, AT, AT)),
        ([("in", 0), ("out", 5)], State(False, AT, later(5))),
        ([("in", 0), ("out", 5), ("in", 9)], State(True, AT, later(9))),
        ([("out", 0), ("in", 5)], State(True, later(5), later(5))),
    ],
)
def test_what_follows_from_acts_in_any_order(acts, expected):
    made = [Act(act, later(minutes)) for act, minutes in acts]
    assert {state_of(list(order)) for order in itertools.permutations(made)} == {expected}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (None, AT),
        (later(-90), later(-90)),
        (later(3), AT),
        (later(6), AT),
        (AT - rules.OLDEST, AT - rules.OLDEST),
        (AT - rules.OLDEST - dt.timedelta(seconds=1), AT),
    ],
)
def test_a_clock_is_believed_within_bounds(said, expected):
    assert believed(said, AT) == expected


@pytest.mark.parametrize("source", rules.SOURCES)
@pytest.mark.parametrize("answered", ["welcome", "again", "unknown", "out"])
def test_a_coordinator_looks_at_what_a_device_could_not_know(source, answered):
    assert rules.to_settle(answered, source) is (source in ("offline", "paper") and answered in ("again", "unknown"))


def test_codes_that_are_read_aloud_differ_and_hold_no_sign_that_is_read_for_another():
    codes = {read_aloud(hashlib.sha256(str(number).encode()).digest()) for number in range(500)}
    assert len(codes) == 500 and {len(code) for code in codes} == {9}
    assert not set("".join(codes)) & set("OIL1")


def test_a_code_is_typed_in_many_ways():
    code = "KQ80 9ZTW"
    for way in (code, f" {code.lower()} ", code.replace(" ", ""), code.replace(" ", "-"), code.replace("0", "o")):
        assert same_code(way, code)
    assert not same_code(code[:-1], code)
    assert not same_code("", code)
    assert not same_code("é" * 50, code)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("K7Q2M9XA", "K7Q2M9XA"),
        (" k7q2 m9xa\n", "K7Q2M9XA"),
        ("https://aami.example/fr/t/K7Q2M9XA/", "K7Q2M9XA"),
        ("https://aami.example/?code=K7Q2M9XA", "K7Q2M9XA"),
        ("", ""),
        ("/" * 600, ""),
    ],
)
def test_a_ticket_code_is_found_in_what_was_scanned(given, expected):
    assert ticket_code(given) == expected
