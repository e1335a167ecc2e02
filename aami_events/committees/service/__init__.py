"""Use cases of committees."""

from .announcements import AnnouncementEntry, add_announcement, change_announcement, remove_announcement
from .cloning import copy_committees
from .committees import CommitteeEntry, begin, change
from .documents import add_document, remove_document
from .members import (
    Invited,
    Seated,
    answer,
    change_member,
    check_invitation,
    end_term,
    end_terms,
    erase_members,
    forget_members,
    invite,
    write_again,
)
from .outreach import (
    ContactEntry,
    add_contact,
    bring_members,
    change_contact,
    erase_contacts,
    forget_contacts,
    remove_contact,
)
from .tasks import TaskEntry, add_task, change_task, remove_task, set_done

__all__ = [
    "AnnouncementEntry",
    "CommitteeEntry",
    "ContactEntry",
    "Invited",
    "Seated",
    "TaskEntry",
    "add_announcement",
    "add_contact",
    "add_document",
    "add_task",
    "answer",
    "begin",
    "bring_members",
    "change",
    "change_announcement",
    "change_contact",
    "change_member",
    "change_task",
    "check_invitation",
    "copy_committees",
    "end_term",
    "end_terms",
    "erase_contacts",
    "erase_members",
    "forget_contacts",
    "forget_members",
    "invite",
    "remove_announcement",
    "remove_contact",
    "remove_document",
    "remove_task",
    "set_done",
    "write_again",
]
