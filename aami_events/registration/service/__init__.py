"""The use cases of registration; each is one transaction."""

from .change import change, transfer
from .entry import Entry, modes_of
from .forgetting import erase
from .importing import import_lines
from .register import Outcome, register
from .setup import add_category, add_general_category
from .waiting_list import accept, cancel, events_with_expired_offers, expire_offers, move

__all__ = [
    "Entry",
    "Outcome",
    "accept",
    "add_category",
    "add_general_category",
    "cancel",
    "change",
    "erase",
    "events_with_expired_offers",
    "expire_offers",
    "import_lines",
    "modes_of",
    "move",
    "register",
    "transfer",
]
