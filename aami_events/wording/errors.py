"""Refusals around the texts of an event."""


class UnknownText(Exception):
    """The event has no such text."""


class TextChanged(Exception):
    """The text is no longer what its writer has read; nothing was written."""


class SideEmptied(Exception):
    """A side that has a text would be left empty; `language` says which."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self.language = language


class NothingWritten(Exception):
    """What was sent is what stands there already."""


class NothingToReview(Exception):
    """No translation waits for a decision."""


class OwnerUnknown(Exception):
    """Nobody who may write texts of this event has that account."""
