"""Papers, and which badge goes where on them."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aami_events.badges.rules.imposition import BACK, FRONT, impose
from aami_events.badges.rules.stocks import INCH, STOCKS

EVERY = pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)


@EVERY
def test_no_badge_lies_outside_its_sheet_or_over_another(stock):
    width, height = stock.badge
    corners = [*stock.cells, *stock.folded]
    for x, y in corners:
        assert x >= -1e-6 and y >= -1e-6
        assert x + width <= stock.page[0] + 1e-6 and y + height <= stock.page[1] + 1e-6
    for number, (x, y) in enumerate(corners):
        for left, top in corners[:number]:
            assert abs(x - left) >= width - 1e-6 or abs(y - top) >= height - 1e-6


def test_the_measures_of_the_makers():
    six, eight = STOCKS["avery-5392"], STOCKS["avery-5390"]
    assert six.cells[0] == pytest.approx((0.25 * INCH, 1 * INCH)) and six.per_sheet == 6
    assert eight.cells[0] == pytest.approx((0.75 * INCH, 1 * INCH)) and eight.per_sheet == 8
    assert STOCKS["cr80"].badge == (85.6, 53.98)


@given(st.integers(0, 40), st.sampled_from(sorted(STOCKS)), st.booleans(), st.integers(0, 20))
def test_everyone_is_printed_once_on_each_side(count, key, backs, skip):
    stock = STOCKS[key]
    sides = list(impose(count, stock, backs=backs, skip=skip))
    printed = Counter((cell.badge, cell.side) for cells in sides for cell in cells)
    wanted = {(badge, side) for badge in range(count) for side in ((FRONT, BACK) if backs else (FRONT,))}
    assert set(printed) == wanted and set(printed.values()) <= {1}
    fronts = [cell.badge for cells in sides for cell in cells if cell.side == FRONT]
    assert fronts == list(range(count))


def test_backs_are_behind_their_fronts_when_the_sheet_is_turned():
    stock = STOCKS["avery-5392"]
    front, back = impose(5, stock, backs=True)
    for ahead, behind in zip(front, back, strict=True):
        assert (ahead.badge, ahead.y) == (behind.badge, behind.y)
        assert ahead.x + stock.badge[0] + behind.x == pytest.approx(stock.page[0])


def test_backs_of_a_folded_sheet_are_beside_their_fronts():
    sides = list(impose(2, STOCKS["a5-folded"], backs=True))
    assert [[(cell.badge, cell.side) for cell in cells] for cells in sides] == [
        [(0, FRONT), (0, BACK)],
        [(1, FRONT), (1, BACK)],
    ]


def test_a_sheet_that_was_used_in_part_is_used_up():
    stock = STOCKS["avery-5392"]
    first, second = impose(5, stock, backs=False, skip=4)
    assert [(cell.x, cell.y) for cell in first] == list(stock.cells[4:])
    assert len(second) == 3 and (second[0].x, second[0].y) == stock.cells[0]
