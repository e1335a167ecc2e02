"""A committee is set up, and its mandate changed."""

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import select

from ...events.models import Event
from ...foundation import clock
from ...foundation.bilingual import Written
from ...foundation.database import db, transactional
from ...foundation.rows import new_key
from ...plan.models import Milestone
from .. import rules
from ..errors import CommitteeWrong
from ..models import Committee
from .common import check_base, lock, note

#: first segments of addresses that lead elsewhere
RESERVED = frozenset({"invitation", "new"})


@dataclass(frozen=True)
class CommitteeEntry:
    """A committee as somebody writes it."""

    name: Written = field(default_factory=Written)
    mandate: Written = field(default_factory=Written)
    kind: str = "other"
    event_id: int | None = None
    milestone_id: int | None = None
    starts: dt.date | None = None
    ends: dt.date | None = None


@transactional
def begin(entry: CommitteeEntry, *, slug: str = "") -> int:
    """A new committee; its id. CommitteeWrong."""
    _check(entry)
    taken = set(db.session.scalars(select(Committee.slug))) | RESERVED
    row = Committee(slug=slug or new_key(entry.name.fr or entry.name.en, taken, "comite"), created_at=clock.now())
    _write(row, entry)
    db.session.add(row)
    db.session.flush()
    note("committee.begun", "committee", row, row.id)
    return row.id


@transactional
def change(committee_id: int, entry: CommitteeEntry, *, base: int) -> None:
    """Write its mandate. CommitteeWrong; Overtaken."""
    row = lock(committee_id)
    check_base(row, base)
    _check(entry)
    _write(row, entry)
    row.revision += 1
    note("committee.changed", "committee", row, row.id)


def _check(entry: CommitteeEntry) -> None:
    name = entry.name.cleaned()
    faults = rules.check_mandate([side for side in (name.fr, name.en) if side], entry.starts, entry.ends)
    if entry.kind not in rules.KINDS:
        faults.append(("kind", "kind"))
    if entry.event_id is not None and db.session.get(Event, entry.event_id) is None:
        faults.append(("event", "event"))
    if entry.milestone_id is not None and db.session.get(Milestone, entry.milestone_id) is None:
        faults.append(("milestone", "milestone"))
    if faults:
        raise CommitteeWrong(faults)


def _write(row: Committee, entry: CommitteeEntry) -> None:
    row.name = entry.name.cleaned().over(row.name)
    row.mandate = entry.mandate.cleaned(lines=True).over(row.mandate)
    row.kind, row.event_id, row.milestone_id = entry.kind, entry.event_id, entry.milestone_id
    row.starts, row.ends = entry.starts, entry.ends
