"""Who may sit where, who presides, what waits for whom."""

import datetime as dt

import pytest

from aami_events.committees import errors, rules
from aami_events.committees.rules import Seat

TODAY = dt.date(2020, 8, 17)
BEFORE, AFTER = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)
CHAIR, SECOND = Seat(1, "chair", "accepted"), Seat(2, "substitute", "accepted")


@pytest.mark.parametrize(
    ("role", "held", "free"),
    [
        ("chair", [], True),
        ("chair", [SECOND], True),
        ("chair", [CHAIR], False),
        ("chair", [Seat(1, "chair", "invited")], False),
        ("chair", [Seat(1, "chair", "declined"), Seat(3, "chair", "ended")], True),
        ("substitute", [CHAIR, SECOND], False),
        ("member", [Seat(3, "member", "accepted")], True),
        ("observer", [Seat(3, "observer", "accepted")], True),
    ],
)
def test_a_chair_and_a_substitute_sit_alone(role, held, free):
    if free:
        rules.check_seat(role, held)
    else:
        with pytest.raises(errors.SeatTaken):
            rules.check_seat(role, held)


@pytest.mark.parametrize(
    ("state", "ends", "why"),
    [
        ("invited", None, None),
        ("declined", TODAY, None),
        ("accepted", AFTER, None),
        ("ended", None, "withdrawn"),
        ("invited", BEFORE, "over"),
    ],
)
def test_which_invitations_can_be_answered(state, ends, why):
    if why is None:
        rules.check_answer(state, ends, TODAY)
    else:
        with pytest.raises(errors.Unanswerable) as refusal:
            rules.check_answer(state, ends, TODAY)
        assert refusal.value.state == why


@pytest.mark.parametrize(
    ("starts", "ends", "standing"),
    [
        (None, None, "running"),
        (TODAY, TODAY, "running"),
        (AFTER, None, "coming"),
        (None, BEFORE, "over"),
        (BEFORE, AFTER, "running"),
    ],
)
def test_a_mandate_comes_runs_and_ends(starts, ends, standing):
    assert rules.standing(starts, ends, TODAY) == standing


def test_what_is_wrong_with_a_mandate():
    assert rules.check_mandate(["fr"], TODAY, TODAY) == []
    assert rules.check_mandate([], None, None) == [("name", "name_missing")]
    assert rules.check_mandate(["fr"], AFTER, TODAY) == [("ends", "ends_before")]


@pytest.mark.parametrize(
    ("seats", "conflicted", "presides"),
    [
        ([CHAIR, SECOND], [], 1),
        ([CHAIR, SECOND], [1], 2),
        ([CHAIR, SECOND], [1, 2], None),
        ([SECOND], [], 2),
        ([Seat(1, "chair", "invited"), SECOND], [], 2),
        ([Seat(4, "member", "accepted")], [], None),
    ],
)
def test_the_substitute_presides_when_the_chair_is_in_conflict(seats, conflicted, presides):
    assert rules.acting_chair(seats, conflicted) == presides


def test_balance_counts_who_decides_and_not_who_observes():
    found = rules.balance(
        [
            Seat(1, "chair", "accepted", "north", "fr", ("fr", "en")),
            Seat(2, "member", "invited", "north", "en", ("en",)),
            Seat(3, "member", "accepted", None, "fr", ()),
            Seat(4, "observer", "accepted", "quebec", "fr", ("fr",)),
            Seat(5, "member", "ended", "quebec", "fr", ("fr",)),
        ]
    )
    assert found == rules.Balance(3, {"north": 2, None: 1}, {"fr": 2, "en": 1}, {"fr": 1, "en": 2})


@pytest.mark.parametrize(
    ("on", "urgency", "left"),
    [
        (BEFORE, "now", -1),
        (TODAY, "now", 0),
        (TODAY + dt.timedelta(days=3), "soon", 3),
        (TODAY + dt.timedelta(days=11), "later", 11),
        (None, "later", None),
    ],
)
def test_what_is_late_comes_first(on, urgency, left):
    found = rules.due("committees.task", on, TODAY)
    assert (found.urgency, found.left) == (urgency, left)


def test_an_invitation_waits_for_its_answer():
    assert rules.waiting("committees.invitation", BEFORE, TODAY).age == 1
