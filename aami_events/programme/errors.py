"""Refusals around the programme."""

from collections.abc import Sequence


class ProgrammeWrong(Exception):
    """What was written cannot be; `faults` are (field, what), keys of phrases.FAULTS."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        super().__init__(faults)
        self.faults = list(faults)


class SessionUnknown(Exception):
    """No such session at this event."""


class SessionChanged(Exception):
    """Somebody else changed the session since it was read; `revision` is the one it has now."""

    def __init__(self, revision: int) -> None:
        super().__init__(revision)
        self.revision = revision


class SessionsOverlap(Exception):
    """The room is taken then; `sessions` are the ids of what is there."""

    def __init__(self, sessions: Sequence[int]) -> None:
        super().__init__(sessions)
        self.sessions = tuple(sessions)


class OutsideDay(Exception):
    """The session does not fit between the hours of a day of the event."""


class RoomInUse(Exception):
    """Sessions are placed in this room; `sessions` are their ids."""

    def __init__(self, sessions: Sequence[int]) -> None:
        super().__init__(sessions)
        self.sessions = tuple(sessions)


class NothingToUndo(Exception):
    """No move is left to take back, or the session was changed otherwise since."""


class Released(Exception):
    """The session was released: it can be cancelled, and is not removed any more."""


class NothingNew(Exception):
    """A release would change nothing that is public."""


class OneLanguageOnly(Exception):
    """Sessions that would be released lack a title or an abstract in a language; `sessions` are their ids."""

    def __init__(self, sessions: Sequence[int]) -> None:
        super().__init__(sessions)
        self.sessions = tuple(sessions)


class DiffChanged(Exception):
    """What would be released is no longer what was shown."""


class NotThere(Exception):
    """What was to be brought in is not there, or is in the programme already."""


class DraftStale(Exception):
    """What the draft rests on has changed since it was made, or it was applied already."""


class NothingToDraft(Exception):
    """The event has no days, no room, or no session to place."""


class NothingReleased(Exception):
    """No version is public yet."""
