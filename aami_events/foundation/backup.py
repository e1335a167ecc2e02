"""The whole installation in one file, and back: tables, files, and the key that signs links and sessions.

A zip with `manifest.json` (what is inside, with the SHA-256 of each entry), `tables/*.jsonl`, `files/*` and
`secret-key`. It holds everything that is personal and everything that is secret: mode 0600, and to be kept so.
"""

import hashlib
import json
import os
import pathlib
import re
import secrets
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any

from flask import current_app
from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from ..config import VERSION
from . import clock, dump, files, migrations
from .content import STAMP
from .database import db, transaction
from .marks import Mark
from .outbox import OutboxLetter

FORMAT, KEY, MANIFEST = 1, "secret-key", "manifest.json"
_KEY_OF_A_FILE = re.compile(r"[0-9a-f]{32}")
_BLOCK = 1 << 20
#: what zipfile raises for a file that is none, or not whole; a damaged offset may lie before the file's beginning
UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError, OSError)


class BackupRefused(Exception):
    """What keeps this backup from being restored here; `reason` names it, `facts` fill in its sentence."""

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(reason, facts)
        self.reason, self.facts = reason, facts


@dataclass
class Summary:
    """What went into a backup or came out of one."""

    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    #: names of files whose row is there and whose content is not
    missing: list[str] = field(default_factory=list)
    #: letters that will be sent once a consumer runs
    letters: int = 0
    #: the SECRET_KEY setting is another one than the backup's, so links and sessions of old are void
    another_key: bool = False


# --- out ------------------------------------------------------------------------------------------------------------
@contextmanager
def _snapshot() -> Iterator[Connection]:
    """One moment of the database, while others write."""
    sqlite = db.engine.dialect.name == "sqlite"
    options: dict[str, Any] = {} if sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with db.engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


class _Writer:
    """A zip under way, with the hash of what goes in."""

    def __init__(self, target: IO[bytes]) -> None:
        self.zip, self.hashes = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED), dict[str, str]()

    def add(self, name: str, pieces: Iterable[bytes]) -> int:
        """Write an entry; how many pieces it had."""
        digest, count = hashlib.sha256(), 0
        with self.zip.open(name, "w", force_zip64=True) as entry:
            for piece in pieces:
                digest.update(piece)
                entry.write(piece)
                count += 1
        self.hashes[name] = digest.hexdigest()
        return count


