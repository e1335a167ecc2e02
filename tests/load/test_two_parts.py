"""Two parts of fifty places each, wanted together by people who name them in opposite order."""

import asyncio

import pytest

from tests.load import harness

pytestmark = pytest.mark.load

PEOPLE, PLACES = 150, 50
HOLDERS = "SELECT part_id, count(*) FROM registration_parts WHERE state = 'confirmed' GROUP BY part_id"
TAKEN = "SELECT parts.id, places.taken FROM parts JOIN places ON places.id = parts.places_id WHERE parts.id IN ({})"
PARTS = "SELECT parts.id FROM parts JOIN events ON events.id = event_id WHERE events.slug = 'two-parts' ORDER BY 1"


# Only PostgreSQL lets two of them hold one part each and wait for the other; SQLite's turn comes in the long round.
TAKERS = [pytest.param("postgresql"), pytest.param("sqlite", marks=pytest.mark.long)]


@pytest.mark.parametrize("databases", TAKERS, indirect=True)
def test_taken_together_in_opposite_order(installation: harness.Installation) -> None:
    parts = [row[0] for row in installation.rows(PARTS)]
    orders = (parts, parts[::-1])
    people = [harness.person(number, parts=orders[number % 2]) for number in range(PEOPLE)]
    with harness.Server(installation) as server:
        answers = harness.crowd(server.port, harness.PARTS_FORM, people)
        log = server.log.read_text()
    assert harness.errors(answers) == []
    assert "deadlock" not in log.lower()
    assert installation.counts("SELECT state, count(*) FROM registrations GROUP BY state") == {"confirmed": PEOPLE}
    assert installation.counts(HOLDERS) == dict.fromkeys(parts, PLACES)
    assert installation.counts(TAKEN.format(", ".join(map(str, parts)))) == dict.fromkeys(parts, PLACES)
    assert installation.flask("ops", "check").strip() == "ok"


@pytest.mark.long
def test_swapped_while_others_come(installation: harness.Installation) -> None:
    """Sixty change from one part to the other, at once with sixty who want both: nobody fails, all counts are right."""
    parts = [row[0] for row in installation.rows(PARTS)]

    async def all_of_it(port: int) -> list[harness.Answer | Exception]:
        first = [harness.person(number, parts=[parts[number % 2]]) for number in range(60)]
        visits = await harness.arrive(port, harness.PARTS_FORM, first)
        presses = []
        for number, (who, answer) in enumerate(
            zip(visits, await harness.press(harness.PARTS_FORM, visits), strict=True)
        ):
            assert isinstance(answer, harness.Answer)
            path = answer.headers["location"] + "/change"
            page = await who.browser.get(path)
            fields = page.hidden() | harness.person(number, parts=[parts[(number + 1) % 2]])
            presses.append((harness.Visit(who.browser, fields), path))
        both = [harness.person(number, parts=parts) for number in range(100, 160)]
        for turn, who in enumerate(await harness.arrive(port, harness.PARTS_FORM, both)):
            presses.insert(2 * turn, (who, harness.PARTS_FORM))
        return list(await asyncio.gather(*(who.send(path) for who, path in presses)))

    with harness.Server(installation) as server:
        answers = asyncio.run(asyncio.wait_for(all_of_it(server.port), harness.DEADLINE * 2))
    assert harness.errors(answers) == []
    assert installation.counts(HOLDERS) == dict.fromkeys(parts, PLACES)
    assert installation.flask("ops", "check").strip() == "ok"
    if installation.kind == "postgresql":
        found = installation.rows("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        assert found == [(0,)]
