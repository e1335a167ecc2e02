"""Figures, against what the textbooks' formulas give."""

import math
import statistics as plain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aami_events.evaluation.rules.statistics import mean_rank, places, promoters, spread


@given(st.lists(st.integers(0, 10), min_size=1, max_size=60))
def test_mean_and_median_are_those_of_the_numbers(numbers):
    counts = {float(value): numbers.count(value) for value in set(numbers)}
    found = spread(counts)
    assert found.n == len(numbers)
    assert math.isclose(found.mean, plain.fmean(numbers))
    assert found.median == plain.median(numbers)
    assert min(numbers) <= found.low <= found.median <= found.high <= max(numbers)


def test_nothing_has_no_figures():
    assert spread({}) is spread({3.0: 0}) is None
    assert promoters({"5": 0}) is None and mean_rank({}) is None


def test_quartiles_of_a_known_row():
    found = spread({1.0: 1, 2.0: 1, 3.0: 1, 4.0: 1})
    assert (found.low, found.median, found.high) == (1.5, 2.5, 3.5)


def test_places_on_a_scale():
    assert places(("bad", "good"), {"good": 3, "unsaid": 2}) == {1.0: 0, 2.0: 3}
    assert mean_rank({"1": 3, "2": 1}) == 1.25


def test_how_likely_one_recommends_at_fourteen():
    found = promoters({"10": 6, "9": 2, "8": 3, "6": 2, "0": 1})
    assert (found.promoters, found.passives, found.detractors) == (8, 3, 3)
    assert found.score == pytest.approx(100 * 5 / 14)
    up, down, n = 8.75 / 17, 3.75 / 17, 17
    wide = 1.959964 * math.sqrt((up + down - (up - down) ** 2) / n)
    assert (found.low, found.high) == pytest.approx((100 * (up - down - wide), 100 * (up - down + wide)))
    assert found.low < found.score < found.high


def test_the_interval_stays_on_the_scale():
    found = promoters({"10": 5})
    assert found.score == 100 and found.high == 100 and 0 < found.low < 100
