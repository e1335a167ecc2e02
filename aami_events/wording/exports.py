"""The texts as a workbook for a translator: no name of anybody is in it."""

from collections.abc import Iterable
from typing import IO

from ..foundation.i18n import gettext
from ..foundation.tables import xlsx_file
from . import rules
from .phrases import HEADINGS, LANGUAGES, STATES
from .queries import Entry

WIDTHS = (18, 34, 12, 60, 12, 60, 16, 40)


def fits(entry: Entry) -> bool:
    """Whether a cell can hold it whole: what is cut would come back as another text."""
    return max(len(entry.text.original), len(entry.text.translation)) <= rules.LONGEST_CELL


def workbook(entries: Iterable[Entry], name: str) -> IO[bytes]:
    """One line a text, with its key and the fingerprint that says what it was made from."""
    return xlsx_file([str(label) for label in HEADINGS.values()], map(_row, entries), sheet=name, widths=WIDTHS)


def _row(entry: Entry) -> list[str]:
    text = entry.text
    return [
        entry.key,
        gettext("%(place)s – %(field)s", place=entry.where.place, field=entry.where.field),
        str(LANGUAGES.get(text.source, text.source)),
        text.original,
        str(LANGUAGES.get(text.target, text.target)),
        text.translation,
        str(STATES[text.state]),
        text.mark,
    ]
