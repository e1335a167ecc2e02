"""Refusals around events."""


class SlugTaken(Exception):
    """Another event has this address."""


class SlugInvalid(Exception):
    """An address of small letters, digits and hyphens, 4 to 60 of them, is needed."""


class KindUnknown(Exception):
    """No such kind of event."""


class TextKindUnknown(Exception):
    """No such kind of text."""


class TextEmpty(Exception):
    """A text says something in one language at least."""


class TextTooLong(Exception):
    """Longer than rules.texts.MOST_TEXT."""


class ContactWrong(Exception):
    """A contact lacks a name or a way to write to them; `faults` are (number from 1, what)."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        super().__init__(faults)
        self.faults = faults


class TextChanged(Exception):
    """Somebody wrote a version since; `number` is the one in force."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class TextsMissing(Exception):
    """Texts that the event must have are not whole; `kinds` says which."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        super().__init__(kinds)
        self.kinds = kinds
