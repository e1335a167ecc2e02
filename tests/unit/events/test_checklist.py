"""The checklist as a table: one thing is changed in an event that lacks nothing, and this is what is found."""

import dataclasses
import datetime as dt

import pytest

from aami_events.events.phrases.editing import FINDINGS
from aami_events.events.rules import checklist
from aami_events.events.rules.checklist import EventChecked, Found, PartFact, TextFact

UTC = dt.UTC
START, END = dt.datetime(2020, 9, 17, 13, tzinfo=UTC), dt.datetime(2020, 9, 19, 21, tzinfo=UTC)
HOUR = dt.timedelta(hours=1)
PART = PartFact(7, "in_person", START, START + HOUR, ("fr",), room=True)
USUAL = EventChecked(
    mode="hybrid",
    zone_known=True,
    dated=True,
    starts=START,
    ends=END,
    opens=START - 100 * HOUR,
    closes=START - HOUR,
    change_until=None,
    venue=True,
    access=True,
    capacity=100,
    parts=(PART,),
)


def text(key="event:1:title", needed=True, missing=(), stale=(), empty=False) -> dict:
    return {"texts": (TextFact(key, needed, missing, stale, empty),)}


def part(**facts) -> dict:
    return {"parts": (dataclasses.replace(PART, **facts),)}


BLOCKS, ADVISES = True, False


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, []),
        (text(), []),
        (text(missing=("fr", "en"), empty=True), [("text_empty", BLOCKS)]),
        (text(needed=False, missing=("fr", "en"), empty=True), []),
        (text(missing=("en",)), [("text_missing", BLOCKS)]),
        (text(needed=False, missing=("en",)), [("text_missing", BLOCKS)]),
        (text(stale=("en",)), [("text_stale", ADVISES)]),
        ({"zone_known": False}, [("zone", BLOCKS)]),
        ({"dated": False, "starts": None, "ends": None}, [("undated", BLOCKS)]),
        ({"starts": None, "ends": None}, [("no_hours", ADVISES)]),
        ({"dated": False}, []),
        ({"venue": False}, [("no_venue", BLOCKS)]),
        ({"access": False}, [("no_access", ADVISES)]),
        ({"mode": "online", "venue": False, **part(mode="online", room=False)}, []),
        ({"opens": None}, [("not_opening", ADVISES)]),
        ({"closes": None}, [("not_closing", ADVISES)]),
        ({"closes": START - 100 * HOUR}, [("closes_before", BLOCKS)]),
        ({"closes": END}, []),
        ({"closes": END + HOUR}, [("closes_after_end", BLOCKS)]),
        ({"opens": END + HOUR, "closes": None}, [("opens_after_end", BLOCKS), ("not_closing", ADVISES)]),
        ({"change_until": END + HOUR}, [("change_after_end", ADVISES)]),
        ({"change_until": END}, []),
        ({"capacity": 0}, [("no_places", ADVISES)]),
        ({"capacity": None}, [("no_limit", ADVISES)]),
        (part(starts=None), [("part_no_time", BLOCKS)]),
        ({"opens": None, **part(starts=None)}, [("not_opening", ADVISES), ("part_no_time", ADVISES)]),
        (part(ends=None), []),
        (part(starts=START - HOUR), [("part_outside", BLOCKS)]),
        (part(ends=END + HOUR), [("part_outside", BLOCKS)]),
        (part(starts=END + HOUR, ends=None), [("part_outside", BLOCKS)]),
        ({"starts": None, "ends": None, **part(starts=END + HOUR)}, [("no_hours", ADVISES)]),
        ({"mode": "online"}, [("part_in_person", BLOCKS)]),
        ({"mode": "in_person", **part(mode="online", room=False)}, [("part_online", ADVISES)]),
        (part(room=False), [("part_no_room", ADVISES)]),
        (part(languages=()), [("part_no_language", ADVISES)]),
        ({"missing_texts": ("emergency",)}, [("required_text", BLOCKS)]),
        ({"stale_texts": ("emergency",)}, [("required_text_stale", ADVISES)]),
        (
            {"access": False, "missing_texts": ("emergency",)},
            [("required_text", BLOCKS), ("no_access", ADVISES)],
        ),
    ],
)
def test_what_is_found(facts, found):
    rows = checklist.check(dataclasses.replace(USUAL, **facts))
    assert [(row.what, row.blocks) for row in rows] == found


def test_a_finding_says_about_what_and_where_it_is_mended():
    (row,) = checklist.check(dataclasses.replace(USUAL, **part(starts=START - HOUR)))
    assert row == Found("part_outside", "7", True, "starts", 7)
    (row,) = checklist.check(dataclasses.replace(USUAL, **text(missing=("en",))))
    assert (row.about, row.languages) == ("event:1:title", ("en",))


def test_every_finding_has_words():
    with open(checklist.__file__, encoding="utf-8") as file:
        source = file.read()
    found = {line.split('Found("')[1].split('"')[0] for line in source.splitlines() if 'Found("' in line}
    assert found == set(FINDINGS)
