"""Refusals of the call and of proposals."""

from collections.abc import Sequence


class ProposalWrong(Exception):
    """What was written cannot be kept or sent; `faults` are (field, what is wrong)."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        super().__init__(faults)
        self.faults = list(faults)


class CallClosed(Exception):
    """Nothing can be proposed or changed now; `state` says why."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class Overtaken(Exception):
    """Somebody else has changed it since it was read; `revision` is the present one."""

    def __init__(self, revision: int) -> None:
        super().__init__(revision)
        self.revision = revision


class NotThere(Exception):
    """No such proposal, type or theme here, or not one that this person may act on."""


class NotNow(Exception):
    """The committee does not do this in its present phase."""


class NotYours(Exception):
    """Who asks may not do this here: they look on, do not preside, or are in conflict."""


class AlreadyScored(Exception):
    """Reviews were given: what they are counted by stays as it is."""


class CannotRead(Exception):
    """Somebody would be asked to read what they cannot read, or may not see."""
