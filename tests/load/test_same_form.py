"""An impatient person presses three times; somebody fills in three forms at once: one registration, nothing else."""

import asyncio
from collections import Counter

import pytest

from tests.load import harness

pytestmark = pytest.mark.load

PEOPLE, TIMES = 20, 3
REGISTERED = "SELECT count(*), count(DISTINCT email) FROM registrations"


def test_the_same_form_three_times(installation: harness.Installation) -> None:
    async def impatient(port: int) -> list[harness.Answer | Exception]:
        visits = await harness.arrive(port, harness.FORM, map(harness.person, range(PEOPLE)))
        return await harness.press(harness.FORM, [one for one in visits for _ in range(TIMES)])

    with harness.Server(installation) as server:
        answers = asyncio.run(asyncio.wait_for(impatient(server.port), harness.DEADLINE))
    assert harness.errors(answers) == []
    pages = Counter(answer.headers["location"] for answer in answers if isinstance(answer, harness.Answer))
    assert set(pages.values()) == {TIMES}
    assert installation.rows(REGISTERED) == [(PEOPLE, PEOPLE)]
    assert installation.counts("SELECT kind, count(*) FROM outbox GROUP BY kind") == {"registration.confirmed": PEOPLE}


def test_three_forms_for_the_same_person(installation: harness.Installation) -> None:
    people = [harness.person(number % PEOPLE) for number in range(PEOPLE * TIMES)]
    with harness.Server(installation) as server:
        answers = harness.crowd(server.port, harness.FORM, people)
    neutral = f"302 /fr/events/{harness.EVENT}/registered"
    assert harness.errors(answers) == [neutral] * PEOPLE * (TIMES - 1)
    assert installation.rows(REGISTERED) == [(PEOPLE, PEOPLE)]
