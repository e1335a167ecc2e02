"""The database: settings, naming, and the one way to write.

`transaction()` commits once, at its outermost use, or not at all. `transactional` wraps a whole use case in one and
tries it again when the database asks for that (serialisation failure, deadlock, a busy SQLite file).
Only this module commits.
"""

import datetime as dt
import functools
import logging
import random
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, ParamSpec, TypeVar, cast

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import (
    ARRAY,
    Connection,
    DateTime,
    Engine,
    Insert,
    MetaData,
    Table,
    bindparam,
    event,
    func,
    insert,
    select,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, InvalidatePoolError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from .turns import turn

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "busy_timeout=10000",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "cache_size=-16000",
    "trusted_schema=OFF",
    "secure_delete=ON",
)
ATTEMPTS = 6
REST_SECONDS = 5

log = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")


class Base(DeclarativeBase):
    """All tables; constraint names follow one convention so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMES)


@functools.cache
def _reading(engine: Engine) -> Engine:
    """The same connections without BEGIN and ROLLBACK: at READ COMMITTED each statement sees its own moment anyway."""
    return engine.execution_options(isolation_level="AUTOCOMMIT")


class HouseSession(FlaskSession):
    """Outside a `transaction()` it only reads."""

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        """The engine; on PostgreSQL without transactions while nothing may be written."""
        found = super().get_bind(*args, **kwargs)
        writes = self.info.get("depth") or not isinstance(found, Engine) or found.dialect.name == "sqlite"
        return found if writes else _reading(found)


db = SQLAlchemy(model_class=Base, session_options={"autoflush": True, "class_": HouseSession})


@event.listens_for(HouseSession, "before_flush")
def _refuse_to_write(session: Session, _context: Any, _instances: Any) -> None:
    if not session.info.get("depth"):
        raise RuntimeError("changes were made outside a transaction")


class Instant(TypeDecorator[dt.datetime]):
    """A moment: aware going in, stored as UTC without zone, aware (UTC) coming out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        return None if value is None else value.replace(tzinfo=dt.UTC)


def engine_options(url: str) -> dict[str, Any]:
    """Pool settings for SQLAlchemy: a thread of the server never waits for a connection."""
    if make_url(url).get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": 10, "check_same_thread": False}}
    return {"pool_size": 10, "max_overflow": 10}


def prepare_engine(engine: Engine) -> None:
    """On SQLite the driver never begins by itself: each transaction says whether it is going to write.

    Elsewhere a connection that has rested is tried before it is used.
    """
    if engine.dialect.name != "sqlite":
        _try_the_rested(engine)
        return

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in SQLITE_PRAGMAS:
            connection.execute("PRAGMA " + pragma)

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN " + connection.get_execution_options().get("sqlite_begin", "DEFERRED"))


def _try_the_rested(engine: Engine) -> None:
    """Like `pool_pre_ping`, without a round trip for each transaction of a busy process."""

    @event.listens_for(engine, "checkin")
    def _rest(_connection: Any, record: Any) -> None:
        record.info["rests_since"] = monotonic()

    @event.listens_for(engine, "checkout")
    def _wake(connection: Any, record: Any, _proxy: Any) -> None:
        since = record.info.get("rests_since")
        if since is None or monotonic() - since < REST_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error  # the pool makes new ones


def scrub(tables: Collection[str]) -> None:
    """Take what was deleted out of the files too: no free page, no dead row of these tables, no log. Outside of any
    transaction; on SQLite the whole file is written anew. Busy, if somebody read for too long: try again."""
    db.session.rollback()  # what this session has read keeps the log
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "postgresql":
            for table in tables:
                connection.exec_driver_sql(f'VACUUM (FULL) "{table}"')
            return
        cursor = connection.connection.cursor()  # past the engine, which would begin a transaction
        try:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, *_pages = cursor.fetchone() or (0,)
        finally:
            cursor.close()
        if busy:
            raise Busy


class Busy(Exception):
    """Somebody else was at it for too long."""


def insert_rows(table: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert several rows at once, past the session's own bookkeeping. In the caller's transaction.

    All have the same columns. On PostgreSQL it is one statement however many there are.
    """
    if not rows:
        return
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        names = tuple(rows[0])
        columns = {name: [row[name] for row in rows] for name in names}
        connection.execute(_insert_columns(table, names), columns)
    else:
        connection.execute(_insert_into(table), rows)


@functools.cache
def _insert_into(table: type[Base]) -> Insert:
    return insert(cast(Table, table.__table__))


@functools.cache
def _insert_columns(table: type[Base], names: tuple[str, ...]) -> Insert:
    into = cast(Table, table.__table__)
    given = func.unnest(*(bindparam(name, type_=ARRAY(into.c[name].type)) for name in names))
    return insert(into).from_select(names, select(given.table_valued(*names).render_derived()))


def _session() -> Session:
    return cast(Session, db.session())


@contextmanager
def transaction() -> Iterator[Session]:
    """Commit at the outermost use; roll back on any exception, also one that an inner use raised and a caller caught.

    The outermost use first ends a read that is still open and expires what was read, because on SQLite asking for
    the write lock after a read is ignored, and a stale read cannot be upgraded. Uncommitted changes found there are
    a mistake of the caller: RuntimeError.
    """
    session = _session()
    info = session.info
    if info.get("depth"):
        try:
            yield session
        except BaseException:
            info["doomed"] = True
            raise
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("changes were made outside a transaction")
    session.rollback()
    effects: list[Callable[[], None]] = []
    with turn(_file()):
        info.update(depth=1, effects=effects, doomed=False)
        try:
            session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
            yield session
            if info["doomed"]:
                raise RuntimeError("an inner use case failed; the whole is rolled back")
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            for key in ("depth", "effects", "doomed"):
                info.pop(key, None)
    for effect in effects:
        _run(effect)


def _file() -> str | None:
    """Where SQLite keeps what we write; None for a server."""
    return db.engine.url.database if db.engine.dialect.name == "sqlite" else None


def _run(effect: Callable[[], None]) -> None:
    try:
        effect()
    except Exception:  # what was committed stays committed: a lost nudge is found by the sweep
        log.exception("after commit")


def after_commit(effect: Callable[[], None]) -> None:
    """Run `effect` once the outermost transaction has committed; never if it rolls back. RuntimeError outside one."""
    info = _session().info
    if not info.get("depth"):
        raise RuntimeError("after_commit needs a transaction")
    info["effects"].append(effect)


def in_transaction() -> bool:
    """Whether a `transaction()` is open in this context."""
    return bool(_session().info.get("depth"))


def worth_another_try(error: DBAPIError) -> bool:
    """True for a serialisation failure or deadlock (PostgreSQL) and for a busy file (SQLite)."""
    state = getattr(error.orig, "sqlstate", None)
    code = getattr(error.orig, "sqlite_errorname", "") or ""
    return state in {"40001", "40P01"} or code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def transactional(use_case: Callable[P, R]) -> Callable[P, R]:
    """One use case, one transaction; the outermost is tried again up to six times when the database asks for it."""

    @functools.wraps(use_case)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        if in_transaction():
            with transaction():
                return use_case(*args, **kwargs)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with transaction():
                    return use_case(*args, **kwargs)
            except DBAPIError as error:
                if attempt == ATTEMPTS or not worth_another_try(error):
                    raise
                time.sleep(random.uniform(0, 0.01 * 2**attempt))
        raise AssertionError("unreachable")

    return wrapper
