"""Drafts of a schedule: what the referee says, and that the solver finds what trying everything finds."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aami_events.programme.rules.drafting import (
    Breach,
    DraftRoom,
    Item,
    Problem,
    breaches,
    cost,
    draft,
    repair,
    shortage,
    solve,
    why_unplaced,
)
from aami_events.programme.rules.drafting.greedy import greedy
from aami_events.programme.rules.drafting.model import Model
from aami_events.programme.rules.drafting.outline import Sketch, sketch

HALL, STUDIO = DraftRoom(1, 100, frozenset({"booth"})), DraftRoom(2, 20)
#: a morning of three hours
MORNING = ((540, 720),)
FR, EN = frozenset({"fr"}), frozenset({"en"})


def problem(*items: Item, **more) -> Problem:
    return Problem(items, **{"rooms": (HALL, STUDIO), "blocks": MORNING, "step": 60, **more})


def talk(number: int, **more) -> Item:
    return Item(number, **{"minutes": 60, "languages": FR | EN, "interest": 10, **more})


# --- The referee ----------------------------------------------------------------------------------------------------
PANEL = talk(1, speakers=frozenset({7}), interpretation=frozenset({"asl"}))


@pytest.mark.parametrize(
    ("one", "other", "placed", "more", "broken"),
    [
        (talk(1), talk(2), {1: (540, 1), 2: (540, 2)}, {}, []),
        (talk(1), talk(2), {1: (540, 1), 2: (600, 1)}, {}, []),
        (talk(1), talk(2), {1: (540, 1), 2: (540, 1)}, {}, [Breach("room", (1, 2))]),
        (talk(1, minutes=90), talk(2), {1: (540, 1), 2: (600, 1)}, {}, [Breach("room", (1, 2))]),
        (talk(1), talk(2, minutes=120), {2: (660, 1)}, {}, [Breach("outside", (2,))]),
        (talk(1, needs=frozenset({"booth"})), talk(2), {1: (540, 2)}, {}, [Breach("equipment", (1,))]),
        (PANEL, talk(2), {1: (540, 1)}, {"away": {7: ((560, 570),)}}, [Breach("away", (1,))]),
        (PANEL, talk(2), {1: (540, 1)}, {"away": {7: ((600, 720),)}}, []),
        (PANEL, replace(PANEL, id=2), {1: (540, 1), 2: (540, 2)}, {}, [Breach("speaker", (1, 2))]),
        (
            PANEL,
            talk(2, interpretation=frozenset({"asl"})),
            {1: (540, 1), 2: (540, 2)},
            {"teams": {"asl": 1}},
            [Breach("team", (1, 2))],
        ),
        (
            PANEL,
            talk(2, interpretation=frozenset({"asl"})),
            {1: (540, 1), 2: (540, 2)},
            {"teams": {"asl": 2}},
            [],
        ),
        (
            talk(1),
            talk(2),
            {1: (600, 2)},
            {"rooms": (HALL, replace(STUDIO, closed=((650, 700),)))},
            [Breach("closed", (1,))],
        ),
        (talk(1, pinned=(540, 1)), talk(2), {1: (600, 1)}, {}, [Breach("moved", (1,))]),
    ],
)
def test_what_the_referee_sees(one, other, placed, more, broken):
    assert breaches(problem(one, other, **more), placed) == broken


def test_what_a_schedule_costs():
    loved, same = talk(1, interest=30, track=4, languages=FR), talk(2, interest=1, track=4, languages=FR)
    asked = problem(loved, same)
    # 10 turned away; 97 seats too many, four times twenty; a clash; no English
    assert cost(asked, {1: (540, 2), 2: (540, 1)}) == 10 * 3 + 4 + 40 + 120
    assert cost(asked, {1: (540, 1), 2: (600, 2)}) == 0 + 0 + 120 * 2
    assert cost(asked, {}) == 0


@pytest.mark.parametrize(
    ("item", "more", "why"),
    [
        (talk(1, minutes=200), {}, "too_long"),
        (talk(1, needs=frozenset({"stage"})), {}, "no_room"),
        (PANEL, {"away": {7: ((0, 2000),)}}, "speakers_apart"),
        (PANEL, {"teams": {"asl": 0}}, "no_team"),
        (talk(1, needs=frozenset({"booth"})), {"rooms": (replace(HALL, closed=((0, 2000),)), STUDIO)}, "no_room"),
        (talk(1), {}, "no_place"),
    ],
)
def test_why_a_session_has_no_place(item, more, why):
    assert why_unplaced(problem(item, **more), item) == why


def test_what_cannot_suffice_is_counted_first():
    items = [talk(number, interpretation=frozenset({"lsq"})) for number in range(7)]
    asked = problem(*items, teams={"lsq": 1, "asl": 1}, rooms=(HALL, replace(STUDIO, closed=((600, 700),))))
    assert shortage(asked) == {"rooms": (420, 260), "lsq": (420, 180)}
    assert shortage(problem(*items[:3], teams={"lsq": 1})) == {}


# --- The solver -----------------------------------------------------------------------------------------------------
def all_schedules(asked: Problem):
    """Every schedule that holds, by trying everything."""
    choices = [[item.pinned] if item.pinned else [*asked.slots(item), None] for item in asked.items]
    for slots in itertools.product(*choices):
        placed = {item.id: slot for item, slot in zip(asked.items, slots, strict=True) if slot}
        if not breaches(asked, placed):
            yield placed


@st.composite
def small(draw) -> Problem:
    items = tuple(
        Item(
            number,
            draw(st.sampled_from([30, 60, 90])),
            draw(st.frozensets(st.integers(1, 3), max_size=2)),
            draw(st.sampled_from([None, 1, 2])),
            draw(st.frozensets(st.sampled_from(["fr", "en"]), min_size=1)),
            draw(st.frozensets(st.sampled_from(["asl", "fr-en"]), max_size=1)),
            draw(st.frozensets(st.just("booth"), max_size=1)),
            draw(st.integers(0, 120)),
            draw(st.sampled_from([None, None, None, (600, 1)])) if number == 1 else None,
            draw(st.sampled_from([None, (550, 1), (560, 2), (650, 1)])),
        )
        for number in range(1, 4)
    )
    away = draw(st.dictionaries(st.integers(1, 3), st.just(((540, 600),)), max_size=2))
    return Problem(items, (HALL, STUDIO), ((540, 660),), 30, away, {"asl": 1}, cell=10)


@settings(max_examples=25)
@given(small())
def test_the_draft_is_what_trying_everything_finds(asked):
    made = draft(asked, 10)
    best = min(all_schedules(asked), key=lambda placed: (-len(placed), cost(asked, placed)))
    assert breaches(asked, made.placed) == []
    assert (len(made.placed), made.cost) == (len(best), cost(asked, best))
    assert (made.proven, made.fewest, made.bound) == (True, True, made.cost)
    assert made.unplaced.keys() == {item.id for item in asked.items} - made.placed.keys()


@settings(max_examples=25)
@given(small(), st.sampled_from([1, 2]))
def test_a_repair_changes_as_little_as_can_be(asked, lost):
    before = draft(asked, 10).placed
    rooms = tuple(replace(room, closed=((600, 660),)) if room.id == lost else room for room in asked.rooms)
    worse = replace(asked, rooms=rooms)

    def changes(placed):
        moved = [item.id for item in asked.items if not item.pinned and item.id in before]
        return sum(placed.get(number) != before[number] for number in moved)

    def worth(placed):
        left_out = len(asked.items) - len(placed)
        return changes(placed) + 3 * left_out, left_out, cost(worse, placed)

    made = repair(worse, before, 10)
    best = min(all_schedules(worse), key=worth)
    assert breaches(worse, made.placed) == []
    assert worth(made.placed) == worth(best)
    assert (len(made.moved), made.fewest) == (changes(best), True)


def test_what_stands_between_the_hours_that_are_tried_stays():
    before = {1: (550, 1), 2: (610, 1), 3: (700, 2)}
    items = [talk(number, minutes=50, stands=slot) for number, slot in before.items()]
    made = repair(problem(*items, cell=10), before, 10)
    assert {number: made.placed[number] for number in (1, 2)} == {1: (550, 1), 2: (610, 1)}
    assert made.moved == (3,)  # it would end after the morning


def test_of_two_that_are_in_each_others_way_one_moves():
    both = frozenset({7})
    made = repair(problem(talk(1, speakers=both), talk(2, speakers=both)), {1: (540, 1), 2: (540, 2)}, 10)
    assert (len(made.placed), len(made.moved), made.fewest) == (2, 1, True)


@settings(max_examples=25)
@given(small())
def test_no_schedule_costs_less_than_the_best_outline(asked):
    outline = sketch(Model(asked), len(asked.items), 10, 1)
    assert outline.bound <= min(cost(asked, placed) for placed in all_schedules(asked))
    most = max(len(placed) for placed in all_schedules(asked))
    fewest = sketch(Model(asked), len(asked.items) - most, 10, 1)
    assert fewest.bound <= min(cost(asked, placed) for placed in all_schedules(asked) if len(placed) == most)


def test_an_outline_counts_what_is_pinned_and_whole_half_days():
    """All are in French: no English in two half-hours at least, or all along; and the pinned one's track twice."""
    talks = [talk(number, minutes=30, languages=FR, track=number) for number in range(1, 5)]
    pinned = talk(5, minutes=30, languages=FR, track=1, pinned=(600, 2))
    asked = problem(*talks, pinned, rooms=(DraftRoom(1), DraftRoom(2)), blocks=((540, 660),), step=30)
    everywhere = replace(asked, items=(replace(talks[0], minutes=120), pinned))
    assert sketch(Model(asked), 0, 10, 1).bound == 2 * asked.weights.no_choice
    assert sketch(Model(everywhere), 0, 10, 1).bound == 4 * asked.weights.no_choice + asked.weights.track_clash
    assert sketch(Model(asked), 0, 0, 1) is None  # no time


