"""Events: begun, created, loaded, changed, published; their parts, venues and texts."""

from .cloning import CloneEntry, clone_event
from .creating import add_part, both, create_event, load_event
from .editing import EventEntry, begin_event, change_event, check_entry, is_public, lock_row, lock_words
from .parts import PartEntry, begin_part, change_part, move_part, remove_part
from .programme import release_part, withdraw_part
from .rescheduling import reschedule
from .states import move, publish
from .telling import keep_quiet, tell
from .texts import TextEntry, check_texts, load_texts, translate_text, write_text
from .venues import VenueEntry, change_venue

__all__ = [
    "CloneEntry",
    "EventEntry",
    "PartEntry",
    "TextEntry",
    "VenueEntry",
    "add_part",
    "begin_event",
    "begin_part",
    "both",
    "change_event",
    "change_part",
    "change_venue",
    "check_entry",
    "check_texts",
    "clone_event",
    "create_event",
    "is_public",
    "keep_quiet",
    "load_event",
    "load_texts",
    "lock_row",
    "lock_words",
    "move",
    "move_part",
    "publish",
    "release_part",
    "remove_part",
    "reschedule",
    "tell",
    "translate_text",
    "withdraw_part",
    "write_text",
]
