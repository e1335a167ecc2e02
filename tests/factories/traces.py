"""Where a text stands: in any column of any table, in a stored file, in a workbook."""

import io
import json
import zipfile

from sqlalchemy import select

from aami_events.foundation import files
from aami_events.foundation.database import db


def everywhere(*needles: str) -> list[str]:
    """The places in which one of these texts stands, whatever its case: tables, then files."""
    db.session.rollback()
    wanted = [needle.lower() for needle in needles]
    found = set()
    with db.engine.connect() as connection:
        for table in db.metadata.tables.values():
            for row in connection.execute(select(table)).mappings():
                for column, value in row.items():
                    text = json.dumps(value, ensure_ascii=False, default=str).lower()
                    found |= {f"{table.name}.{column}: {needle}" for needle in wanted if needle in text}
    for path in files.folder().iterdir():
        text = readable(path.read_bytes()).lower()
        found |= {f"files: {needle}" for needle in wanted if needle in text}
    return sorted(found)


def readable(data: bytes) -> str:
    """Bytes as text; a workbook as the text of its parts."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return data.decode("utf-8", "replace")
