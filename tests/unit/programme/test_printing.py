"""What a frozen copy waits for, and what may be said of a proof."""

import pytest

from aami_events.programme.rules.printing import MOST_REMARK, Sheet, check_verdict, state_of

MADE, MAKING = Sheet(True, None), Sheet(False, None)
SIGNED, RETURNED = Sheet(True, "signed"), Sheet(True, "returned")


@pytest.mark.parametrize(
    ("sheets", "state"),
    [
        ([MAKING, MAKING], "making"),
        ([MADE, MAKING], "making"),
        ([SIGNED, MAKING], "making"),
        ([MADE, MADE], "reading"),
        ([SIGNED, MADE], "reading"),
        ([SIGNED, SIGNED], "signed"),
        ([SIGNED, RETURNED], "returned"),
        ([RETURNED, MAKING], "returned"),
    ],
)
def test_one_that_is_sent_back_counts_more_than_all_that_are_signed(sheets, state):
    assert state_of(sheets) == state


@pytest.mark.parametrize(
    ("verdict", "remark", "wrong"),
    [
        ("signed", "", []),
        ("signed", "merci", []),
        ("returned", "p. 4", []),
        ("returned", "", [("remark", "remark")]),
        ("returned", "x" * (MOST_REMARK + 1), [("remark", "long")]),
        ("burned", "x", [("verdict", "choose")]),
        ("", "", [("verdict", "choose")]),
    ],
)
def test_who_sends_back_says_what_to_mend(verdict, remark, wrong):
    assert check_verdict(verdict, remark) == wrong
