"""Announcements: what is said in public, on which day, in both languages."""

import datetime as dt
from dataclasses import dataclass, field

from ...foundation.bilingual import Written
from ...foundation.database import db, transactional
from ..errors import CommitteeWrong, NotThere
from ..models import Announcement
from ..queries import work
from ..rules import check_announcement
from .common import check_base, lock, note
from .tasks import sits


@dataclass(frozen=True)
class AnnouncementEntry:
    """An announcement as somebody writes it."""

    title: Written = field(default_factory=Written)
    text: Written = field(default_factory=Written)
    due_on: dt.date | None = None
    channel: str = "newsletter"
    state: str = "planned"
    owner_id: int | None = None


@transactional
def add_announcement(committee_id: int, entry: AnnouncementEntry) -> int:
    """A new one; its id. CommitteeWrong."""
    lock(committee_id)
    row = Announcement(committee_id=committee_id)
    _write(row, entry)
    db.session.add(row)
    db.session.flush()
    note("announcement.added", "announcement", row, committee_id)
    return row.id


@transactional
def change_announcement(committee_id: int, announcement_id: int, entry: AnnouncementEntry, *, base: int) -> None:
    """Write it. NotThere, Overtaken, CommitteeWrong."""
    row = _found(committee_id, announcement_id)
    check_base(row, base)
    before = row.state
    _write(row, entry)
    row.revision += 1
    note("announcement.changed", "announcement", row, committee_id, {"state": [before, row.state]})


@transactional
def remove_announcement(committee_id: int, announcement_id: int) -> None:
    """Take it out of the calendar. NotThere."""
    row = _found(committee_id, announcement_id)
    note("announcement.removed", "announcement", row, committee_id)
    db.session.delete(row)


def _found(committee_id: int, announcement_id: int) -> Announcement:
    lock(committee_id)
    row = work.find_announcement(committee_id, announcement_id)
    if row is None:
        raise NotThere
    return row


def _write(row: Announcement, entry: AnnouncementEntry) -> None:
    title, text = entry.title.cleaned(), entry.text.cleaned(lines=True)
    titles, texts = ([side for side in (words.fr, words.en) if side] for words in (title, text))
    faults = check_announcement(titles, texts, entry.due_on, entry.channel, entry.state)
    if entry.owner_id is not None and not sits(row.committee_id, entry.owner_id):
        faults.append(("owner", "owner"))
    if faults or entry.due_on is None:
        raise CommitteeWrong(faults)
    row.title, row.text = title.over(row.title), text.over(row.text)
    row.due_on, row.channel, row.state, row.owner_id = entry.due_on, entry.channel, entry.state, entry.owner_id
