"""What the mail server may do to us: the rows say what happened, and later everything has gone."""

import datetime as dt
import socket
from collections.abc import Callable

import pytest

from aami_events.foundation import clock, outbox
from tests.faults import mailroom
from tests.load import harness

# One kind of database is enough here: the statements are those of test_killed.
pytestmark = [pytest.mark.load, pytest.mark.parametrize("databases", ["sqlite"], indirect=True)]

ROWS = "SELECT state, attempts, error, claimed_until FROM outbox ORDER BY id"
BUSY, CLOSING = "451 4.3.0 Try again later", "421 4.3.2 Closing"


@pytest.fixture
def house(installation: harness.Installation, post: mailroom.Post) -> mailroom.House:
    return mailroom.House(installation.environ, SMTP_URL=post.url, SMTP_TIMEOUT=0.3)


@pytest.fixture
def a_minute_later(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Makes the first pause between two tries be over."""
    later = dt.timedelta(seconds=61)
    return lambda: monkeypatch.setattr(clock, "real_now", lambda: dt.datetime.now(dt.UTC) + later)


class Once:
    """Answers `answer` to the first `command`."""

    def __init__(self, command: str, answer: str) -> None:
        self.command, self.answer, self.said = command, answer, False

    def __call__(self, command: str, _argument: str) -> str | None:
        if command != self.command or self.said:
            return None
        self.said = True
        return self.answer


def states(installation: harness.Installation) -> list[str]:
    rows = installation.rows(ROWS)
    assert [row[3] for row in rows] == [None] * len(rows)  # nothing stays claimed
    return [row[0] for row in rows]


def test_nobody_is_there(
    installation: harness.Installation, post: mailroom.Post, house: mailroom.House, a_minute_later: Callable[[], None]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        house.app.config["SMTP_URL"] = f"smtp://127.0.0.1:{probe.getsockname()[1]}"
    house.register(1, 2)
    assert house.deliver() == 0
    assert states(installation) == ["waiting", "waiting"]
    (tried, error), (untried, nothing) = (row[1:3] for row in installation.rows(ROWS))
    assert (tried, untried, nothing) == (1, 0, None)
    assert "refused" in error
    house.app.config["SMTP_URL"] = post.url
    assert house.deliver() == 1  # the one that was tried, not yet
    a_minute_later()
    assert house.deliver() == 1
    assert states(installation) == ["sent", "sent"]
    assert installation.rows("SELECT count(*) FROM outbox WHERE error IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("MAIL", BUSY),
        ("RCPT", BUSY),
        ("DATA", BUSY),
        ("MAIL", CLOSING),
        ("RCPT", CLOSING),
        ("DATA", CLOSING),
    ],
)
def test_not_now(
    installation: harness.Installation,
    post: mailroom.Post,
    house: mailroom.House,
    a_minute_later: Callable[[], None],
    command: str,
    answer: str,
) -> None:
    """A server that is busy, or greylists; 421 ends the connection too. The others go at once, this one later."""
    post.room.say = Once(command, answer)
    house.register(1, 2, 3)
    assert house.deliver() == 2
    assert states(installation) == ["waiting", "sent", "sent"]
    assert installation.rows(ROWS)[0][2].startswith(answer[:3])
    a_minute_later()
    assert house.deliver() == 1
    assert states(installation) == ["sent"] * 3
    assert sorted(post.room.recipients) == [f"elise.{number}@example.org" for number in (1, 2, 3)]


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_one_address_is_unknown(
    installation: harness.Installation, post: mailroom.Post, house: mailroom.House, command: str
) -> None:
    def say(heard: str, address: str) -> str | None:
        return "550 5.1.1 No such user" if heard == command and address.startswith("elise.2@") else None

    post.room.say = say
    house.register(1, 2, 3)
    assert house.deliver() == 2
    assert states(installation) == ["sent", "failed", "sent"]
    assert installation.rows(ROWS)[1][2] == "550 5.1.1 No such user"
    assert post.room.recipients == ["elise.1@example.org", "elise.3@example.org"]


@pytest.mark.parametrize(("command", "sendings"), [("MAIL", 1), ("DATA", 2)])
def test_no_answer_in_time(
    installation: harness.Installation,
    post: mailroom.Post,
    house: mailroom.House,
    a_minute_later: Callable[[], None],
    command: str,
    sendings: int,
) -> None:
    post.room.hold_at = command
    house.register(1, 2)
    assert house.deliver() == 0
    assert states(installation) == ["waiting", "waiting"]
    assert "timed out" in installation.rows(ROWS)[0][2]
    post.room.go.set()
    assert house.deliver() == 1
    assert states(installation) == ["waiting", "sent"]
    a_minute_later()
    assert house.deliver() == 1
    assert states(installation) == ["sent", "sent"]
    late = next(mail["Message-ID"] for mail in post.room.arrived if mail["To"] == "elise.1@example.org")
    assert post.room.ids.count(late) == sendings


def test_given_up_after_many_tries_and_sent_again_by_hand(
    installation: harness.Installation, post: mailroom.Post, house: mailroom.House
) -> None:
    house.register(1)
    installation.rows(f"UPDATE outbox SET attempts = {outbox.ATTEMPTS - 1}")
    post.room.say = Once("MAIL", BUSY)
    assert house.deliver() == 0
    assert states(installation) == ["failed"]
    row_id = installation.rows("SELECT id FROM outbox")[0][0]
    with house.app.app_context():
        outbox.send_again(row_id)
    assert house.deliver() == 1
    assert states(installation) == ["sent"]
