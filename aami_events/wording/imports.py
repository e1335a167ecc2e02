"""A file that comes back from a translator: its lines, by the headings of either language."""

from ..foundation.i18n import speaking
from ..foundation.tables import read_table
from ..foundation.text import fold
from .phrases import HEADINGS
from .rules import LANGUAGES, Line

NEEDED = ("key", "original", "translation", "mark")


class ColumnsMissing(Exception):
    """A column that is needed is not there."""


def _headings() -> dict[str, str]:
    known = {}
    for language in LANGUAGES:
        with speaking(language):
            known.update({fold(str(label)): name for name, label in HEADINGS.items()})
    return known


def read_lines(data: bytes, name: str) -> list[tuple[int, Line]]:
    """(number, line) of every line with a key; the order of the columns does not matter. ColumnsMissing, TableError."""
    table, known = read_table(data, name), _headings()
    at = {known[heading]: column for column, cell in enumerate(table.header) if (heading := fold(cell)) in known}
    if not set(NEEDED) <= at.keys():
        raise ColumnsMissing
    lines = []
    for number, cells in table.rows:
        key, original, translation, mark = (cells[at[column]] for column in NEEDED)
        lines.append((number, Line(key.strip(), original, translation, mark)))
    return [(number, line) for number, line in lines if line.key or line.translation.strip()]
