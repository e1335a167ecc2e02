"""Categories as people edit them: prices, limits and who waits, order, what is offered."""

import sys
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from aami_events.events.models import Event
from aami_events.foundation import content, ground
from aami_events.foundation.audit import AuditEntry
from aami_events.foundation.bilingual import Bilingual, Written
from aami_events.foundation.database import db
from aami_events.registration import queries, service
from aami_events.registration.errors import (
    CapacityBelowHeld,
    CategoriesReordered,
    CategoryChanged,
    CategoryInUse,
    CategoryWrong,
    LastCategory,
    UnknownCategory,
)
from aami_events.registration.hooks import findings
from aami_events.registration.models import Category
from aami_events.registration.queries.categories import facts_of, list_counted, list_every
from aami_events.registration.queries.offer import get_offer
from aami_events.registration.service import CategorySaid
from tests.factories import NOW, make_category, make_entry, make_event, make_part, register
from tests.factories.reading import letters, states, taken, the
from tests.integration.registration.test_together import together

NAME = Written("Membre", "Member")


def said(**says) -> CategorySaid:
    return CategorySaid(**{"name": NAME, **says})


def category(number: int) -> Category:
    db.session.expire_all()
    return db.session.get_one(Category, number)


def seen(number: int) -> dict[str, str]:
    return ground.read(ground.carried(facts_of(category(number))))


def change(event: int, number: int, **says) -> bool:
    return service.change_category(event, number, said(**says), seen=seen(number))


def keys(event: int, *, offered: bool = True) -> list[str]:
    db.session.expire_all()
    return [row.key for row in list_every(event) if not offered or row.retired_at is None]


def diffs(kind: str = "category") -> list[tuple[str, dict]]:
    rows = db.session.scalars(select(AuditEntry).where(AuditEntry.subject_kind == kind).order_by(AuditEntry.id))
    return [(row.action, row.diff) for row in rows]


def test_made_at_the_end_with_a_price_and_a_limit():
    event = make_event()
    says = {
        "price_cents": 2550,
        "capacity": 12,
        "members_only": True,
        "description": Written("Pour\x00 eux", "For them"),
    }
    number = service.create_category(event, said(**says))
    found = category(number)
    assert (found.key, found.position, found.price_cents, found.places.capacity) == ("member", 1, 2550, 12)
    assert (found.name, found.description) == (
        Bilingual.of(fr="Membre", en="Member"), Bilingual.of(fr="Pour eux", en="For them"),
    )  # fmt: skip
    assert keys(event) == ["general", "member"]
    assert [row.key for row in get_offer(event).offered] == ["general", "member"]
    ((action, diff),) = diffs()
    assert (action, diff["name_fr"], diff["price"]) == ("category.added", [None, "Membre"], [None, 2550])
    assert category(service.create_category(event, said())).key == "member-2"
    assert category(service.create_category(event, said(), key=" tarif-reduit ")).key == "tarif-reduit"


@pytest.mark.parametrize(
    ("says", "key", "faults"),
    [
        ({"name": Written(" ", "\x00")}, "", [("name", "missing")]),
        ({"name": Written("Membre", "")}, "", [("name", "one_language")]),
        ({"price_cents": -1}, "", [("price", "out_of_range")]),
        ({}, "Membre", [("key", "unknown")]),
        ({}, "general", [("key", "repeated")]),
    ],
)
def test_what_cannot_be_offered_is_not_made(says, key, faults):
    event = make_event()
    with pytest.raises(CategoryWrong) as refusal:
        service.create_category(event, said(**says), key=key)
    assert (refusal.value.faults, keys(event), diffs()) == (faults, ["general"], [])


def test_a_draft_may_lack_a_language_and_what_is_public_may_not_lose_one():
    draft, public = make_event("brouillon-2020", state="draft"), make_event()
    assert category(service.create_category(draft, said(name=Written("Membre")))).name.missing() == ("en",)
    number = make_category(public, key="member", name=Bilingual.of(fr="Membre"))
    assert change(public, number, name=Written("Membre"), price_cents=100)
    assert change(public, number, name=NAME, price_cents=100)
    with pytest.raises(CategoryWrong):
        change(public, number, name=Written("Membre"))


def test_a_side_left_alone_is_older_until_somebody_compares():
    event = make_event()
    number = service.create_category(event, said())
    change(event, number, name=Written("Membres", "Member"))
    assert category(number).name.stale == {"en"}
    assert change(event, number, name=Written("Membres", "Member", agree=True)) is False, "no word has changed"
    assert category(number).name.stale == frozenset()


