"""What a category may be, and what a limit may become."""

import pytest

from aami_events.registration.errors import CapacityBelowHeld
from aami_events.registration.rules import categories as rules

BOTH = ("Membre", "Member")


@pytest.mark.parametrize(
    ("says", "found"),
    [
        ({}, []),
        ({"name": ("", "")}, [("name", "missing")]),
        ({"name": ("Membre", "")}, []),
        ({"name": ("Membre", ""), "whole": ("name",)}, [("name", "one_language")]),
        ({"name": ("", ""), "whole": ("name",)}, [("name", "missing")]),
        ({"name": ("x" * 301, "Member")}, [("name", "too_long")]),
        ({"description": ("x" * 5001, "")}, [("description", "too_long")]),
        ({"description": ("Oui", "")}, []),
        ({"description": ("Oui", ""), "whole": ("description",)}, [("description", "one_language")]),
        ({"whole": ("name", "description")}, []),
        ({"price_cents": -1}, [("price", "out_of_range")]),
        ({"price_cents": 100_000_001}, [("price", "out_of_range")]),
        ({"price_cents": 100_000_000, "capacity": 0}, []),
        ({"capacity": 1_000_000}, []),
        ({"capacity": -1}, [("capacity", "out_of_range")]),
        ({"capacity": 1_000_001, "name": ("", "")}, [("name", "missing"), ("capacity", "out_of_range")]),
    ],
)
def test_what_can_be_offered(says, found):
    usual = {"name": BOTH, "description": ("", ""), "price_cents": 0, "capacity": None}
    assert rules.category_faults(**{**usual, **says}) == found


@pytest.mark.parametrize(
    ("before", "after", "more"),
    [
        (10, 12, True), (10, None, True), (0, 1, True),
        (10, 10, False), (10, 8, False), (None, 10, False), (None, None, False),
    ],
)  # fmt: skip
def test_whether_there_is_more_room(before, after, more):
    assert rules.more_room(before, after) is more


@pytest.mark.parametrize(("capacity", "held"), [(None, 5), (5, 5), (6, 5), (0, 0)])
def test_a_limit_that_holds_who_is_there(capacity, held):
    rules.check_capacity(capacity, held)


def test_a_limit_below_what_is_held():
    with pytest.raises(CapacityBelowHeld) as refusal:
        rules.check_capacity(4, 5)
    assert refusal.value.held == 5
