"""Nudges, sweeps, and long work that somebody waits for."""

import datetime as dt
import logging

import pytest
from sqlalchemy import update

from aami_events.foundation import clock as house_clock
from aami_events.foundation import jobs
from aami_events.foundation.database import db, transaction
from aami_events.foundation.jobs import SWEEPS, TASKS, Job
from aami_events.foundation.marks import find_mark, set_mark

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def nudged(app, monkeypatch):
    heard = []
    monkeypatch.setitem(app.extensions, "jobs", lambda *said: heard.append(said))
    return heard


def test_a_nudge_waits_for_the_commit(nudged):
    with transaction():
        jobs.nudge("badges.print", 3)
        assert nudged == []
    assert nudged == [("badges.print", 3)]


def test_a_nudge_goes_with_what_is_rolled_back(nudged):
    with pytest.raises(ZeroDivisionError), transaction():
        jobs.nudge("badges.print", 3)
        raise ZeroDivisionError
    assert nudged == []


def test_a_nudge_outside_a_transaction_goes_at_once(nudged):
    jobs.nudge("badges.print", 3)
    assert nudged == [("badges.print", 3)]


def test_a_lost_nudge_does_not_undo_what_was_written(app, monkeypatch, caplog):
    def away(*_said):
        raise ConnectionError("the queue is away")

    monkeypatch.setitem(app.extensions, "jobs", away)
    with caplog.at_level(logging.ERROR), transaction():
        set_mark("one", "1")
        jobs.nudge("badges.print", 3)
    assert find_mark("one") == "1"
    assert "the queue is away" in caplog.text


def test_from_the_nudge_to_the_task(app, monkeypatch, tmp_path):
    """Through the queue that a real installation has, and executed as its consumer does."""
    done = []
    monkeypatch.setitem(TASKS, "test.task", lambda *ids: done.append(ids))
    app.config["JOBS_URL"] = f"sqlite:///{tmp_path}/jobs.db"
    asked, consumer = jobs.connect(app), jobs.connect(app)
    asked.ask("test.task", 3, 4)
    consumer.queue.execute(consumer.queue.dequeue())
    assert done == [(3, 4)]
    assert consumer.queue.dequeue() is None


def test_what_was_not_signed_here_is_not_run(app, monkeypatch, tmp_path):
    done = []
    monkeypatch.setitem(TASKS, "test.task", lambda *ids: done.append(ids))
    url = f"sqlite:///{tmp_path}/jobs.db"
    app.config["JOBS_URL"] = url
    consumer = jobs.connect(app)
    forger_app = type("Forger", (), {"config": {"JOBS_URL": url, "SECRET_KEY": "guessed"}})()
    jobs.connect(forger_app).ask("test.task", 3)
    with pytest.raises(ValueError, match=r"(?i)signature"):
        consumer.queue.dequeue()
    assert done == []


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("url", "kind"), [("memory://", "MemoryHuey"), ("sqlite:///{folder}/deep/jobs.db", "SqliteHuey")]
)
def test_the_queue_behind_an_address(url, kind, tmp_path):
    assert type(jobs.make_queue(url.format(folder=tmp_path), "secret")).__name__ == kind


def test_a_sweep_that_fails_does_not_keep_the_others_from_running(monkeypatch, caplog):
    swept = []

    def fail():
        raise ZeroDivisionError("no sweep")

    monkeypatch.setattr(jobs, "SWEEPS", [fail, lambda: swept.append(1)])
    with caplog.at_level(logging.ERROR):
        jobs.sweep_all()
    assert swept == [1]
    assert "no sweep" in caplog.text


def test_mail_and_offers_are_swept():
    assert {function.__qualname__ for function in SWEEPS} >= {"deliver", "move_offers_on"}


def test_long_work_is_a_row_and_a_nudge(nudged, clock):
    number = jobs.start_job("badges.print", 7, {"event": 3})
    job = db.session.get_one(Job, number)
    assert (job.task, job.owner_id, job.state, job.request) == ("badges.print", 7, "waiting", {"event": 3})
    assert (job.done, job.total, job.created_at) == (0, 0, clock.now)
    assert nudged == [("badges.print", number)]


def test_long_work_is_done_by_one(nudged):
    number = jobs.start_job("badges.print", 7, {})
    job = jobs.claim_job(number)
    assert job is not None and job.state == "running"
    assert jobs.claim_job(number) is None
    assert jobs.claim_job(999) is None


def test_what_a_killed_worker_left_is_taken_over(nudged):
    number = jobs.start_job("badges.print", 7, {})
    jobs.claim_job(number)
    with transaction():
        ago = house_clock.real_now() - dt.timedelta(seconds=1)
        db.session.execute(update(Job).values(claimed_until=ago))
    assert jobs.claim_job(number) is not None


def test_what_is_done_is_not_done_again(nudged):
    number = jobs.start_job("badges.print", 7, {})
    jobs.claim_job(number)
    jobs.report(number, done=5, total=5, state="done")
    job = db.session.get_one(Job, number)
    assert (job.done, job.total, job.state) == (5, 5, "done")
    assert jobs.claim_job(number) is None


@pytest.fixture
def doing(monkeypatch):
    """Registers what does the long work "test.work"."""
    monkeypatch.setattr(jobs, "TASKS", dict(TASKS))
    return jobs.work("test.work")


def test_long_work_that_fails_has_failed_at_once(nudged, doing, caplog):
    @doing
    def fail(job):
        job.done = 3  # nothing of this is kept
        raise ZeroDivisionError("no badges")

    number = jobs.start_job("test.work", 7, {})
    with caplog.at_level(logging.ERROR):
        jobs.TASKS["test.work"](number)
    db.session.rollback()
    job = db.session.get_one(Job, number)
    assert (job.state, job.done, job.claimed_until) == ("failed", 0, None)
    assert "no badges" in caplog.text
    jobs.TASKS["test.work"](number)
    assert caplog.text.count("ZeroDivisionError: no badges") == 1, "and is not done again"


def test_long_work_is_given_its_row(nudged, doing):
    given = []
    doing(lambda job: given.append((job.id, job.request, job.state)))
    number = jobs.start_job("test.work", 7, {"event": 3})
    jobs.TASKS["test.work"](number)
    jobs.TASKS["test.work"](number)
    assert given == [(number, {"event": 3}, "running")]


def test_a_word_from_the_one_at_work_renews_its_claim(nudged, monkeypatch):
    number = jobs.start_job("test.work", 7, {})
    jobs.claim_job(number)
    later = house_clock.real_now() + dt.timedelta(minutes=14)
    monkeypatch.setattr(house_clock, "real_now", lambda: later)
    jobs.report(number, done=1)
    assert db.session.get_one(Job, number).claimed_until == later + jobs.CLAIM


def test_the_sweep_nudges_what_waits_or_was_left(nudged):
    waiting, running, left, done = (jobs.start_job("test.work", 7, {}) for _ in range(4))
    for number in (running, left, done):
        jobs.claim_job(number)
    jobs.report(done, state="done")
    with transaction():
        ago = house_clock.real_now() - dt.timedelta(seconds=1)
        db.session.execute(update(Job).where(Job.id == left).values(claimed_until=ago))
    nudged.clear()
    jobs.take_up_jobs()
    assert nudged == [("test.work", waiting), ("test.work", left)]
