"""The use cases of registration; each is one transaction."""

from .change import change, transfer
from .consents import set_consent
from .entry import Entry, modes_of
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
    "events_with_expired_offers",
    "expire_offers",
    "import_lines",
    "modes_of",
    "move",
    "register",
    "set_consent",
    "transfer",
]
