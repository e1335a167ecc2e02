"""The use cases of letters to many; each is one transaction."""

from ..rules import Audience, Schedule
from .cloning import copy_mailings, shift_mailings
from .refusing import allow_again, erase_refusals, refuse
from .sending import forget_copies, plan, resume, send, send_due, stop, test, unplan
from .writing import MailingEntry, begin, change, copy, missing_for, remove

__all__ = [
    "Audience",
    "MailingEntry",
    "Schedule",
    "allow_again",
    "begin",
    "change",
    "copy",
    "copy_mailings",
    "erase_refusals",
    "forget_copies",
    "missing_for",
    "plan",
    "refuse",
    "remove",
    "resume",
    "send",
    "send_due",
    "shift_mailings",
    "stop",
    "test",
    "unplan",
]
