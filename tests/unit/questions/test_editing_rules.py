"""What may be asked, in which order, and what an option is called for good."""

import pytest

from aami_events.questions import rules
from aami_events.questions.rules import Broken, Definition, OptionSaid

BOTH = ("Un", "One")
GOOD = {"label": BOTH, "help": ("", ""), "purpose": BOTH}
TWO = (OptionSaid("a", "Oui", "Yes"), OptionSaid("b", "Non", "No"))
ALL = ("label", "help", "purpose", "options")


def faults(*, whole=(), **says):
    usual = {"kind": "text", "texts": GOOD, "options": (), "sees": "organiser", "retention_days": 365}
    texts = {name: says.pop(name) for name in GOOD if name in says}
    return rules.question_faults(**{**usual, **says, "texts": GOOD | texts}, whole=whole)


@pytest.mark.parametrize(
    ("says", "found"),
    [
        ({}, []),
        ({"kind": "colour"}, [("kind", "unknown")]),
        ({"label": ("", "")}, [("label", "missing")]),
        ({"label": ("Un", "")}, []),
        ({"label": ("Un", ""), "whole": ALL}, [("label", "one_language")]),
        ({"label": ("", ""), "whole": ALL}, [("label", "missing")]),
        ({"label": ("x" * 300, "One")}, []),
        ({"label": ("x" * 301, "One")}, [("label", "too_long")]),
        ({"purpose": ("", "")}, [("purpose", "missing")]),
        ({"purpose": ("x" * 5001, "")}, [("purpose", "too_long")]),
        ({"help": ("Aide", ""), "whole": ALL}, [("help", "one_language")]),
        ({"help": ("", ""), "whole": ALL}, []),
        ({"sees": "everyone"}, [("sees", "unknown")]),
        ({"retention_days": None}, [("retention_days", "not_a_number")]),
        ({"retention_days": 0}, [("retention_days", "not_a_number")]),
        ({"retention_days": 3651}, [("retention_days", "not_a_number")]),
        ({"retention_days": 1}, []),
        ({"kind": "colour", "sees": "x", "label": ("", "")},
         [("kind", "unknown"), ("label", "missing"), ("sees", "unknown")]),
        # options matter only where there are some
        ({"options": (OptionSaid("", "x" * 999),)}, []),
        ({"kind": "choice", "options": TWO}, []),
        ({"kind": "choice"}, [("options:0", "too_few")]),
        ({"kind": "choice", "options": (*TWO[:1], OptionSaid("b"))}, [("options:0", "too_few")]),
        ({"kind": "choices", "options": TWO[:1]}, []),
        ({"kind": "choices", "options": (OptionSaid(), OptionSaid())}, [("options:0", "too_few")]),
        ({"kind": "choice", "options": (*TWO, OptionSaid("", "x" * 301))}, [("options:2", "too_long")]),
        ({"kind": "choice", "options": (*TWO, OptionSaid("", "OUI"))}, [("options:2", "repeated")]),
        ({"kind": "choice", "options": (*TWO, OptionSaid("", "Yes"))}, []),
        ({"kind": "choice", "options": (*TWO, OptionSaid(), OptionSaid("", "Oui!", "Sure"))},
         [("options:3", "repeated")]),
        ({"kind": "choice", "options": (*TWO, OptionSaid("", "Autre"))}, []),
        ({"kind": "choice", "options": (*TWO, OptionSaid("", "Autre")), "whole": ALL}, [("options:2", "one_language")]),
        ({"kind": "choice", "options": tuple(OptionSaid("", f"n{n}") for n in range(60))}, []),
        ({"kind": "choice", "options": tuple(OptionSaid("", f"n{n}") for n in range(1000))},
         [("options:0", "too_many")]),
    ],
)  # fmt: skip
def test_what_can_be_asked(says, found):
    assert faults(**says) == found


def row(name: str, place: int | None = None, *, new: bool = False) -> OptionSaid:
    return OptionSaid("" if new else name, name, place=place)


@pytest.mark.parametrize(
    ("written", "order"),
    [
        ([row("a", 1), row("b", 2), row("c", 3)], "abc"),
        ([row("a"), row("b"), row("c")], "abc"),
        ([row("a", 3), row("b", 2), row("c", 3)], "bca"),
        ([row("a", 1), row("b", 2), row("c", 1)], "cab"),
        ([row("a", 2), row("b", 1), row("c", 3)], "bac"),
        ([row("a", 1), row("b", 2), row("c", 3), row("d", 2, new=True)], "adbc"),
        ([row("a", 1), row("b", 2), row("c", new=True)], "abc"),
        ([row("a", 99), row("b", 2)], "ba"),
        ([row("a", 1), OptionSaid("b", place=2), row("c", 3)], "ac"),
        ([OptionSaid(), OptionSaid()], ""),
    ],
)
def test_options_stand_where_their_writer_wants_them(written, order):
    assert "".join(option.fr for option in rules.in_order(written)) == order


MEAL = Definition("meal", "choices", options=("vegan", "halal"))
SHARES = Definition("shares", "yes_no")
TEXT = Definition("text", "text")


def on(key: str, answer: str, name: str = "why") -> Definition:
    return Definition(name, "text", condition=(key, answer))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ([], []),
        ([MEAL, SHARES, on("meal", "vegan"), on("shares", "no", "with")], []),
        ([MEAL, on("meal", "kosher")], [Broken("why", "meal", "answer")]),
        ([on("meal", "vegan"), MEAL], [Broken("why", "meal", "later")]),
        ([SHARES, on("meal", "vegan")], [Broken("why", "meal", "gone")]),
        ([TEXT, on("text", "oui")], [Broken("why", "text", "answer")]),
        ([SHARES, on("shares", "perhaps")], [Broken("why", "shares", "answer")]),
        ([on("why", "yes")], [Broken("why", "why", "later")]),
        ([on("meal", "vegan"), on("meal", "halal", "with")],
         [Broken("why", "meal", "gone"), Broken("with", "meal", "gone")]),
    ],
)  # fmt: skip
def test_a_question_depends_on_what_is_asked_before_it(asked, found):
    assert rules.broken_conditions(asked) == found