@pytest.mark.parametrize("misled", [None, Sketch({1: 2, 2: 2}, 0)])
def test_an_outline_that_is_missing_or_leads_astray_costs_time_only(monkeypatch, misled):
    asked = problem(talk(1, interest=300, languages=FR), talk(2, interest=10, languages=EN))
    best = draft(asked, 10)
    monkeypatch.setattr(solve, "sketch", lambda *_facts: misled)
    made = draft(asked, 10)
    assert (made.cost, made.bound, made.proven) == (best.cost, best.cost, True)


def test_what_was_drawn_in_the_rooms_of_an_outline_stays_when_nothing_else_is_found(monkeypatch):
    really = Model.solve
    monkeypatch.setattr(solve, "sketch", lambda *_facts: Sketch({1: 1}, 0))
    monkeypatch.setattr(
        Model, "solve", lambda model, *facts, **more: really(model, *facts, **more) if len(facts) == 4 else None
    )
    made = draft(problem(talk(1)), 10)
    assert (made.placed[1][1], made.bound, made.fewest, made.proven) == (1, 0, True, False)


def trap() -> Problem:
    """The rule of thumb gives the first one the hour that the other needs."""
    hall_only = talk(1, speakers=frozenset({7}), needs=frozenset({"booth"}))
    early_only = talk(2, speakers=frozenset({7, 8}))
    return problem(hall_only, early_only, blocks=((540, 660),), away={8: ((600, 660),)})


