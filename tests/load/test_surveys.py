"""Two hundred people send their answers to a survey at the same moment: none is lost, none is there twice."""

import asyncio
import json
from collections import Counter

import pytest

from tests.load import harness, visitors

pytestmark = pytest.mark.load

PEOPLE = 200
ANSWERED = "SELECT count(*) FROM survey_invitations WHERE answered"
#: makes an open survey for so many people, and prints a link of each
PREPARE = """
import datetime as dt, json, sys
from app import app
from aami_events.evaluation.service import Days
from tests.factories.surveys import asked, links, make_survey
with app.app_context():
    grade = asked("grade", "scale", "bad", "good", required=True)
    late = Days(closes_at=dt.datetime(2090, 1, 1, 12))
    number = make_survey(grade, asked("mark", "number"), people=int(sys.argv[1]), days=late)
    print(json.dumps(links(number)))
"""


async def at_once(port: int, secrets: list[str]) -> list[visitors.Answer | Exception]:
    """All read the questionnaire, a few at a time, then all send it at the same moment."""
    paths = [f"/fr/surveys/{secret}" for secret in secrets]
    gate, start = asyncio.Semaphore(16), asyncio.Event()

    async def read(number: int, path: str) -> visitors.Visit:
        async with gate:
            said = {"q-grade": "good", "q-mark": str(number), "action": "send"}
            return await visitors.visit(port, path, said)

    async def send(path: str, who: visitors.Visit) -> visitors.Answer | Exception:
        await start.wait()
        return await who.send(path)

    visits = await asyncio.gather(*(read(number, path) for number, path in enumerate(paths)))
    tasks = [asyncio.create_task(send(path, who)) for path, who in zip(paths, visits, strict=True)]
    start.set()
    return list(await asyncio.gather(*tasks))


def sent(installation: harness.Installation, people: int, app: str = "app:app") -> Counter[str]:
    """What came of it: how each was answered."""
    secrets = json.loads(installation.python("-c", PREPARE, str(people)).splitlines()[-1])
    with harness.Server(installation, app) as server:
        answers = asyncio.run(asyncio.wait_for(at_once(server.port, secrets), 120))
    return Counter(str(one.status) if isinstance(one, visitors.Answer) else repr(one) for one in answers)


def waiting(installation: harness.Installation) -> list[int]:
    """The marks of those that wait to be mixed, in the order in which they stand."""
    ((held,),) = installation.rows("SELECT waiting FROM survey_pools")
    rows = json.loads(held) if isinstance(held, str) else held
    return [value for row in rows for value in row["answers"].values() if isinstance(value, int)]


def test_none_is_lost(installation: harness.Installation) -> None:
    assert sent(installation, PEOPLE) == {"303": PEOPLE}
    assert installation.rows(ANSWERED) == [(PEOPLE,)]
    marks = waiting(installation)
    assert sorted(marks) == list(range(PEOPLE)) and marks != sorted(marks)


def test_without_its_lock_it_would_be_noticed(installation: harness.Installation) -> None:
    """The negative control: the same at the application of unguarded_survey.py, which reads, waits, and writes."""
    sent(installation, 40, "tests.load.unguarded_survey:app")
    marks = waiting(installation)
    print(f"{installation.kind}: {40 - len(marks)} of 40 answers are lost")
    assert len(marks) < 40
