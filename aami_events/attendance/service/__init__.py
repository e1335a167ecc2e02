"""What changes who is there: scans, shifts, walk-ins, decisions of a coordinator, reports, certificates."""

from .certifying import LETTER, issue, revoke
from .desks import another_code, code_of, end_shift, open_desk, serve
from .forgetting import forget, forget_shifts
from .joining import join, set_link, set_revoked, write_letters
from .presence import Seen, mark, note_report
from .rooms import room_code, say_here, takes_place
from .scanning import Answered, Asked, By, scan, settle, undo
from .walk_in import WalkIn, walk_in

__all__ = [
    "LETTER",
    "Answered",
    "Asked",
    "By",
    "Seen",
    "WalkIn",
    "another_code",
    "code_of",
    "end_shift",
    "forget",
    "forget_shifts",
    "issue",
    "join",
    "mark",
    "note_report",
    "open_desk",
    "revoke",
    "room_code",
    "say_here",
    "scan",
    "serve",
    "set_link",
    "set_revoked",
    "settle",
    "takes_place",
    "undo",
    "walk_in",
    "write_letters",
]  # fmt: skip
