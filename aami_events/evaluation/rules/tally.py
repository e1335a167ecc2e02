"""Answers counted: of each question, how many said what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

#: an answer set: {version of a question: answer}, as stored
Answers = Mapping[str, Any]
#: {row of a matrix, option of a ranking, or "": {answer: how many}}
Cells = dict[str, dict[str, int]]
#: kinds whose answers are words, which are never counted
WORDS = ("text", "long_text")


@dataclass(frozen=True)
class Item:
    """What counting needs to know of a question, in one of its versions."""

    version: int
    kind: str
    #: what may be chosen
    choices: tuple[str, ...] = ()
    #: rows of a matrix; of a ranking its options
    rows: tuple[str, ...] = ("",)
    #: it is asked of those only who answered something else in a certain way
    conditional: bool = False


@dataclass
class Count:
    """Of one question: how many answered it, and how many said what."""

    n: int = 0
    cells: Cells = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As it is stored."""
        return {"n": self.n, "cells": self.cells}


def count(items: Sequence[Item], answers: Iterable[Answers]) -> dict[int, Count]:
    """{version: count}; what nobody chose counts 0, and an answer that is no longer offered counts too."""
    found = {item.version: _empty(item) for item in items}
    tallied: dict[int, tuple[Item, Count]] = {item.version: (item, found[item.version]) for item in items}
    for given in answers:
        for key, value in given.items():
            if int(key) in tallied:
                item, counted = tallied[int(key)]
                counted.n += 1
                for row, said in said_of(item, value):
                    cells = counted.cells.setdefault(row, {})
                    cells[said] = cells.get(said, 0) + 1
    return found


def _empty(item: Item) -> Count:
    return Count(0, {row: dict.fromkeys(item.choices, 0) for row in item.rows} if item.kind not in WORDS else {})


def said_of(item: Item, value: Any) -> list[tuple[str, str]]:
    """(row, what was said there) of an answer; nothing of words."""
    match item.kind:
        case "choices":
            return [("", one) for one in value]
        case "matrix":
            return list(value.items())
        case "ranking":
            return [(option, str(rank)) for rank, option in enumerate(value, 1)]
        case "yes_no":
            return [("", {True: "yes", False: "no"}.get(value, str(value)))]
        case "date":
            return [("", str(value)[:7])]
        case kind if kind in WORDS:
            return []
        case _:
            return [("", str(value))]


def groups(item: Item | None, sets: Sequence[tuple[str, Answers]]) -> dict[str, list[Answers]]:
    """Sets of answers by what they say to a question that breaks others down; by language without one. Whoever did not
    answer it is a group too: ""."""
    found: dict[str, list[Answers]] = {}
    for language, answers in sets:
        if item is None:
            name = language
        else:
            held = answers.get(str(item.version))
            name = "" if held is None else said_of(item, held)[0][1]
        found.setdefault(name, []).append(answers)
    return found
