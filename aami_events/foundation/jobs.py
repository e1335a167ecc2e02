"""Work outside requests: nudges, and long jobs that show themselves.

A nudge is a hint, good for being lost or heard twice: the truth is in rows, and the sweep finds what no nudge told.
`@task("badges.print")` names a function that takes ids; `nudge("badges.print", id)` asks for it after commit.
`@work("badges.print")` names one that does a long job, which `start_job("badges.print", …)` has written.
"""

import contextlib
import datetime as dt
import functools
import logging
import os
import pathlib
import sys
import typing
from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask, current_app
from sqlalchemy import String, cast, select, update
from sqlalchemy.orm import Mapped, mapped_column

from . import clock
from .database import Instant, after_commit, db, in_transaction, transaction

log = logging.getLogger(__name__)
TASKS: dict[str, Callable[..., Any]] = {}
SWEEPS: list[Callable[[], Any]] = []
#: how long a process at work is believed alive without a word from it
CLAIM = dt.timedelta(minutes=15)


def task(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function under a name that nudges use."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        TASKS[name] = function
        return function

    return register


def sweep(function: Callable[[], Any]) -> Callable[[], Any]:
    """Register work that runs each minute, whatever was nudged."""
    SWEEPS.append(function)
    return function


def nudge(name: str, *ids: int) -> None:
    """Ask the consumer for a task: after commit when a transaction is open, at once otherwise."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    enqueue = functools.partial(_enqueue, app, name, ids)
    if in_transaction():
        after_commit(enqueue)
    else:
        enqueue()


def _enqueue(app: Flask, name: str, ids: tuple[int, ...]) -> None:
    app.extensions["jobs"](name, *ids)


def perform(app: Flask, name: str, *ids: int) -> Any:
    """Run a task now, in a context of its own."""
    with app.app_context():
        return TASKS[name](*ids)


def sweep_all() -> None:
    """Run every sweep; one that fails is logged and does not keep the others from running."""
    for function in SWEEPS:
        try:
            function()
        except Exception:  # the next minute tries again
            log.exception("sweep %s", function.__qualname__)
            db.session.rollback()


@contextlib.contextmanager
def _clients_for(url: str) -> Iterator[None]:
    """Huey loads the client of every store that is installed, 16 MB a process: here only what the address needs."""
    needed = {"redis": url.startswith("redis"), "psycopg": url.startswith("postgres")}
    left_out = [name for name, wanted in needed.items() if not wanted and name not in sys.modules]
    sys.modules.update(dict.fromkeys(left_out))  # type: ignore[arg-type]  # to Python, None there means: not installed
    try:
        yield
    finally:
        for name in left_out:
            del sys.modules[name]


def make_queue(url: str, secret: str) -> Any:
    """The Huey queue behind an address. Tasks are signed: the store alone cannot make the consumer run anything."""
    with _clients_for(url):
        from huey import MemoryHuey, SqliteHuey
        from huey.serializer import SignedSerializer
    serializer = SignedSerializer(secret=secret)
    if url.startswith("sqlite:///"):
        path = url.removeprefix("sqlite:///")
        pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("aami", filename=path, fsync=False, results=False, serializer=serializer)
    if url.startswith("redis"):
        from huey import RedisHuey

        return RedisHuey("aami", url=url, results=False, serializer=serializer)
    if url.startswith("postgres"):
        from huey import PostgresHuey

        return PostgresHuey("aami", dsn=url, results=False, serializer=serializer)
    return MemoryHuey("aami", immediate=False, results=False, serializer=serializer)


def init_app(app: Flask) -> None:
    """A queue made on first use, so that nothing is opened before a fork."""
    owned: dict[int, Any] = {}

    def enqueue(name: str, *ids: int) -> None:
        pid = os.getpid()
        if pid not in owned:
            owned[pid] = connect(app)
        owned[pid].ask(name, *ids)

    app.extensions["jobs"] = enqueue


class Connected:
    """A queue together with the one task that it knows: run what is registered under a name."""

    def __init__(self, app: Flask) -> None:
        self.queue = make_queue(app.config["JOBS_URL"], app.config["SECRET_KEY"])
        from huey import crontab

        @self.queue.task(name="perform")  # type: ignore[untyped-decorator]
        def _perform(name: str, *ids: int) -> None:
            perform(app, name, *ids)

        @self.queue.periodic_task(crontab(minute="*"), name="sweep")  # type: ignore[untyped-decorator]
        def _sweep() -> None:
            with app.app_context():
                sweep_all()

        self.ask = _perform


def connect(app: Flask) -> Connected:
    """The queue for this process."""
    return Connected(app)


def consume(app: Flask) -> None:
    """Run the consumer until TERM or INT; it first sweeps what an earlier one left."""
    from huey.consumer import Consumer

    with app.app_context():
        sweep_all()
    Consumer(connect(app).queue, workers=1, periodic=True, initial_delay=0.05, max_delay=0.5, backoff=1.3).run()


class Job(db.Model):
    """Long work that someone waits for."""

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: task that does it
    task: Mapped[str] = mapped_column(String(60))
    #: account that asked, the only one who may follow it
    owner_id: Mapped[int]
    #: waiting, running, done or failed
    state: Mapped[str] = mapped_column(String(12), default="waiting")
    #: units done, and units in all (0: not known yet)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    #: what it was asked for, as plain values
    request: Mapped[dict[str, Any]] = mapped_column(db.JSON, default=dict)
    #: the file it made, if one
    file_id: Mapped[int | None]
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    #: until when the process at work may be believed alive (real time)
    claimed_until: Mapped[dt.datetime | None] = mapped_column(Instant)


def start_job(task_name: str, owner_id: int, request: dict[str, Any]) -> int:
    """Write the row and nudge the consumer; the id to follow."""
    with transaction() as session:
        job = Job(task=task_name, owner_id=owner_id, request=request, created_at=clock.now())
        session.add(job)
        session.flush()
        nudge(task_name, job.id)
        return job.id


def claim_job(job_id: int) -> Job | None:
    """Take the job for this process, or None when another has it or it is over."""
    now = clock.real_now()
    free = Job.claimed_until.is_(None) | (Job.claimed_until < now)
    with transaction() as session:
        result = session.execute(
            update(Job)
            .where(Job.id == job_id, Job.state.in_(("waiting", "running")), free)
            .values(state="running", claimed_until=now + CLAIM)
        )
        taken: bool = result.rowcount == 1  # type: ignore[attr-defined]
    return db.session.get(Job, job_id) if taken else None


def work(name: str) -> Callable[[Callable[[Job], None]], Callable[[int], None]]:
    """Register the doer of long jobs of this name: it is given the claimed job and reports what it has done.

    What it raises is logged, and the job has failed at once, for the page that follows it says so and what to do.
    """

    def register(function: Callable[[Job], None]) -> Callable[[int], None]:
        @functools.wraps(function)
        def run(job_id: int) -> None:
            job = claim_job(job_id)
            if job is None:
                return
            try:
                function(job)
            except Exception:  # whoever waits for it must not wait for a claim to run out
                log.exception("job %s, %s", job_id, name)
                db.session.rollback()
                report(job_id, state="failed")

        return typing.cast(Callable[[int], None], task(name)(run))

    return register


@sweep
def take_up_jobs() -> None:
    """Nudge again what waits for a nudge that was lost, and what was under way when its process died."""
    free = Job.claimed_until.is_(None) | (Job.claimed_until < clock.real_now())
    left = select(Job.task, Job.id).where(Job.state.in_(("waiting", "running")), free).order_by(Job.id)
    for name, job_id in db.session.execute(left).tuples().all():
        nudge(name, job_id)


class CalledOff(Exception):
    """The job was called off while a process was at it."""


def report(job_id: int, **facts: Any) -> None:
    """Write progress (done, total), which renews the claim, or the end (state, file_id), which ends it. CalledOff."""
    until = None if "state" in facts else clock.real_now() + CLAIM
    going = Job.state.in_(("waiting", "running"))
    with transaction() as session:
        told = session.execute(update(Job).where(Job.id == job_id, going).values(**{"claimed_until": until, **facts}))
        if told.rowcount == 0 and facts.get("state") != "failed":  # type: ignore[attr-defined]
            raise CalledOff(job_id)


def forget_requests(before: dt.datetime, *, dry: bool = False) -> int:
    """Forget what jobs older than this were asked for, or only count them: what somebody searched for may have been a
    name. What has not ended by then is called off. In the caller's transaction."""
    ids = db.session.scalars(select(Job.id).where(Job.created_at <= before, cast(Job.request, String) != "{}")).all()
    if not dry:
        going = Job.state.in_(("waiting", "running"))
        db.session.execute(update(Job).where(Job.id.in_(ids), going).values(state="failed", claimed_until=None))
        db.session.execute(update(Job).where(Job.id.in_(ids)).values(request={}))
    return len(ids)
