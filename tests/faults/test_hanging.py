"""Several consumers and a mail server that hangs: no letter goes twice, none waits for long."""

import contextlib
import datetime as dt
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from aami_events.foundation import clock
from tests.faults import mailroom
from tests.load import harness
from tests.load.harness import eventually

pytestmark = pytest.mark.load

ROWS = "SELECT state, attempts, claimed_until FROM outbox ORDER BY id"
CONSUME = ["-m", "flask", "--app", "app", "ops", "consume"]
LETTERS = 20
PATIENCE = 20.0  # seconds that a server which does answer is given, on a machine that is busy


@contextlib.contextmanager
def silence() -> Iterator[str]:
    """The address of a server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as server:
        yield f"smtp://127.0.0.1:{server.getsockname()[1]}"


def claim_is_over(installation: harness.Installation) -> bool:
    now = str(dt.datetime.now(dt.UTC).replace(tzinfo=None))
    return all(until is not None and str(until) < now for _state, _attempts, until in installation.rows(ROWS))


@pytest.fixture
def a_minute_later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    later = dt.timedelta(seconds=61)
    return lambda: monkeypatch.setattr(clock, "real_now", lambda: dt.datetime.now(dt.UTC) + later)


def test_a_pile_before_a_server_that_hangs(
    installation: harness.Installation, post: mailroom.Post, a_minute_later: Callable[[], None]
) -> None:
    """Each consumer tries one letter and gives the others back, so that no claim runs out behind its back."""
    houses = [mailroom.House(installation.environ, SMTP_TIMEOUT=0.2) for _ in range(2)]
    houses[0].register(*range(1, 2 * LETTERS + 1))
    with silence() as url, ThreadPoolExecutor(2) as pool:
        for house in houses:
            house.app.config["SMTP_URL"] = url
        assert list(pool.map(mailroom.House.deliver, houses)) == [0, 0]
    rows = installation.rows(ROWS)
    assert [row[2] for row in rows] == [None] * len(rows)
    tried = [number for number, row in enumerate(rows) if row[1]]
    assert 1 <= len(tried) <= 2
    assert {row[1] for row in rows} == {0, 1}
    for house in houses:
        house.app.config |= {"SMTP_URL": post.url, "SMTP_TIMEOUT": PATIENCE}
    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(mailroom.House.deliver, houses)) == len(rows) - len(tried)
    a_minute_later()
    assert houses[0].deliver() == len(tried)
    assert len(post.room.ids) == len(set(post.room.ids)) == len(rows)


def test_a_consumer_whose_claim_ran_out_before_a_slow_server_sends_nothing(
    installation: harness.Installation, post: mailroom.Post
) -> None:
    """It hangs while it connects; another sends its letters; then the server lets it in."""
    installation.more |= {"SMTP_URL": post.url, "OUTBOX_CLAIM_SECONDS": "1"}
    house = mailroom.House(installation.environ, SMTP_URL=post.url)
    house.register(*range(1, LETTERS + 1))
    post.room.hold_at = "EHLO"
    with harness.Process("consumer", installation, CONSUME):
        assert post.room.held.wait(harness.DEADLINE)
        eventually(lambda: claim_is_over(installation))
        assert house.deliver() == LETTERS
        post.room.go.set()
        house.register(LETTERS + 1)  # it comes to this one when it is done with those
        eventually(lambda: installation.rows(ROWS)[-1][0] == "sent")
    assert len(post.room.ids) == len(set(post.room.ids)) == LETTERS + 1
    assert {row[0] for row in installation.rows(ROWS)} == {"sent"}
