"""What a form gave, against what the questions allow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aami_events.questions import rules
from aami_events.questions.errors import UnknownKind
from aami_events.questions.rules import Definition

OPTIONS = ("vegan", "halal", "none")
NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("kind", "texts", "value", "refusal"),
    [
        ("text", ["ᐃᓄᒃᑎᑐᑦ"], "ᐃᓄᒃᑎᑐᑦ", None),
        ("text", ["x" * 300], "x" * 300, None),
        ("text", ["x" * 301], None, "too_long"),
        ("long_text", ["x" * 5000], "x" * 5000, None),
        ("long_text", ["x" * 5001], None, "too_long"),
        ("choice", ["vegan"], "vegan", None),
        ("choice", ["kosher"], None, "not_an_option"),
        ("choices", ["vegan", "halal"], ["vegan", "halal"], None),
        ("choices", ["vegan", "vegan"], ["vegan"], None),
        ("choices", ["vegan", "kosher"], None, "not_an_option"),
        ("yes_no", ["yes"], True, None),
        ("yes_no", ["no"], False, None),
        ("yes_no", ["oui"], None, "not_an_option"),
        ("number", ["12"], 12, None),
        ("number", ["-3"], -3, None),
        ("number", ["12,5"], "12.5", None),
        ("number", ["12.5"], "12.5", None),
        ("number", [f"1{NBSP}250"], 1250, None),
        ("number", ["1 250"], 1250, None),
        ("number", ["douze"], None, "not_a_number"),
        ("number", ["1e9"], None, "not_a_number"),
        ("number", ["9" * 31], None, "too_long"),
        ("date", ["2020-09-17"], "2020-09-17", None),
        ("date", ["2020-02-30"], None, "not_a_date"),
        ("date", ["17/09/2020"], None, "not_a_date"),
        ("date", ["2020-09-17T09"], None, "too_long"),
        ("email", ["ariane@centre.example"], "ariane@centre.example", None),
        ("email", ["ariane@centre"], None, "not_an_address"),
        ("email", ["ariane centre.example"], None, "not_an_address"),
        ("phone", ["418 555-0123"], "418 555-0123", None),
        ("phone", ["+1 (418) 555-0123 x4"], "+1 (418) 555-0123 x4", None),
        ("phone", ["12"], None, "not_a_phone"),
        ("phone", ["quatre cents"], None, "not_a_phone"),
    ],
)
def test_one_answer(kind, texts, value, refusal):
    assert rules.parse(Definition("q", kind, options=OPTIONS), texts) == (value, refusal)


def test_a_kind_that_is_none():
    with pytest.raises(UnknownKind):
        rules.parse(Definition("q", "colour"), ["red"])


@pytest.mark.parametrize("kind", rules.KINDS)
@given(text=st.text(min_size=1, max_size=60))
def test_whatever_is_written_is_a_value_or_a_refusal(kind, text):
    value, refusal = rules.parse(Definition("q", kind, options=OPTIONS), [text])
    assert (value is None) == (refusal is not None)


MEAL = Definition("meal", "choices", options=OPTIONS)
SHARES = Definition("shares", "yes_no", required=True)
WITH = Definition("with", "text", required=True, condition=("shares", "yes"))
ALLERGY = Definition("allergy", "text", condition=("meal", "none"))


@pytest.mark.parametrize(
    ("given", "values", "refusals"),
    [
        ({"shares": ["no"]}, {"shares": False}, {}),
        ({}, {}, {"shares": "missing"}),
        ({"shares": ["  "]}, {}, {"shares": "missing"}),
        ({"shares": ["perhaps"]}, {}, {"shares": "not_an_option"}),
        ({"shares": ["yes"]}, {"shares": True}, {"with": "missing"}),
        ({"shares": ["yes"], "with": [" Léo "]}, {"shares": True, "with": "Léo"}, {}),
        # What is not asked has no answer, whatever was sent for it.
        ({"shares": ["no"], "with": ["Léo"]}, {"shares": False}, {}),
        ({"shares": ["no"], "meal": ["vegan", "none"], "allergy": ["noix"]},
         {"shares": False, "meal": ["vegan", "none"], "allergy": "noix"}, {}),
        ({"shares": ["no"], "meal": ["vegan"], "allergy": ["noix"]}, {"shares": False, "meal": ["vegan"]}, {}),
        ({"shares": ["no"], "unknown": ["x"]}, {"shares": False}, {}),
    ],
)  # fmt: skip
def test_a_form(given, values, refusals):
    reading = rules.read([MEAL, SHARES, WITH, ALLERGY], given)
    assert (reading.values, reading.refusals) == (values, refusals)


@pytest.mark.parametrize(("value", "text"), [(True, "yes"), (False, "no"), (None, ""), (12, "12"), ("x", "x")])
def test_a_value_as_a_form_gives_it(value, text):
    assert rules.as_text(value) == text


@pytest.mark.parametrize(
    ("before", "stale", "after", "stale_after", "catches_up"),
    [
        ({"fr": "Un"}, (), {"fr": "Un", "en": "One"}, (), True),
        ({}, (), {"fr": "Un"}, (), True),
        ({"fr": "Un", "en": "Two"}, ("en",), {"fr": "Un", "en": "One"}, (), True),
        ({"fr": "Un", "en": "Two"}, ("en",), {"fr": "Un", "en": "Two"}, (), True),
        ({"fr": "Un", "en": "One"}, (), {"fr": "Deux", "en": "One"}, ("en",), False),
        ({"fr": "Un", "en": "One"}, (), {"fr": "Deux", "en": "Two"}, (), False),
        ({"fr": "Un", "en": "One"}, (), {"fr": "Un", "en": "A"}, (), False),
        ({"fr": "Un", "en": "One"}, ("en",), {"fr": "Un"}, (), False),
        ({"fr": "Un", "en": "One"}, (), {"fr": "Un", "en": "One"}, ("en",), False),
    ],
)
def test_a_wording_that_catches_up_means_what_the_question_meant(before, stale, after, stale_after, catches_up):
    assert rules.catches_up(before, stale, after, stale_after) is catches_up
