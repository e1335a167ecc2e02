"""What the desk refuses."""


class AttendanceError(Exception):
    """Something about the desk or presence was refused; nothing was changed."""


class WrongCode(AttendanceError):
    """The code of the desk is not today's."""


class NotAdmitted(AttendanceError):
    """The code is right, but the person may not check in there; `answer` of rules.ANSWERS says why."""

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


class NotThere(AttendanceError):
    """No such registration, scan or part here."""


class NotOpen(AttendanceError):
    """One cannot join now; `state` of rules.joining says why, or that it was revoked."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class AddressWrong(AttendanceError):
    """Nobody can join at such an address; `what` of rules.joining says why."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class NotRegistered(AttendanceError):
    """Somebody who came could not be registered at the desk."""
