"""States of a text, and what becomes of a line that comes back."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aami_events.wording import rules
from aami_events.wording.rules import Line, Text

FR, EN = "Une journée d'ateliers", "A day of workshops"
MISSING = Text({"fr": FR})
STALE = Text({"fr": FR, "en": EN}, frozenset({"en"}))
DONE = Text({"fr": FR, "en": EN})
ENGLISH = Text({"en": EN})


def waiting(text: Text, proposal: str = EN, **more) -> Text:
    """A translation of its present original waits."""
    return dataclasses.replace(text, proposal=proposal, proposal_of=text.based_on, **more)


def overtaken(text: Text) -> Text:
    return dataclasses.replace(text, proposal="Earlier", proposal_of="fr-0000000000000000")


@pytest.mark.parametrize(
    ("text", "source", "target", "state"),
    [
        (MISSING, "fr", "en", "missing"),
        (ENGLISH, "en", "fr", "missing"),
        (STALE, "fr", "en", "stale"),
        (Text({"fr": FR, "en": EN}, frozenset({"fr"})), "en", "fr", "stale"),
        (DONE, "fr", "en", "done"),
        (dataclasses.replace(DONE, written_in="en"), "en", "fr", "done"),
        (dataclasses.replace(STALE, written_in="en"), "fr", "en", "stale"),
        (waiting(MISSING), "fr", "en", "review"),
        (waiting(DONE, "A better one"), "fr", "en", "review"),
        (waiting(STALE, EN), "fr", "en", "review"),
        (waiting(MISSING, returned=True), "fr", "en", "returned"),
        (overtaken(MISSING), "fr", "en", "stale"),
        (overtaken(STALE), "fr", "en", "stale"),
        (overtaken(DONE), "fr", "en", "done"),
        (Text({"iu": "ᐃ"}), "iu", "fr", "missing"),
        (Text({"iu": "ᐃ", "fr": FR}), "fr", "en", "missing"),
        (Text({}), "fr", "en", "missing"),
    ],
)
def test_where_a_text_stands(text, source, target, state):
    assert (text.source, text.target, text.state) == (source, target, state)


def test_what_is_shown_as_the_translation():
    assert MISSING.translation == ""
    assert STALE.translation == DONE.translation == EN
    assert waiting(DONE, "A better one").translation == "A better one"
    assert overtaken(DONE).translation == EN


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" – … ! ", 0),
        ("Une journée d'ateliers", 3),
        ("aujourd’hui, 14,5 km", 3),
        ("co-création (en ligne)", 3),
        ("ᐃᓄᒃᑎᑐᑦ _mot_", 2),
    ],
)
def test_words_are_counted_as_translators_count(text, words):
    assert rules.count_words(text) == words


@pytest.mark.parametrize(
    ("state", "due", "late"),
    [
        ("missing", dt.date(2020, 8, 16), True),
        ("stale", dt.date(2020, 8, 16), True),
        ("returned", dt.date(2020, 8, 16), True),
        ("missing", dt.date(2020, 8, 17), False),
        ("missing", None, False),
        ("review", dt.date(2020, 8, 1), False),
        ("done", dt.date(2020, 8, 1), False),
    ],
)
def test_late_is_what_its_translator_still_owes(state, due, late):
    assert rules.is_late(state, due, dt.date(2020, 8, 17)) is late


def test_totals():
    rows = [
        ("missing", 10, True),
        ("stale", 5, False),
        ("review", 7, False),
        ("returned", 1, False),
        ("done", 100, False),
    ]
    assert rules.total(rows) == rules.Totals(5, 123, 3, 16, 1, 1)
    assert rules.total([]) == rules.Totals()


@pytest.mark.parametrize(
    ("text", "changed", "stale"),
    [
        (DONE, {"fr"}, {"en"}),
        (DONE, {"en"}, set()),
        (DONE, {"fr", "en"}, set()),
        (STALE, {"en"}, set()),
        (STALE, {"fr"}, {"en"}),
        (STALE, {"fr", "en"}, set()),
        (STALE, set(), {"en"}),
        (dataclasses.replace(DONE, written_in="en"), {"en"}, {"fr"}),
    ],
)
def test_a_new_original_leaves_translations_behind_and_a_translation_leaves_nothing(text, changed, stale):
    assert rules.stale_after(text, changed) == stale


def line(text: Text, translation: str = "A whole day", **says) -> Line:
    """The line that a file made of `text` would bring back."""
    return Line(
        **{"key": "event:1:title", "original": text.original, "translation": translation, "mark": text.mark, **says}
    )


OTHER = Text({"fr": "Deux journées"})


@pytest.mark.parametrize(
    ("made_of", "now", "says", "outcome"),
    [
        (MISSING, MISSING, {}, "new"),
        (STALE, STALE, {}, "new"),
        (DONE, DONE, {}, "new"),
        (waiting(MISSING), waiting(MISSING), {}, "new"),
        (ENGLISH, ENGLISH, {}, "new"),
        (MISSING, None, {}, "unknown"),
        (MISSING, MISSING, {"translation": " \n "}, "empty"),
        (DONE, DONE, {"translation": ""}, "empty"),
        (MISSING, MISSING, {"mark": ""}, "unmarked"),
        (MISSING, MISSING, {"mark": "fr-xyz-1"}, "unmarked"),
        (MISSING, MISSING, {"original": "Une demi-journée"}, "edited"),
        (DONE, DONE, {"translation": f"{EN} \r\n"}, "unchanged"),
        (MISSING, waiting(MISSING), {"translation": EN}, "unchanged"),
        (MISSING, OTHER, {}, "stale"),
        (waiting(MISSING), waiting(MISSING), {"translation": "A day\nof workshops"}, "unchanged"),
        (MISSING, ENGLISH, {}, "stale"),
        (DONE, dataclasses.replace(STALE, texts={"fr": "Deux", "en": EN}), {}, "stale"),
        (MISSING, DONE, {}, "target"),
        (MISSING, waiting(MISSING), {}, "target"),
        (MISSING, Text({"fr": "Deux", "en": "Two"}), {}, "both"),
        (DONE, dataclasses.replace(DONE, written_in="en"), {}, "both"),
        (MISSING, MISSING, {"translation": "x" * 301}, "too_long"),
    ],
)
def test_what_becomes_of_a_line(made_of, now, says, outcome):
    assert rules.classify(line(made_of, **says), now, "line") == outcome


def test_a_key_that_comes_twice_is_not_loaded():
    lines = [line(MISSING), line(MISSING, "Another"), line(MISSING, key="event:1:summary")]
    repeated = rules.repeated_keys(lines)
    assert repeated == {"event:1:title"}
    assert [rules.classify(one, MISSING, "line", repeated) for one in lines] == ["repeated", "repeated", "new"]


TEXTS = st.text(alphabet="ab é\n", max_size=6)
SIDES = st.dictionaries(st.sampled_from(["fr", "en"]), TEXTS.filter(str.strip), min_size=1)
STATES = st.builds(
    Text, SIDES, st.sets(st.sampled_from(["fr", "en"]), max_size=1).map(frozenset), st.sampled_from([None, "fr", "en"])
)


@given(STATES, STATES, TEXTS)
def test_a_line_is_loaded_only_over_what_its_translator_saw(before, now, translation):
    """Whatever happened between: "new" means this original, this translation, and something else written."""
    if rules.classify(line(before, translation), now) == "new":
        assert (now.source, now.target) == (before.source, before.target)
        assert rules.same(now.original, before.original)
        assert rules.same(now.translation, before.translation)
        assert translation.strip() and not rules.same(translation, now.translation)


@given(STATES, TEXTS)
def test_a_line_of_a_text_that_nobody_touched_is_never_a_conflict(text, translation):
    assert rules.classify(line(text, translation), text) in {"new", "empty", "unchanged"}


@given(STATES, STATES)
def test_two_texts_that_look_alike_to_a_form_are_alike(one, other):
    if one.seen == other.seen:
        shown = [(text.source, text.state, text.target, sorted(text.stale)) for text in (one, other)]
        assert shown[0] == shown[1]
        assert {code: text.strip() for code, text in one.texts.items()}.keys() == other.texts.keys()


@pytest.mark.parametrize(
    ("totals", "author", "found"),
    [
        (rules.Totals(texts=5), True, []),
        (rules.Totals(open=3), False, [("wording.open", "later", 3, None)]),
        (rules.Totals(open=3, late=2, review=1), True,
         [("wording.late", "now", 2, -10), ("wording.review", "soon", 1, None), ("wording.open", "later", 1, None)]),
        (rules.Totals(open=2, late=2, review=1), False, [("wording.late", "now", 2, -10)]),
    ],
)  # fmt: skip
def test_what_is_to_do_about_texts(totals, author, found):
    work = rules.find_work(totals, 10, author=author)
    assert [(one.kind, one.urgency, one.number, one.left) for one in work] == found
