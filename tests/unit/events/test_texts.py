"""Which texts an event must have, how far one is, and how two versions differ."""

import time

import pytest

from aami_events.events.rules.texts import (
    CONSENTS,
    TEXT_KINDS,
    Contact,
    TextFacts,
    contact_faults,
    contact_is_whole,
    difference,
    required_kinds,
    text_state,
)

MAELLE = Contact("Maëlle", "maelle@centre.example", "")
THEO = Contact("Théo", "", "+1 (604) 555-0117")


@pytest.mark.parametrize(
    ("mode", "priced", "without"),
    [
        ("in_person", True, set()),
        ("in_person", False, {"refund_terms"}),
        ("hybrid", True, set()),
        ("online", True, {"emergency"}),
        ("online", False, {"emergency", "refund_terms"}),
    ],
)
def test_what_an_event_must_have_depends_on_where_it_is_and_what_it_costs(mode, priced, without):
    required = required_kinds(TextFacts(mode, priced))
    assert list(required) == [kind for kind in TEXT_KINDS if kind not in without]
    assert set(CONSENTS.values()) <= required.keys()
    assert required["land_acknowledgement"] == ("online" if mode == "online" else "place")


@pytest.mark.parametrize(
    ("kind", "missing", "stale", "contacts", "state"),
    [
        ("emergency", ("fr", "en"), False, (), "missing"),
        ("emergency", ("en",), False, (), "one_language"),
        ("emergency", (), True, (), "stale"),
        ("emergency", (), False, (), "complete"),
        ("care_protocol", (), False, (), "contacts"),
        ("care_protocol", (), True, (MAELLE, Contact("Sans adresse")), "contacts"),
        ("care_protocol", ("fr",), False, (MAELLE, THEO), "one_language"),
        ("care_protocol", (), True, (MAELLE, THEO), "stale"),
        ("care_protocol", (), False, (MAELLE, THEO), "complete"),
    ],
)
def test_how_far_a_text_is(kind, missing, stale, contacts, state):
    assert text_state(kind, missing, stale, contacts) == state


@pytest.mark.parametrize(
    ("contact", "faults"),
    [
        (Contact(), []),
        (MAELLE, []),
        (THEO, []),
        (Contact("Maëlle"), ["reach"]),
        (Contact("", "maelle@centre.example"), ["name"]),
        (Contact("Maëlle", "maelle"), ["email"]),
        (Contact("Maëlle", "maelle@centre"), ["email"]),
        (Contact("Maëlle", "", "appelez"), ["sms"]),
        (Contact("", "x", "y"), ["name", "email", "sms"]),
    ],
)
def test_a_contact_has_a_name_and_can_be_written_to(contact, faults):
    assert contact_faults(contact) == faults
    assert contact_is_whole(contact) is (not faults and contact != Contact())


@pytest.mark.parametrize(
    ("old", "new", "rows"),
    [
        ("", "", []),
        ("même\n", "même\n", [("same", "même\n")]),
        ("", "tout", [("new", "tout")]),
        ("tout", "", [("gone", "tout")]),
        (
            "un deux trois",
            "un quatre trois",
            [("same", "un "), ("gone", "deux"), ("new", "quatre"), ("same", " trois")],
        ),
        ("a\nb\nc\n", "a\nc\n", [("same", "a\n"), ("gone", "b\n"), ("same", "c\n")]),
        ("a\nb b\n", "a\nb c\nd\n", [("same", "a\nb "), ("gone", "b"), ("new", "c"), ("same", "\n"), ("new", "d\n")]),
    ],
)
def test_a_difference_shows_words_within_the_lines_that_changed(old, new, rows):
    assert difference(old, new) == rows


def test_a_difference_gives_back_both_texts_and_is_not_worth_a_long_computation():
    old, new = "a b " * 5_000, "a c " * 5_000
    before = time.process_time()
    rows = difference(old, new)
    assert time.process_time() - before < 0.3, "a request is never held up"
    assert "".join(text for kind, text in rows if kind != "new") == old
    assert "".join(text for kind, text in rows if kind != "gone") == new
