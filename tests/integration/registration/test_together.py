"""Several people at the same moment, each in a thread with a connection of their own."""

import sys
import threading
from collections import Counter
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from aami_events.foundation import clock as house_clock
from aami_events.foundation.database import db
from aami_events.registration import queries, service
from aami_events.registration.models import Draft, Registration
from aami_events.registration.queries.drafts import Written, draft_token, open_draft
from aami_events.registration.rules.drafts import Offered
from tests.factories import make_category, make_entry, make_event, make_part, register
from tests.factories.reading import letters, part_taken, states, taken
from tests.factories.together import together


def test_the_last_places_are_sold_once(inside: Flask):
    event = make_event(capacity=3)
    part = make_part(event, capacity=2)
    entries = [make_entry(parts=(part,)) for _ in range(8)]
    outcomes = together(inside, *[lambda entry=entry: service.register(event, entry).state for entry in entries])
    assert Counter(outcomes) == {"confirmed": 3, "waiting": 5}
    assert (taken(event), part_taken(part)) == (3, 2)


def test_a_freed_place_is_offered_once(inside: Flask):
    event = make_event(capacity=2)
    first, second, third, fourth = (register(event) for _ in range(4))
    assert together(inside, lambda: service.cancel(first), lambda: service.cancel(second)) == [None, None]
    assert states(third, fourth) == ["offered", "offered"]
    assert taken(event) == 2


def test_cancelled_twice_at_once_is_cancelled_once(inside: Flask):
    event = make_event(capacity=1)
    first, second, third = (register(event) for _ in range(3))
    outcomes = together(inside, lambda: service.cancel(first), lambda: service.cancel(first))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyCancelled", "NoneType"]
    assert states(second, third) == ["offered", "waiting"]


def test_a_form_that_is_sent_twice_at_once_registers_once(inside: Flask):
    event = make_event()
    entry = make_entry()
    outcomes = together(inside, *[lambda: service.register(event, entry, form_key="a form").registration_id] * 2)
    assert outcomes == [outcomes[0]] * 2
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 1
    assert (taken(event), letters()) == (1, ["confirmed"])


def test_the_same_person_twice_at_once_registers_once(inside: Flask):
    event = make_event()
    entry = make_entry(name="Ariane Tremblay", email="ariane@centre.example")
    outcomes = together(inside, *[lambda: service.register(event, entry).repeated] * 2)
    assert sorted(outcomes) == [False, True]
    assert (taken(event), sorted(letters())) == (1, ["confirmed", "repeated"])


def kept_twice(app: Flask) -> tuple[list[Any], int]:
    """What two who keep the same form at the same moment are given, and how many drafts there are."""
    event = make_event()
    said = Written({"name": ["Ariane"]}, Offered(frozenset(), frozenset(), {}))

    def keep() -> str:
        return service.keep_draft(event, "person", "ariane@centre.example", "fr", said, form_key="a form")

    outcomes = together(app, keep, keep)
    return outcomes, db.session.scalar(select(func.count()).select_from(Draft)) or 0


def test_a_form_that_is_kept_twice_at_once_is_kept_once(inside: Flask):
    outcomes, there = kept_twice(inside)
    assert there == 1 and letters() == ["draft"]
    assert sum(open_draft(draft_token(secret)) is not None for secret in outcomes) == 1, "the later link opens it"


@pytest.mark.databases("postgresql")
def test_without_the_lock_the_second_draft_would_reach_the_database(inside: Flask, monkeypatch):
    """The negative control: both have looked before either writes; only the constraint is left to refuse one."""
    module = sys.modules[f"{service.__name__}.drafts"]
    looked, find = threading.Barrier(2), module._find

    def find_and_wait(*args: Any) -> Any:
        found = find(*args)
        looked.wait(10)
        return found

    monkeypatch.setattr(module, "lock", lambda event_id: None)
    monkeypatch.setattr(module, "_find", find_and_wait)
    outcomes, there = kept_twice(inside)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["IntegrityError", "str"] and there == 1


def support_twice(app: Flask) -> tuple[list[Any], int]:
    """What two who add a support person at the same moment are told, and how many there are."""
    number = register(make_event())
    support = service.Support("Sam Ouellet", "sam@exemple.example")
    outcomes = together(app, *[lambda: service.set_support(number, support)] * 2)
    return outcomes, db.session.scalar(select(func.count()).where(Registration.supports_id == number)) or 0


def test_a_support_person_who_is_added_twice_at_once_is_one(inside: Flask):
    outcomes, there = support_twice(inside)
    assert outcomes == [outcomes[0]] * 2 and there == 1
    assert letters() == ["confirmed", "support"]


@pytest.mark.databases("postgresql")
def test_without_the_lock_the_second_support_person_would_reach_the_database(inside: Flask, monkeypatch):
    """The negative control: both have looked before either writes; only the constraint is left to refuse one."""
    looked, find = threading.Barrier(2), queries.support.find_support
    turns = threading.local()

    def find_and_wait(registration_id: int) -> Any:
        found = find(registration_id)
        if not hasattr(turns, "waited"):  # tried again, nobody waits
            turns.waited = True
            looked.wait(10)
        return found

    monkeypatch.setattr(sys.modules[f"{service.__name__}.waiting_list"], "lock", lambda event_id: None)
    monkeypatch.setattr(sys.modules[f"{service.__name__}.support"], "find_support", find_and_wait)
    outcomes, there = support_twice(inside)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["IntegrityError", "int"] and there == 1


def agm_and_general(app: Flask) -> list[Any]:
    """The same person at the same moment in two categories that share no place of their own."""
    event = make_event()
    make_part(event, alone=True)
    make_category(event, key="agm", agm_only=True)
    person = {"name": "Ariane Tremblay", "email": "ariane@centre.example"}
    entries = [make_entry(category=key, **person) for key in ("general", "agm")]
    return together(app, *[lambda entry=entry: service.register(event, entry).repeated for entry in entries])


def test_the_same_person_in_two_categories_registers_once(inside: Flask):
    assert sorted(agm_and_general(inside)) == [False, True]


@pytest.mark.databases("postgresql")
def test_without_the_lock_the_same_person_would_register_twice(inside: Flask, monkeypatch):
    """The negative control: both have looked before either writes."""
    looked, find = threading.Barrier(2), queries.find_before

    def find_and_wait(*args: Any) -> Any:
        found = find(*args)
        looked.wait(10)
        return found

    monkeypatch.setattr(sys.modules[f"{service.__name__}.register"], "lock", lambda event_id: None)
    monkeypatch.setattr(queries, "find_before", find_and_wait)
    assert agm_and_general(inside) == [False, False]


@pytest.mark.databases("sqlite")
def test_threads_share_the_stopped_clock(inside: Flask, clock):
    assert together(inside, house_clock.now, house_clock.now) == [clock.now, clock.now]
