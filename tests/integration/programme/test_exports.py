"""The released programme for others: frab's XML and JSON, calendars, the command."""

import json
import pathlib
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import icalendar
import pytest
import xmlschema

from aami_events.foundation.bilingual import Written
from aami_events.programme import service
from tests.factories import make_event
from tests.factories.editing import written
from tests.factories.programme import at, make_format, make_track, placed, put, release, the_session
from tests.integration.programme.conftest import LANGUAGES

BASE = "/fr/events/rencontre-2020"
HERE = pathlib.Path(__file__).parent
#: our own schema, and the one of those who read such files where it lies beside the repository
SCHEMAS = [
    HERE / "schedule.xsd",
    *(file for above in HERE.parents if (file := above / "shared/data/schedule/voc-schedule.xml.xsd").exists()),
]


def validate(text: str) -> None:
    for file in SCHEMAS:
        xmlschema.XMLSchema(str(file)).validate(text)


@pytest.fixture
def rich(app, plan):
    """Titles with accents, syllabics and emoji, a theme, a type, for everybody, short addresses; released."""
    with app.app_context():
        track, kind = make_track(plan.event), make_format(plan.event)
        placed(
            plan.event, Written("ᐃᓄᒃᑎᑐᑦ", "ᐃᓄᒃᑎᑐᑦ"), at(9, 5, day=2), plan.hall, track=track, format=kind, minutes=125
        )
        placed(plan.event, Written("Ça & <là> 🎞️", 'Here & "there"'), at(13, day=3), None, kind="joint")
        placed(plan.event, Written("Œ", "Œ"), at(20, day=3), plan.loft, languages=())
        release(plan.event, "finale 🎉")
    return plan


@pytest.mark.parametrize("query", ["", "?lang=en", "?lang=xx"])
def test_the_xml_is_what_its_schema_asks_for(client, rich, query):
    answer = client.get(f"/events/rencontre-2020/schedule.xml{query}")
    assert answer.mimetype == "application/xml"
    validate(answer.data.decode())
    root = ET.fromstring(answer.data)
    assert [day.get("date") for day in root.findall("day")] == ["2020-09-17", "2020-09-18", "2020-09-19"]
    titles = {event.findtext("title") for event in root.iter("event")}
    assert {"ᐃᓄᒃᑎᑐᑦ", 'Here & "there"' if query == "?lang=en" else "Ça & <là> 🎞️"} <= titles
    event = next(row for row in root.iter("event") if row.findtext("title") == "ᐃᓄᒃᑎᑐᑦ")
    assert (event.findtext("start"), event.findtext("duration")) == ("09:05", "02:05")
    assert event.findtext("date") == "2020-09-18T09:05:00-04:00"
    assert [one.text for row in root.iter("persons") for one in row] == ["Ariane Tremblay", "ᐅᔭᕋᒃ <b>"]
    assert "@centre.example" not in answer.text


def test_the_json_says_the_same(client, rich):
    answer = client.get("/events/rencontre-2020/schedule.json?lang=en")
    conference = json.loads(answer.data)["schedule"]["conference"]
    assert conference["acronym"] == "rencontre-2020" and conference["daysCount"] == 3
    rows = [row for day in conference["days"] for there in day["rooms"].values() for row in there]
    root = ET.fromstring(client.get("/events/rencontre-2020/schedule.xml?lang=en").data)
    for name in ("title", "slug", "url", "duration", "track", "type"):
        assert [row[name] for row in rows] == [event.findtext(name) or "" for event in root.iter("event")]
    assert [row["guid"] for row in rows] == [event.get("guid") for event in root.iter("event")]


def test_numbers_names_and_addresses_stay_over_versions(app, client, rich):
    def known() -> dict[str, tuple]:
        root = ET.fromstring(client.get("/events/rencontre-2020/schedule.xml").data)
        return {
            event.get("id"): (event.get("guid"), event.findtext("slug"), event.findtext("url"))
            for event in root.iter("event")
        }

    before = known()
    with app.app_context():
        put(rich.event, rich.fees, at(16), rich.loft)
        entry = service.SessionEntry(title=written("Autre titre"), abstract=written("Autre"))
        service.change_session(rich.event, rich.film, entry, base=the_session(rich.film).revision)
        service.set_cancelled(rich.event, rich.pause, cancelled=True, base=the_session(rich.pause).revision)
        release(rich.event, "2")
    after = known()
    assert after == {number: facts for number, facts in before.items() if number != str(rich.pause)}


@LANGUAGES
def test_the_calendar_parses_has_its_zone_and_says_what_is_cancelled(app, client, rich, language):
    with app.app_context():
        service.set_cancelled(rich.event, rich.fees, cancelled=True, base=the_session(rich.fees).revision)
        release(rich.event, "2")
    answer = client.get(f"/{language}/events/rencontre-2020/programme.ics")
    calendar = icalendar.Calendar.from_ical(answer.data)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["America/Toronto"]
    events = {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}
    assert (
        events["ᐃᓄᒃᑎᑐᑦ"].decoded("DTSTART").replace(tzinfo=ZoneInfo("America/Toronto")).isoformat()
        == "2020-09-18T09:05:00-04:00"
    )
    gone = events[f"Cachets & droits ({language})"]
    assert (str(gone["STATUS"]), int(gone["SEQUENCE"])) == ("CANCELLED", 2)
    assert f"/{language}/events/rencontre-2020/programme/cachets-droits-fr" in str(gone["URL"])
    assert (
        client.get(
            f"/{language}/events/rencontre-2020/programme.ics", headers={"If-None-Match": answer.headers["ETag"]}
        ).status_code
        == 304
    )


def test_a_programme_of_which_nothing_is_left_exports_nothing(app, client, released):
    with app.app_context():
        for number in (released.fees, released.film, released.pause):
            service.set_cancelled(released.event, number, cancelled=True, base=the_session(number).revision)
        release(released.event, "2")
    assert client.get("/events/rencontre-2020/schedule.xml").status_code == 404
    assert client.get(f"{BASE}/programme").status_code == 200


@pytest.mark.parametrize("kind", ["frab-xml", "frab-json", "ics", "pdf"])
def test_the_command_writes_a_file(app, rich, tmp_path, kind):
    runner, file = app.test_cli_runner(), tmp_path / "programme"
    done = runner.invoke(args=["programme", "export", "--event", "rencontre-2020", "--format", kind, "-o", str(file)])
    assert done.exit_code == 0 and "version finale 🎉, 6 sessions" in done.output
    if kind == "frab-xml":
        validate(file.read_text())
    assert file.read_bytes()[:5] == b"%PDF-" if kind == "pdf" else "ᐃᓄᒃᑎᑐᑦ" in file.read_text()
    for slug, output in (("rien-2020", file), ("rencontre-2020", tmp_path / "no" / "such"), ("vide-2020", file)):
        with app.app_context():
            make_event("vide-2020") if slug == "vide-2020" else None
        given = ["programme", "export", "--event", slug, "--format", kind, "-o", str(output)]
        assert runner.invoke(args=given).exit_code == 1
