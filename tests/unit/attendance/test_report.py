"""A report of who was in a call, as platforms write it, and whose registrations these are."""

import csv
import datetime as dt
import io

import pytest

from aami_events.attendance.rules import presence, report
from aami_events.attendance.rules.report import Line, Match, NoReport, Person, Visitor

DAY = dt.date(2020, 4, 3)
ZOOM = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,
812 3456 7890,Atelier,04/03/2020 12:55:12 PM,04/03/2020 02:30:12 PM,host@x.example,96,6,

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent,In Waiting Room
Ève Roy,eve@x.example,04/03/2020 01:00:00 PM,04/03/2020 01:30:00 PM,31,Yes,,No
Zoé (Zoé Field),,04/03/2020 01:05:00 PM,04/03/2020 02:05:00 PM,61,Yes,,No
Ève Roy,eve@x.example,04/03/2020 01:40:00 PM,04/03/2020 02:00:00 PM,21,Yes,,No
Ada,,04/03/2020 12:58:00 PM,04/03/2020 01:00:00 PM,2,Yes,,Yes
,,04/03/2020 12:58:00 PM,04/03/2020 01:00:00 PM,2,Yes,,No
Max,,bientôt,plus tard,?,Yes,,No
"""


def rows(text: str) -> list[tuple[int, list[str]]]:
    return [(number, cells) for number, cells in enumerate(csv.reader(io.StringIO(text)), 1) if cells]


def test_every_line_is_accounted_for():
    lines = report.read(rows(ZOOM), DAY)
    assert [(line.number, line.left_out) for line in lines] == [
        (5, ""), (6, ""), (7, ""), (8, "waiting"), (9, "nameless"), (10, "unreadable"),
    ]  # fmt: skip
    assert lines[1] == Line(
        6, "Zoé", "Zoé Field", "", dt.datetime(2020, 4, 3, 13, 5), dt.datetime(2020, 4, 3, 14, 5), 61
    )
    found = report.visitors(lines)
    assert found == [
        Visitor(("Ève Roy",), "eve@x.example", dt.datetime(2020, 4, 3, 13), 50, (5, 7)),
        Visitor(("Zoé", "Zoé Field"), "", dt.datetime(2020, 4, 3, 13, 5), 60, (6,)),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest",
        "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,In waiting room",
        "Nom (nom d'origine),Adresse e-mail de l'utilisateur,Heure d'entrée,Heure de sortie,Durée (minutes),Invité",
        "Nom (Nom d’origine),Courriel,Heure d’arrivée,Heure de départ,Durée (minutes),Invité",
    ],
)
@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("04/03/2020 01:00:00 PM", "04/03/2020 02:00:00 PM"),
        ("03/04/2020 13:00:00", "03/04/2020 14:00:00"),
        ("2020-04-03 13:00:00", "2020-04-03 14:00:00"),
        ("2020/04/03 13:00", "2020/04/03 14:00"),
        ("03.04.2020 13:00:00", "03.04.2020 14:00:00"),
        ("2020-04-03 13 h 00", "2020-04-03 14 h 00"),
        ("04/03/2020 1:00 p.m.", "04/03/2020 2:00 p.m."),
    ],
)
def test_headings_and_dates_of_many_computers(heading, begin, end):
    (line,) = report.read(rows(f"{heading}\nÈve Roy,EVE@x.example,{begin},{end},60,Oui"), DAY)
    assert (line.joined, line.left) == (dt.datetime(2020, 4, 3, 13), dt.datetime(2020, 4, 3, 14))
    assert (line.name, line.email, line.left_out) == ("Ève Roy", "eve@x.example", "")


def test_a_day_above_twelve_decides_for_all_of_them():
    days = ("03/04/2020", "25/04/2020")
    text = "Name,Join Time,Leave Time\n" + "\n".join(f"A,{day} 13:00:00,{day} 14:00:00" for day in days)
    assert [line.joined.month for line in report.read(rows(text), None)] == [4, 4]


def test_unique_users_have_minutes_only():
    (line,) = report.read(rows("Name (Original Name),User Email,Total Duration (Minutes),Guest\nÈve Roy,,48,Yes"), DAY)
    assert report.visitors([line]) == [Visitor(("Ève Roy",), "", None, 48, (2,))]


@pytest.mark.parametrize("text", ["a,b\n1,2", "Name,E-mail\nÈve,eve@x.example", "Join Time\nx"])
def test_what_is_no_report_is_none(text):
    with pytest.raises(NoReport):
        report.read(rows(text), DAY)


def at(name: str, begin: int, end: int, email: str = "", original: str = "") -> Line:
    hour = dt.datetime(2020, 4, 3, 13)
    spans = (hour + dt.timedelta(minutes=begin), hour + dt.timedelta(minutes=end))
    return Line(begin, name, original, email, *spans)


def test_two_devices_count_once_and_a_name_leads_to_its_address():
    lines = [
        at("Ève", 0, 30, "eve@x.example"),
        at("Ève", 10, 40),
        at("Ève", 5, 20),
        at("iPhone", 50, 60, original="ève"),
        at("Max", 0, 9),
    ]
    found = {one.names: one.minutes for one in report.visitors(lines)}
    assert found == {("Ève", "iPhone", "ève"): 50, ("Max",): 9}


PEOPLE = [
    Person(1, "Ève Roy", email="eve@x.example"),
    Person(2, "Zoé Field-Côté", "Zoé F."),
    Person(3, "Max Lee", email="centre@x.example"),
    Person(4, "Sam Lee", email="centre@x.example"),
    Person(5, "Ana Cruz"),
    Person(6, "Ana Cruz"),
    Person(7, "ᐃᓄᒃ"),
]


@pytest.mark.parametrize(
    ("names", "email", "expected"),
    [
        (("Bureau",), "eve@x.example", Match(True, (1,))),
        (("eve ROY",), "autre@x.example", Match(True, (1,))),
        (("Zoe F",), "", Match(True, (2,))),
        (("Sam Lee",), "centre@x.example", Match(True, (4,))),
        (("Accueil",), "centre@x.example", Match(False, (3, 4))),
        (("Ana Cruz",), "", Match(False, (5, 6))),
        (("Ève",), "", Match(False, (1,))),
        (("E. Roy",), "", Match(False, (1,))),
        (("Zoé Field Cote",), "", Match(True, (2,))),
        (("Zoe Feild-Cote",), "", Match(False, (2,))),
        (("ᐃᓄᒃ",), "", Match(True, (7,))),
        (("iPhone",), "", Match(False)),
        (("L",), "", Match(False)),
    ],
)
def test_whose_registration_it_is(names, email, expected):
    found = report.match(Visitor(names, email, None, 10, (1,)), PEOPLE)
    assert found == expected


@pytest.mark.parametrize(
    ("came", "minutes", "length", "excused", "expected"),
    [
        (False, None, 60, False, "absent"), (False, None, 60, True, "excused"), (True, None, 60, True, "attended"),
        (True, 45, 60, False, "attended"), (True, 44, 60, False, "partly"), (True, 1, None, False, "attended"),
        (True, 0, 60, False, "partly"),
    ],
)  # fmt: skip
def test_whether_somebody_took_part(came, minutes, length, excused, expected):
    assert presence.state(came=came, minutes=minutes, length=length, excused=excused) == expected
