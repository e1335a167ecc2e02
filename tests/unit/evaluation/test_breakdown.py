"""Breakdowns, attacked with linear algebra: whoever has every figure of every breakdown computes no small group.

The attacker knows the questionnaire, how many people are in each shown group, every figure that is shown, and that
counts are not negative. What he cannot know is a vector of counts of people by everything that they said; each figure
is a sum over it. What follows from the figures is what lies in the space that they span.
"""

import itertools
import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aami_events.evaluation.rules import breakdown
from aami_events.evaluation.rules.breakdown import NOBODY, OTHERS, forecast, merged
from aami_events.evaluation.rules.tally import Item, count, groups, said_of

PRIME = (1 << 61) - 1
LEAST = 5
BY = {1: Item(1, "choice", ("north", "south", "east")), 2: Item(2, "scale", ("young", "old"))}
GRADE, TOPICS = Item(3, "scale", ("bad", "fair", "good")), Item(4, "choices", ("film", "sound"))
#: asked of those only who said "bad"
WHY = Item(5, "choice", ("cold", "long"), conditional=True)
ITEMS = [*BY.values(), GRADE, TOPICS, WHY]
#: everything that somebody may say: region, age, grade, topics, why
TYPES = [
    (region, age, grade, topics, why)
    for region in (*BY[1].choices, None)
    for age in (*BY[2].choices, None)
    for grade in (*GRADE.choices, None)
    for topics in ((), ("film",), ("film", "sound"))
    for why in ((*WHY.choices, None) if grade == "bad" else (None,))
]


def answers_of(kind: tuple[Any, ...]) -> dict[str, Any]:
    region, age, grade, topics, why = kind
    said = {"1": region, "2": age, "3": grade, "4": list(topics) or None, "5": why}
    return {key: value for key, value in said.items() if value is not None}


def says(kind: tuple[Any, ...], version: int, answer: str) -> bool:
    held = answers_of(kind).get(str(version))
    return answer in held if isinstance(held, list) else held == answer


def group_of(kind: tuple[Any, ...], by: int) -> str:
    return answers_of(kind).get(str(by), "")


class Attacker:
    """What he has been shown, as sums over the unknown vector."""

    def __init__(self) -> None:
        self.seen: list[tuple[list[int], int]] = []

    def see(self, members, number: int) -> None:
        self.seen.append(([int(members(kind)) for kind in TYPES], number))

    def pins(self, wanted: list[list[int]]) -> list[int]:
        """Which of the sums that he wants follow from those he has; a sum over nobody is no news."""
        alive = [True] * len(TYPES)
        for row, number in self.seen:
            if number == 0:
                alive = [held and not one for held, one in zip(alive, row, strict=True)]
        basis: dict[int, list[int]] = {}
        for row, _number in self.seen:
            _reduced([one if held else 0 for one, held in zip(row, alive, strict=True)], basis, keep=True)
        found = []
        for at, row in enumerate(wanted):
            left = [one if held else 0 for one, held in zip(row, alive, strict=True)]
            if any(left) and not any(_reduced(left, basis)):
                found.append(at)
        return found


def _reduced(row: list[int], basis: dict[int, list[int]], *, keep: bool = False) -> list[int]:
    row = list(row)
    for pivot in range(len(row)):
        if row[pivot] and pivot in basis:
            factor = row[pivot]
            row = [(one - factor * other) % PRIME for one, other in zip(row, basis[pivot], strict=True)]
        elif row[pivot] and keep:
            inverse = pow(row[pivot], -1, PRIME)
            basis[pivot] = [one * inverse % PRIME for one in row]
            return row
    return row