def test_what_changed_is_written_down_and_read_anew():
    event = make_event()
    number = service.create_category(event, said(price_cents=2500))
    before = content.stamp()
    assert get_offer(event).category[number].price_cents == 2500
    assert change(event, number, price_cents=3000, capacity=5)
    assert diffs()[-1] == ("category.changed", {"price": [2500, 3000], "capacity": [None, 5]})
    assert content.stamp() != before
    assert get_offer(event).category[number].price_cents == 3000
    count = len(diffs())
    assert change(event, number, price_cents=3000, capacity=5) is False
    assert len(diffs()) == count


def test_another_price_changes_nothing_for_those_who_are_in():
    event = make_event(categories=({"key": "a", "price_cents": 2500}, {"key": "b", "price_cents": 9000}))
    number = list_every(event)[0].id
    entry = make_entry(category="a", contract="fr")
    first = service.register(event, entry).registration_id
    assert change(event, number, price_cents=5000)
    second = register(event, category="a")
    assert (the(first).amount_due_cents, the(second).amount_due_cents) == (2500, 5000)
    service.change(first, make_entry(category="a", contract="fr", name=entry.name, email=entry.email))
    assert (the(first).amount_due_cents, the(first).contract_language) == (2500, "fr")
    change(event, number, price_cents=0)
    service.change(first, make_entry(category="a", contract="fr"))
    assert (the(first).amount_due_cents, the(first).contract_language) == (2500, "fr")
    service.change(first, make_entry(category="b"))
    assert the(first).amount_due_cents == 9000, "another category costs what it costs now"
    assert the(second).amount_due_cents == 5000


def test_no_limit_below_what_is_held_and_more_room_serves_who_waits():
    event = make_event(capacity=10, categories=({"key": "a", "capacity": 2},))
    number = list_every(event)[0].id
    people = [register(event, category="a") for _ in range(5)]
    with pytest.raises(CapacityBelowHeld) as refusal:
        change(event, number, capacity=1)
    assert (refusal.value.held, category(number).places.capacity, diffs()) == (2, 2, [])
    change(event, number, capacity=2)
    assert states(*people) == ["confirmed"] * 2 + ["waiting"] * 3
    change(event, number, capacity=4)
    assert states(*people) == ["confirmed"] * 2 + ["offered"] * 2 + ["waiting"]
    assert letters(people[2]) == ["waiting", "offered"]
    change(event, number, capacity=None)
    assert (states(people[4]), taken(event)) == (["offered"], 5)


def test_which_places_are_needed_cannot_change_while_people_are_in():
    event = make_event()
    make_part(event, alone=True)
    number = make_category(event, key="agm")
    one = register(event, category="agm")
    with pytest.raises(CategoryInUse) as refusal:
        change(event, number, agm_only=True)
    assert (refusal.value.people, category(number).agm_only) == (1, False)
    change(event, number, members_only=True)
    service.cancel(one)
    change(event, number, agm_only=True)
    assert category(number).agm_only


def test_somebody_who_reads_an_older_category_is_told_what_changed():
    event = make_event()
    number = service.create_category(event, said())
    read = seen(number)
    change(event, number, name=Written("Membres", "Members"), capacity=3)
    with pytest.raises(CategoryChanged) as refusal:
        service.change_category(event, number, said(price_cents=100), seen=read)
    assert refusal.value.fields == ("name", "capacity")
    assert (category(number).price_cents, category(number).places.capacity) == (0, 3)


# --- Order, and what is offered -------------------------------------------------------------------------------------
def order(event: int) -> str:
    return ground.mark([row.id for row in list_every(event) if row.retired_at is None])


def test_a_category_moves():
    event = make_event(categories=({"key": "a"}, {"key": "b"}, {"key": "c"}))
    ids = {row.key: row.id for row in list_every(event)}
    read = order(event)
    service.move_category(event, ids["c"], -1, order=read)
    assert keys(event) == ["a", "c", "b"]
    with pytest.raises(CategoriesReordered):
        service.move_category(event, ids["c"], -1, order=read)
    service.move_category(event, ids["a"], -1, order=order(event))
    assert (keys(event), diffs()) == (["a", "c", "b"], [("category.moved", {"position": [3, 2]})])
    with pytest.raises(CategoriesReordered):
        service.move_category(event, ids["general"], 1, order=order(event))  # it is offered no longer
    with pytest.raises(UnknownCategory):
        service.move_category(event, 9999, 1, order=order(event))


