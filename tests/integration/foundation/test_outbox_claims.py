"""Several consumers and one outbox: who may send which letter, and until when."""

import datetime as dt
import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest

from aami_events.foundation import clock as house_clock
from aami_events.foundation import jobs, outbox
from aami_events.foundation.database import db, transaction
from aami_events.foundation.outbox import COMPOSERS, Letter
from aami_events.foundation.post import Postman
from tests.factories.letters import free_port, past, put, queue, rows

pytestmark = pytest.mark.usefixtures("inside", "composer")


def test_claimed_oldest_first_and_once():
    for _ in range(5):
        queue()
    assert [outbox.claim(2).ids for _ in range(4)] == [[1, 2], [3, 4], [5], []]
    assert {row.attempts for row in rows()} == {1}


def test_a_claim_that_ran_out_is_claimed_again():
    queue()
    assert outbox.claim().ids == [1]
    put(1, claimed_until=past(seconds=1))
    assert outbox.claim().ids == [1]
    assert rows()[0].attempts == 2


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({"next_try_at": past(minutes=1)}, True),
        ({"next_try_at": past(minutes=-90)}, False),
        ({"state": "sent"}, False),
        ({"state": "failed"}, False),
        ({"state": "held"}, False),
    ],
)
def test_what_is_due(facts, due):
    queue()
    put(1, **facts)
    assert outbox.claim().ids == ([1] if due else [])


def test_a_stopped_clock_does_not_stop_the_mail(clock):
    """Claims go by real time: in the demo it is always 2020."""
    queue()
    outbox.claim()
    assert rows()[0].claimed_until > house_clock.real_now()
    assert rows()[0].created_at == clock.now


@pytest.mark.databases("postgresql")
def test_what_another_is_claiming_is_skipped_and_not_waited_for(app):
    for _ in range(4):
        queue()

    def other_consumer():
        with app.app_context():
            return outbox.claim(2).ids

    with transaction(), ThreadPoolExecutor(1) as pool:
        assert outbox.claim(2).ids == [1, 2]
        assert pool.submit(other_consumer).result(timeout=5) == [3, 4]


def test_two_consumers_never_claim_the_same(app):
    for _ in range(12):
        queue()

    def consumer(_number):
        with app.app_context():
            return list(itertools.chain.from_iterable(iter(lambda: outbox.claim(2).ids, [])))

    with ThreadPoolExecutor(3) as pool:
        claimed = list(itertools.chain.from_iterable(pool.map(consumer, range(3))))
    assert sorted(claimed) == list(range(1, 13))


def test_tried_again_after_longer_and_longer():
    waits = [outbox.again_at(attempts) - house_clock.real_now() for attempts in (1, 2, 3, 9, 10, 30)]
    assert [round(wait.total_seconds() / 60) for wait in waits] == [1, 2, 4, 256, 360, 360]


def test_a_claim_is_renewed_before_a_letter_goes_unless_it_is_fresh(monkeypatch):
    queue()
    claimed, now = outbox.claim(), house_clock.real_now()
    assert outbox.hold(1, claimed.until) == claimed.until
    monkeypatch.setattr(house_clock, "real_now", lambda: now + dt.timedelta(seconds=200))
    held = outbox.hold(1, claimed.until)
    assert held == now + dt.timedelta(seconds=500)
    assert rows()[0].claimed_until == held
    assert outbox.hold(1, claimed.until) is None, "known by its moment, and that is another one now"


def test_untried_letters_are_given_back_but_not_those_of_another():
    queue()
    queue()
    claimed = outbox.claim()
    theirs = claimed.until + dt.timedelta(seconds=9)
    put(2, claimed_until=theirs)
    outbox.release([1, 2], claimed.until)
    assert [(row.attempts, row.claimed_until) for row in rows()] == [(0, None), (1, theirs)]
    outbox.put_off(2, claimed.until, "no answer", final=True)
    assert (rows()[1].state, rows()[1].error) == ("waiting", None)


def test_a_batch_that_outlasts_its_claim(app, mailbox, monkeypatch):
    """Each letter takes 200 of the 300 seconds; another consumer comes by, and takes what is no longer claimed."""
    begun, passed, elsewhere = house_clock.real_now(), [0], []
    monkeypatch.setattr(house_clock, "real_now", lambda: begun + dt.timedelta(seconds=passed[0]))

    def write_slowly(facts):
        passed[0] += 200
        db.session.rollback()
        elsewhere.extend(outbox.claim().ids)
        return Letter("Bonjour", "texte", "<p>texte</p>")

    monkeypatch.setitem(COMPOSERS, "test.letter", write_slowly)
    for _ in range(4):
        queue()
    with Postman(app.config["SMTP_URL"], 5) as postman:
        assert postman.carry(outbox.claim()) == 1
    assert elsewhere == [2, 3, 4]
    assert [(row.state, row.attempts) for row in rows()] == [("sent", 1), *[("waiting", 2)] * 3]
    assert len(mailbox.letters) == 1


def test_nudges_give_a_server_that_does_not_answer_a_rest(app, mailbox):
    app.extensions.pop(outbox.RESTING, None)
    there = app.config["SMTP_URL"]
    app.config["SMTP_URL"] = f"smtp://127.0.0.1:{free_port()}"
    queue()
    queue()
    assert jobs.TASKS["outbox.deliver"]() == 0
    app.config["SMTP_URL"] = there
    assert jobs.TASKS["outbox.deliver"]() == 0
    assert [row.attempts for row in rows()] == [1, 0]
    assert outbox.deliver() == 1, "the sweep asks again"
    queue()
    assert jobs.TASKS["outbox.deliver"]() == 1, "an answer ends the rest"


def test_a_letter_withdrawn_while_it_is_sent_does_not_take_the_next_one_with_it(mailbox, monkeypatch, clock):
    """SQLite gives the number of a row that was deleted to the next one: a transfer withdraws and writes in one go."""
    really_send, times = Postman._send, iter([True, False])

    def send(self, *args):
        if next(times):
            clock.forward(seconds=1)
            with transaction():
                outbox.withdraw(("test", 1))
                outbox.queue("test.letter", "taker@centre.example", "fr", {}, subject=("test", 1))
        return really_send(self, *args)

    monkeypatch.setattr(Postman, "_send", send)
    queue()
    outbox.deliver()
    assert [row.state for row in rows()] == ["waiting"]
    outbox.deliver()
    assert [row.state for row in rows()] == ["sent"]
    assert [letter["To"] for letter in mailbox.letters] == ["ariane@centre.example", "taker@centre.example"]
    first, second = (letter["Message-ID"] for letter in mailbox.letters)
    assert first != second, "or a mail program would take the second for the first"
