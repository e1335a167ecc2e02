"""One use case, one transaction: kept whole or not at all, with the write lock from its beginning."""

import contextlib
import datetime as dt
import logging
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, StatementError

from aami_events.foundation import database as house
from aami_events.foundation.database import (
    ATTEMPTS,
    Instant,
    after_commit,
    db,
    in_transaction,
    transaction,
    transactional,
    worth_another_try,
)
from aami_events.foundation.marks import Mark, find_mark, set_mark

only_sqlite = pytest.mark.databases("sqlite")
only_postgresql = pytest.mark.databases("postgresql")
pytestmark = pytest.mark.usefixtures("inside")


class Mistake(Exception):
    pass


def kept(key: str) -> str | None:
    """What another connection sees."""
    with db.engine.connect() as connection:
        return connection.execute(text("SELECT value FROM marks WHERE key = :key"), {"key": key}).scalar()


@contextlib.contextmanager
def another_program(app: Flask, timeout: float = 0):
    """A connection to the SQLite file that knows nothing of this application."""
    path = app.config["DATABASE_URL"].removeprefix("sqlite:///")
    with contextlib.closing(sqlite3.connect(path, timeout=timeout, isolation_level=None)) as connection:
        yield connection


# --- Whole or not at all --------------------------------------------------------------------------------------------
def test_what_is_written_is_kept():
    with transaction():
        set_mark("one", "1")
        assert in_transaction()
    assert kept("one") == "1"
    assert not in_transaction()


def test_rolled_back_by_default():
    with pytest.raises(Mistake), transaction():
        set_mark("one", "1")
        db.session.flush()
        raise Mistake
    assert (kept("one"), find_mark("one"), in_transaction()) == (None, None, False)


def test_an_inner_use_is_part_of_the_outer_one():
    with transaction():
        with transaction():
            set_mark("one", "1")
            db.session.flush()
        assert kept("one") is None
    assert kept("one") == "1"


def test_what_an_inner_use_wrote_goes_with_the_outer_one():
    with pytest.raises(Mistake), transaction():
        with transaction():
            set_mark("one", "1")
        raise Mistake
    assert kept("one") is None


def test_an_inner_failure_dooms_the_outer_one_also_when_caught():
    with pytest.raises(RuntimeError, match="inner"), transaction():
        set_mark("before", "1")
        with contextlib.suppress(Mistake), transaction():
            raise Mistake
        set_mark("after", "1")
    assert (kept("before"), kept("after")) == (None, None)
    with transaction():
        set_mark("next", "1")
    assert kept("next") == "1", "the next one is not doomed"


def test_changes_made_outside_are_a_mistake():
    db.session.add(Mark(key="stray", value="1"))
    with pytest.raises(RuntimeError, match="outside"), transaction():
        pass
    db.session.rollback()
    assert kept("stray") is None


def test_what_was_read_before_is_read_again(database):
    with transaction():
        set_mark("one", "old")
    mark = db.session.get(Mark, "one")
    assert mark is not None and mark.value == "old"
    with db.engine.connect() as other:
        other.execute(text("UPDATE marks SET value = 'new' WHERE key = 'one'"))
        other.commit()
    with transaction():
        assert mark.value == "new"


# --- The write lock -------------------------------------------------------------------------------------------------
@only_sqlite
def test_the_write_lock_is_taken_also_after_an_earlier_read(app):
    with another_program(app) as other:
        find_mark("anything")
        other.execute("BEGIN IMMEDIATE")  # a reader keeps nobody from writing
        other.execute("ROLLBACK")
        with transaction(), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")


@only_sqlite
def test_without_it_a_stale_read_cannot_be_upgraded(app):
    """The negative control: what `transaction()` keeps from happening does happen without it."""
    with another_program(app) as other:
        find_mark("anything")
        other.execute("INSERT INTO marks VALUES ('other', '1')")
        with pytest.raises(OperationalError, match="locked"):
            db.session.execute(text("INSERT INTO marks VALUES ('mine', '1')"))
        db.session.rollback()
        find_mark("anything")
        other.execute("INSERT INTO marks VALUES ('another', '1')")
        with transaction():
            set_mark("mine", "1")
    assert kept("mine") == "1"


