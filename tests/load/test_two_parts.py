"""Two parts of fifty places each, wanted together by people who name them in opposite order."""

import pytest

from tests.load import harness

pytestmark = pytest.mark.load

PEOPLE, PLACES = 150, 50
HOLDERS = "SELECT part_id, count(*) FROM registration_parts WHERE state = 'confirmed' GROUP BY part_id"
TAKEN = "SELECT parts.id, places.taken FROM parts JOIN places ON places.id = parts.places_id WHERE parts.id IN ({})"
PARTS = "SELECT parts.id FROM parts JOIN events ON events.id = event_id WHERE events.slug = 'two-parts' ORDER BY 1"


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
