"""The ground that sessions stand on: rooms, the hours of a day, teams of interpreters."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select, update

from ...events.service import lock_row
from ...foundation import audit, clock
from ...foundation.bilingual import Written
from ...foundation.database import db, transactional
from ...foundation.rows import moved, new_key
from .. import queries
from ..errors import ProgrammeWrong, RoomInUse
from ..models import Move, Room, Session, Settings
from ..rules.entry import hours_faults, room_faults


@dataclass(frozen=True)
class RoomEntry:
    """A room as somebody writes it."""

    name: Written = field(default_factory=Written)
    #: None: as many as come
    capacity: int | None = None
    equipment: tuple[str, ...] = ()


@dataclass(frozen=True)
class HoursEntry:
    """What the grid is made with, as somebody writes it."""

    opens: dt.time | None = None
    closes: dt.time | None = None
    change_over: int | None = None
    #: {kind: teams, or None for as many as it takes}
    teams: Mapping[str, int | None] = field(default_factory=dict)


@transactional
def add_room(event_id: int, entry: RoomEntry) -> int:
    """A new room, last in order; its id. ProgrammeWrong."""
    lock_row(event_id)
    _check(entry)
    query = select(Room.key, Room.position).where(Room.event_id == event_id)
    rooms = db.session.execute(query).tuples().all()
    room = Room(
        event_id=event_id,
        key=new_key(entry.name.fr or entry.name.en, {key for key, _position in rooms}, "room"),
        position=max((position for _key, position in rooms), default=0) + 1,
        name=entry.name.over(None),
        capacity=entry.capacity,
        equipment=list(entry.equipment),
    )
    db.session.add(room)
    db.session.flush()
    _note("room_added", room)
    return room.id


@transactional
def change_room(event_id: int, room_id: int, entry: RoomEntry) -> None:
    """Write a room. ProgrammeWrong, also when it is not there."""
    lock_row(event_id)
    _check(entry)
    room = _get(event_id, room_id)
    room.name = entry.name.over(room.name)
    room.capacity, room.equipment = entry.capacity, list(entry.equipment)
    _note("room_changed", room)


@transactional
def move_room(event_id: int, room_id: int, step: int) -> None:
    """So many columns to the right; negative to the left. ProgrammeWrong."""
    lock_row(event_id)
    _get(event_id, room_id)
    rooms = {room.id: room for room in queries.rooms_of(event_id)}
    for position, number in enumerate(moved(list(rooms), room_id, step), 1):
        rooms[number].position = position


@transactional
def retire_room(event_id: int, room_id: int) -> None:
    """Take a room off the grid; what was released of it stays. ProgrammeWrong; RoomInUse while sessions stand there."""
    lock_row(event_id)
    room = _get(event_id, room_id)
    placed = (Session.room_id == room_id, Session.starts.is_not(None), Session.cancelled.is_(False))
    there = list(db.session.scalars(select(Session.id).where(*placed)))
    if there:
        raise RoomInUse(there)
    room.retired_at = clock.now()
    _note("room_retired", room)


def _get(event_id: int, room_id: int) -> Room:
    room = queries.find_room(event_id, room_id)
    if room is None:
        raise ProgrammeWrong([("room", "choose")])
    return room


def _check(entry: RoomEntry) -> None:
    faults = room_faults(entry.capacity, entry.equipment, named=bool(entry.name.fr or entry.name.en))
    if faults:
        raise ProgrammeWrong(faults)


def _note(deed: str, room: Room) -> None:
    audit.record(f"programme.{deed}", ("room", room.id), scope=("event", room.event_id))


@transactional
def set_hours(event_id: int, entry: HoursEntry) -> None:
    """Write the hours of a day, the change-over and the teams. ProgrammeWrong."""
    lock_row(event_id)
    faults = hours_faults(entry.opens, entry.closes, entry.change_over, entry.teams)
    if faults or entry.opens is None or entry.closes is None:
        raise ProgrammeWrong(faults)
    row = db.session.get(Settings, event_id) or Settings(event_id=event_id)
    row.opens, row.closes = entry.opens.isoformat("minutes"), entry.closes.isoformat("minutes")
    row.change_over = entry.change_over or 0
    row.teams = {kind: teams for kind, teams in entry.teams.items() if teams is not None}
    db.session.add(row)
    audit.record("programme.hours", ("event", event_id), scope=("event", event_id))


@transactional
def copy_ground(source_id: int, event_id: int) -> None:
    """Rooms and settings of an event for another one that was made from it; sessions stay where they are."""
    for room in queries.rooms_of(source_id):
        same = {name: getattr(room, name) for name in ("key", "position", "name", "capacity", "equipment")}
        db.session.add(Room(event_id=event_id, **same))
    row = db.session.get(Settings, source_id)
    if row is not None:
        same = {name: getattr(row, name) for name in ("opens", "closes", "change_over", "teams")}
        db.session.add(Settings(event_id=event_id, **same))


def shift_sessions(event_id: int, days: int) -> None:
    """What is planned keeps its place when the event moves by so many days; earlier moves can no longer be undone."""
    for row in db.session.scalars(select(Session).where(Session.event_id == event_id, Session.starts.is_not(None))):
        row.starts = row.starts and row.starts + dt.timedelta(days=days)
        row.revision += 1
    db.session.execute(update(Move).where(Move.event_id == event_id).values(undone=True))
