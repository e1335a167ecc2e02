"""Lists that somebody brings: what is said of one that cannot be read, and the file, for its owner only."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import abort

from ..foundation import files
from ..foundation.database import db, transaction
from ..foundation.i18n import gettext
from ..foundation.tables import TableEmpty, TableError, TableTooLarge
from .access import account


def unreadable(read: Callable[[], Sequence[Any]], most: int, lacking: type[Exception], sentence: str) -> str | None:
    """Why the lines that `read` finds cannot be taken: `lacking` is raised for missing columns, with its sentence."""
    try:
        lines = read()
    except TableTooLarge:
        return gettext("This file is too large: the limit is 10 MB.")
    except TableEmpty:
        return gettext("This file has no lines.")
    except TableError:
        return gettext("This file cannot be read as XLSX or CSV. Save it again from your spreadsheet program.")
    except lacking:
        return sentence
    if not lines:
        return gettext("This file has no lines.")
    return gettext("This file has too many lines.") if len(lines) > most else None


def keep_list(data: bytes, name: str) -> int:
    """Keep it under a name without an ending, for the one who brings it; its id."""
    kind = "xlsx" if data[:2] == b"PK" else "csv"
    with transaction():
        return files.keep_made(data, f"{name}.{kind}", owner_id=account()).id


def own_file(file_id: int, name: str = "") -> files.StoredFile:
    """What the one who asks has brought, under this name if one is given; 404 for anybody else's."""
    row = db.session.get(files.StoredFile, file_id)
    if row is None or row.owner_id != account() or (name and row.name.partition(".")[0] != name):
        abort(404)
    return row
