"""Processes killed by SIGKILL at the worst moments: no letter is lost, nobody is registered twice."""

import asyncio
import datetime as dt

import pytest

from tests.faults import mailroom
from tests.load import harness
from tests.load.harness import eventually

pytestmark = pytest.mark.load

CLAIM = 2  # seconds
MANY = 50
ROWS = "SELECT state, attempts, claimed_until FROM outbox ORDER BY id"
CONSUME = ["-m", "flask", "--app", "app", "ops", "consume"]


def claim_is_over(installation: harness.Installation) -> bool:
    """Whether every claim has run out: so as the database says, on the real clock."""
    now = str(dt.datetime.now(dt.UTC).replace(tzinfo=None))
    return all(until is None or str(until) < now for _state, _attempts, until in installation.rows(ROWS))


@pytest.fixture
def house(installation: harness.Installation, post: mailroom.Post) -> mailroom.House:
    installation.more |= {"SMTP_URL": post.url, "OUTBOX_CLAIM_SECONDS": str(CLAIM)}
    return mailroom.House(installation.environ, SMTP_URL=post.url, OUTBOX_CLAIM_SECONDS=CLAIM)


@pytest.mark.parametrize(("moment", "sendings"), [("MAIL", 1), ("DATA", 2)])
def test_the_consumer_is_killed_with_a_letter_in_its_hands(
    installation: harness.Installation, post: mailroom.Post, house: mailroom.House, moment: str, sendings: int
) -> None:
    """Before the letter left (MAIL), or when it was there and the server had not yet said yes (DATA)."""
    post.room.hold_at = moment
    with harness.Process("consumer", installation, CONSUME) as consumer:
        house.register(1, 2)
        assert post.room.held.wait(harness.DEADLINE)
        consumer.kill()
    state, attempts, claimed_until = installation.rows(ROWS)[0]
    assert (state, attempts) == ("waiting", 1)
    assert claimed_until is not None
    post.room.go.set()
    eventually(lambda: claim_is_over(installation))
    house.flask("ops", "sweep")
    assert [row[0] for row in installation.rows(ROWS)] == ["sent", "sent"]
    first, *_ = ids = post.room.ids
    assert len(ids) == sendings + 1
    assert ids.count(first) == sendings
    assert len(set(ids)) == 2
    assert set(post.room.recipients) == {"elise.1@example.org", "elise.2@example.org"}
    assert house.deliver() == 0


def test_a_letter_that_another_process_holds_is_left_to_it(
    installation: harness.Installation, post: mailroom.Post, house: mailroom.House
) -> None:
    post.room.hold_at = "DATA"
    installation.more["OUTBOX_CLAIM_SECONDS"] = "300"
    with harness.Process("consumer", installation, CONSUME):
        house.register(1)
        assert post.room.held.wait(harness.DEADLINE)
        assert house.deliver() == 0
        post.room.go.set()
        eventually(lambda: installation.rows(ROWS)[0][0] == "sent")
    assert len(post.room.arrived) == 1


def test_the_web_process_is_killed_between_commit_and_answer(
    installation: harness.Installation, post: mailroom.Post, house: mailroom.House
) -> None:
    with harness.Server(installation, "tests.faults.dying:app") as server:

        async def send_twice() -> tuple[object, object]:
            who = await harness.visit(server.port, harness.FORM, harness.person(1))
            (installation.folder / "die").touch()
            return await who.send(harness.FORM), await who.send(harness.FORM)

        lost, answer = asyncio.run(asyncio.wait_for(send_twice(), harness.DEADLINE))
        assert isinstance(lost, OSError)
        assert not (installation.folder / "die").exists()
        assert isinstance(answer, harness.Answer)
        assert harness.errors([answer]) == []
        page = asyncio.run(harness.Browser(server.port).get(answer.headers["location"]))
        eventually(lambda: len(server.workers()) == 2)
    assert page.status == 200 and "Élise Nº 1" in page.body
    assert installation.rows("SELECT count(*) FROM registrations") == [(1,)]
    assert installation.rows("SELECT state FROM outbox") == [("waiting",)]
    house.flask("ops", "sweep")
    assert post.room.recipients == ["elise.1@example.org"]
    assert installation.rows("SELECT state FROM outbox") == [("sent",)]
    assert house.flask("ops", "check").strip() == "ok"


def test_the_next_consumer_sends_what_was_written_while_there_was_none(
    installation: harness.Installation, post: mailroom.Post, house: mailroom.House
) -> None:
    house.register(1, 2, 3)
    (installation.folder / "jobs.db").unlink()  # every nudge is lost
    with harness.Process("consumer", installation, CONSUME):
        eventually(lambda: len(post.room.arrived) == 3)
        eventually(lambda: {row[0] for row in installation.rows(ROWS)} == {"sent"})
    assert len(set(post.room.ids)) == 3


def test_a_letter_to_many_reaches_everyone_though_the_consumer_is_killed_twice(
    installation: harness.Installation, post: mailroom.Post, house: mailroom.House
) -> None:
    """Killed while it writes the copies or sends them: each has it, and twice at most what was in its hands."""
    house.register(*range(1, MANY + 1))
    house.deliver()
    post.room.arrived.clear()
    house.write_to_all("Avis")
    caught = []
    for _time in range(2):
        post.room.hold_at = "DATA"
        post.room.held.clear()
        post.room.go.clear()
        with harness.Process("consumer", installation, CONSUME) as consumer:
            assert post.room.held.wait(harness.DEADLINE)
            caught.append(post.room.ids[-1])
            consumer.kill()
        post.room.go.set()
        eventually(lambda: claim_is_over(installation))
    house.flask("ops", "sweep")
    ids = post.room.ids
    assert set(post.room.recipients) == {f"elise.{number}@example.org" for number in range(1, MANY + 1)}
    assert len(set(ids)) == MANY
    assert {one for one in ids if ids.count(one) > 1} <= set(caught) and len(ids) <= MANY + len(caught)
    assert installation.rows("SELECT count(*) FROM mailing_copies") == [(MANY,)]
    assert {row[0] for row in installation.rows(ROWS)} == {"sent"}