@only_sqlite
def test_sqlite_is_set_up():
    with db.engine.connect() as connection:
        held = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout", "secure_delete")
        }
    assert held == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": 2,
        "busy_timeout": 10000,
        "secure_delete": 1,
    }


# --- After commit ---------------------------------------------------------------------------------------------------
def test_effects_come_after_the_commit_in_order():
    seen = []
    with transaction():
        after_commit(lambda: seen.append(("first", kept("one"))))
        with transaction():
            set_mark("one", "1")
            after_commit(lambda: seen.append(("second", kept("one"))))
        assert seen == []
    assert seen == [("first", "1"), ("second", "1")]


def test_no_effects_without_a_commit():
    seen = []
    with pytest.raises(Mistake), transaction():
        after_commit(lambda: seen.append(1))
        raise Mistake
    with pytest.raises(RuntimeError), transaction():
        after_commit(lambda: seen.append(2))
        with contextlib.suppress(Mistake), transaction():
            raise Mistake
    with transaction():
        pass
    assert seen == []


def test_an_effect_that_fails_is_logged_and_the_others_run(caplog):
    seen = []

    def fail():
        raise Mistake("the queue is away")

    with caplog.at_level(logging.ERROR), transaction():
        set_mark("one", "1")
        after_commit(fail)
        after_commit(lambda: seen.append(1))
    assert (kept("one"), seen) == ("1", [1])
    assert "the queue is away" in caplog.text


def test_an_effect_may_write_in_a_transaction_of_its_own():
    def write():
        with transaction():
            set_mark("two", "2")

    with transaction():
        after_commit(write)
    assert kept("two") == "2"


def test_effects_need_a_transaction():
    with pytest.raises(RuntimeError):
        after_commit(lambda: None)


# --- Another try ----------------------------------------------------------------------------------------------------
@pytest.fixture
def pauses(monkeypatch):
    """Pauses are written down instead of waited for; the test may do something in them."""
    made = SimpleNamespace(lengths=[], meanwhile=lambda: None)

    def sleep(seconds):
        made.lengths.append(seconds)
        made.meanwhile()

    monkeypatch.setattr(house, "time", SimpleNamespace(sleep=sleep))
    return made


@pytest.fixture
def impatient(inside):
    """SQLite says at once that it is busy, rather than after ten seconds."""
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=0")
    yield
    db.engine.dispose()


@only_sqlite
@pytest.mark.usefixtures("impatient")
def test_a_busy_file_is_tried_again(app, pauses):
    with another_program(app) as other:
        other.execute("BEGIN IMMEDIATE")
        pauses.meanwhile = lambda: len(pauses.lengths) == 3 and other.execute("ROLLBACK")
        transactional(set_mark)("one", "1")
    assert (kept("one"), len(pauses.lengths)) == ("1", 3)
    assert max(pauses.lengths) < 1


@only_sqlite
@pytest.mark.usefixtures("impatient")
def test_a_file_that_stays_busy_is_given_up_in_the_end(app, pauses):
    with another_program(app) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            transactional(set_mark)("one", "1")
    assert len(pauses.lengths) == ATTEMPTS - 1
    assert not in_transaction()


@only_sqlite
@pytest.mark.usefixtures("impatient")
def test_without_another_try_a_busy_file_is_an_error(app):
    """The negative control."""
    with another_program(app) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"), transaction():
            set_mark("one", "1")


def test_only_the_outermost_is_tried_again(pauses):
    tries = []

    @transactional
    def inner():
        tries.append("inner")
        if len(tries) < 4:
            raise OperationalError("", {}, busy())

    @transactional
    def outer():
        tries.append("outer")
        inner()

    outer()
    assert tries == ["outer", "inner"] * 2
    assert len(pauses.lengths) == 1


