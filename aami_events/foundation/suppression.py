"""Tables of counts of people that can be shown: no small number stands in one, and none can be computed from the rest.

A table is shown with the totals of its rows and columns. Whoever reads it may subtract: a hidden cell that is alone in
its row is the total less the others. What can be computed exactly is known: take rows and columns as points and each
hidden cell as a line between its row and its column; a hidden cell can be computed exactly if and only if its line is a
bridge, one that no other way round leads past. So cells are hidden until there is a way round each.

Bounds stay: who knows that counts are not negative may know that a hidden cell is at most so much.
"""

import heapq
from collections.abc import Collection, Mapping, Sequence

#: the smallest count that is shown
LEAST = 5

Cell = tuple[int, int]
#: ("row" or "column", its number)
Point = tuple[str, int]


def suppress(counts: Sequence[Sequence[int]], least: int = LEAST) -> list[list[int | None]]:
    """The table with a total below each column and right of each row; None is hidden.

    Every count below `least` is hidden, zero too; with each that could be computed, the smallest numbers that keep it
    from that; how many there are in all only if nothing else does. Rows have the same length.
    """
    table = [[*row, sum(row)] for row in counts]
    table.append([sum(column) for column in zip(*table, strict=True)])
    cost = {(r, c): 1 + count for r, row in enumerate(table) for c, count in enumerate(row)}
    cost[len(table) - 1, len(table[0]) - 1] += sum(cost.values())
    hidden = {(r, c) for r, row in enumerate(table) for c, count in enumerate(row) if count < least}
    for cell in sorted(hidden):
        if _way_round(cell, dict.fromkeys(hidden, 0)) is None:
            costs = {one: 0 if one in hidden else many for one, many in cost.items()}
            hidden.update(_way_round(cell, costs) or ())
    return [[None if (r, c) in hidden else count for c, count in enumerate(row)] for r, row in enumerate(table)]


def conceal(
    counts: Sequence[Sequence[int]], least: int = LEAST, forced: Collection[Cell] = ()
) -> list[list[int | None]]:
    """The table without totals, where both of them are known from elsewhere, every one; None is hidden.

    Every count below `least` is hidden, each of `forced`, and with each that could be computed, the smallest numbers
    that keep it from that. A table of one row or one column hides nothing: its totals say it all.
    """
    cost = {(r, c): 1 + count for r, row in enumerate(counts) for c, count in enumerate(row)}
    hidden = {cell for cell, value in cost.items() if value <= least} | set(forced)
    for cell in sorted(hidden):
        if _way_round(cell, dict.fromkeys(hidden, 0)) is None:
            costs = {one: 0 if one in hidden else many for one, many in cost.items()}
            hidden.update(_way_round(cell, costs) or ())
    return [[None if (r, c) in hidden else count for c, count in enumerate(row)] for r, row in enumerate(counts)]


def _way_round(cell: Cell, costs: Mapping[Cell, int]) -> list[Cell] | None:
    """The cheapest way from the row of a cell to its column along these cells but itself; None if there is none."""
    start, end = ("row", cell[0]), ("column", cell[1])
    beside: dict[Point, list[tuple[Point, Cell]]] = {}
    for one in sorted(costs.keys() - {cell}):
        row, column = ("row", one[0]), ("column", one[1])
        beside.setdefault(row, []).append((column, one))
        beside.setdefault(column, []).append((row, one))
    ahead: list[tuple[int, Point, list[Cell]]] = [(0, start, [])]
    seen: set[Point] = set()
    while ahead:
        so_far, here, way = heapq.heappop(ahead)
        if here == end:
            return way
        if here not in seen:
            seen.add(here)
            for there, one in beside.get(here, ()):
                heapq.heappush(ahead, (so_far + costs[one], there, [*way, one]))
    return None
