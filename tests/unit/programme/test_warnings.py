"""What is awkward in a schedule, told as rows of sessions; who has nothing awkward is told nothing."""

import datetime as dt

import pytest

from aami_events.programme.rules.warnings import Facts, Placed, RoomFact, Warning, warnings

BOTH = frozenset({"fr", "en"})


def at(text: str, day: int = 17) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2020-09-{day}T{text}")


def row(number: int, starts: str, minutes: int = 60, room: int | None = None, *, day: int = 17, **facts) -> Placed:
    facts.setdefault("languages", BOTH)
    facts = {name: frozenset(value) if isinstance(value, set) else value for name, value in facts.items()}
    return Placed(number, at(starts, day), minutes, number if room is None else room, **facts)


def told(*sessions: Placed, **facts) -> list[tuple]:
    return [(one.kind, one.sessions, one.about, one.what) for one in warnings(Facts(sessions, **facts))]


def test_a_schedule_in_which_all_is_well_is_not_talked_about():
    rooms = tuple(RoomFact(number, 40, frozenset({"booth", "captions"})) for number in (1, 2))
    sessions = (
        row(1, "09:00", interest=40, speakers={1}, track=1, interpretation={"fr-en", "captions", "asl"}),
        row(2, "09:00", interest=10, speakers={2}, track=2),
        row(3, "10:10", room=1, speakers={1}, track=1),
    )
    assert warnings(Facts(sessions, rooms, {}, {"fr-en": 1, "asl": 1}, 10)) == []
    assert warnings(Facts(())) == []


@pytest.mark.parametrize(
    ("starts", "warned"),
    [("09:30", True), ("09:59", True), ("10:00", False), ("08:00", False), ("08:01", True)],
)
def test_a_speaker_is_in_one_place_at_a_time(starts, warned):
    found = told(row(1, "09:00", speakers={7, 8}), row(2, starts, speakers={8, 9}))
    assert [one[0] for one in found] == (["twice"] if warned else [])
    if warned:
        assert set(found[0][1]) == {1, 2} and found[0][2] == 8


@pytest.mark.parametrize(
    ("first", "last", "warned"),
    [("08:00", "09:00", False), ("08:00", "09:01", True), ("10:00", "12:00", False), ("09:30", "09:40", True)],
)
def test_a_speaker_is_there_when_they_can(first, last, warned):
    found = told(row(1, "09:00", speakers={7}), away={7: ((at(first), at(last)),)})
    assert found == ([("away", (1,), 7, "")] if warned else [])


@pytest.mark.parametrize(
    ("capacity", "interest", "warned"), [(40, 41, True), (40, 40, False), (None, 900, False), (40, None, False)]
)
def test_a_room_holds_those_who_want_to_come(capacity, interest, warned):
    (found,) = warnings(Facts((row(1, "09:00", interest=interest),), (RoomFact(1, capacity),))) or (None,)
    assert found == (Warning("small", (1,), 1, there=capacity, needed=interest) if warned else None)


def test_a_room_has_what_interpretation_takes():
    held = RoomFact(1, None, frozenset({"booth"}))
    asked = row(1, "09:00", interpretation={"fr-en", "captions", "asl"})
    assert told(asked, rooms=(held,)) == [("equipment", (1,), 1, "captions")]
    assert told(asked, rooms=()) == [], "a room that nobody knows is not judged"
    assert told(row(1, "09:00", room=0, interpretation={"fr-en"}), rooms=(RoomFact(1, 1),)) == []


@pytest.mark.parametrize(
    ("languages", "interpretation", "lacking"),
    [
        ({"fr"}, set(), ["en"]),
        ({"en"}, set(), ["fr"]),
        ({"fr", "en"}, set(), []),
        ({"fr"}, {"fr-en"}, []),
        ({"asl"}, {"fr-en"}, ["fr", "en"]),
        (set(), set(), []),
    ],
)
def test_there_is_always_something_in_each_language(languages, interpretation, lacking):
    found = told(row(1, "09:00", languages=languages, interpretation=interpretation))
    assert found == [("no_choice", (1,), None, language) for language in lacking]


