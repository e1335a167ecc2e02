"""When one may propose, and what is missing from a proposal."""

import datetime as dt

import pytest

from aami_events.proposals import rules
from aami_events.proposals.rules import Facts, Kind

NOW = dt.datetime(2020, 6, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
TALK, SCREENING = Kind(1, 15, 60), Kind(2, 30, 150, works=True)
WHOLE = {"titles": {"fr"}, "abstracts": {"fr"}, "kind": TALK, "minutes": 30, "languages": ["fr"]}


@pytest.mark.parametrize(
    ("opens", "closes", "state"),
    [
        (None, None, "none"),
        (None, NOW, "none"),
        (NOW + HOUR, None, "later"),
        (NOW, None, "open"),
        (NOW - HOUR, NOW + HOUR, "open"),
        (NOW - HOUR, NOW, "over"),
    ],
)
def test_a_call_comes_is_open_and_is_over(opens, closes, state):
    assert rules.call_state(opens, closes, NOW) == state


@pytest.mark.parametrize(
    ("opens", "closes", "before", "faults"),
    [
        (None, None, None, []),
        (NOW, None, None, []),
        (NOW - HOUR, NOW + HOUR, None, []),
        (None, NOW + HOUR, None, [("opens", "opens_missing")]),
        (NOW + HOUR, NOW + HOUR, None, [("closes", "closes_before")]),
        (NOW - 2 * HOUR, NOW - HOUR, None, [("closes", "closes_past")]),
        (NOW - 2 * HOUR, NOW - HOUR, NOW - HOUR, []),
    ],
)
def test_a_deadline_in_the_past_is_refused_unless_it_stood_there(opens, closes, before, faults):
    assert rules.check_call(opens, closes, before, NOW) == faults


@pytest.mark.parametrize(
    ("minutes", "fault"),
    [
        ((30, 15, 60), None),
        ((30, 30, 30), None),
        ((None, 15, 60), "minutes"),
        ((4, 4, 60), "minutes"),
        ((601, 15, 601), "minutes"),
        ((30, None, 60), "least"),
        ((30, 31, 60), "least"),
        ((30, 4, 60), "least"),
        ((30, 15, None), "most"),
        ((30, 15, 29), "most"),
        ((30, 15, 601), "most"),
    ],
)
def test_lengths_of_a_type(minutes, fault):
    assert rules.check_kind(["fr"], *minutes) == ([(fault, fault)] if fault else [])


def test_a_type_has_a_name():
    assert rules.check_kind([], 30, 15, 60) == [("name", "name_missing")]


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({}, []),
        ({"titles": ()}, [("title", "title_missing")]),
        ({"abstracts": ()}, [("abstract", "abstract_missing")]),
        ({"abstracts": (), "sign_video": "https://video.example/a"}, []),
        ({"kind": None}, [("format", "format_missing")]),
        ({"minutes": None}, [("minutes", "minutes_range")]),
        ({"minutes": 14}, [("minutes", "minutes_range")]),
        ({"minutes": 61}, [("minutes", "minutes_range")]),
        ({"languages": []}, [("languages", "languages_missing")]),
        ({"kind": SCREENING}, [("works-0-title", "works_missing")]),
        ({"kind": SCREENING, "works": [("Quais", "")]}, []),
    ],
)
def test_what_is_missing_before_it_can_be_sent(change, faults):
    assert rules.check_whole(Facts(**(WHOLE | change))) == faults


@pytest.mark.parametrize(
    ("video", "good"),
    [
        ("", True),
        ("https://video.example", True),
        ("https://video.example/écouter?x=1", True),
        ("http://video.example", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://video.example/a b", False),
        ("video.example", False),
    ],
)
def test_the_address_of_a_video(video, good):
    assert rules.check_shape(Facts(sign_video=video)) == ([] if good else [("sign_video", "sign_video")])


def test_a_work_has_a_title():
    works = [("Quais", ""), ("", "Donalda")]
    assert rules.check_shape(Facts(works=works)) == [("works-1-title", "work_title")]


@pytest.mark.parametrize(
    ("state", "call", "announced", "may"),
    [
        ("draft", "open", False, True),
        ("submitted", "open", False, True),
        ("submitted", "over", False, False),
        ("submitted", "open", True, False),
        ("withdrawn", "open", False, False),
    ],
)
def test_what_can_be_changed_until_when(state, call, announced, may):
    assert rules.may_change(state, call, announced=announced) is may


@pytest.mark.parametrize(
    ("state", "announced", "before", "may"),
    [
        ("submitted", False, None, True),
        ("submitted", False, "accepted", True),
        ("submitted", True, "accepted", False),
        ("submitted", True, "standby", True),
        ("draft", False, None, False),
        ("withdrawn", False, "accepted", False),
    ],
)
def test_what_may_be_decided(state, announced, before, may):
    assert rules.may_decide(state, announced=announced, before=before) is may


@pytest.mark.parametrize(
    ("state", "decision", "announced", "may"),
    [
        ("submitted", "accepted", True, True),
        ("submitted", "accepted", False, False),
        ("submitted", "standby", True, False),
        ("withdrawn", "accepted", True, False),
    ],
)
def test_who_may_confirm(state, decision, announced, may):
    assert rules.may_confirm(state, decision, announced=announced) is may


def test_balance_counts_two_languages_in_both():
    rows = [
        rules.Chosen("accepted", "north", 1, ("fr", "en"), 30),
        rules.Chosen("accepted", "north", 2, ("fr",), 60),
        rules.Chosen(None, None, 1, (), 45),
    ]
    assert rules.tally(rows) == {
        "region": {"north": {"accepted": 2}, None: {"": 1}},
        "kind": {1: {"accepted": 1, "": 1}, 2: {"accepted": 1}},
        "language": {"fr": {"accepted": 2}, "en": {"accepted": 1}},
    }
    assert (rules.minutes_of(rows, "accepted"), rules.minutes_of(rows, "declined")) == (90, 0)


def test_numbers_move_when_a_batch_of_people_has():
    before = rules.gender_counts([("woman", True)] * 6 + [("x", False), (None, False)])
    assert before == [[6, 0], [0, 0], [0, 0], [0, 0], [0, 0], [0, 2]]
    four, five = ([[6 - n, n], *before[1:]] for n in (4, 5))
    assert not rules.moves(before, before) and not rules.moves(before, four) and rules.moves(before, five)
    assert rules.moves(None, before) and not rules.moves(None, [[4, 0]])
    assert rules.moves([[9, 0]], [[4, 0]]) and not rules.moves([[9, 0]], [[5, 0]])
