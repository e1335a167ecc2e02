"""When a letter to many goes, and what it must say."""

import datetime as dt

import pytest

from aami_events.mailings.rules import (
    LATE,
    Audience,
    Facts,
    Occasion,
    Schedule,
    faults,
    held_back,
    moment_of,
    not_ready,
)

UTC = dt.UTC
CONFERENCE = Occasion(dt.date(2020, 9, 17), dt.date(2020, 9, 20), "America/Vancouver")
UNKNOWN = Occasion(None, None, "America/Vancouver")
NINE = dt.time(9)
WRITTEN = {"subject": ("Objet", "Subject"), "body": ("Texte", "Text")}


@pytest.mark.parametrize(
    ("schedule", "event", "moment"),
    [
        (Schedule(), CONFERENCE, None),
        (Schedule("moment", at=dt.datetime(2020, 9, 1, 8)), CONFERENCE, dt.datetime(2020, 9, 1, 15, tzinfo=UTC)),
        (Schedule("moment", at=dt.datetime(2020, 12, 1, 8)), UNKNOWN, dt.datetime(2020, 12, 1, 16, tzinfo=UTC)),
        (Schedule("relative", days=-3, hour=NINE), CONFERENCE, dt.datetime(2020, 9, 14, 16, tzinfo=UTC)),
        (Schedule("relative", days=0, hour=NINE), CONFERENCE, dt.datetime(2020, 9, 17, 16, tzinfo=UTC)),
        (Schedule("relative", days=2, anchor="ends", hour=NINE), CONFERENCE, dt.datetime(2020, 9, 22, 16, tzinfo=UTC)),
        (Schedule("relative", days=-3, hour=NINE), UNKNOWN, None),
        (Schedule("relative", days=None, hour=NINE), CONFERENCE, None),
        (Schedule("relative", days=-3), CONFERENCE, None),
        # the clocks went back between the letter and the event: nine is nine on the wall
        (Schedule("relative", days=-1, hour=NINE), Occasion(dt.date(2020, 11, 2), None, "America/Toronto"),
         dt.datetime(2020, 11, 1, 14, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_when_it_goes(schedule, event, moment):
    assert moment_of(schedule, event) == moment


DUE = dt.datetime(2020, 9, 14, 16, tzinfo=UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("state", "due", "now", "why"),
    [
        ("published", DUE, DUE, ""),
        ("published", DUE, DUE - MINUTE, "early"),
        ("published", DUE, DUE + LATE, ""),
        ("published", DUE, DUE + LATE + MINUTE, "late"),
        ("published", None, DUE, "day"),
        ("draft", DUE, DUE, "event"),
        ("postponed", DUE, DUE, "event"),
        ("cancelled", DUE, DUE, "event"),
        ("archived", DUE, DUE, "event"),
    ],
)
def test_why_it_does_not_go(state, due, now, why):
    assert held_back(state, due, now) == why


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"subject": ("", "")}, [("subject", "missing")]),
        ({"subject": ("x" * 201, "")}, [("subject", "too_long")]),
        ({"body": ("", "x" * 20_001)}, [("body", "too_long")]),
        ({"body": ("{nope} {rien}", "")}, [("body", "unknown:nope")]),
        ({"audience": Audience("nobody"), "body": ("{nope}", "")}, [("to", "choose")]),
        ({"private": True}, [("body", "private")]),
        ({"audience": Audience(category="x")}, [("category", "choose")]),
        ({"audience": Audience(category="a", part="1", survey="s")}, []),
        ({"audience": Audience(part="2", survey="t")}, [("part", "choose"), ("survey", "choose")]),
        ({"audience": Audience(presence="gone")}, [("presence", "choose")]),
        ({"audience": Audience(states=("accepted",))}, [("states", "choose")]),
        ({"audience": Audience("invited", ("accepted",))}, []),
        ({"schedule": Schedule("never")}, [("send", "choose")]),
        ({"schedule": Schedule("moment")}, [("at", "day")]),
        ({"schedule": Schedule("moment", at=dt.datetime(2020, 9, 1))}, []),
        ({"schedule": Schedule("relative", days=-3, hour=NINE)}, []),
        ({"schedule": Schedule("relative", days=-367, anchor="x")},
         [("anchor", "choose"), ("days", "range"), ("hour", "hour")]),
    ],
)  # fmt: skip
def test_what_cannot_be_kept(changed, expected):
    known = {name: frozenset(value) for name, value in (("categories", "a"), ("parts", "1"), ("surveys", "s"))}
    usual = WRITTEN | {"audience": Audience()} | known
    assert faults(Facts(**usual | changed)) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"subject": ("", "x"), "body": ("x", "")}, ["subject", "body"]),
        ({"promotional": True, "address": False}, ["address"]),
        ({"promotional": True}, []),
        ({"schedule": Schedule("relative"), "due": None}, ["day"]),
        ({"schedule": Schedule("moment"), "due": DUE - MINUTE}, ["past"]),
        ({"schedule": Schedule("moment"), "due": DUE}, []),
    ],
)
def test_why_it_cannot_go_yet(changed, expected):
    usual = WRITTEN | {"promotional": False, "address": True, "due": None, "schedule": Schedule(), "now": DUE}
    assert not_ready(**usual | changed) == expected


def test_an_audience_is_kept_as_what_it_says():
    asked = Audience("registered", ("confirmed", "waiting"), region="atlantic")
    assert asked.plain() == {"to": "registered", "states": ["confirmed", "waiting"], "region": "atlantic"}
    assert Audience.of(asked.plain()) == asked
    assert (Audience().wanted, Audience("invited").wanted, Audience("agreed").wanted) == (
        ("confirmed",), ("invited",), (),
    )  # fmt: skip
