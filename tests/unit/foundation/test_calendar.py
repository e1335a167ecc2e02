"""Calendar files, read back as a calendar program reads them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from aami_events.foundation.calendar import Occasion, calendar_file

NOW = datetime(2020, 8, 17, 13, tzinfo=UTC)
TORONTO, VANCOUVER = ZoneInfo("America/Toronto"), ZoneInfo("America/Vancouver")
OPENING = Occasion(
    uid="part-1@aami.ca",
    title="Ouverture; accueil, été",
    starts=datetime(2020, 9, 17, 9, tzinfo=TORONTO),
    ends=datetime(2020, 9, 17, 10, 30, tzinfo=TORONTO),
    zone="America/Toronto",
    description="Première ligne\nSeconde ligne " + "très longue " * 20,
    location="Salle ᐃᓄᒃ",
    url="https://aami.ca/fr/events/conference-2020",
    sequence=3,
    organiser_name='Alliance "AAMI", Montréal',
    organiser_email="info@aami.ca",
)


def read_back(*occasions, **options):
    data = calendar_file(occasions, **({"name": "Congrès 2020", "language": "fr", "now": NOW} | options))
    return data, Calendar.from_ical(data)


def test_an_occasion_comes_back_whole():
    _, calendar = read_back(OPENING)
    (event,) = calendar.walk("VEVENT")
    assert event.decoded("dtstart") == OPENING.starts and event["dtstart"].params["TZID"] == "America/Toronto"
    assert event.decoded("dtend") == OPENING.ends and event.decoded("dtstamp") == NOW
    assert (event["summary"], event["summary"].params["LANGUAGE"]) == (OPENING.title, "fr-CA")
    assert (event["description"], event["location"]) == (OPENING.description.strip(), OPENING.location)
    assert (event["uid"], event["sequence"], event["status"]) == (OPENING.uid, 3, "CONFIRMED")
    assert (event["url"], event["organizer"]) == (OPENING.url, "mailto:info@aami.ca")
    assert event["organizer"].params["CN"] == "Alliance 'AAMI', Montréal"
    assert (calendar["method"], calendar["version"], calendar["x-wr-calname"]) == ("PUBLISH", "2.0", "Congrès 2020")


def test_lines_are_as_the_standard_wants_them():
    data, _ = read_back(OPENING, replace(OPENING, uid="2"))
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75


def test_little_is_enough_and_cancellation_is_said():
    bare = replace(OPENING, description="", location="", url="", organiser_email="", organiser_name="x", cancelled=True)
    _, calendar = read_back(bare, method="CANCEL", language="en")
    (event,) = calendar.walk("VEVENT")
    assert event["status"] == "CANCELLED" and calendar["method"] == "CANCEL"
    assert not {"description", "location", "url", "organizer"} & {key.lower() for key in event}


def test_each_zone_once_and_none_for_utc():
    west = replace(OPENING, uid="w", zone="America/Vancouver")
    world = replace(OPENING, uid="u", zone="UTC")
    data, calendar = read_back(OPENING, replace(OPENING, uid="2"), west, world)
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["America/Toronto", "America/Vancouver"]
    starts = {event["uid"]: event.decoded("dtstart") for event in calendar.walk("VEVENT")}
    assert starts["w"].hour == 6 and starts["w"] == OPENING.starts == starts["u"]
    assert b"DTSTART:20200917T130000Z" in data


def test_zone_rules_begin_at_the_old_wall_time():
    data, _ = read_back(OPENING)
    text = data.decode().replace("\r\n", "\n")
    spring = "DTSTART:20200308T020000\nTZNAME:EDT\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0400"
    autumn = "DTSTART:20201101T020000\nTZNAME:EST\nTZOFFSETFROM:-0400\nTZOFFSETTO:-0500"
    assert spring in text and autumn in text


@pytest.mark.parametrize("zone", ["America/Toronto", "America/St_Johns", "America/Vancouver", "America/Regina"])
def test_zone_rules_agree_with_the_database_all_year(zone):
    tz = ZoneInfo(zone)
    long = replace(OPENING, zone=zone, ends=datetime(2021, 12, 31, 12, tzinfo=tz))
    _, calendar = read_back(long)
    (rules,) = calendar.walk("VTIMEZONE")
    parts = [
        (rule.decoded("dtstart") - rule.decoded("tzoffsetfrom"), rule.decoded("tzoffsetto"))
        for rule in rules.subcomponents
    ]
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    while moment.year < 2022:
        latest = max(begins for begins, _ in parts if begins <= moment.replace(tzinfo=None))
        assert dict(parts)[latest] == moment.astimezone(tz).utcoffset(), moment
        moment += timedelta(hours=6)


def test_naive_times_are_refused_and_an_empty_calendar_is_one():
    with pytest.raises(ValueError):
        read_back(replace(OPENING, starts=datetime(2020, 9, 17, 9)))
    with pytest.raises(ValueError):
        read_back(OPENING, now=datetime(2020, 8, 17))
    assert not read_back()[1].walk("VEVENT")


def test_nothing_typed_can_add_a_line():
    hostile = "x\r\nATTENDEE:mailto:evil@example.org\u2028"
    typed = replace(OPENING, uid=hostile, title=hostile, url=hostile, organiser_email=hostile, organiser_name=hostile)
    data, calendar = read_back(typed, name=hostile)
    assert b"\r\nATTENDEE" not in data
    assert len(calendar.walk("VEVENT")) == 1 and "attendee" not in calendar.walk("VEVENT")[0]
