"""Whom one has reached, and when an announcement is ready."""

import datetime as dt

import pytest

from aami_events.committees.rules import Reached, check_announcement, check_contact, reached

TODAY = dt.date(2020, 8, 17)


@pytest.mark.parametrize(
    ("facts", "faults"),
    [
        (Reached("Centre", "todo"), []),
        (Reached("Centre", "coming", "call", TODAY), []),
        (Reached("", "todo"), [("organisation", "organisation_missing")]),
        (Reached("Centre", "x"), [("state", "choice")]),
        (Reached("Centre", "contacted"), [("contacted_on", "contacted_missing")]),
        (Reached("Centre", "todo", "email", dt.date(2020, 8, 18)), [("contacted_on", "contacted_later")]),
        (Reached("Centre", "todo", "", TODAY), [("way", "way_missing")]),
    ],
)
def test_a_contact(facts, faults):
    assert check_contact(facts, TODAY) == faults


@pytest.mark.parametrize(
    ("titles", "texts", "on", "channel", "state", "faults"),
    [
        (["Un"], [], TODAY, "press", "planned", []),
        (["Un", "One"], ["Texte", "Text"], TODAY, "social", "published", []),
        (["Un", "One"], [], TODAY, "social", "ready", []),
        (
            [],
            ["x"],
            None,
            "x",
            "planned",
            [("title", "announcement_missing"), ("due_on", "day_missing"), ("channel", "choice")],
        ),
        (["Un"], ["Texte"], TODAY, "press", "ready", [("title", "both"), ("text", "both")]),
        (["Un"], [], TODAY, "press", "x", [("state", "choice")]),
    ],
)
def test_an_announcement_is_ready_in_both_languages(titles, texts, on, channel, state, faults):
    assert check_announcement(titles, texts, on, channel, state) == faults


def test_where_a_region_stands():
    rows = [("north", "todo"), ("north", "todo"), ("north", "coming"), (None, "todo")]
    assert reached(rows) == {"north": {"todo": 2, "coming": 1}, None: {"todo": 1}}
