"""An impatient person presses three times; somebody fills in three forms at once: one registration, nothing else."""

import asyncio
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.load import harness

pytestmark = pytest.mark.load

PEOPLE, TIMES = 20, 3
REGISTERED = "SELECT count(*), count(DISTINCT email) FROM registrations"


@pytest.fixture(scope="module")
def served(databases: harness.Databases) -> Iterator[tuple[harness.Installation, harness.Server]]:
    """One installation for both tests, with room for the people of both."""
    installation = databases.new()
    with harness.Server(installation) as server:
        yield installation, server


def test_the_same_form_three_times(served: tuple[harness.Installation, harness.Server]) -> None:
    installation, server = served
    assert installation.rows(REGISTERED) == [(0, 0)]

    async def impatient() -> list[harness.Answer | Exception]:
        visits = await harness.arrive(server.port, harness.FORM, map(harness.person, range(PEOPLE)))
        return await harness.press(harness.FORM, [one for one in visits for _ in range(TIMES)])

    answers = asyncio.run(asyncio.wait_for(impatient(), harness.DEADLINE))
    assert harness.errors(answers) == []
    pages = Counter(answer.headers["location"] for answer in answers if isinstance(answer, harness.Answer))
    assert set(pages.values()) == {TIMES}
    assert installation.rows(REGISTERED) == [(PEOPLE, PEOPLE)]
    assert installation.counts("SELECT kind, count(*) FROM outbox GROUP BY kind") == {"registration.confirmed": PEOPLE}


def test_three_forms_for_the_same_person(served: tuple[harness.Installation, harness.Server]) -> None:
    installation, server = served
    ((before, _addresses),) = installation.rows(REGISTERED)
    people = [harness.person(100 + number % PEOPLE) for number in range(PEOPLE * TIMES)]
    answers = harness.crowd(server.port, harness.FORM, people)
    neutral = f"302 /fr/events/{harness.EVENT}/registered"
    assert harness.errors(answers) == [neutral] * PEOPLE * (TIMES - 1)
    assert installation.rows(REGISTERED) == [(before + PEOPLE, before + PEOPLE)]