def test_a_choice_beside_it_is_enough_and_a_break_asks_for_nothing():
    assert told(row(1, "09:00", languages={"fr"}), row(2, "09:00", languages={"en"})) == []
    assert told(row(1, "09:00", languages={"fr"}, kind="break")) == []
    found = told(
        row(1, "09:00", 120, languages={"fr"}), row(2, "09:00", languages={"en"}), row(3, "10:00", languages={"fr"})
    )
    assert found == [("no_choice", (1, 3), None, "en")]


def test_the_same_block_is_told_of_once():
    found = told(row(1, "09:00", languages={"fr"}), row(2, "09:00", languages={"fr"}))
    assert found == [("no_choice", (1, 2), None, "en")]


@pytest.mark.parametrize(("teams", "warned"), [(1, True), (2, False), (0, True)])
def test_interpreters_are_as_many_as_there_are(teams, warned):
    sessions = (row(1, "09:00", 120, interpretation={"lsq"}), row(2, "10:00", interpretation={"lsq"}), row(3, "13:00"))
    found = warnings(Facts(sessions, teams={"lsq": teams}))
    numbers = [(one.sessions, one.there, one.needed) for one in found]
    expected = {0: [((1,), 0, 1), ((1, 2), 0, 2)], 1: [((1, 2), 1, 2)], 2: []}[teams]
    assert numbers == expected and bool(found) is warned


def test_a_crowd_is_told_of_once_while_it_only_shrinks():
    sessions = [row(number, "09:00", 60 * number, interpretation={"asl"}) for number in (1, 2, 3)]
    assert told(*sessions, teams={"asl": 1}) == [("interpreters", (1, 2, 3), None, "asl")]
    late = row(4, "10:30", interpretation={"asl"})
    found = told(*sessions, late, teams={"asl": 1})
    assert [one[1] for one in found] == [(1, 2, 3), (2, 3, 4)]


def test_a_track_is_followed_from_one_end_to_the_other():
    found = told(row(1, "09:00", track=5), row(2, "09:30", track=5), row(3, "10:30", track=5), row(4, "09:00", track=6))
    assert found == [("track", (1, 2), 5, "")]
    assert told(row(1, "09:00", track=None), row(2, "09:00", track=None)) == []


@pytest.mark.parametrize(("starts", "gap"), [("10:00", 0), ("10:09", 9), ("10:10", None)])
def test_a_room_has_time_to_change_over(starts, gap):
    found = warnings(Facts((row(1, "09:00", room=1), row(2, starts, room=1)), change_over=10))
    expected = [] if gap is None else [Warning("change_over", (1, 2), 1, there=gap, needed=10)]
    assert found == expected


def test_a_night_or_a_break_is_time_enough():
    night = (row(1, "09:00", room=1), row(2, "09:00", room=1, day=18))
    pause = (row(1, "09:00", room=1), row(2, "10:00", room=0, kind="break"), row(3, "10:30", room=1))
    everywhere = Placed(4, at("10:00"), 10, None, kind="joint", languages=BOTH)
    assert told(*night, change_over=1000) == told(*pause, everywhere, change_over=10) == []


def test_warnings_come_by_kind_and_then_by_time():
    sessions = (
        row(1, "11:00", languages={"fr"}, speakers={1}, track=1),
        row(2, "11:00", languages={"fr"}, speakers={1}, track=1),
        row(3, "09:00", languages={"fr"}),
    )
    assert [(one[0], one[1]) for one in told(*sessions)] == [
        ("twice", (1, 2)),
        ("no_choice", (3,)),
        ("no_choice", (1, 2)),
        ("track", (1, 2)),
    ]
