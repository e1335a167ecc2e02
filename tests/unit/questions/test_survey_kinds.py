"""What only surveys ask: scales, matrices, notes, rankings, and what is written beside a choice."""

import pytest

from aami_events.questions import rules
from aami_events.questions.rules import Definition, OptionSaid, possible_answers, question_faults, read

SCALE = Definition("scale", "scale", options=("no", "yes"), unsaid=True)
MATRIX = Definition("m", "matrix", options=("bad", "good"), rows=("food", "sound"))
RANKING = Definition("r", "ranking", options=("talk", "panel", "film"))
CHOICE = Definition("c", "choice", options=("a", "b"), other=True, comment=True)
CHOICES = Definition("cs", "choices", options=("a", "b"), other=True, unsaid=True)


def one(definition: Definition, **given: str):
    reading = read([definition], {name.replace("__", ":"): [text] for name, text in given.items()})
    return reading.values, reading.refusals


@pytest.mark.parametrize(
    ("definition", "given", "values", "refusals"),
    [
        (SCALE, {"scale": "yes"}, {"scale": "yes"}, {}),
        (SCALE, {"scale": "unsaid"}, {"scale": "unsaid"}, {}),
        (SCALE, {"scale": "maybe"}, {}, {"scale": "not_an_option"}),
        (Definition("h", "heading", required=True), {"h": "x"}, {}, {}),
        (Definition("n", "nps"), {"n": "10"}, {"n": 10}, {}),
        (Definition("n", "nps"), {"n": "11"}, {}, {"n": "not_an_option"}),
        (Definition("n", "nps"), {"n": "-1"}, {}, {"n": "not_an_option"}),
        (Definition("t", "rating", most=4), {"t": "4"}, {"t": 4}, {}),
        (Definition("t", "rating", most=4), {"t": "5"}, {}, {"t": "not_an_option"}),
        (Definition("t", "rating"), {"t": "0"}, {}, {"t": "not_an_option"}),
        (Definition("y", "yes_no", unsaid=True), {"y": "unsaid"}, {"y": "unsaid"}, {}),
        (Definition("y", "yes_no"), {"y": "unsaid"}, {}, {"y": "not_an_option"}),
        (MATRIX, {"m__food": "good"}, {"m": {"food": "good"}}, {}),
        (MATRIX, {"m__food": "fine"}, {}, {"m": "not_an_option"}),
        (MATRIX, {"m__other": "good"}, {}, {}),
        (RANKING, {"r__film": "1", "r__talk": "2"}, {"r": ["film", "talk"]}, {}),
        (RANKING, {"r__film": "1", "r__talk": "1"}, {}, {"r": "not_ranks"}),
        (RANKING, {"r__film": "4"}, {}, {"r": "not_ranks"}),
        (RANKING, {"r__film": "first"}, {}, {"r": "not_ranks"}),
        (RANKING, {}, {}, {}),
        (CHOICE, {"c": "other", "c__other": " Vélo "}, {"c": "other", "c:other": "Vélo"}, {}),
        (CHOICE, {"c__other": "Vélo"}, {"c": "other", "c:other": "Vélo"}, {}),
        (CHOICE, {"c": "a", "c__other": "Vélo"}, {"c": "a"}, {}),
        (CHOICE, {"c": "a", "c__comment": "Deux\nlignes"}, {"c": "a", "c:comment": "Deux\nlignes"}, {}),
        (CHOICE, {"c__comment": "Un mot"}, {"c:comment": "Un mot"}, {}),
        (CHOICE, {"c": "other", "c__other": "x" * 301}, {"c": "other"}, {"c:other": "too_long"}),
        (CHOICES, {"cs": "other", "cs__other": "Vélo"}, {"cs": ["other"], "cs:other": "Vélo"}, {}),
        (Definition("a", "choice", options=("a",)), {"a": "other"}, {}, {"a": "not_an_option"}),
    ],
)
def test_what_is_read(definition, given, values, refusals):
    assert one(definition, **given) == (values, refusals)


def test_who_would_rather_not_say_says_nothing_else():
    reading = read([CHOICES], {"cs": ["a", "unsaid"]})
    assert reading.values == {"cs": ["unsaid"]}


@pytest.mark.parametrize(
    ("definition", "given", "why"),
    [
        (MATRIX, {}, "missing"),
        (MATRIX, {"m__food": "good"}, "rows_missing"),
        (RANKING, {}, "missing"),
        (Definition("n", "nps"), {}, "missing"),
    ],
)
def test_what_has_to_be_answered(definition, given, why):
    needed = Definition(**{**vars(definition), "required": True})
    assert one(needed, **given) == ({}, {definition.key: why})


def test_a_condition_may_look_at_a_note():
    later = Definition("why", "long_text", condition=("t", "1"))
    assert read([Definition("t", "rating"), later], {"t": ["1"], "why": ["Froid"]}).values == {"t": 1, "why": "Froid"}
    assert read([Definition("t", "rating"), later], {"t": ["2"], "why": ["Froid"]}).values == {"t": 2}


def test_on_what_another_question_may_depend():
    assert possible_answers(Definition("t", "rating", most=3)) == ("1", "2", "3")
    assert possible_answers(Definition("n", "nps"))[-1] == "10"
    assert possible_answers(SCALE) == ("no", "yes", "unsaid")
    assert possible_answers(Definition("y", "yes_no", unsaid=True)) == ("yes", "no", "unsaid")
    assert possible_answers(MATRIX) == possible_answers(RANKING) == ()


def faults(kind: str, **more):
    usual = {"texts": {}, "options": [], "sees": "organiser", "retention_days": 365, "kinds": rules.SURVEY_KINDS}
    return question_faults(kind=kind, **usual | more)


def test_what_an_editor_has_to_write():
    two = [OptionSaid("", "A", "A"), OptionSaid("", "B", "B")]
    assert faults("scale") == [("options:0", "too_few")]
    assert faults("matrix", options=two) == [("rows:0", "too_few")]
    assert faults("matrix", options=two, rows=[OptionSaid("", "L", "")], whole={"rows"}) == [("rows:0", "one_language")]
    assert faults("matrix", options=two, rows=[OptionSaid("", "L", "L")]) == []
    assert faults("rating", most=2) == [("most", "unknown")]
    assert faults("rating", most=10) == faults("heading") == faults("nps") == []
    assert faults("email") == [("kind", "unknown")]