def test_retired_and_offered_again():
    event = make_event(categories=({"key": "a"}, {"key": "b"}))
    a, b = (row.id for row in list_every(event) if row.retired_at is None)
    person = register(event, category="a")
    service.retire_category(event, a)
    service.retire_category(event, a)
    assert (keys(event), category(a).retired_at) == (["b"], NOW)
    with pytest.raises(LastCategory):
        service.retire_category(event, b)
    assert keys(event) == ["b"]
    # Whoever is in it stays, and may change the rest.
    service.change(person, make_entry(category="a", name="Autre nom"))
    assert (the(person).name, the(person).category.key, states(person)) == ("Autre nom", "a", ["confirmed"])
    service.offer_category(event, a)
    service.offer_category(event, a)
    assert keys(event) == ["b", "a"]
    assert [action for action, _diff in diffs()] == ["category.retired", "category.offered_again"]


def test_a_draft_may_offer_nothing_for_a_while():
    event = make_event(state="draft")
    service.retire_category(event, list_every(event)[0].id)
    assert keys(event) == []


def test_whoever_is_in_a_category_stays_when_it_becomes_one_for_members():
    event = make_event(categories=({"key": "a"}, {"key": "b", "members_only": True}))
    person = register(event, category="a")
    change(event, list_every(event)[0].id, members_only=True)
    service.change(person, make_entry(category="a", name="Autre nom"))
    assert the(person).name == "Autre nom"


def test_who_is_in_each():
    event = make_event(capacity=1)
    other = make_event("autre-2020")
    for number in (event, event, other):
        register(number)
    service.cancel(register(event))
    (row,) = list_counted(event)
    assert (row.people, row.present) == ({"confirmed": 1, "waiting": 1, "cancelled": 1}, 2)


@pytest.mark.parametrize("use_case", [service.retire_category, service.offer_category])
def test_a_category_of_another_event_is_unknown(use_case):
    event, other = make_event(), make_event("autre-2020")
    theirs = list_every(other)[0].id
    for number in (theirs, 9999):
        with pytest.raises(UnknownCategory):
            use_case(event, number)
        with pytest.raises(UnknownCategory):
            service.change_category(event, number, said(), seen={})


def test_the_checklist_hears_of_it():
    event, other = make_event(state="draft"), make_event("autre-2020")
    assert found(event, other) == {}
    number = list_every(event)[0].id
    change(event, number, capacity=0)
    assert found(event, other) == {event: [(f"category:{number}:places", False)]}
    service.retire_category(event, number)
    assert found(event, other) == {event: [("categories:none", True)]}


def found(*events: int) -> dict[int, list[tuple[str, bool]]]:
    """What registration tells the checklist."""
    return {number: [(row.key, row.blocks) for row in rows] for number, rows in findings(list(events)).items()}


# --- Two at once ----------------------------------------------------------------------------------------------------
def two_editors(app: Flask) -> list[Any]:
    """Two people who have read the same category save it at the same moment: one changes the name, one the limit."""
    event = make_event()
    number = service.create_category(event, said(capacity=10))
    read = seen(number)

    def save(**says):
        return lambda: service.change_category(event, number, said(**says), seen=read)

    return together(app, save(name=Written("Un", "One"), capacity=10), save(capacity=12))


def test_of_two_editors_one_is_told(inside: Flask):
    outcomes = [type(one).__name__ for one in two_editors(inside)]
    assert sorted(outcomes) == ["CategoryChanged", "bool"]
    assert len(diffs()) == 2, "it was made, and changed once"


@pytest.mark.databases("postgresql")
def test_without_the_locks_one_would_overwrite_the_other(inside: Flask, monkeypatch):
    """The negative control: both have compared before either writes."""
    compared, changed = threading.Barrier(2), ground.changed

    def compare_and_wait(*args: Any) -> Any:
        found = changed(*args)
        compared.wait(10)
        return found

    module = sys.modules[f"{service.__name__}.categories"]
    monkeypatch.setattr(module, "lock", lambda event_id: None)
    monkeypatch.setattr(module, "lock_row", lambda event_id: db.session.get_one(Event, event_id))
    monkeypatch.setattr(ground, "changed", compare_and_wait)
    assert two_editors(inside) == [True, True]


def test_a_limit_lowered_while_people_come_never_falls_below_them(inside: Flask):
    event = make_event(capacity=None, categories=({"key": "a", "capacity": 8},))
    number = list_every(event)[0].id
    read = seen(number)
    entries = [make_entry(category="a") for _ in range(5)]

    def lower() -> Any:
        return service.change_category(event, number, said(capacity=4), seen=read)

    outcomes = together(inside, lower, *[lambda entry=entry: service.register(event, entry).state for entry in entries])
    places = category(number).places
    assert places.capacity is not None and places.taken <= places.capacity
    assert outcomes[0] is True or isinstance(outcomes[0], CapacityBelowHeld)
    assert queries.places_out_of_step() == []
