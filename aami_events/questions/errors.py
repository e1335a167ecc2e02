"""Refusals around questions."""


class UnknownKind(Exception):
    """No field type of that name."""
