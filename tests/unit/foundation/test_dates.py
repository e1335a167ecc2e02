"""Fuzzy dates, wall times and cities; `~` stands for the no-break space in the tables."""

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from aami_events.foundation.dates import (
    CANADIAN_ZONES,
    FuzzyDate,
    FuzzyDateType,
    at_city,
    format_date,
    format_datetime,
    format_span,
    format_time,
    in_zone,
    use_packaged_zones,
    zone_city,
)

D = date.fromisoformat


@pytest.fixture(autouse=True)
def packaged_zones():
    before = zoneinfo.TZPATH
    use_packaged_zones()
    yield
    zoneinfo.reset_tzpath(to=before)


def fuzzy(first, last=None, precision="day", expected=False):
    return FuzzyDate(first and D(first), last and D(last), precision, expected)


@pytest.mark.parametrize(
    ("when", "french", "english"),
    [
        (fuzzy("2020-09-01", None, "month"), "septembre 2020", "September 2020"),
        (fuzzy("2020-04-01", "2020-08-31", "range"), "avril à août 2020", "April to August 2020"),
        (fuzzy("2020-04-01", "2020-08-01", "range"), "avril à août 2020", "April to August 2020"),
        (fuzzy("2019-11-01", "2020-03-31", "range"), "novembre 2019 à mars 2020", "November 2019 to March 2020"),
        (fuzzy("2020-09-17", "2020-09-20", "range"), "17 au 20 septembre 2020", "September 17–20, 2020"),
        (fuzzy("2020-09-01", "2020-09-30"), "1er au 30 septembre 2020", "September 1–30, 2020"),
        (fuzzy("2020-09-28", "2020-10-01"), "28 septembre au 1er octobre 2020", "September 28 – October 1, 2020"),
        (
            fuzzy("2019-12-30", "2020-01-02"),
            "30 décembre 2019 au 2 janvier 2020",
            "December 30, 2019 – January 2, 2020",
        ),
        (fuzzy("2020-05-01"), "1er mai 2020", "May 1, 2020"),
        (fuzzy("2021-06-21", None, "season"), "été 2021", "summer 2021"),
        (fuzzy("2020-12-21", None, "season"), "hiver 2020-2021", "winter 2020–2021"),
        (fuzzy("2020-09-01", "2021-03-01", "season"), "automne 2020 au printemps 2021", "fall 2020 to spring 2021"),
        (fuzzy("2020-03-01", "2020-08-01", "season"), "printemps à l’été 2020", "spring to summer 2020"),
        (fuzzy("2020-01-01", None, "part-of-year"), "début 2020", "early 2020"),
        (fuzzy("2020-05-01", "2020-08-31", "part-of-year"), "mi-2020", "mid-2020"),
        (fuzzy("2020-07-01", "2020-12-31", "part-of-year"), "fin 2020", "late 2020"),
        (fuzzy("2020-11-01", None, "part-of-year"), "fin 2020", "late 2020"),
        (fuzzy("2020-01-01", None, "year"), "2020", "2020"),
        (fuzzy("2019-01-01", "2023-12-31", "years"), "2019-2023", "2019–2023"),
        (fuzzy(None, None, "ongoing"), "en continu", "ongoing"),
        (fuzzy(None, None, "yearly"), "chaque année", "every year"),
        (fuzzy("2019-12-01", None, "from"), "dès décembre 2019", "from December 2019"),
        (fuzzy("2019-12-15", None, "from"), "dès le 15 décembre 2019", "from December 15, 2019"),
        (fuzzy("2020-03-01", None, "month", True), "attendue en mars 2020", "expected March 2020"),
        (fuzzy("2020-03-17", None, "day", True), "attendue le 17 mars 2020", "expected March 17, 2020"),
        (
            fuzzy("2020-09-17", "2020-09-20", "day", True),
            "attendue du 17 au 20 septembre 2020",
            "expected September 17–20, 2020",
        ),
        (
            fuzzy("2020-04-01", "2020-08-31", "range", True),
            "attendue d’avril à août 2020",
            "expected April to August 2020",
        ),
        (fuzzy("2021-06-21", None, "season", True), "attendue à l’été 2021", "expected summer 2021"),
        (fuzzy("2021-03-21", None, "season", True), "attendue au printemps 2021", "expected spring 2021"),
        (fuzzy("2020-01-01", None, "part-of-year", True), "attendue début 2020", "expected early 2020"),
        (fuzzy("2020-01-01", None, "year", True), "attendue en 2020", "expected 2020"),
    ],
)
def test_fuzzy_dates(when, french, english):
    assert (when.format("fr"), when.format("en")) == (french, english)
    assert FuzzyDate.from_json(when.to_json()) == when


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [
        (None, None, "day"),
        (None, "2020-01-01", "month"),
        ("2020-02-01", "2020-01-01", "day"),
        ("2020-01-01", None, "x"),
    ],
)
def test_impossible_fuzzy_dates(first, last, precision):
    with pytest.raises(ValueError):
        fuzzy(first, last, precision)


