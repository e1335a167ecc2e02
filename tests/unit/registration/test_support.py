"""Who may bring a support person, how that person follows, and how people may be reached."""

import pytest

from aami_events.registration import rules
from aami_events.registration.errors import AlreadyCancelled, ChangesOver, FollowsAnother, StateRefused
from aami_events.registration.rules import support

ALLOWED = None


@pytest.mark.parametrize(
    ("own", "supported", "expected"),
    [
        ("confirmed", "confirmed", "confirmed"),
        ("confirmed", "waiting", "waiting"),
        ("waiting", "offered", "offered"),
        ("offered", "confirmed", "confirmed"),
        ("confirmed", "cancelled", "cancelled"),
        ("waiting", "cancelled", "cancelled"),
        # who was cancelled is not brought back by anybody else's change
        ("cancelled", "confirmed", "cancelled"),
        ("cancelled", "waiting", "cancelled"),
        ("cancelled", "cancelled", "cancelled"),
    ],
)
def test_where_a_support_person_stands(own, supported, expected):
    assert support.followed(own, supported) == expected


@pytest.mark.parametrize(
    ("state", "supports", "event_over", "by_organiser", "refusal"),
    [
        ("confirmed", False, False, False, ALLOWED),
        ("waiting", False, False, False, ALLOWED),
        ("offered", False, False, False, ALLOWED),
        ("cancelled", False, False, False, AlreadyCancelled),
        ("cancelled", False, False, True, AlreadyCancelled),
        ("confirmed", False, True, False, ChangesOver),
        ("confirmed", False, True, True, ALLOWED),
        ("confirmed", True, False, False, FollowsAnother),
        ("confirmed", True, False, True, FollowsAnother),
        ("cancelled", True, True, False, FollowsAnother),
    ],
)
def test_who_may_bring_one(state, supports, event_over, by_organiser, refusal):
    facts = {"supports": supports, "event_over": event_over, "by_organiser": by_organiser}
    if refusal is ALLOWED:
        support.check_support(state, **facts)
    else:
        with pytest.raises(refusal):
            support.check_support(state, **facts)


@pytest.mark.parametrize("state", rules.STATES)
def test_an_organiser_can_only_end_it(state):
    assert rules.moves(state, supports=True) == (set() if state == "cancelled" else {"cancelled"})
    assert rules.moves(state) == rules.MOVES[state]
    for to in rules.STATES:
        if to in rules.moves(state, supports=True):
            rules.check_move(state, to, supports=True)
        else:
            with pytest.raises(StateRefused):
                rules.check_move(state, to, supports=True)


@pytest.mark.parametrize(
    ("sms", "reach_by", "fault"),
    [
        ("", "email", None),
        ("", "sms", "missing"),
        ("506 555-0142", "sms", None),
        ("506 555-0142", "email", None),
        ("+1 (506) 555-0142", "sms", None),
        ("5065550142 #12", "sms", None),
        ("555-014", "sms", "not_a_number"),
        ("( ) - . , # x x", "sms", "not_a_number"),
        ("appelez-moi", "sms", "not_a_number"),
        ("info@centre.example", "email", "not_a_number"),
        ("٥٠٦٥٥٥٠١٤٢", "sms", None),
        ("5" * 41, "sms", "too_long"),
        ("506\x00555-0142", "sms", "not_a_number"),
    ],
)
def test_a_number_for_text_messages(sms, reach_by, fault):
    assert support.reach_fault(sms, reach_by) == fault
