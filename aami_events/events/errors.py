"""Refusals around events."""


class SlugTaken(Exception):
    """Another event has this address."""


class SlugInvalid(Exception):
    """An address of small letters, digits and hyphens, 4 to 60 of them, is needed."""


class KindUnknown(Exception):
    """No such kind of event."""