def test_where_the_rule_of_thumb_fails_search_does_not():
    assert len(greedy(trap(), {})) == 1
    assert draft(trap(), 10).placed.keys() == {1, 2}


@pytest.mark.parametrize("make", [lambda asked: draft(asked, 0), lambda asked: repair(asked, {}, 0)])
def test_without_any_time_the_rule_of_thumb_speaks(make):
    made = make(trap())
    assert breaches(trap(), made.placed) == []
    assert len(made.placed) in (1, 2)
    assert made.cost == cost(trap(), made.placed) >= made.bound


def test_a_repair_without_an_answer_keeps_what_still_holds(monkeypatch):
    for question in ("solve", "less"):
        monkeypatch.setattr(Model, question, lambda *_facts, **_more: None)
    made = repair(trap(), {1: (600, 1), 2: (600, 2)})
    assert (made.placed, made.moved, made.fewest) == ({1: (600, 1), 2: (540, 2)}, (2,), False)


def test_a_room_without_seats_suits_everyone():
    asked = problem(talk(1, interest=5000), rooms=(DraftRoom(1),))
    assert draft(asked, 5).cost == 0


def test_without_time_there_is_still_what_the_rule_of_thumb_finds():
    asked = problem(*(talk(number, speakers=frozenset({number % 2})) for number in range(6)))
    made = draft(asked, 0.01)
    assert breaches(asked, made.placed) == []
    assert len(made.placed) == 6


def test_it_says_when_it_finds_something_better():
    told = []
    made = draft(problem(talk(1, languages=FR), talk(2, languages=EN)), 5, progress=lambda *facts: told.append(facts))
    assert [value for _seconds, value in told][-1] == made.cost


@pytest.mark.parametrize("answers", [[], [True]])
def test_what_was_found_first_stays_when_the_solver_says_nothing(monkeypatch, answers):
    """With nothing at all, the rule of thumb's; with an answer to the first question only, that one."""
    really, left = Model.solve, list(answers)
    monkeypatch.setattr(Model, "place_all", lambda *_facts: None)
    monkeypatch.setattr(
        Model, "solve", lambda model, *facts, **more: really(model, *facts, **more) if left and left.pop() else None
    )
    made = draft(trap(), 5)
    assert breaches(trap(), made.placed) == []
    assert (len(made.placed), made.fewest, made.proven, made.bound) == (1 + bool(answers), bool(answers), False, 0)