def attack(people: list[tuple[Any, ...]]) -> tuple[list[str], list[str]]:
    """(what of small groups follows, which hidden figures follow) from the whole and every breakdown."""
    sets = [("fr", answers_of(kind)) for kind in people]
    attacker, wanted = Attacker(), {}
    attacker.see(lambda _kind: True, len(people))
    for version, counted in count(ITEMS, [said for _language, said in sets]).items():
        if counted.n >= LEAST:
            attacker.see(lambda kind, v=version: str(v) in answers_of(kind), counted.n)
            for answer, number in counted.cells[""].items():
                attacker.see(lambda kind, v=version, a=answer: says(kind, v, a), number)
    for (by, item), made in zip(BY.items(), breakdown.family(ITEMS, list(BY.values()), sets, LEAST), strict=True):
        sizes = {name: len(rows) for name, rows in groups(item, sets).items()}
        shown_in = merged(sizes, LEAST)
        for name, size in (made.groups if made else {}).items():
            attacker.see(lambda kind, g=name, b=by, s=shown_in: s.get(group_of(kind, b)) == g, size)
        for version, rows in (made.tables if made else {}).items():
            for answer, counts in rows[""].items():
                for name, number in counts.items():

                    def members(kind, v=version, a=answer, g=name, b=by, s=shown_in):
                        return says(kind, v, a) and s.get(group_of(kind, b)) == g

                    if number is None:
                        wanted[f"hidden: {version} {answer} {by} {name}"] = [int(members(kind)) for kind in TYPES]
                    else:
                        attacker.see(members, number)
        for group, size in sizes.items():
            if size < LEAST:
                for one in ITEMS:
                    for answer in one.choices if one is not item else ():

                        def of_few(kind, v=one.version, a=answer, g=group, b=by):
                            return says(kind, v, a) and group_of(kind, b) == g

                        wanted[f"small: {one.version} {answer} {by} {group}"] = [int(of_few(kind)) for kind in TYPES]
    names = [list(wanted)[at] for at in attacker.pins(list(wanted.values()))]
    return [name for name in names if name.startswith("small")], [name for name in names if name.startswith("hidden")]


def crowd(seed: int, size: int) -> list[tuple[Any, ...]]:
    """People who are not spread evenly: most say the same, some are alone."""
    draw = random.Random(seed)
    weights = [draw.random() ** 4 for _ in TYPES]
    return draw.choices(TYPES, weights, k=size)


@given(seed=st.integers(0, 10_000), size=st.integers(5, 90))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nobody_computes_what_a_small_group_said(seed, size):
    assert attack(crowd(seed, size)) == ([], [])


def test_without_hiding_more_he_does(monkeypatch):
    """The negative control: only small numbers are hidden, and the rest follows by subtraction."""

    def primary_only(counts, least, forced=()):
        return [[None if number < least else number for number in row] for row in counts]

    monkeypatch.setattr(breakdown, "conceal", primary_only)
    assert any(hidden for _small, hidden in (attack(crowd(seed, 60)) for seed in range(8)))


def test_showing_two_questions_from_both_sides_gives_away_what_each_hides(monkeypatch):
    def from_both_sides(items, by, sets, least):
        return [
            breakdown.break_down([item for item in items if item is not one], groups(one, sets), least) for one in by
        ]

    monkeypatch.setattr(breakdown, "family", from_both_sides)
    assert attack(crowd(410, 53))[1] == ["hidden: 1 south 2 young"]


def test_without_putting_small_groups_together_he_does(monkeypatch):
    def small_ones_apart(sizes, least):
        shown = {name: name if count >= least else OTHERS for name, count in sizes.items()}
        return shown if len(set(shown.values())) > 1 else {}

    monkeypatch.setattr(breakdown, "merged", small_ones_apart)
    monkeypatch.setattr("tests.unit.evaluation.test_breakdown.merged", small_ones_apart)
    everyone = [("north", "old", "good", (), None)] * 12 + [("south", "old", "bad", ("film",), "cold")] * 2
    monkeypatch.setattr(breakdown, "conceal", lambda counts, _least, _forced=(): [list(row) for row in counts])
    small, _hidden = attack(everyone)
    assert small, "the two who are from the south are the whole less those from the north"


