"""The use cases of registration; each is one transaction."""

from .access import answer, arrange, confirm, deliver
from .change import change, transfer
from .consents import set_consent
from .entry import Entry, modes_of
from .forgetting import erase
from .groups import Contact, add_guest, complete, drop_part, register_group
from .importing import import_lines
from .register import Outcome, register
from .setup import add_category, add_general_category
from .waiting_list import accept, cancel, events_with_expired_offers, expire_offers, move, serve

__all__ = [
    "Contact",
    "Entry",
    "Outcome",
    "accept",
    "add_category",
    "add_general_category",
    "add_guest",
    "answer",
    "arrange",
    "cancel",
    "change",
    "complete",
    "confirm",
    "deliver",
    "drop_part",
    "erase",
    "events_with_expired_offers",
    "expire_offers",
    "import_lines",
    "modes_of",
    "move",
    "register",
    "register_group",
    "serve",
    "set_consent",
    "transfer",
]
