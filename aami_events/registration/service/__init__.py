"""The use cases of registration; each is one transaction."""

from .access import answer, arrange, confirm, deliver
from .categories import (
    CategorySaid,
    change_category,
    create_category,
    move_category,
    offer_category,
    retire_category,
)
from .change import change, correct_name, transfer
from .cloning import copy_form
from .consents import set_consent
from .drafts import drafts_expired, drop_expired_drafts, erase_drafts, keep_draft
from .entry import Entry, Support, modes_of
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
from .support import end_support, set_support
from .telling import hearers, tell
from .waiting_list import accept, cancel, events_with_expired_offers, expire_offers, move, serve

__all__ = [
    "CategorySaid",
    "Contact",
    "Entry",
    "Guest",
    "Outcome",
    "Support",
    "accept",
    "accept_invitation",
    "add_category",
    "add_general_category",
    "add_guest",
    "add_question",
    "answer",
    "arrange",
    "ask_question_again",
    "cancel",
    "change",
    "change_category",
    "change_question",
    "complete",
    "confirm",
    "copy_form",
    "correct_name",
    "create_category",
    "decline",
    "deliver",
    "drafts_expired",
    "drop_expired_drafts",
    "drop_part",
    "end_support",
    "erase",
    "erase_drafts",
    "events_with_expired_offers",
    "expire_offers",
    "hearers",
    "import_lines",
    "invite",
    "keep_draft",
    "modes_of",
    "move",
    "move_category",
    "move_question",
    "note_opened",
    "offer_category",
    "register",
    "register_group",
    "remind_all",
    "retire_category",
    "retire_question",
    "send_registration",
    "serve",
    "set_consent",
    "set_support",
    "substitute",
    "tell",
    "transfer",
    "withdraw_invitation",
    "write_again",
]