def test_no_small_number_stands_in_a_table():
    for seed, size in itertools.product(range(30), (14, 40, 80)):
        sets = [("fr", answers_of(kind)) for kind in crowd(seed, size)]
        totals = count(ITEMS, [said for _language, said in sets])
        for made in breakdown.family(ITEMS, list(BY.values()), sets, LEAST):
            for version, rows in (made.tables if made else {}).items():
                for answer, counts in rows[""].items():
                    whole = totals[version].cells[""][answer]
                    assert all(number is None or number >= LEAST or not whole for number in counts.values())


def test_groups_that_are_too_few_become_one():
    assert merged({"a": 9, "b": 8}, 5) == {"a": "a", "b": "b"}
    assert merged({"a": 20, "b": 3, "c": 2}, 5) == {"a": "a", "b": OTHERS, "c": OTHERS}
    assert merged({"a": 20, "b": 9, "c": 2}, 5) == {"a": "a", "b": OTHERS, "c": OTHERS}, "two alone would be known"
    assert merged({"a": 20, "c": 2}, 5) == merged({"a": 3, "b": 2}, 5) == merged({"a": 9}, 5) == merged({}, 5) == {}


def test_who_was_not_asked_is_hidden_too():
    sizes = {"a": 10, "b": 10}
    shown = breakdown.table({"a": {"x": 6}, "b": {"x": 7}}, sizes, 3, conditional=True)
    assert shown == {"x": {"a": None, "b": None}}
    assert breakdown.table({"a": {"x": 6}, "b": {"x": 7}}, sizes, 3) == {"x": {"a": 6, "b": 7}}
    assert NOBODY not in shown


def test_what_becomes_of_a_breakdown():
    assert [forecast(number, "abc", 5) for number in (14, 15, 60)] == ["gone", "thin", "good"]
    assert forecast(10, (), 5) == "thin"


def test_words_are_no_figures():
    assert said_of(Item(1, "long_text"), "Un mot") == []
    assert groups(Item(1, "text"), [("fr", {})]) == {"": [{}]}


def test_counts_of_every_kind():
    matrix, ranking = Item(1, "matrix", ("no", "yes"), ("food",)), Item(2, "ranking", ("1", "2"), ("a", "b"))
    given = [
        {"1": {"food": "yes"}, "2": ["b", "a"], "3": True, "4": "2020-09-17", "5": 4, "6": "Un mot", "7": "unsaid"},
        {"3": False, "9": "no question of ours"},
    ]
    items = [matrix, ranking, Item(3, "yes_no", ("yes", "no")), Item(4, "date"), Item(5, "number"), Item(6, "text")]
    items.append(Item(7, "yes_no", ("yes", "no", "unsaid")))
    found = count(items, given)
    assert found[1].plain() == {"n": 1, "cells": {"food": {"no": 0, "yes": 1}}}
    assert found[2].cells == {"a": {"1": 0, "2": 1}, "b": {"1": 1, "2": 0}}
    assert found[3].cells == {"": {"yes": 1, "no": 1}} and found[4].cells == {"": {"2020-09": 1}}
    assert found[5].cells == {"": {"4": 1}} and (found[6].n, found[6].cells) == (1, {})
    assert found[7].cells[""]["unsaid"] == 1
    by_language = groups(None, [("fr", given[0]), ("en", given[1])])
    assert Counter({name: len(rows) for name, rows in by_language.items()}) == {"fr": 1, "en": 1}
    assert set(groups(items[2], [("fr", row) for row in given])) == {"yes", "no"}
    assert set(groups(matrix, [("fr", given[1])])) == {""}


@pytest.mark.parametrize("least", [3, 5])
def test_a_table_of_one_answer_says_it_all_and_hides_nothing(least):
    assert breakdown.table({"a": {"x": 6}, "b": {"x": 7}}, {"a": 6, "b": 7}, least) == {"x": {"a": 6, "b": 7}}
