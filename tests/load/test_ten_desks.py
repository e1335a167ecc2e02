"""A thousand people come in at ten desks at once, and some tickets are shown twice at the same moment."""

from collections import Counter

import pytest

from tests.load import desks, harness

pytestmark = pytest.mark.load

TWICE = "SELECT count(*) FROM (SELECT registration_id FROM presences GROUP BY registration_id HAVING count(*) > 1) AS t"
PRESENT = "SELECT count(*) FROM presences"


def test_everyone_is_in_exactly_once(installation: harness.Installation) -> None:
    code, tickets = desks.prepare(installation)
    with harness.Server(installation) as server:
        told = desks.at_once(server.port, code, desks.rounds(tickets))
    assert [wrong for desk in told for wrong in desk.wrong] == []
    assert installation.rows(TWICE) == [(0,)] and installation.rows(PRESENT) == [(desks.PEOPLE,)]
    acts = {nonce: answer for desk in told for _code, nonce, answer in desk.answers}
    assert Counter(acts.values()) == {"welcome": desks.PEOPLE, "again": 25}
    said: dict[str, set[str]] = {}
    for desk in told:
        for _code, nonce, answer in desk.answers:
            said.setdefault(nonce, set()).add(answer)
    assert {len(answers) for answers in said.values()} == {1}, "an act that is sent again is answered as it was"
    assert installation.rows("SELECT count(*) FROM desk_scans") == [(desks.PEOPLE + 25,)]


def test_without_its_guard_it_would_be_noticed(installation: harness.Installation) -> None:
    """The negative control: the same at the application of unguarded_desk.py."""
    code, tickets = desks.prepare(installation, 30)
    installation.rows("DROP INDEX uq_presences_event")
    everywhere = [[(ticket, f"desk-{desk}-{ticket}") for ticket in tickets] for desk in range(desks.DESKS)]
    with harness.Server(installation, "tests.load.unguarded_desk:app") as server:
        desks.at_once(server.port, code, everywhere)
    ((twice,),) = installation.rows(TWICE)
    print(f"{installation.kind}: {twice} of 30 people are in more than once")
    assert twice > 0
