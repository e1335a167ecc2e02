"""What an invitation still allows, when one may write again, what counts, and when silence is work."""

import datetime as dt

import pytest

from aami_events.registration import rules
from aami_events.registration.errors import InvitationUnanswerable, RegistrationClosed, TooSoon
from aami_events.registration.rules import invitations
from aami_events.registration.rules.invitations import InvitationCounts

NOW = dt.datetime(2020, 8, 17, 13, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
ALL = {"accept", "decline", "substitute"}


@pytest.mark.parametrize(
    ("state", "answer_by", "event", "stands"),
    [
        ("invited", None, "invited", "open"),
        ("invited", None, "open", "open"),
        ("invited", DAY, "invited", "open"),
        ("invited", -HOUR, "invited", "expired"),
        ("invited", dt.timedelta(0), "invited", "expired"),
        ("declined", DAY, "invited", "declined"),
        ("declined", -HOUR, "invited", "expired"),
        ("invited", DAY, "later", "early"),
        ("invited", DAY, "not_planned", "early"),
        ("invited", DAY, "postponed", "early"),
        ("invited", -HOUR, "later", "expired"),
        ("invited", DAY, "over", "closed"),
        ("invited", DAY, "cancelled", "closed"),
        ("invited", -HOUR, "draft", "closed"),
        ("declined", DAY, "archived", "closed"),
        ("accepted", -HOUR, "over", "accepted"),
        ("withdrawn", DAY, "invited", "withdrawn"),
        ("substituted", DAY, "invited", "substituted"),
    ],
)
def test_where_it_stands(state, answer_by, event, stands):
    until = NOW + answer_by if answer_by is not None else None
    assert invitations.stands(state, until, event, NOW) == stands


@pytest.mark.parametrize(
    ("standing", "first", "substitute"),
    [
        ("open", ALL, {"accept", "decline"}),
        ("declined", {"accept", "substitute"}, {"accept"}),
        ("early", {"decline", "substitute"}, {"decline"}),
        ("accepted", set(), set()),
        ("expired", set(), set()),
        ("closed", set(), set()),
        ("withdrawn", set(), set()),
        ("substituted", set(), set()),
    ],
)
def test_what_its_holder_may_do(standing, first, substitute):
    for is_substitute, allowed in ((False, first), (True, substitute)):
        assert invitations.deeds(standing, substitute=is_substitute) == allowed
        for deed in ALL & allowed:
            invitations.check_deed(deed, standing, substitute=is_substitute)
        for deed in ALL - allowed:
            with pytest.raises(InvitationUnanswerable) as refused:
                invitations.check_deed(deed, standing, substitute=is_substitute)
            assert refused.value.standing == standing


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("invited", {"write", "withdraw", "substitute"}),
        ("declined", {"substitute"}),
        ("accepted", set()),
        ("substituted", set()),
        ("withdrawn", set()),
    ],
)
def test_what_an_organiser_may_do(state, allowed):
    for deed in ("write", "withdraw", "substitute"):
        if deed in allowed:
            invitations.check_by_organiser(deed, state)
        else:
            with pytest.raises(InvitationUnanswerable):
                invitations.check_by_organiser(deed, state)


def test_every_state_is_known_to_both():
    assert set(invitations.BY_ORGANISER) == set(invitations.INVITATION_STATES)


@pytest.mark.parametrize(
    ("ago", "may"), [(None, True), (20 * HOUR, True), (21 * HOUR, True), (19 * HOUR, False), (0 * HOUR, False)]
)
def test_nobody_is_written_to_twice_in_a_day(ago, may):
    last = NOW - ago if ago is not None else None
    assert invitations.may_write(last, 20, NOW) is may
    if may:
        invitations.check_rest(last, 20, NOW)
    else:
        with pytest.raises(TooSoon):
            invitations.check_rest(last, 20, NOW)


def test_the_last_moment_of_a_day():
    assert invitations.answered_by(dt.date(2020, 10, 15)) == dt.datetime(2020, 10, 15, 23, 59)


@pytest.mark.parametrize(
    ("number", "days", "answerable", "urgency"),
    [
        (3, 5, True, "soon"),
        (3, 14, True, "now"),
        (3, 4, True, None),
        (0, 30, True, None),
        (3, 30, False, None),
        (3, None, True, None),
    ],
)
def test_when_silence_is_work(number, days, answerable, urgency):
    found = invitations.find_silence(number, days, answerable=answerable)
    assert [(one.urgency, one.number, one.age) for one in found] == ([(urgency, number, days)] if urgency else [])


def test_what_counts():
    rows = [
        ("baie", "accepted", True, 2),
        ("baie", "substituted", True, 1),
        ("nuit", "invited", False, 3),
        ("nuit", "invited", True, 1),
        ("phare", "withdrawn", False, 5),
        ("", "declined", True, 1),
    ]
    assert invitations.count(rows) == InvitationCounts(2, 8, 5, 2, 1, 1, 4)
    assert invitations.count([]) == InvitationCounts(0, 0, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(("state", "allowed"), [("invited", True), ("open", True), ("later", False), ("over", False)])
def test_the_invited_may_register_where_others_may_not(state, allowed):
    if allowed:
        rules.check_open(state, by_organiser=False, invited=True)
    else:
        with pytest.raises(RegistrationClosed):
            rules.check_open(state, by_organiser=False, invited=True)
