"""The programme of the conference: rooms, activities and some thirty sessions on the grid, two versions released."""

import datetime as dt
from typing import Any

from ...events.queries import find_event_whole
from ...foundation import clock
from ...foundation.bilingual import Written
from ...foundation.database import transaction
from ...programme import queries
from ...programme import service as programme
from ...programme.queries.releases import next_release
from ...proposals.queries.lists import Filter, everything
from .data import data

#: texts that go with the second version
NOTE = Written(
    "« Radio de cuisine » est annulée : le studio est en réparation.",
    "“Kitchen radio” is cancelled: the studio is being repaired.",
)


def arrange(slug: str) -> int:
    """Rooms, sessions, two releases, and what is not released yet; how many sessions. Nothing if there are some."""
    event = find_event_whole(slug)
    facts = data("programme").get(slug)
    if event is None or facts is None or queries.sessions_of(event.id):
        return 0
    event_id = event.id
    parts = [(part.id, part.starts, part.room.fr if part.room else "") for part in event.parts if part.starts]
    with transaction():
        programme.set_hours(event_id, _hours(facts["hours"]))
        rooms = {row["key"]: programme.add_room(event_id, _room(row)) for row in facts["rooms"]}
        named = {row["name"]["fr"]: rooms[row["key"]] for row in facts["rooms"]}
        for part_id, starts, room in parts:
            _place(event_id, programme.bring_in_activity(event_id, part_id), starts, named.get(room))
        people = {row["email"]: row for row in data("people")}
        made = {row["title"]["fr"]: _session(event_id, row, rooms, people) for row in facts["sessions"]}
    _release(event_id, "1", Written(), facts["released"][0])
    _act(event_id, made[facts["cancelled"]], programme.set_cancelled, cancelled=True)
    _release(event_id, "1.1", NOTE, facts["released"][1])
    _unreleased(event_id, facts, made, rooms)
    return len(parts) + len(made)


def _hours(facts: dict[str, Any]) -> programme.HoursEntry:
    opens, closes = dt.time.fromisoformat(facts["opens"]), dt.time.fromisoformat(facts["closes"])
    return programme.HoursEntry(opens, closes, facts["change_over"], facts["teams"])


def _room(row: dict[str, Any]) -> programme.RoomEntry:
    return programme.RoomEntry(_written(row["name"]), row["capacity"], tuple(row["equipment"]))


def _written(text: dict[str, str]) -> Written:
    return Written(text["fr"], text["en"])


def _entry(row: dict[str, Any], people: dict[str, Any]) -> programme.SessionEntry:
    return programme.SessionEntry(
        kind=row["kind"],
        title=_written(row["title"]),
        abstract=_written(row["abstract"]),
        minutes=row["minutes"],
        languages=tuple(row["languages"]),
        interpretation=tuple(row["interpretation"]),
        interest=row["interest"],
        speakers=tuple(programme.Voice(people[email]["name"], email) for email in row["speakers"]),
    )


def _session(event_id: int, row: dict[str, Any], rooms: dict[str, int], people: dict[str, Any]) -> int:
    for email in row["speakers"]:  # each has letters in their own language
        programme.add_speaker(event_id, programme.Voice(people[email]["name"], email), people[email]["language"])
    number = _begin(event_id, _entry(row, people))
    _place(event_id, number, dt.datetime.fromisoformat(row["starts"]), rooms.get(row["room"] or ""))
    return number


def _begin(event_id: int, entry: programme.SessionEntry) -> int:
    """From the proposal that was accepted, where there is one."""
    wanted = Filter(decision="accepted")
    made_of = [one.id for one in everything(event_id, wanted) if one.accepted and one.title.fr == entry.title.fr]
    if not made_of:
        return programme.begin_session(event_id, entry)
    (number,) = programme.bring_in(event_id, made_of)
    _act(event_id, number, programme.change_session, entry)
    return number


def _revision(event_id: int, session_id: int) -> int:
    row = queries.find_session(event_id, session_id)
    return row.revision if row else 0


def _act(event_id: int, session_id: int, deed: Any, *given: Any, **more: Any) -> None:
    deed(event_id, session_id, *given, base=_revision(event_id, session_id), **more)


def _place(event_id: int, session_id: int, starts: dt.datetime, room: int | None) -> None:
    _act(event_id, session_id, programme.place, programme.Spot(starts, room))


def _release(event_id: int, name: str, note: Written, at: str) -> None:
    """As somebody would have, then; the demo writes to nobody."""
    shown = next_release(event_id).mark
    with clock.stopped(dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC)):
        programme.release(event_id, name, note, shown=shown, letters=False)


def _unreleased(event_id: int, facts: dict[str, Any], made: dict[str, int], rooms: dict[str, int]) -> None:
    """One session moves and another is called otherwise; the public does not know yet."""
    title, starts, room = facts["moved"]
    _place(event_id, made[title], dt.datetime.fromisoformat(starts), rooms[room])
    title, called = facts["renamed"]
    row = next(row for row in facts["sessions"] if row["title"]["fr"] == title)
    people = {person["email"]: person for person in data("people")}
    _act(event_id, made[title], programme.change_session, _entry({**row, "title": called}, people))
