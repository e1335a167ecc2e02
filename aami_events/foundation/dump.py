"""Every table as lines of JSON and back, the same from either database.

What is written is what is stored: moments as UTC, JSON as its text, so that nothing depends on how a feature reads it.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    DateTime,
    LargeBinary,
    Table,
    Text,
    Time,
    cast,
    func,
    insert,
    select,
    text,
    type_coerce,
)
from sqlalchemy import column as plain_column
from sqlalchemy import table as plain_table
from sqlalchemy.types import TypeDecorator, TypeEngine

from .database import db

ROWS = 500
_READERS = {DateTime: dt.datetime.fromisoformat, Date: dt.date.fromisoformat, Time: dt.time.fromisoformat}


def tables() -> list[Table]:
    """All tables, each after those that it refers to."""
    return list(db.metadata.sorted_tables)


def _stored(column: Column[Any]) -> TypeEngine[Any]:
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    if isinstance(kind, LargeBinary):
        raise NotImplementedError(f"{column}: bytes belong in files")
    return JSON(none_as_null=True) if isinstance(kind, JSON) else kind


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """The rows of a table, a line each, in the order of the columns."""
    kinds = {column.name: _stored(column) for column in table.columns}
    wanted = [
        cast(type_coerce(table.c[name], JSON), Text) if isinstance(kind, JSON) else type_coerce(table.c[name], kind)
        for name, kind in kinds.items()
    ]
    query = select(*wanted).order_by(*table.primary_key.columns)
    for row in connection.execute(query, execution_options={"yield_per": ROWS}):
        values = [value.isoformat() if isinstance(value, dt.date | dt.time) else value for value in row]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _read(kind: TypeEngine[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, JSON):
        found = json.loads(value)
        return JSON.NULL if found is None else found
    reader = next((read for of, read in _READERS.items() if isinstance(kind, of)), None)
    return reader(value) if reader else value


def fill(connection: Connection, table: Table, given: Iterable[bytes], names: list[str]) -> int:
    """Insert the lines, whose values stand in the order of `names`; how many there were."""
    kinds = {column.name: _stored(column) for column in table.columns}
    target = plain_table(table.name, *[plain_column(name, kind) for name, kind in kinds.items()])
    count, batch = 0, list[Mapping[str, Any]]()
    for line in given:
        batch.append({name: _read(kinds[name], value) for name, value in zip(names, json.loads(line), strict=True)})
        count += 1
        if len(batch) == ROWS:
            connection.execute(insert(target), batch)
            batch = []
    if batch:
        connection.execute(insert(target), batch)
    return count


def empty(connection: Connection) -> None:
    """Delete every row of every table."""
    for table in reversed(tables()):
        connection.execute(table.delete())


def finish(connection: Connection) -> None:
    """After the rows have come: numbers go on where they ended, and what refers to something finds it."""
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise ValueError(f"rows refer to what is not there: {broken[:3]}")
        return
    for table in tables():
        key = table.primary_key.columns
        number = next(iter(key)) if len(key) == 1 else None
        if number is None or number.type.python_type is not int:
            continue
        sequence = connection.scalar(select(func.pg_get_serial_sequence(f'"{table.name}"', number.name)))
        last = connection.scalar(select(func.max(number)))
        if sequence and last:
            connection.execute(select(func.setval(sequence, last)))
