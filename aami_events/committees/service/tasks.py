"""What a committee has to do: written down, given to somebody, done."""

import datetime as dt
from dataclasses import dataclass

from ...foundation import clock
from ...foundation.database import db, transactional
from ...foundation.text import clean
from .. import queries
from ..errors import CommitteeWrong, NotThere
from ..models import Task
from ..rules import SEATED
from .common import check_base, lock, note


@dataclass(frozen=True)
class TaskEntry:
    """A task as somebody writes it, in their language."""

    title: str
    language: str
    note: str = ""
    owner_id: int | None = None
    due_on: dt.date | None = None


@transactional
def add_task(committee_id: int, entry: TaskEntry) -> int:
    """A new task; its id. CommitteeWrong."""
    lock(committee_id)
    row = Task(committee_id=committee_id, created_at=clock.now())
    _write(row, entry)
    db.session.add(row)
    db.session.flush()
    note("committee.task_added", "committee_task", row, committee_id)
    return row.id


@transactional
def change_task(committee_id: int, task_id: int, entry: TaskEntry, *, base: int) -> None:
    """Write a task. NotThere, Overtaken, CommitteeWrong."""
    row = _found(committee_id, task_id)
    check_base(row, base)
    _write(row, entry)
    row.revision += 1
    note("committee.task_changed", "committee_task", row, committee_id)


@transactional
def set_done(committee_id: int, task_id: int, *, done: bool) -> None:
    """Tick it, or take the tick back; again changes nothing. NotThere."""
    row = _found(committee_id, task_id)
    if bool(row.done_at) != done:
        row.done_at = clock.now() if done else None
        row.revision += 1
        note("committee.task_done" if done else "committee.task_open", "committee_task", row, committee_id)


@transactional
def remove_task(committee_id: int, task_id: int) -> None:
    """Take it out. NotThere."""
    row = _found(committee_id, task_id)
    note("committee.task_removed", "committee_task", row, committee_id)
    db.session.delete(row)


def _found(committee_id: int, task_id: int) -> Task:
    lock(committee_id)
    row = queries.find_task(committee_id, task_id)
    if row is None:
        raise NotThere
    return row


def _write(row: Task, entry: TaskEntry) -> None:
    title = clean(entry.title)
    faults = [] if title else [("title", "title_missing")]
    if entry.owner_id is not None and not sits(row.committee_id, entry.owner_id):
        faults.append(("owner", "owner"))
    if faults:
        raise CommitteeWrong(faults)
    row.title, row.language = title, entry.language
    row.note = clean(entry.note, keep_lines=True)
    row.owner_id, row.due_on = entry.owner_id, entry.due_on


def sits(committee_id: int, member_id: int) -> bool:
    """Whether somebody sits there or may still take their seat: who may be given something to do."""
    member = queries.find_member(committee_id, member_id)
    return member is not None and member.state in SEATED
