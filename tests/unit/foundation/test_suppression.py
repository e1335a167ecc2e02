"""No small number is shown, and an attacker with a linear solver finds none."""

import itertools
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from aami_events.foundation.suppression import suppress

TABLES = st.integers(1, 5).flatmap(
    lambda wide: st.lists(st.lists(st.integers(0, 12), min_size=wide, max_size=wide), min_size=1, max_size=5)
)


def test_a_table_of_large_numbers_is_shown_with_its_totals():
    assert suppress([[10, 20], [30, 40]]) == [[10, 20, 30], [30, 40, 70], [40, 60, 100]]


def test_a_small_number_takes_others_with_it():
    shown = suppress([[10, 3], [30, 40]])
    assert shown[0][1] is None and sum(cell is None for row in shown for cell in row) == 4
    assert shown[2][2] == 83, "how many there are in all is known"


def test_what_cannot_be_protected_is_not_shown_at_all():
    assert suppress([[3]]) == [[None, None], [None, None]]
    assert suppress([[0, 0], [0, 0]]) == [[None] * 3] * 3


def totals(counts):
    table = [[*row, sum(row)] for row in counts]
    return [*table, [sum(column) for column in zip(*table, strict=True)]]


def determined(shown) -> set[tuple[int, int]]:
    """The hidden cells that follow from the shown ones: exact elimination over what each row and column adds up to."""
    unknown = [(r, c) for r, row in enumerate(shown) for c, cell in enumerate(row) if cell is None]
    place = {cell: number for number, cell in enumerate(unknown)}
    lines = [[(r, c) for c in range(len(shown[0]))] for r in range(len(shown))]
    lines += [[(r, c) for r in range(len(shown))] for c in range(len(shown[0]))]
    rows = []
    for line in lines:
        row = [Fraction(0)] * len(unknown)
        for number, cell in enumerate(line):
            if cell in place:
                row[place[cell]] = Fraction(-1 if number == len(line) - 1 else 1)
        rows.append(row)
    rank = 0
    for column in range(len(unknown)):
        pivot = next((r for r in range(rank, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        rows[rank] = [value / rows[rank][column] for value in rows[rank]]
        for other in range(len(rows)):
            if other != rank and rows[other][column]:
                rows[other] = [a - rows[other][column] * b for a, b in zip(rows[other], rows[rank], strict=True)]
        rank += 1
    alone = [row for row in rows[:rank] if sum(value != 0 for value in row) == 1]
    return {unknown[next(i for i, value in enumerate(row) if value)] for row in alone}


@given(TABLES)
def test_no_attacker_computes_a_hidden_number(counts):
    shown, true = suppress(counts), totals(counts)
    assert determined(shown) == set()
    for r, c in itertools.product(range(len(true)), range(len(true[0]))):
        assert shown[r][c] in (None, true[r][c]) and (shown[r][c] is None or shown[r][c] >= 5)


def test_the_attacker_is_able():
    assert determined([[10, None, 13], [30, 40, 70], [40, 43, 83]]) == {(0, 1)}
    assert determined([[None, None, 13], [30, 40, 70], [40, 43, 83]]) == {(0, 0), (0, 1)}