def _blocks(path: pathlib.Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        yield from iter(lambda: source.read(_BLOCK), b"")


def backup(target: pathlib.Path) -> Summary:
    """Write the backup under a name of its own, then put it in the place of `target`; OSError when that cannot be."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            summary = _write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return summary


def _write(target: IO[bytes]) -> Summary:
    summary, out = Summary(), _Writer(target)
    with _snapshot() as connection:
        revision = migrations.reached(connection)
        for table in dump.tables():
            summary.rows[table.name] = out.add(f"tables/{table.name}.jsonl", dump.lines(connection, table))
        stored = connection.execute(select(files.StoredFile.key, files.StoredFile.name)).tuples().all()
    for key, name in stored:
        path = files.folder() / key
        if path.exists():
            out.add(f"files/{key}", _blocks(path))
            summary.files += 1
        else:
            summary.missing.append(name)
    out.add(KEY, [current_app.config["SECRET_KEY"].encode()])
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "migration": revision,
        "made_at": clock.real_now().isoformat(timespec="seconds"),
        "database": db.engine.dialect.name,
        "rows": summary.rows,
        "columns": {table.name: [column.name for column in table.columns] for table in dump.tables()},
        "missing": len(summary.missing),
        "sha256": out.hashes,
    }
    out.zip.writestr(MANIFEST, json.dumps(manifest, indent=1))
    out.zip.close()
    return summary


# --- in -------------------------------------------------------------------------------------------------------------
def restore(source: pathlib.Path, *, replace: bool, in_use: Callable[[], bool]) -> Summary:
    """Put back a backup, wholly or not at all; BackupRefused. The database must be migrated, and nothing else running.

    `in_use` says whether anybody would lose something; then `replace` must have been said.
    """
    try:
        archive = zipfile.ZipFile(source)
    except UNREADABLE as error:
        raise BackupRefused("damaged", what=str(error)) from error
    with archive:
        manifest = _checked(archive)
        if in_use() and not replace:
            raise BackupRefused("in_use")
        return _put_back(archive, manifest)


def _checked(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest of a whole backup that fits this house."""
    if MANIFEST not in archive.namelist():
        raise BackupRefused("no_backup")
    try:
        manifest: dict[str, Any] = json.loads(b"".join(_blocks_of(archive, MANIFEST)))
        given, hashes = manifest["format"], dict(manifest["sha256"])
    except (ValueError, KeyError, TypeError) as error:
        raise BackupRefused("damaged", what=MANIFEST) from error
    if given != FORMAT:
        raise BackupRefused("other_format", found=given)
    head = migrations.newest()
    if manifest.get("migration") != head:
        raise BackupRefused("other_head", found=manifest.get("migration"), here=head, version=manifest.get("version"))
    with db.engine.connect() as connection:
        if migrations.reached(connection) != head:
            raise BackupRefused("not_migrated")
    expected = {KEY, *(f"tables/{table.name}.jsonl" for table in dump.tables())}
    names = set(archive.namelist()) - {MANIFEST}
    stored = {name for name in names - expected if _KEY_OF_A_FILE.fullmatch(name.removeprefix("files/"))}
    if names != set(hashes) or names - stored != expected or len(archive.namelist()) != len(names) + 1:
        raise BackupRefused("damaged", what="sha256")
    for name, digest in hashes.items():
        if _hash(archive, name) != digest:
            raise BackupRefused("damaged", what=name)
    return manifest


def _blocks_of(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with archive.open(name) as entry:
            yield from iter(lambda: entry.read(_BLOCK), b"")
    except UNREADABLE as error:
        raise BackupRefused("damaged", what=name) from error


def _hash(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    for block in _blocks_of(archive, name):
        digest.update(block)
    return digest.hexdigest()


def _place(pieces: Iterable[bytes], path: pathlib.Path) -> None:
    """Write a file that nobody else may read, wholly or not at all."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            target.writelines(pieces)
            target.flush()
            os.fsync(target.fileno())
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _put_back(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> Summary:
    """Files first: their names are random, so until the rows are there they belong to nobody. The key at last."""
    summary, key = Summary(rows=manifest["rows"]), archive.read(KEY)
    for name in archive.namelist():
        if name.startswith("files/"):
            _place(_blocks_of(archive, name), files.folder() / name.removeprefix("files/"))
            summary.files += 1
    with transaction() as session:
        _fill(session.connection(), archive, manifest)
        waiting = select(func.count()).where(OutboxLetter.state == "waiting")
        summary.letters = session.scalar(waiting) or 0
        known = set(session.scalars(select(files.StoredFile.key)))
    summary.another_key = not _take_key(key)
    for path in files.folder().iterdir():
        if _KEY_OF_A_FILE.fullmatch(path.name) and path.name not in known:
            path.unlink()
    return summary


def _take_key(key: bytes) -> bool:
    """Make the backup's key this installation's, unless that is set from outside; whether it is in force."""
    path = pathlib.Path(current_app.config["INSTANCE_DIR"]) / KEY
    ours = current_app.config["SECRET_KEY"].encode()
    if path.exists() and path.read_bytes() == ours:
        _place([key], path)
        return True
    return bool(ours == key)


def _fill(connection: Connection, archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    dump.empty(connection)
    for table in dump.tables():
        name, columns = table.name, manifest["columns"].get(table.name, [])
        try:
            with archive.open(f"tables/{name}.jsonl") as lines:
                count = dump.fill(connection, table, lines, columns)
        except (ValueError, KeyError, IntegrityError) as error:
            raise BackupRefused("damaged", what=name) from error
        if count != manifest["rows"].get(name):
            raise BackupRefused("damaged", what=name)
    dump.finish(connection)
    connection.execute(delete(Mark).where(Mark.key == STAMP))  # what processes have kept is not this
    connection.execute(insert(Mark).values(key=STAMP, value=secrets.token_hex(8)))
