"""The use cases of registration; each is one transaction."""

from .access import answer, arrange, confirm, deliver
from .change import change, transfer
from .consents import set_consent
from .drafts import drafts_expired, drop_expired_drafts, erase_drafts, keep_draft
from .entry import Entry, Support, modes_of
from .forgetting import erase
from .groups import Contact, add_guest, complete, drop_part, register_group
from .importing import import_lines
from .register import Outcome, register
from .setup import add_category, add_general_category
from .support import end_support, set_support
from .waiting_list import accept, cancel, events_with_expired_offers, expire_offers, move

__all__ = [
    "Contact",
    "Entry",
    "Outcome",
    "Support",
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
    "drafts_expired",
    "drop_expired_drafts",
    "drop_part",
    "end_support",
    "erase",
    "erase_drafts",
    "events_with_expired_offers",
    "expire_offers",
    "import_lines",
    "keep_draft",
    "modes_of",
    "move",
    "register",
    "register_group",
    "set_consent",
    "set_support",
    "transfer",
]
