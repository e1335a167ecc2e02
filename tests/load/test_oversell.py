"""Two hundred people want one hundred places at the same moment, on a real server with two processes."""

import pytest

from tests.load import harness

pytestmark = pytest.mark.load

PEOPLE, PLACES = 200, 100
STATES = "SELECT state, count(*) FROM registrations GROUP BY state"
TAKEN = "SELECT taken FROM places JOIN events ON events.places_id = places.id WHERE slug = 'load-test'"


def test_all_places_go_and_none_twice(installation: harness.Installation) -> None:
    with harness.Server(installation) as server:
        answers = harness.crowd(server.port, harness.FORM, map(harness.person, range(PEOPLE)))
    assert harness.errors(answers) == []
    assert installation.counts(STATES) == {"confirmed": PLACES, "waiting": PEOPLE - PLACES}
    assert installation.rows(TAKEN) == [(PLACES,)]
    assert installation.flask("ops", "check").strip() == "ok"
    letters = installation.counts("SELECT kind, count(*) FROM outbox GROUP BY kind")
    assert letters == {"registration.confirmed": PLACES, "registration.waiting": PEOPLE - PLACES}
    own_pages = {answer.headers["location"] for answer in answers if isinstance(answer, harness.Answer)}
    assert len(own_pages) == PEOPLE


def test_without_its_guard_it_would_be_noticed(installation: harness.Installation) -> None:
    """The negative control: the same crowd at the application of unguarded.py."""
    if installation.kind == "postgresql":
        installation.rows("ALTER TABLE places DROP CONSTRAINT ck_places_not_oversold")
    with harness.Server(installation, "tests.load.unguarded:app") as server:
        answers = harness.crowd(server.port, harness.FORM, map(harness.person, range(PEOPLE)))
    confirmed = installation.counts(STATES).get("confirmed", 0)
    wrong = harness.errors(answers)
    print(f"{installation.kind}: {confirmed} of {PLACES} places sold, {len(wrong)} of {PEOPLE} requests failed")
    assert confirmed > PLACES
