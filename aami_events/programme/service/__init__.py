"""The programme: rooms, sessions, the grid, releases, somebody's own choice."""

from .booklets import BOOKLET, ask_booklet, keep_booklet, waiting_booklets
from .choosing import choose
from .drafting import DRAFT, MOST, USUAL, apply_draft, ask_draft, make_draft
from .placing import Spot, place, undo, unplace, where
from .printing import PROOF, freeze, judge_proof, keep_proof, withdraw_proofs
from .releasing import release
from .rooms import (
    HoursEntry,
    RoomEntry,
    add_room,
    change_room,
    copy_ground,
    move_room,
    retire_room,
    set_hours,
    shift_sessions,
)
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
    "BOOKLET",
    "DRAFT",
    "MOST",
    "PROOF",
    "USUAL",
    "HoursEntry",
    "RoomEntry",
    "SessionEntry",
    "Spot",
    "Voice",
    "add_room",
    "add_speaker",
    "apply_draft",
    "ask_booklet",
    "ask_draft",
    "begin_session",
    "bring_in",
    "bring_in_activity",
    "change_room",
    "change_session",
    "choose",
    "copy_ground",
    "freeze",
    "judge_proof",
    "keep_booklet",
    "keep_proof",
    "make_draft",
    "move_room",
    "place",
    "release",
    "remove_session",
    "retire_room",
    "set_cancelled",
    "set_hours",
    "set_pinned",
    "shift_sessions",
    "undo",
    "unplace",
    "waiting_booklets",
    "where",
    "withdraw_proofs",
]
