"""Keyset pages: the next page begins after a row, not at a number, so page 2,000 costs what page 1 does."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, tuple_

Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class Cursor:
    """A place between rows: the sort values of the row beside it, and the direction."""

    values: tuple[Any, ...]
    backwards: bool = False

    def encode(self) -> str:
        """As it stands in an address."""
        raw = json.dumps([self.backwards, *self.values]).encode()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, length: int) -> "Cursor | None":
        """The cursor in an address; None for anything else, which means the first page."""
        try:
            backwards, *values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        except (ValueError, TypeError):
            return None
        plain = all(isinstance(value, (str, int)) for value in values)
        return cls(tuple(values), bool(backwards)) if plain and len(values) == length else None


@dataclass(frozen=True)
class Page:
    """Rows of one page, and the cursors to its neighbours."""

    rows: list[Any]
    previous: str | None
    next: str | None


def paged(
    query: Rows, columns: list[ColumnElement[Any]], cursor: Cursor | None, size: int, *, descending: bool = False
) -> tuple[Rows, bool]:
    """`query` limited to one row more than the page needs, and whether its rows come in reverse."""
    reverse = bool(cursor and cursor.backwards)
    downwards = descending != reverse
    if cursor:
        here, there = tuple_(*columns), tuple_(*cursor.values)
        query = query.where(here < there if downwards else here > there)
    order = [column.desc() if downwards else column.asc() for column in columns]
    return query.order_by(*order).limit(size + 1), reverse


def page_of(rows: list[Any], keys: Any, cursor: Cursor | None, size: int, *, reverse: bool) -> Page:
    """The page from what the query gave; `keys(row)` are the sort values of a row."""
    more, rows = len(rows) > size, rows[:size]
    if reverse:
        rows = rows[::-1]
    if not rows:
        return Page([], None, None)
    before = more if reverse else cursor is not None
    after = True if reverse else more
    return Page(
        rows,
        Cursor(keys(rows[0]), True).encode() if before else None,
        Cursor(keys(rows[-1])).encode() if after else None,
    )
