"""Who serves at a desk without an account: a volunteer with the code of the day, for that event and that day."""

from dataclasses import dataclass

from flask import session

from ..web.access import load_guest_with
from . import queries

#: what the cookie keeps
KEY = "shift"


@dataclass
class Volunteer:
    """Somebody with the code of the day."""

    id: int
    name: str
    event_id: int

    def can(self, permission: str, scope: tuple[str, int] | None = None) -> bool:
        """The desk of that event, and nothing else."""
        return permission == "desk" and scope == ("event", self.event_id)


@load_guest_with
def volunteer() -> Volunteer | None:
    """Whose shift it is, while it lasts: until the day ends, another code is shown, or they sign out."""
    kept = session.get(KEY)
    if not isinstance(kept, int):
        return None
    found = queries.find_shift(kept)
    return Volunteer(kept, *found) if found else None


def begin(shift_id: int) -> None:
    """Serve with this browser."""
    session[KEY] = shift_id


def end() -> int | None:
    """Serve no longer; whose shift it was."""
    kept = session.pop(KEY, None)
    return kept if isinstance(kept, int) else None
