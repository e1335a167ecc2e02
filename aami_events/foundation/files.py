"""Files that people bring or jobs make: a row, an owner's rule, a checked type, a folder.

Served as attachments only. No SVG, no HTML: what a browser could run is not taken.
"""

import datetime as dt
import functools
import pathlib
import secrets
from typing import IO

from flask import Response, current_app, request, send_file
from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from . import clock
from .database import Instant, after_commit, db, in_transaction

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
)
MADE_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}
LARGEST = 12_000_000


class FileRefused(Exception):
    """The file is too large, empty, or of a type that is not taken."""


class StoredFile(db.Model):
    """A file in the house's folder."""

    __tablename__ = "files"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: name in the folder: random, never the person's
    key: Mapped[str] = mapped_column(String(60), unique=True)
    #: name that it is given back under
    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    #: a list or a print that can be made again: it goes after a while, and when somebody is erased
    made: Mapped[bool] = mapped_column(default=False)
    #: account that it belongs to
    owner_id: Mapped[int | None]
    created_at: Mapped[dt.datetime] = mapped_column(Instant)


def folder() -> pathlib.Path:
    """Where files lie; made when missing, readable by nobody else."""
    path = pathlib.Path(current_app.config["INSTANCE_DIR"]) / "files"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def sniff(head: bytes) -> str | None:
    """The type that the first bytes say, or None for one that is not taken."""
    return next((kind for signature, kind in SIGNATURES if head.startswith(signature)), None)


def keep(source: IO[bytes], name: str, *, owner_id: int | None) -> StoredFile:
    """Take a person's file; FileRefused for an empty, too large or unknown one. In the caller's transaction."""
    data = source.read(LARGEST + 1)
    kind = sniff(data[:16])
    if not data or len(data) > LARGEST or kind is None:
        raise FileRefused
    return _write(data, name, kind, owner_id, made=False)


def keep_made(data: bytes, name: str, *, owner_id: int | None) -> StoredFile:
    """Keep a file that a job has made, or that it takes: for a while only. In the caller's transaction."""
    return _write(data, name, MADE_TYPES[name.rsplit(".", 1)[-1]], owner_id, made=True)


def contents(row: StoredFile) -> bytes:
    """What is in it."""
    return (folder() / row.key).read_bytes()


def contents_of(key: str) -> bytes | None:
    """What is in the file of that key; None if it is not there any more."""
    try:
        return (folder() / key).read_bytes()
    except FileNotFoundError:
        return None


def drop(row: StoredFile) -> None:
    """Delete a file that nothing points to any more. In the caller's transaction."""
    after_commit(functools.partial((folder() / row.key).unlink, missing_ok=True))
    db.session.delete(row)


def forget_made(before: dt.datetime, *, dry: bool = False) -> int:
    """Delete the files that can be made again and are older than this, or only count them. In the caller's
    transaction."""
    gone = list(db.session.scalars(select(StoredFile).where(StoredFile.made, StoredFile.created_at <= before)))
    for row in [] if dry else gone:
        drop(row)
    return len(gone)


def sweep_folder(before: dt.datetime) -> int:
    """Delete what lies in the folder without a row and was written before this (real time); how many.

    A process that died between file and row leaves one.
    """
    known = set(db.session.scalars(select(StoredFile.key)))
    left = [path for path in folder().iterdir() if path.name not in known and path.stat().st_mtime < before.timestamp()]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _write(data: bytes, name: str, kind: str, owner_id: int | None, *, made: bool) -> StoredFile:
    if not in_transaction():
        raise RuntimeError("a file's row needs a transaction")
    key = secrets.token_hex(16)
    (folder() / key).write_bytes(data)
    row = StoredFile(
        key=key, name=name[-200:], type=kind, size=len(data), made=made, owner_id=owner_id, created_at=clock.now()
    )
    db.session.add(row)
    db.session.flush()
    return row


def serve_picture(row: StoredFile) -> Response:
    """A picture that the house wrote (`foundation.pictures`), to stand in a page. It is asked for anew each time: it
    may have been taken back."""
    answer = send_file(folder() / row.key, mimetype=row.type, max_age=0)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(row.key)
    answer.make_conditional(request)
    return answer


def serve(row: StoredFile) -> Response:
    """The file as an attachment that no browser will run."""
    answer = send_file(folder() / row.key, mimetype=row.type, as_attachment=True, download_name=row.name, max_age=0)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer
