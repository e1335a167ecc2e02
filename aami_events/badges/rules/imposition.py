"""Which badge goes where: sheets in order, each side with its cells."""

from collections.abc import Iterator
from dataclasses import dataclass

from .stocks import Stock

FRONT, BACK = "front", "back"


@dataclass(frozen=True)
class Cell:
    """A side of one badge and where its left upper corner is on the sheet, in millimetres."""

    badge: int
    side: str
    x: float
    y: float


def impose(count: int, stock: Stock, *, backs: bool, skip: int = 0) -> Iterator[list[Cell]]:
    """The cells of each printed side, for `count` badges by their index.

    `skip` leaves the first cells of the first sheet free, as when a sheet has been used in part. A back on the other
    side of the paper is in the mirrored place, for a printer that turns sheets on their long edge; the cells of the
    last sheet that have no badge stay blank on both sides.
    """
    skip %= stock.per_sheet
    for first in range(0, skip + count, stock.per_sheet):
        used = range(max(first, skip), min(first + stock.per_sheet, skip + count))
        here = [(place - skip, place - first) for place in used]
        front = [Cell(badge, FRONT, *stock.cells[at]) for badge, at in here]
        if backs and stock.folded:
            yield front + [Cell(badge, BACK, *stock.folded[at]) for badge, at in here]
            continue
        yield front
        if backs:
            yield [Cell(badge, BACK, _mirrored(stock, stock.cells[at][0]), stock.cells[at][1]) for badge, at in here]


def _mirrored(stock: Stock, x: float) -> float:
    return stock.page[0] - x - stock.badge[0]
