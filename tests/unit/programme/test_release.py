"""What a release says, and how two of them differ."""

import dataclasses

import pytest

from aami_events.programme.rules.release import (
    Change,
    Released,
    carried,
    difference,
    for_registered,
    mark_of,
    touched,
)

HALL = {"key": "hall", "name": {"fr": "Salle", "en": "Hall"}, "position": 1}
LOFT = {"key": "loft", "name": {"fr": "Mezzanine", "en": "Loft"}, "position": 2}
ONE = Released(
    1, "guid", "cachets", "session", {"fr": "Cachets", "en": "Fees"}, {"fr": "Texte", "en": "Text"},
    "2020-09-18T09:30", 60, HALL, languages=["fr"], speakers=[7],
)  # fmt: skip


def but(row: Released = ONE, **changes) -> Released:
    return dataclasses.replace(row, **changes)


def test_a_session_is_kept_as_plain_values_and_comes_back_the_same():
    assert Released.from_plain(ONE.plain()) == ONE


def test_what_was_kept_before_works_were_is_read_without_them():
    assert Released.from_plain({name: value for name, value in ONE.plain().items() if name != "works"}).works == []


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (None, ONE, "new"),
        (ONE, ONE, None),
        (ONE, but(starts="2020-09-18T09:45"), "moved"),
        (ONE, but(minutes=90), "moved"),
        (ONE, but(room=LOFT), "moved"),
        (ONE, but(room=None), "moved"),
        (ONE, but(room={**HALL, "name": {"fr": "Grande salle", "en": "Main hall"}}), "changed"),
        (ONE, but(title={"fr": "Cachets", "en": "Fair fees"}), "changed"),
        (ONE, but(speakers=[7, 8]), "changed"),
        (ONE, but(interpretation=["asl"]), "changed"),
        (ONE, but(works=[{"title": "Quais"}]), "changed"),
        (ONE, but(part=4), None),
        (ONE, but(cancelled=True), "cancelled"),
        (but(cancelled=True), but(cancelled=True, minutes=90), None),
        (but(cancelled=True), ONE, "back"),
    ],
)
def test_what_a_release_does_to_a_session(before, after, kind):
    found = difference([before] if before else [], [after])
    assert [change.kind for change in found] == ([kind] if kind else [])
    assert all(change.id == 1 and change.before == before for change in found)


def test_what_was_public_and_stands_no_more_is_carried_on_as_cancelled_in_the_order_of_time():
    early, gone = but(id=2, starts="2020-09-17T10:00"), but(id=3, starts="2020-09-17T12:00")
    everywhere, beside = but(id=4, room=None), but(id=5, room=LOFT)
    after = carried([ONE, gone], [beside, ONE, early, everywhere])
    assert [(row.id, row.cancelled) for row in after] == [(2, False), (3, True), (4, False), (1, False), (5, False)]
    assert carried(after, [ONE])[1].cancelled, "and stays so"


@pytest.mark.parametrize(
    ("changes", "whole"),
    [
        ({}, True),
        ({"title": {"fr": "Cachets"}}, False),
        ({"abstract": {"fr": "Texte", "en": " "}}, False),
        ({"abstract": {}, "kind": "joint"}, False),
        ({"abstract": {}, "kind": "break"}, True),
        ({"title": {"en": "Break"}, "kind": "break"}, False),
    ],
)
def test_both_languages_are_needed(changes, whole):
    assert but(**changes).whole is whole


def test_who_is_touched_and_who_left_is_too():
    second = but(id=2, speakers=[7, 9])
    changes = [Change("changed", but(speakers=[8]), ONE), Change("new", None, second)]
    assert touched(changes) == {7: [1, 2], 8: [1], 9: [2]}


def test_people_who_registered_hear_of_what_they_would_miss():
    kinds = enumerate(("new", "moved", "changed", "cancelled", "back"), 1)
    changes = [Change(kind, None, but(id=number, part=number)) for number, kind in kinds]
    assert for_registered([*changes, Change("moved", None, but(id=6))]) == {2: 2, 4: 4, 5: 5}


def test_a_mark_is_of_these_very_changes():
    one, other = [Change("new", None, ONE)], [Change("new", None, but(minutes=90))]
    assert mark_of(one) == mark_of([Change("new", None, but())]) != mark_of(other) != mark_of([])
