"""frab's schedule formats, XML and JSON, as the validator of c3voc has them (schedule.xml.xsd).

Numbers, guids and slugs are those of the sessions: the same in every version. A session for everybody stands in a room
of its own, "All rooms", as these formats know no other place.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from ...foundation.links import public_url
from ...foundation.markdown import plain
from ..rules.release import Released
from . import Published, in_language

#: where what is for everybody stands
EVERYWHERE = {"fr": "Toutes les salles", "en": "All rooms"}
#: what a session is, when it has no type of its own
TYPES = {"session": "session", "joint": "plenary", "break": "break"}


def _other(language: str) -> str:
    return "en" if language == "fr" else "fr"


def _days(published: Published) -> dict[dt.date, list[Released]]:
    """The sessions that take place, by day."""
    days: dict[dt.date, list[Released]] = {}
    for row in published.standing:
        days.setdefault(row.begins.date(), []).append(row)
    return days


def _rooms(rows: list[Released], language: str) -> dict[str, list[Released]]:
    """The sessions of a day by the name of their room, in the rooms' order."""
    names: dict[str, list[Released]] = {}
    for row in sorted(rows, key=lambda row: (row.room["position"] if row.room else 0, row.starts)):
        names.setdefault(in_language(row.room["name"] if row.room else EVERYWHERE, language), []).append(row)
    return names


def _length(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def slug_of(published: Published, row: Released) -> str:
    """The session's name among all events: the part before the first hyphen names the event."""
    return f"{published.event.slug.replace('-', '_')}-{row.slug}"


def _facts(published: Published, row: Released, language: str) -> dict[str, str]:
    """What both formats say of a session, in the order of the JSON."""
    title, other = in_language(row.title, language), in_language(row.title, _other(language))
    return {
        "date": published.begins(row).isoformat(),
        "start": row.starts[11:16],
        "duration": _length(row.minutes),
        "room": in_language(row.room["name"] if row.room else EVERYWHERE, language),
        "slug": slug_of(published, row),
        "url": published.url(row, language),
        "title": title,
        "subtitle": other if other != title else "",
        "track": in_language(row.track["name"], language) if row.track else "",
        "type": row.format["key"] if row.format else TYPES[row.kind],
        "language": ", ".join(row.languages),
        "abstract": plain(in_language(row.abstract, language)),
        "description": in_language(row.warnings, language),
    }


def _conference(published: Published, language: str) -> dict[str, Any]:
    event, days = published.event, _days(published)
    first, last = min(days), max(days)
    return {
        "acronym": event.slug,
        "title": event.title.get(language),
        "start": first.isoformat(),
        "end": last.isoformat(),
        "daysCount": len(days),
        "timeslot_duration": "00:05",
        "time_zone_name": event.zone,
        "url": public_url("events.public.show", lang=language, slug=event.slug),
    }


def _bounds(published: Published, rows: list[Released]) -> tuple[str, str]:
    return (
        min(published.begins(row) for row in rows).isoformat(),
        max(published.ends(row) for row in rows).isoformat(),
    )


def as_json(published: Published, language: str) -> dict[str, Any]:
    """frab's JSON."""
    days = [
        _json_day(published, number, day, rows, language)
        for number, (day, rows) in enumerate(_days(published).items(), 1)
    ]
    url = public_url("schedule.json", slug=published.event.slug)
    conference = {**_conference(published, language), "days": days}
    generator = {"name": "aami-events", "version": "1"}
    return {
        "schedule": {
            "generator": generator, "url": url, "version": published.release.name, "conference": conference,
        }
    }  # fmt: skip


def _json_day(published: Published, number: int, day: dt.date, rows: list[Released], language: str) -> dict[str, Any]:
    start, end = _bounds(published, rows)
    rooms = {
        name: [_json_session(published, row, language) for row in there]
        for name, there in _rooms(rows, language).items()
    }
    return {"index": number, "date": day.isoformat(), "day_start": start, "day_end": end, "rooms": rooms}


def _json_session(published: Published, row: Released, language: str) -> dict[str, Any]:
    people = [{"id": one.id, "public_name": one.name, "name": one.name} for one in published.speakers(row)]
    return {
        "id": row.id,
        "guid": row.guid,
        **_facts(published, row, language),
        "logo": None,
        "do_not_record": False,
        "persons": people,
        "links": [],
        "attachments": [],
    }


def as_xml(published: Published, language: str) -> bytes:
    """frab's XML."""
    root = ET.Element("schedule")
    ET.SubElement(root, "generator", name="aami-events", version="1")
    ET.SubElement(root, "url").text = public_url("schedule.xml", slug=published.event.slug)
    ET.SubElement(root, "version").text = published.release.name
    _xml_conference(root, published, language)
    for number, (day, rows) in enumerate(_days(published).items(), 1):
        start, end = _bounds(published, rows)
        at = ET.SubElement(root, "day", date=day.isoformat(), start=start, end=end, index=str(number))
        for name, there in _rooms(rows, language).items():
            room = ET.SubElement(at, "room", name=name)
            for row in there:
                room.append(_xml_session(published, row, language))
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n"


def _xml_conference(root: ET.Element, published: Published, language: str) -> None:
    conference = ET.SubElement(root, "conference")
    for name, value in _conference(published, language).items():
        ET.SubElement(conference, "days" if name == "daysCount" else name).text = str(value)
    for key, name in _tracks(published, language):
        ET.SubElement(conference, "track", name=name, slug=f"track-{key}")


def _tracks(published: Published, language: str) -> Iterator[tuple[str, str]]:
    tracks = {row.track["key"]: row.track for row in published.standing if row.track}
    for key, track in tracks.items():
        yield key, in_language(track["name"], language)


def _xml_session(published: Published, row: Released, language: str) -> ET.Element:
    element = ET.Element("event", id=str(row.id), guid=row.guid)
    for name, value in _facts(published, row, language).items():
        ET.SubElement(element, name).text = value
    persons = ET.SubElement(element, "persons")
    for one in published.speakers(row):
        ET.SubElement(persons, "person", id=str(one.id)).text = one.name
    recording = ET.SubElement(element, "recording")
    ET.SubElement(recording, "license")
    ET.SubElement(recording, "optout").text = "false"
    return element