def test_fuzzy_dates_sort_by_start_then_end_and_undated_last():
    order = [
        fuzzy("2019-11-01", None, "from"),
        fuzzy("2020-01-01", None, "month"),
        fuzzy("2020-01-01", "2020-12-31", "year"),
        fuzzy(None, None, "ongoing"),
    ]
    assert sorted([*order[2:], *order[:2]], key=FuzzyDate.sort_key) == order


def test_fuzzy_date_json_is_small():
    assert fuzzy("2020-09-01", None, "month").to_json() == {"first": "2020-09-01", "precision": "month"}
    assert fuzzy(None, None, "yearly", True).to_json() == {"precision": "yearly", "expected": True}


class Base(DeclarativeBase):
    pass


class Milestone(Base):
    __tablename__ = "milestone"
    id: Mapped[int] = mapped_column(primary_key=True)
    due: Mapped[FuzzyDate | None] = mapped_column(FuzzyDateType)


def test_column():
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([Milestone(id=1, due=fuzzy("2020-09-01", None, "month")), Milestone(id=2)])
        session.commit()
        assert session.get(Milestone, 1).due == fuzzy("2020-09-01", None, "month")
        assert session.get(Milestone, 2).due is None
        assert session.query(Milestone.id).filter(Milestone.due["precision"].as_string() == "month").all() == [(1,)]


@pytest.mark.parametrize(
    ("clock", "french", "english"),
    [
        (time(14, 30), "14~h~30", "2:30 p.m."),
        (time(9), "9~h", "9 a.m."),
        (time(9, 5), "9~h~05", "9:05 a.m."),
        (time(0), "0~h", "midnight"),
        (time(0, 30), "0~h~30", "12:30 a.m."),
        (time(12), "12~h", "noon"),
        (datetime(2020, 9, 17, 12, 15), "12~h~15", "12:15 p.m."),
    ],
)
def test_times(clock, french, english):
    assert (format_time(clock, "fr"), format_time(clock, "en")) == (french.replace("~", "\u00a0"), english)


@pytest.mark.parametrize(
    ("start", "end", "french", "english"),
    [
        (
            datetime(2020, 9, 17, 9),
            datetime(2020, 9, 17, 10, 30),
            "17 septembre 2020, de 9~h à 10~h~30",
            "September 17, 2020, 9 a.m. to 10:30 a.m.",
        ),
        (
            datetime(2020, 9, 17, 20),
            datetime(2020, 9, 18),
            "17 septembre 2020, de 20~h à minuit",
            "September 17, 2020, 8 p.m. to midnight",
        ),
        (
            datetime(2020, 9, 17, 9),
            datetime(2020, 10, 1, 17),
            "du 17 septembre 2020 à 9~h au 1er octobre 2020 à 17~h",
            "September 17, 2020, 9 a.m. to October 1, 2020, 5 p.m.",
        ),
        (
            datetime(2020, 9, 17, 9, tzinfo=ZoneInfo("America/Vancouver")),
            datetime(2020, 9, 17, 17, tzinfo=UTC),
            "17 septembre 2020, de 9~h à 10~h",
            "September 17, 2020, 9 a.m. to 10 a.m.",
        ),
    ],
)
def test_spans(start, end, french, english):
    assert (format_span(start, end, "fr"), format_span(start, end, "en")) == (french.replace("~", "\u00a0"), english)


