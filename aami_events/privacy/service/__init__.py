"""The use cases around personal information; each is one transaction."""

from .erasing import erase_person
from .requests import ask, confirm, forget_last_letters, fulfil, refuse, withdraw
from .retention import Line, retain, retain_nightly

__all__ = [
    "Line",
    "ask",
    "confirm",
    "erase_person",
    "forget_last_letters",
    "fulfil",
    "refuse",
    "retain",
    "retain_nightly",
    "withdraw",
]
