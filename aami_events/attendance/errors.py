"""What the desk refuses."""


class AttendanceError(Exception):
    """Something about the desk or presence was refused; nothing was changed."""


class WrongCode(AttendanceError):
    """The code of the desk is not today's."""


class NotThere(AttendanceError):
    """No such registration, scan or part here."""


class NotRegistered(AttendanceError):
    """Somebody who came could not be registered at the desk."""
