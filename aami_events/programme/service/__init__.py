"""The programme: rooms, sessions, the grid, releases, somebody's own choice."""

from .choosing import choose
from .placing import Spot, place, undo, unplace, where
from .releasing import release
from .rooms import HoursEntry, RoomEntry, add_room, change_room, copy_ground, move_room, retire_room, set_hours
from .sessions import (
    SessionEntry,
    Voice,
    add_speaker,
    begin_session,
    bring_in,
    bring_in_activity,
    change_session,
    remove_session,
    set_cancelled,
    set_pinned,
)

__all__ = [
    "HoursEntry",
    "RoomEntry",
    "SessionEntry",
    "Spot",
    "Voice",
    "add_room",
    "add_speaker",
    "begin_session",
    "bring_in",
    "bring_in_activity",
    "change_room",
    "change_session",
    "choose",
    "copy_ground",
    "move_room",
    "place",
    "release",
    "remove_session",
    "retire_room",
    "set_cancelled",
    "set_hours",
    "set_pinned",
    "undo",
    "unplace",
    "where",
]
