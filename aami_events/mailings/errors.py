"""Refusals of letters to many."""

from collections.abc import Sequence


class MailingWrong(Exception):
    """What somebody wrote cannot stand: (field, what is wrong), the latter perhaps with a word after a colon."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        super().__init__(faults)
        self.faults = list(faults)


class Overtaken(Exception):
    """Somebody else changed it since it was read."""

    def __init__(self, revision: int) -> None:
        super().__init__(revision)
        self.revision = revision


class NotNow(Exception):
    """Its state allows it no longer, or not yet."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class NotThere(Exception):
    """There is no such letter."""


class NobodyToWrite(Exception):
    """It would go to nobody."""