def test_dates_and_moments():
    moment = datetime(2020, 5, 1, 14, 30)
    assert (format_date(moment, "fr"), format_date(moment, "en")) == ("1er mai 2020", "May 1, 2020")
    assert format_datetime(moment, "fr") == "1er mai 2020 à 14\u00a0h\u00a030"
    assert format_datetime(moment, "en") == "May 1, 2020, 2:30 p.m."


@pytest.mark.parametrize(
    ("zone", "french", "english"),
    [
        ("America/Vancouver", "9~h~30, heure de Vancouver", "9:30 a.m. Vancouver time"),
        ("America/Edmonton", "10~h~30, heure d’Edmonton", "10:30 a.m. Edmonton time"),
        ("America/Iqaluit", "12~h~30, heure d’Iqaluit", "12:30 p.m. Iqaluit time"),
        ("America/Montreal", "12~h~30, heure de Montréal", "12:30 p.m. Montréal time"),
        ("America/Halifax", "13~h~30, heure de Halifax", "1:30 p.m. Halifax time"),
        ("America/St_Johns", "14~h, heure de St. John’s", "2 p.m. St. John’s time"),
        ("Europe/Paris", "18~h~30, heure de Paris", "6:30 p.m. Paris time"),
        ("UTC", "16~h~30 UTC", "4:30 p.m. UTC"),
    ],
)
def test_a_moment_at_a_city(zone, french, english):
    moment = in_zone(datetime(2020, 9, 17, 9, 30), "America/Vancouver")
    assert (at_city(moment, zone, "fr"), at_city(moment, zone, "en")) == (french.replace("~", "\u00a0"), english)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError):
        at_city(datetime(2020, 1, 1), "UTC", "fr")
    with pytest.raises(ValueError):
        in_zone(datetime(2020, 1, 1, tzinfo=UTC), "UTC")
    with pytest.raises(zoneinfo.ZoneInfoNotFoundError):
        in_zone(datetime(2020, 1, 1), "America/Nowhere")


def test_every_canadian_zone_is_offered_once_and_has_a_city():
    listing = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    canadian = {line.split("\t")[2] for line in listing.splitlines() if line.startswith("CA\t")}
    assert canadian <= set(CANADIAN_ZONES) and len(set(CANADIAN_ZONES)) == len(CANADIAN_ZONES)
    assert all(ZoneInfo(zone) for zone in CANADIAN_ZONES)
    assert all("_" not in zone_city(zone, language) for zone in CANADIAN_ZONES for language in ("fr", "en"))
    assert zone_city("America/Argentina/Buenos_Aires", "fr") == "Buenos Aires"
    assert (zone_city("America/Dawson", "fr"), zone_city("America/Dawson", "en")) == ("Dawson", "Dawson City")


@pytest.mark.parametrize(
    ("wall", "fold", "utc"),
    [
        (datetime(2020, 3, 8, 1, 30), 0, "2020-03-08T06:30"),
        (datetime(2020, 3, 8, 2, 30), 0, "2020-03-08T07:30"),  # skipped: read as 3:30
        (datetime(2020, 3, 8, 3, 30), 0, "2020-03-08T07:30"),
        (datetime(2020, 11, 1, 1, 30), 0, "2020-11-01T05:30"),  # repeated: the first
        (datetime(2020, 11, 1, 1, 30), 1, "2020-11-01T06:30"),
    ],
)
def test_skipped_and_repeated_wall_times(wall, fold, utc):
    moment = in_zone(wall.replace(fold=fold), "America/Toronto")
    assert moment.astimezone(UTC).replace(tzinfo=None) == datetime.fromisoformat(utc)
    assert format_time(moment, "fr") == (
        "3\u00a0h\u00a030" if wall.month == 3 and wall.hour > 1 else "1\u00a0h\u00a030"
    )


@given(st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)), st.sampled_from(CANADIAN_ZONES))
def test_a_wall_time_always_becomes_one_that_clocks_show(wall, zone):
    moment = in_zone(wall, zone)
    assert moment.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == moment.replace(tzinfo=None)


def test_the_package_knows_recent_changes():
    assert zoneinfo.TZPATH == ()
    winter = datetime(2027, 1, 15, 12)
    assert in_zone(winter, "America/Vancouver").utcoffset() == timedelta(hours=-7)
    assert in_zone(winter, "America/Whitehorse").utcoffset() == timedelta(hours=-7)
    use_packaged_zones()
    assert zoneinfo.TZPATH == ()
