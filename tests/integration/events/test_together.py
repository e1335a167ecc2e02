"""Two editors at the same moment, each in a thread with a connection of their own; and what the check is good for."""

from collections import Counter
from typing import Any

import pytest
from flask import Flask

from aami_events.events import service
from aami_events.events.service import editing
from aami_events.registration import queries as registrations
from aami_events.registration import service as registration
from tests.factories import make_entry, make_event, register
from tests.factories.editing import entry_of, the_event, written
from tests.factories.reading import states, taken
from tests.factories.together import together

pytestmark = pytest.mark.usefixtures("inside")


def two_editors(app: Flask) -> tuple[list[Any], int]:
    """One changes the title, the other the summary, both from the same revision."""
    event = make_event()
    base = the_event(event).revision
    entries = [entry_of(event, title=written("Titre")), entry_of(event, summary=written("Autre résumé"))]
    use_cases = [lambda entry=entry: service.change_event(event, entry, base=base) for entry in entries]
    return together(app, *use_cases), event


def test_of_two_who_save_at_once_one_is_told(inside: Flask):
    outcomes, event = two_editors(inside)
    assert Counter(type(one).__name__ for one in outcomes) == {"int": 1, "EventChanged": 1}
    now = the_event(event)
    assert (now.title.fr == "Titre (fr)") != (now.summary.fr == "Autre résumé (fr)"), "one of them is there"


def test_without_the_check_the_second_writes_over_the_first(inside: Flask, monkeypatch: pytest.MonkeyPatch):
    """The negative control: what the first wrote is lost, and nobody knows."""
    monkeypatch.setattr(editing, "overtaken", lambda *_given: False)
    outcomes, event = two_editors(inside)
    assert [type(one).__name__ for one in outcomes] == ["int", "int"], "both were told that all is well"
    now = the_event(event)
    assert (now.title.fr == "Titre (fr)") != (now.summary.fr == "Autre résumé (fr)"), "and one change is gone"


def test_many_who_read_the_same_write_once(inside: Flask):
    event = make_event()
    base = the_event(event).revision
    entries = [entry_of(event, title=written(f"Titre {number}")) for number in range(6)]
    outcomes = together(
        inside, *[lambda entry=entry: service.change_event(event, entry, base=base) for entry in entries]
    )
    assert Counter(type(one).__name__ for one in outcomes) == {"int": 1, "EventChanged": 5}
    assert the_event(event).revision == base + 1


def test_places_and_people_at_once_never_disagree(inside: Flask):
    """People come while the capacity goes down and up: never more than there are, and whoever waits is served."""
    event = make_event(capacity=4)
    for _ in range(2):
        register(event)
    fewer, more = entry_of(event, capacity=3), entry_of(event, capacity=6)
    people = [make_entry() for _ in range(4)]
    outcomes = together(
        inside,
        *[lambda entry=entry: registration.register(event, entry) for entry in people],
        lambda: service.change_event(event, fewer, base=the_event(event).revision),
        lambda: service.change_event(event, more, base=the_event(event).revision),
    )
    assert not [
        one for one in outcomes if type(one).__name__ not in ("int", "Outcome", "FewerThanHeld", "EventChanged")
    ]
    now = the_event(event)
    capacity = now.places.capacity or 0
    assert taken(event) <= capacity
    ids = [one.registration_id for one in outcomes if type(one).__name__ == "Outcome"]
    waiting = states(*ids).count("waiting")
    assert waiting == 0 or taken(event) == capacity, "nobody waits beside a free place"
    assert registrations.places_out_of_step() == []
