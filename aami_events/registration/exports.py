"""Attendee lists for spreadsheets: rows as they are read, columns as they are chosen."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..events.models import Event
from ..foundation.tables import xlsx_file
from .queries import attendees
from .queries.columns import Column, Lookup, columns_of


def chosen(columns: Sequence[Column], keys: Sequence[str], *, may_see: bool) -> list[Column]:
    """The columns asked for, or all that are not sensitive; a sensitive one only if asked for and allowed."""
    if not keys:
        return [column for column in columns if not column.sensitive]
    return [column for column in columns if column.key in keys and (may_see or not column.sensitive)]


def table(
    event: Event, wanted: attendees.Filter, keys: Sequence[str] = (), *, may_see: bool = False, codes: bool = False
) -> tuple[list[str], Iterator[list[Any]]]:
    """Header and rows of the list. With `codes` everything is a stable key, as scripts and a second import want it."""
    lookup = Lookup(event, codes=codes, sensitive=may_see)
    picked = chosen(columns_of(lookup), keys, may_see=may_see)
    header = [column.key if codes else str(column.label) for column in picked]
    return header, _rows(lookup, picked, wanted)


def _rows(lookup: Lookup, picked: Sequence[Column], wanted: attendees.Filter) -> Iterator[list[Any]]:
    event_id = lookup.event.id
    for batch in attendees.batches(event_id, wanted):
        lookup.batch(batch)
        for row in batch:
            yield [column.value(lookup, row) for column in picked]


def workbook(header: list[str], rows: Iterable[list[Any]], sheet: str) -> bytes:
    """The list as an .xlsx file."""
    return xlsx_file(header, rows, sheet=sheet[:31]).read()