def busy() -> Exception:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorname = "SQLITE_BUSY_SNAPSHOT"
    return error


def test_what_another_try_cannot_mend_is_not_tried_again(pauses):
    tries = []

    @transactional
    def twice_the_same():
        tries.append(1)
        db.session.execute(text("INSERT INTO marks VALUES ('one', '1')"))
        db.session.execute(text("INSERT INTO marks VALUES ('one', '1')"))

    with pytest.raises(IntegrityError):
        twice_the_same()
    assert (tries, pauses.lengths, kept("one")) == ([1], [], None)


@pytest.mark.parametrize(
    ("facts", "worth"),
    [
        ({"sqlstate": "40001"}, True),
        ({"sqlstate": "40P01"}, True),
        ({"sqlstate": "23505"}, False),
        ({"sqlite_errorname": "SQLITE_BUSY"}, True),
        ({"sqlite_errorname": "SQLITE_BUSY_SNAPSHOT"}, True),
        ({"sqlite_errorname": "SQLITE_LOCKED_SHAREDCACHE"}, True),
        ({"sqlite_errorname": "SQLITE_CONSTRAINT_UNIQUE"}, False),
        ({"sqlite_errorname": None}, False),
        ({}, False),
    ],
)
@only_sqlite
def test_what_is_worth_another_try(facts, worth):
    error = Exception()
    for name, value in facts.items():
        setattr(error, name, value)
    assert worth_another_try(DBAPIError("", {}, error)) is worth


def cross(app: Flask, wrap) -> list[object]:
    """Two who take the same two rows in opposite order, the second each only once both have the first."""
    with transaction():
        set_mark("a", "")
        set_mark("b", "")
    both_have_one = threading.Barrier(2)

    def run(mine, theirs):
        met = []

        def take_both():
            db.session.execute(text("SET LOCAL deadlock_timeout = '20ms'"))
            db.session.execute(
                text("UPDATE marks SET value = value || :me WHERE key = :key"), {"me": mine, "key": mine}
            )
            if not met:
                met.append(both_have_one.wait(10))
            db.session.execute(
                text("UPDATE marks SET value = value || :me WHERE key = :key"), {"me": mine, "key": theirs}
            )

        with app.app_context():
            try:
                return wrap(take_both)()
            except DBAPIError as error:
                return error.orig.sqlstate

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, "ab", "ba"))


@only_postgresql
def test_a_deadlock_is_tried_again(app):
    assert cross(app, transactional) == [None, None]
    assert sorted(f"{kept('a')}") == sorted(f"{kept('b')}") == ["a", "b"]


@only_postgresql
def test_without_another_try_a_deadlock_is_an_error(app):
    """The negative control."""

    def plain(use_case):
        def wrapper():
            with transaction():
                use_case()

        return wrapper

    assert sorted(cross(app, plain), key=str) == ["40P01", None]


# --- Moments --------------------------------------------------------------------------------------------------------
def test_a_moment_needs_a_zone_and_comes_back_in_utc():
    from aami_events.foundation.audit import AuditEntry, record

    montreal = dt.timezone(dt.timedelta(hours=-4))
    with transaction():
        record("test.done", ("test", 1))
        db.session.flush()
        db.session.query(AuditEntry).update({"at": dt.datetime(2020, 8, 17, 9, tzinfo=montreal)})
    assert db.session.query(AuditEntry).one().at == dt.datetime(2020, 8, 17, 13, tzinfo=dt.UTC)
    assert db.session.query(AuditEntry).one().at.tzinfo is dt.UTC
    with pytest.raises(StatementError, match="zone"), transaction():
        db.session.query(AuditEntry).update({"at": dt.datetime(2020, 8, 17, 9)})
    assert Instant().process_bind_param(None, None) is None
    assert Instant().process_result_value(None, None) is None
