"""Papers that badges are printed on, as data: millimetres from the upper left corner of a sheet.

Measures of the makers' own sheets: Avery 5390 (2 1/4 x 3 1/2 in, eight), 5392 and 74459 (3 x 4 in, six), ISO 216 and
ISO/IEC 7810 for the others.
"""

from dataclasses import dataclass

INCH = 25.4
LETTER, A4, A5, A6 = (8.5 * INCH, 11 * INCH), (210.0, 297.0), (148.0, 210.0), (105.0, 148.0)


@dataclass(frozen=True)
class Stock:
    """A sheet with its badges. Backs go on its other side, or beside the fronts where it is folded."""

    key: str
    #: width and height of the sheet, and of one badge
    page: tuple[float, float]
    badge: tuple[float, float]
    #: left upper corners of the fronts, in reading order
    cells: tuple[tuple[float, float], ...]
    #: of the backs that are on the same side, for a sheet that is folded
    folded: tuple[tuple[float, float], ...] = ()

    @property
    def per_sheet(self) -> int:
        """How many badges a sheet holds."""
        return len(self.cells)

    @property
    def unit(self) -> float:
        """A hundredth of what the design may count on whatever the shape of the badge, in millimetres."""
        width, height = self.badge
        return min(width, height * 4 / 3) / 100


def _grid(key: str, page: tuple[float, float], badge: tuple[float, float], columns: int, rows: int) -> Stock:
    """Badges side by side in the middle of a sheet."""
    left, top = (page[0] - columns * badge[0]) / 2, (page[1] - rows * badge[1]) / 2
    cells = [(left + column * badge[0], top + row * badge[1]) for row in range(rows) for column in range(columns)]
    return Stock(key, page, badge, tuple(cells))


STOCKS = {
    stock.key: stock
    for stock in (
        _grid("avery-5392", LETTER, (4 * INCH, 3 * INCH), 2, 3),
        _grid("avery-74459", LETTER, (4 * INCH, 3 * INCH), 2, 3),
        _grid("avery-5390", LETTER, (3.5 * INCH, 2.25 * INCH), 2, 4),
        _grid("a6", A6, A6, 1, 1),
        _grid("a6-on-a4", A4, A6, 2, 2),
        Stock("a5-folded", (A5[1], A5[0]), A6, ((A6[0], 0.0),), folded=((0.0, 0.0),)),
        Stock("a4-folded", A4, A6, ((A6[0], A4[1] / 2),), folded=((0.0, A4[1] / 2),)),
        _grid("cr80", (85.6, 53.98), (85.6, 53.98), 1, 1),
        _grid("label-4x3", (4 * INCH, 3 * INCH), (4 * INCH, 3 * INCH), 1, 1),
        _grid("label-62x100", (100.0, 62.0), (100.0, 62.0), 1, 1),
    )
}
USUAL = "avery-5392"
