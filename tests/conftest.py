"""What every test may ask for: an application on a clean, migrated database, a clock that stands still, a client.

Tests commit for real. Each worker of pytest-xdist has a migrated SQLite file that is copied for each test, and a
database of its own on one PostgreSQL, which the first worker that needs it starts and the end of the run stops.
`app` runs twice under tests/integration, once for each database; `@pytest.mark.databases("sqlite")` narrows it down.
"""

import contextlib
import datetime as dt
import functools
import gc
import os
import pathlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

import argon2
import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from aami_events.application import create_app
from aami_events.foundation import audit, migrations
from aami_events.foundation import clock as house_clock
from aami_events.foundation.database import db
from aami_events.foundation.limits import limiter
from tests import postgresql
from tests.factories import NOW

DATABASES = ("sqlite", "postgresql")
HERE = pathlib.Path(__file__).parent

# On a busy machine a slow example says nothing about the code.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

pytest_plugins = ["tests.architecture.templates_rendered"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the long proofs: many seeds, fuzz, load")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        os.environ[postgresql.FOLDER] = tempfile.mkdtemp(prefix="aami-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Each process ends what is its own; the one that began the run, then, what they share."""
    postgresql.ending.close()
    shared = postgresql.folder()
    if shared and not hasattr(config, "workerinput"):
        postgresql.stop()
        del os.environ[postgresql.FOLDER]
        shutil.rmtree(shared, ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--long"):
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="a long proof: ./test --long"))


def pytest_collection_finish() -> None:
    """What has been imported stays: as in `app.py`, the collector of cycles leaves it alone, and looks seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`database`, and so `app`, on both databases under tests/integration and on SQLite elsewhere, unless marked."""
    if "database" in metafunc.fixturenames:
        marker = metafunc.definition.get_closest_marker("databases")
        usual = DATABASES if (HERE / "integration") in metafunc.definition.path.parents else DATABASES[:1]
        metafunc.parametrize("database", marker.args if marker else usual, indirect=True)


# --- Databases ------------------------------------------------------------------------------------------------------
class Sqlite:
    """A file that is copied from a migrated one."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.file, self.template = folder / "aami.db", folder / "template.db"
        self.url = f"sqlite:///{self.file}"
        migrate(f"sqlite:///{self.template}")

    def clean(self, engine: Engine) -> None:
        """A file as the migrations left it; nobody may have it open."""
        engine.dispose()
        for end in ("", "-wal", "-shm"):
            pathlib.Path(f"{self.file}{end}").unlink(missing_ok=True)
        shutil.copyfile(self.template, self.file)


@functools.cache
def _asking_which_are_used() -> str:
    """A statement that says which tables hold rows or have given out a number.

    Most tests touch few tables, and to delete the few rows of those takes a tenth of what TRUNCATE does.
    """
    asked = []
    for table in db.metadata.sorted_tables:
        numbered = table.autoincrement_column is not None
        given = f"OR pg_sequence_last_value('{table.name}_id_seq') IS NOT NULL" if numbered else ""
        asked.append(f"SELECT '{table.name}' WHERE EXISTS (SELECT 1 FROM \"{table.name}\") {given}")
    return " UNION ALL ".join(asked)


class Postgresql:
    """A database of this worker, made from a migrated one that all workers share."""

    def __init__(self, worker: str) -> None:
        shared = pathlib.Path(os.environ[postgresql.FOLDER])
        self.run = shared.name.replace("-", "_").lower()
        self.server = make_url(postgresql.address())
        with postgresql.locked(shared / "lock"):
            if not (shared / "migrated").exists():
                self.admin(f'CREATE DATABASE "{self.run}"')
                migrate(self.address(self.run))
                (shared / "migrated").touch()
            self.name = f"{self.run}_{worker}"
            self.admin(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.run}"')
        self.url = self.address(self.name)

    def address(self, name: str) -> str:
        return self.server.set(drivername="postgresql", database=name).render_as_string(hide_password=False)

    def admin(self, *commands: str) -> None:
        engine = create_engine(self.server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for command in commands:
                connection.execute(text(command))
        engine.dispose()

    def clean(self, engine: Engine) -> None:
        """Every table empty, every sequence at its beginning; a lock that a test left behind is an error."""
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL lock_timeout = '5s'"))
            used = set(connection.scalars(text(_asking_which_are_used())))
            for table in reversed(db.metadata.sorted_tables):
                if table.name in used:
                    connection.execute(table.delete())
                    if table.autoincrement_column is not None:
                        connection.execute(text(f"SELECT setval('{table.name}_id_seq', 1, false)"))

    def drop(self) -> None:
        if os.environ.get("TEST_DATABASE_URL"):
            self.admin(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')
            with contextlib.suppress(Exception):  # the last worker that leaves drops the shared one
                self.admin(f'DROP DATABASE IF EXISTS "{self.run}"')


def settings(url: str, folder: pathlib.Path) -> dict[str, Any]:
    """What the tests' applications are set to."""
    return {
        "TESTING": True,
        "DATABASE_URL": url,
        "INSTANCE_DIR": str(folder),
        "JOBS_URL": "memory://",
        "PUBLIC_URL": "https://evenements.example",
        "SMTP_URL": "",
        "AAMI_DEMO": False,
        "AAMI_RATE_LIMITS": False,
        "WTF_CSRF_ENABLED": False,
        "SECRET_KEY": "for tests only",
    }


def migrate(url: str) -> None:
    """Bring a database to the newest migration."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings(url, pathlib.Path(folder)))
        with app.app_context():
            migrations.upgrade()
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="session")
def house(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], tuple[Flask, Any]]]:
    """(application, database) of this worker for the name of a database; made when first asked for."""
    made: dict[str, tuple[Flask, Any]] = {}
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")

    def find(name: str) -> tuple[Flask, Any]:
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            base = Sqlite(folder) if name == "sqlite" else Postgresql(worker)
            made[name] = create_app(settings(base.url, folder)), base
        return made[name]

    yield find
    for app, base in made.values():
        with app.app_context():
            db.engine.dispose()
        if isinstance(base, Postgresql):
            base.drop()


@pytest.fixture(scope="session", autouse=True)
def passwords_hashed_quickly() -> Iterator[None]:
    """The same kind of hash for a hundredth of the work: strength is a matter of one test, which asks for it."""
    weak = functools.partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argon2, "PasswordHasher", weak)
        yield


# --- Fixtures -------------------------------------------------------------------------------------------------------
class StoppedClock:
    """The domain's time in a test: it stands still until told otherwise."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        self._stack = stack
        self.set(NOW)

    @property
    def now(self) -> dt.datetime:
        return house_clock.now()

    def set(self, at: dt.datetime) -> None:
        self._stack.enter_context(house_clock.stopped(at))

    def forward(self, **span: float) -> None:
        """`clock.forward(hours=49)`"""
        self.set(self.now + dt.timedelta(**span))


@pytest.fixture
def clock() -> Iterator[StoppedClock]:
    """The domain's clock, stopped at `tests.factories.NOW`."""
    with contextlib.ExitStack() as stack:
        yield StoppedClock(stack)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """The name of the database: sqlite or postgresql."""
    return str(request.param)


@pytest.fixture
def app(house: Callable[[str], tuple[Flask, Any]], database: str, clock: StoppedClock) -> Iterator[Flask]:
    """The application on an empty, migrated database. Settings that a test changes are put back after it."""
    app, base = house(database)
    before = dict(app.config)
    audit.act_as(None, "system")
    limiter.enabled = False  # one for all applications of a process: another test's may have counted
    with app.app_context():
        base.clean(db.engine)
    yield app
    app.config.clear()
    app.config.update(before)


@pytest.fixture
def inside(app: Flask) -> Iterator[Flask]:
    """The application, with its context open: for tests of services. Pages are asked for without it."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor's browser."""
    return app.test_client()


@pytest.fixture
def csrf(app: Flask) -> None:
    """Forms need their hidden token, as they do outside tests."""
    app.config["WTF_CSRF_ENABLED"] = True
