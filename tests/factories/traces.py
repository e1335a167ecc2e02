"""Where a text stands: in any column of any table that the database has, in a stored file, in a workbook."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from sqlalchemy import MetaData, inspect, select

from aami_events.foundation import files
from aami_events.foundation.database import db


def everywhere(*needles: str) -> list[str]:
    """The places in which one of these texts stands, whatever its case: tables, then files."""
    db.session.rollback()
    wanted = [needle.lower() for needle in needles]
    found = {f"{place}: {needle}" for place, text in cells() for needle in wanted if needle in text}
    for path in files.folder().iterdir():
        text = readable(path.read_bytes()).lower()
        found |= {f"files: {needle}" for needle in wanted if needle in text}
    return sorted(found)


def cells() -> Iterator[tuple[str, str]]:
    """("table.column", what it holds as text) of every cell: of the tables that are there, not of those we know of."""
    with db.engine.connect() as connection:
        there = MetaData()
        there.reflect(connection)
        for table in there.tables.values():
            for row in connection.execute(select(table)).mappings():
                for column, value in row.items():
                    if value is not None:
                        yield f"{table.name}.{column}", _text(value).lower()


def tables_there() -> set[str]:
    """The names of the tables that the database has."""
    return set(inspect(db.engine).get_table_names())


def _text(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return readable(bytes(value))
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def readable(data: bytes) -> str:
    """Bytes as text; a workbook as the text of its parts."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return data.decode("utf-8", "replace")
