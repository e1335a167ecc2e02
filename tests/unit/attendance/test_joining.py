"""When an address opens, and what is one."""

import datetime as dt

import pytest

from aami_events.attendance.rules import joining

START = dt.datetime(2020, 4, 3, 17, tzinfo=dt.UTC)
END = START + dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("minutes", "expected", "written"),
    [
        (-61, "early", False), (-60, "early", True), (-16, "early", True), (-15, "open", True), (0, "open", True),
        (90, "open", True), (91, "over", False),
    ],
)  # fmt: skip
def test_when_one_may_join_and_when_people_are_told(minutes, expected, written):
    now = START + dt.timedelta(minutes=minutes)
    assert joining.state(START, END, 15, now) == expected
    assert joining.to_be_written(START, END, 15, now) is written


def test_without_hours_nobody_joins_and_without_an_end_it_lasts_a_while():
    assert joining.state(None, None, 15, START) == "undated" and not joining.to_be_written(None, None, 15, START)
    assert joining.state(START, None, 15, START + dt.timedelta(minutes=30)) == "open"
    assert joining.state(START, None, 15, START + dt.timedelta(minutes=31)) == "over"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://zoom.example/j/123?pwd=x", ""), ("https://[::1]/x", ""), ("http://zoom.example", "not_web"),
        ("javascript:alert(1)", "not_web"), ("https://", "not_web"), ("", "not_web"), ("https://a b", "not_web"),
        ("https://x\n.example", "not_web"), ("https://me:secret@zoom.example", "not_web"), ("https://[", "not_web"),
        ("https://x.example/" + "a" * 1000, "too_long"),
    ],
)  # fmt: skip
def test_what_is_an_address(address, expected):
    assert joining.fault(address) == expected
