"""What changes who is there: scans, shifts, walk-ins, decisions of a coordinator."""

from .desks import another_code, code_of, end_shift, open_desk, serve
from .forgetting import forget, forget_shifts
from .scanning import Answered, Asked, By, scan, settle, undo
from .walk_in import WalkIn, walk_in

__all__ = [
    "Answered", "Asked", "By", "WalkIn", "another_code", "code_of", "end_shift", "forget", "forget_shifts", "open_desk",
    "scan", "serve", "settle", "undo", "walk_in",
]  # fmt: skip
