"""What a category costs on a day."""

import datetime as dt

import pytest

from aami_events.registration.errors import AmountTooLow
from aami_events.registration.rules.fees import (
    Tier,
    free_amount,
    least_faults,
    next_price,
    price_on,
    tier_faults,
)

AUGUST, SEPTEMBER = dt.date(2020, 8, 20), dt.date(2020, 9, 5)
DAY = dt.timedelta(days=1)
TIERS = (Tier(SEPTEMBER, 10_000), Tier(AUGUST, 8_000))


@pytest.mark.parametrize(
    ("day", "cents", "after"),
    [
        (AUGUST - DAY, 8_000, (AUGUST, 10_000)),
        (AUGUST, 8_000, (AUGUST, 10_000)),
        (AUGUST + DAY, 10_000, (SEPTEMBER, 12_500)),
        (SEPTEMBER, 10_000, (SEPTEMBER, 12_500)),
        (SEPTEMBER + DAY, 12_500, None),
    ],
)
def test_earlier_prices_hold_through_their_last_day(day, cents, after):
    assert price_on(12_500, TIERS, day) == cents and next_price(12_500, TIERS, day) == after


def test_without_earlier_prices_it_is_the_price():
    assert price_on(500, (), AUGUST) == 500 and next_price(500, (), AUGUST) is None


@pytest.mark.parametrize(
    ("price", "tiers", "expected"),
    [
        (12_500, TIERS, []),
        (0, (), []),
        (0, TIERS, ["free"]),
        (1, (Tier(AUGUST, 0),), []),
        (1, (Tier(AUGUST, -1),), ["out_of_range"]),
        (1, (Tier(AUGUST, 100_000_001),), ["out_of_range"]),
        (1, tuple(Tier(AUGUST + DAY * n, 1) for n in range(4)), ["out_of_range"]),
        (1, (Tier(AUGUST, 1), Tier(AUGUST, 2)), ["order"]),
        (1, (None, Tier(AUGUST, 1)), ["half"]),
    ],
)
def test_what_cannot_be_offered(price, tiers, expected):
    assert tier_faults(price, tiers) == [("tiers", what) for what in expected]


def test_it_is_stored_as_it_is():
    assert [Tier.of(tier.plain()) for tier in TIERS] == list(TIERS)


@pytest.mark.parametrize(
    ("price", "least", "tiers", "expected"),
    [
        (3_000, None, TIERS, []),
        (3_000, 1_000, (), []),
        (3_000, 0, (), []),
        (3_000, 3_000, (), []),
        (3_000, -1, (), ["out_of_range"]),
        (3_000, 3_001, (), ["above"]),
        (3_000, 1_000, TIERS, ["tiers"]),
    ],
)
def test_what_cannot_be_asked_of_who_may_choose(price, least, tiers, expected):
    assert least_faults(price, least, tiers) == [("least", what) for what in expected]


@pytest.mark.parametrize(
    ("chosen", "trusted", "amount"),
    [(None, False, 3_000), (1_000, False, 1_000), (50_000, False, 50_000), (0, True, 0), (999, False, None)],
)
def test_who_may_choose_owes_what_they_chose(chosen, trusted, amount):
    if amount is None:
        with pytest.raises(AmountTooLow) as refusal:
            free_amount(1_000, 3_000, chosen, trusted=trusted)
        assert refusal.value.least == 1_000
    else:
        assert free_amount(1_000, 3_000, chosen, trusted=trusted) == amount
