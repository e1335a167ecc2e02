"""What a category costs on a day."""

import datetime as dt

import pytest

from aami_events.registration.rules.fees import Tier, next_price, price_on, tier_faults

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
