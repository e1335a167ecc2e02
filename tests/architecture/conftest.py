"""Trees to judge, and empty databases for their migrations."""

import pathlib
import shutil
import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tests import postgresql

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
def postgresql_url() -> Iterator[str]:
    """An empty PostgreSQL database."""
    url, name = make_url(postgresql.address()), f"carried_{uuid.uuid4().hex[:12]}"
    admin = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield url.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()
