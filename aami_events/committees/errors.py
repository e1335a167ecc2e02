"""Refusals of committees."""

from collections.abc import Sequence


class CommitteeWrong(Exception):
    """What was written cannot be kept; `faults` are (field, what is wrong)."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        super().__init__(faults)
        self.faults = list(faults)


class Overtaken(Exception):
    """Somebody else has changed it since it was read; `revision` is the present one."""

    def __init__(self, revision: int) -> None:
        super().__init__(revision)
        self.revision = revision


class SeatTaken(Exception):
    """Somebody holds this role, and only one can."""


class AlreadyMember(Exception):
    """Somebody of this address sits on the committee or is invited."""


class Unanswerable(Exception):
    """This invitation cannot be answered (any more); `state` says why."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class NotThere(Exception):
    """No such member, task, contact or announcement here."""
