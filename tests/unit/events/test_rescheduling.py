"""Whether an event can move to another first day."""

import datetime as dt

import pytest

from aami_events.events.errors import MeetingTooSoon
from aami_events.events.rules.rescheduling import check_notice, reschedule_faults

DAY, NEXT = dt.date(2020, 9, 17), dt.date(2020, 9, 24)


@pytest.mark.parametrize(
    ("before", "first", "expected"),
    [
        (DAY, NEXT, []),
        (DAY, None, [("first_day", "day")]),
        (DAY, DAY, [("first_day", "same")]),
        (DAY, dt.date(2101, 1, 1), [("first_day", "year_far")]),
        (None, NEXT, [("first_day", "inexact")]),
    ],
)
def test_what_can_move(before, first, expected):
    assert reschedule_faults(before, first) == expected


@pytest.mark.parametrize(
    ("meetings", "left"), [([], None), ([21], None), ([40, 21], None), ([20], 20), ([40, 0], 0), ([-3], -3)]
)
def test_a_general_meeting_needs_time_for_its_notice(meetings, left):
    days = [DAY + dt.timedelta(days=number) for number in meetings]
    if left is None:
        return check_notice(days, DAY, 21)
    with pytest.raises(MeetingTooSoon) as refusal:
        check_notice(days, DAY, 21)
    assert refusal.value.days == left
    return None
