"""Refusals around events."""

from typing import Any


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


class EntryWrong(Exception):
    """What was written cannot be; `faults` are (field, what), keys of phrases.editing.FAULTS."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(faults)
        self.faults = faults


class SlugFixed(Exception):
    """The address of what is, or was, public stays."""


class FewerThanHeld(Exception):
    """The capacity would be less than the places that are held: `taken`."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


class EventChanged(Exception):
    """Somebody changed it since it was read; `revision` is the one in force."""

    def __init__(self, revision: int) -> None:
        super().__init__(revision)
        self.revision = revision


class NotReady(Exception):
    """Something blocks publication, or would on an event that is public: `findings`, as the checklist has them."""

    def __init__(self, findings: tuple[Any, ...]) -> None:
        super().__init__(findings)
        self.findings = findings


class MoveRefused(Exception):
    """An event does not go from its state to that one."""


class PeopleRegistered(Exception):
    """A draft has nobody registered; `count` are."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class PartChosen(Exception):
    """People have chosen this part; `count` of them."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


class PartUnknown(Exception):
    """The event has no such part."""


class VenueUnknown(Exception):
    """There is no such venue."""


class ReasonMissing(Exception):
    """Somebody has to say why."""


class NothingToTell(Exception):
    """People know everything that they have to know."""


class MeetingTooSoon(Exception):
    """A general meeting would begin before its notice can be given."""

    def __init__(self, days: int) -> None:
        super().__init__(days)
        #: whole days until it would begin
        self.days = days
