"""What may be written of events and parts, which states follow each other, when two editors have met."""

import dataclasses
import datetime as dt

import pytest

from aami_events.events import rules
from aami_events.events.rules import editing
from aami_events.events.rules.editing import EventFields, PartFields

NINE, TEN = dt.datetime(2020, 9, 17, 9), dt.datetime(2020, 9, 17, 10)
EVENT = EventFields("", "meeting", "online", "public", zone_known=True, titled=True)
PART = PartFields("", "session", "online", zone_known=True, titled=True, languages=("fr",), interpretation=("asl",))


@pytest.mark.parametrize(
    ("facts", "faults"),
    [
        ({}, []),
        ({"kind": "party"}, [("kind", "choose")]),
        ({"mode": "by post"}, [("mode", "choose")]),
        ({"visibility": "nobody"}, [("visibility", "choose")]),
        ({"zone_known": False}, [("zone", "choose")]),
        ({"titled": False}, [("title", "title")]),
        ({"slug": "conference-2020"}, []),
        ({"slug": "Conférence"}, [("slug", "slug")]),
        ({"slug": "jobs"}, [("slug", "slug")]),
        ({"capacity": 0}, []),
        ({"capacity": 100_000}, []),
        ({"capacity": 100_001}, [("capacity", "capacity")]),
        ({"starts": NINE, "ends": TEN}, []),
        ({"starts": NINE}, []),
        ({"starts": TEN, "ends": NINE}, [("ends", "before")]),
        ({"starts": NINE, "ends": NINE}, [("ends", "before")]),
        ({"ends": NINE}, [("starts", "starts_missing")]),
        ({"opens": NINE, "closes": TEN, "change_until": TEN}, []),
        ({"closes": NINE, "change_until": NINE}, []),
        ({"opens": TEN, "closes": NINE}, [("closes", "closes_before")]),
        ({"opens": TEN, "change_until": TEN}, [("change_until", "closes_before")]),
    ],
)
def test_what_cannot_be_written_of_an_event(facts, faults):
    assert editing.event_faults(dataclasses.replace(EVENT, **facts)) == faults


@pytest.mark.parametrize(
    ("facts", "faults"),
    [
        ({}, []),
        ({"kind": "panel"}, [("kind", "choose")]),
        ({"kind": "panel made by a loader"}, []),
        ({"mode": ""}, [("mode", "choose")]),
        ({"languages": ("fr", "de")}, [("languages", "choose")]),
        ({"interpretation": ("mime",)}, [("interpretation", "choose")]),
        ({"slug": "../etc"}, [("slug", "slug")]),
        ({"titled": False, "zone_known": False}, [("zone", "choose"), ("title", "title")]),
    ],
)
def test_what_cannot_be_written_of_a_part(facts, faults):
    assert editing.part_faults(dataclasses.replace(PART, **facts), "panel made by a loader") == faults


@pytest.mark.parametrize(
    ("folded", "taken", "slug"),
    [
        ("assemblee generale 2020", (), "assemblee-generale-2020"),
        ("assemblee generale 2020", ("assemblee-generale-2020",), "assemblee-generale-2020-2"),
        ("agm", (), "agm-event"),
        ("", (), "event"),
        ("jobs", (), "jobs-event"),
        ("ᐃᓄᒃ", (), "event"),
        ("a " * 60, (), "a-" * 27 + "a-a"),
    ],
)
def test_an_address_made_of_a_title(folded, taken, slug):
    found = editing.propose_slug(folded, taken)
    assert rules.slug_is_good(found)
    assert found == slug or (len(folded) > 60 and len(found) <= 60)


@pytest.mark.parametrize(
    ("state", "wanted", "may"),
    [("draft", "other", True), ("published", "other", False), ("published", "mine", True), ("archived", "", True)],
)
def test_whether_an_address_may_change(state, wanted, may):
    assert editing.slug_may_change(state, "mine", wanted) is may


@pytest.mark.parametrize(
    ("state", "moves"),
    [
        ("draft", {"publish": "published"}),
        (
            "published",
            {"withdraw": "draft", "postpone": "postponed", "cancel": "cancelled", "archive": "archived"},
        ),
        ("postponed", {"resume": "published", "cancel": "cancelled"}),
        ("cancelled", {"resume": "published", "archive": "archived"}),
        ("archived", {"resume": "published"}),
        ("lost", {}),
    ],
)
def test_which_states_follow(state, moves):
    assert editing.moves_from(state) == moves
    assert set(moves.values()) <= set(rules.STATES)


@pytest.mark.parametrize(
    ("capacity", "taken", "fits"), [(None, 9, True), (9, 9, True), (10, 9, True), (8, 9, False), (0, 0, True)]
)
def test_who_holds_a_place_keeps_it(capacity, taken, fits):
    assert editing.capacity_fits(capacity, taken) is fits


@pytest.mark.parametrize(
    ("base", "read", "now", "overtaken"),
    [
        (3, {"a": 1}, {"a": 1}, False),
        (3, None, {"a": 1}, False),
        (2, None, {"a": 1}, True),
        (2, {"a": 1}, {"a": 1}, False),
        (2, {"a": 2}, {"a": 1}, True),
        (2, {}, {"a": 1}, True),
        (-1, None, {"a": 1}, True),
    ],
)
def test_when_two_editors_have_met(base, read, now, overtaken):
    assert editing.overtaken(base, 3, read, now) is overtaken


@pytest.mark.parametrize(
    ("moved", "up", "order"),
    [
        (2, True, [1, 2, 3, 4]),
        (2, False, [1, 3, 2, 4]),
        (3, True, [1, 3, 2, 4]),
        (3, False, [1, 2, 3, 4]),
        (1, True, [1, 2, 3, 4]),
        (4, False, [1, 2, 3, 4]),
    ],
)
def test_a_part_moves_past_those_of_its_time_only(moved, up, order):
    begins = {1: NINE, 2: TEN, 3: TEN, 4: None}
    assert editing.order_after(begins, moved, up) == order


def test_which_parts_can_be_moved():
    begins = {1: NINE, 2: None, 3: None}
    assert editing.movable(begins) == {1: (False, False), 2: (False, True), 3: (True, False)}
