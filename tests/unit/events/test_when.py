"""Dates as a form asks for them: what its fields mean, what is wrong with them, and the way back."""

import dataclasses
import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aami_events.config import ROOT
from aami_events.events.rules import when
from aami_events.events.rules.when import UNKNOWN, When, WhenEntry
from aami_events.foundation.dates import FuzzyDate

D = dt.date


def period(name: str, year: int | None, *last, **more) -> WhenEntry:
    return WhenEntry("period", None, None, name, year, *last, **more)


@pytest.mark.parametrize(
    ("entry", "french", "english"),
    [
        (WhenEntry("unknown"), "date à venir", "date to come"),
        (WhenEntry("days", D(2020, 9, 17)), "17 septembre 2020", "September 17, 2020"),
        (WhenEntry("days", D(2020, 9, 17), D(2020, 9, 20)), "17 au 20 septembre 2020", "September 17–20, 2020"),
        (WhenEntry("days", D(2020, 9, 1), D(2020, 9, 30)), "1er au 30 septembre 2020", "September 1–30, 2020"),
        (period("m9", 2020), "septembre 2020", "September 2020"),
        (period("m9", 2020, expected=True), "attendue en septembre 2020", "expected September 2020"),
        (period("m9", 2020, "m11", None), "septembre à novembre 2020", "September to November 2020"),
        (period("m11", 2019, "m3", 2020), "novembre 2019 à mars 2020", "November 2019 to March 2020"),
        (period("summer", 2021), "été 2021", "summer 2021"),
        (period("winter", 2021), "hiver 2021", "winter 2021"),
        (period("summer", 2021, "fall", 2021), "été à l’automne 2021", "summer to fall 2021"),
        (period("early", 2020), "début 2020", "early 2020"),
        (period("mid", 2020), "mi-2020", "mid-2020"),
        (period("late", 2020), "fin 2020", "late 2020"),
        (period("", 2020), "2020", "2020"),
        (period("", 2020, "", 2022), "2020-2022", "2020–2022"),
        (WhenEntry("from", D(2020, 9, 1)), "dès septembre 2020", "from September 2020"),
        (WhenEntry("from", D(2020, 9, 5)), "dès le 5 septembre 2020", "from September 5, 2020"),
        (WhenEntry("ongoing"), "en continu", "ongoing"),
        (WhenEntry("yearly"), "chaque année", "every year"),
    ],
)
def test_what_the_fields_say_in_words(entry, french, english):
    assert when.when_faults(entry) == []
    date = FuzzyDate(*when.read_when(entry))
    assert (date.format("fr"), date.format("en")) == (french, english)
    again = when.write_when(when.read_when(entry))
    assert FuzzyDate(*when.read_when(again)).format("fr") == french, "and back again"
    assert when.write_when(when.read_when(again)) == again


@pytest.mark.parametrize(
    ("entry", "faults"),
    [
        (WhenEntry("someday"), [("when_kind", "choose")]),
        (WhenEntry("days"), [("first_day", "day")]),
        (WhenEntry("from"), [("first_day", "day")]),
        (WhenEntry("days", D(2020, 9, 17), D(2020, 9, 16)), [("last_day", "before")]),
        (period("m9", None), [("year", "year")]),
        (period("m9", 1066), [("year", "year_far")]),
        (period("m9", 99999), [("year", "year_far")]),
        (period("m13", 2020), [("period", "choose")]),
        (period("m9", 2020, "m13", 2020), [("last_period", "choose")]),
        (period("m9", 2020, "m11", 99999), [("last_year", "year_far")]),
        (period("m9", 2020, "summer", 2020), [("last_period", "alike")]),
        (period("early", 2020, "late", 2020), [("last_period", "alike")]),
        (period("m9", 2020, "m3", 2020), [("last_period", "before")]),
        (period("summer", 2020, "winter", 2020), [("last_period", "before")]),
        (WhenEntry("exact"), []),
    ],
)
def test_what_is_wrong_with_the_fields(entry, faults):
    assert when.when_faults(entry) == faults


NAMES = st.sampled_from(when.PERIODS) | st.just("")
YEARS = st.integers(when.FIRST_YEAR, when.LAST_YEAR)


@given(st.builds(period, NAMES, YEARS, NAMES, st.none() | YEARS, expected=st.booleans()))
def test_every_period_without_a_fault_is_a_date_and_comes_back_the_same(entry):
    if when.when_faults(entry):
        return
    said = when.read_when(entry)
    assert FuzzyDate(*said).format("en")
    assert when.read_when(when.write_when(said)) == said


def test_every_date_of_the_plan_can_be_written_in_the_fields():
    plan = json.loads((ROOT / "aami_events/seeds/data/plan.json").read_text("utf-8"))
    dates = [row["when"] for one in plan["objectives"] for project in one["projects"] for row in project["milestones"]]
    assert len(dates) == 78
    lost = []
    for stored in dates:
        date = FuzzyDate.from_json(stored)
        entry = when.write_when(When(date.first, date.last, date.precision, date.expected))
        assert when.when_faults(entry) == [], stored
        if FuzzyDate(*when.read_when(entry)).format("fr") != date.format("fr"):
            lost.append(date.format("fr"))
    assert lost == []


@pytest.mark.parametrize(
    ("announced", "first", "last", "kept"),
    [
        (When(D(2020, 9, 1), D(2020, 9, 30), "month"), D(2020, 9, 17), D(2020, 9, 20), True),
        (When(D(2020, 9, 1), D(2020, 9, 30), "month"), D(2020, 9, 29), D(2020, 10, 1), False),
        (When(D(2020, 9, 17)), D(2020, 9, 17), D(2020, 9, 17), True),
        (UNKNOWN, D(2020, 9, 17), D(2020, 9, 17), False),
    ],
)
def test_hours_keep_what_was_announced_if_they_lie_in_it(announced, first, last, kept):
    expected = announced if kept else When(first, last if last != first else None, "day")
    assert when.held(announced, first, last) == expected


def test_what_a_kind_does_not_ask_for_is_left_aside():
    full = WhenEntry("exact", D(2020, 1, 1), D(2020, 1, 2), "m1", 2020, "m2", 2020, expected=True)
    kinds = {kind: when.relevant(dataclasses.replace(full, kind=kind)) for kind in when.KINDS}
    assert kinds["exact"] == WhenEntry("exact")
    assert kinds["ongoing"] == WhenEntry("ongoing")
    assert kinds["from"] == WhenEntry("from", D(2020, 1, 1), expected=True)
    assert kinds["days"] == WhenEntry("days", D(2020, 1, 1), D(2020, 1, 2), expected=True)
    assert kinds["period"] == period("m1", 2020, "m2", 2020, expected=True)
