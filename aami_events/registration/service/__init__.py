"""The use cases of registration; each is one transaction."""

from .access import answer, arrange, confirm, deliver
from .change import change, transfer
from .consents import set_consent
from .entry import Entry, modes_of
from .forgetting import erase
from .groups import Contact, add_guest, complete, drop_part, register_group
from .importing import import_lines
from .invitations import (
    Guest,
    accept_invitation,
    decline,
    invite,
    note_opened,
    remind_all,
    send_registration,
    substitute,
    withdraw_invitation,
    write_again,
)
from .register import Outcome, register
from .setup import add_category, add_general_category
from .waiting_list import accept, cancel, events_with_expired_offers, expire_offers, move

__all__ = [
    "Contact",
    "Entry",
    "Guest",
    "Outcome",
    "accept",
    "accept_invitation",
    "add_category",
    "add_general_category",
    "add_guest",
    "answer",
    "arrange",
    "cancel",
    "change",
    "complete",
    "confirm",
    "decline",
    "deliver",
    "drop_part",
    "erase",
    "events_with_expired_offers",
    "expire_offers",
    "import_lines",
    "invite",
    "modes_of",
    "move",
    "note_opened",
    "register",
    "register_group",
    "remind_all",
    "send_registration",
    "set_consent",
    "substitute",
    "transfer",
    "withdraw_invitation",
    "write_again",
]
