"""How a committee reads: set by who leads it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from ...committees.models import Committee
from ...foundation import audit
from ...foundation.bilingual import Written
from ...foundation.database import db, transactional
from ...foundation.dates import in_zone
from ..errors import AlreadyScored, NotThere, Overtaken, ProposalWrong
from ..models import Criterion, Phase, Reading
from ..queries.reading import criteria_of, find_reading, given, phases_of
from ..rules import review


@dataclass(frozen=True)
class PhaseEntry:
    """A phase as somebody writes it; moments are on the wall of the event's place."""

    name: Written = field(default_factory=Written)
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    scoring: bool = True
    discussion: bool = True
    others: str = "after"


@dataclass(frozen=True)
class CriterionEntry:
    """What to look for, what the points mean, and what it counts."""

    name: Written = field(default_factory=Written)
    guidance: Written = field(default_factory=Written)
    weight: int | None = 1


def hold(committee_id: int) -> Committee:
    """The committee, for one at a time. NotThere."""
    row = db.session.get(Committee, committee_id, with_for_update={"key_share": True}, populate_existing=True)
    if row is None or row.event is None:
        raise NotThere
    return row


def note(
    deed: str, subject: tuple[str, int], committee_id: int, diff: dict[str, Any] | None = None, **more: Any
) -> None:
    """A line in the committee's history."""
    audit.record(deed, subject, scope=("committee", committee_id), diff=diff, **more)


@transactional
def set_reading(committee_id: int, *, blind: bool, sealed: bool, readers: int | None, base: int) -> None:
    """With or without names and means, and by how many. Overtaken, ProposalWrong."""
    hold(committee_id)
    row = find_reading(committee_id)
    if (row.revision if row else 0) != base:
        raise Overtaken(row.revision if row else 0)
    if readers is None or not 1 <= readers <= review.MOST_READERS:
        raise ProposalWrong([("readers", "readers")])
    if row is None:
        row = Reading(committee_id=committee_id, blind=False, sealed=False, readers=3)
        db.session.add(row)
    diff = audit.difference(_plain(row), {"blind": blind, "sealed": sealed, "readers": readers})
    row.blind, row.sealed, row.readers, row.revision = blind, sealed, readers, base + 1
    note("reading.set", ("committee", committee_id), committee_id, diff)


def _plain(row: Reading) -> dict[str, Any]:
    return {"blind": row.blind, "sealed": row.sealed, "readers": row.readers}


@transactional
def save_phase(committee_id: int, entry: PhaseEntry, phase_id: int | None = None) -> int:
    """Write a phase, or a new one; its id. NotThere, ProposalWrong."""
    committee = hold(committee_id)
    zone = committee.event.zone if committee.event else "UTC"
    rows = {row.id: row for row in phases_of(committee_id)}
    if phase_id is not None and phase_id not in rows:
        raise NotThere
    starts, ends = (in_zone(at, zone) if at else None for at in (entry.starts, entry.ends))
    name = entry.name.cleaned()
    beside = [row for row in rows.values() if row.id != phase_id]
    faults = review.check_phase([text for text in (name.fr, name.en) if text], starts, ends, entry.others, beside)
    if faults or starts is None or ends is None:
        raise ProposalWrong(faults)
    row = rows[phase_id] if phase_id is not None else Phase(committee_id=committee_id)
    row.name = name.over(row.name)
    row.starts_at, row.ends_at, row.others = starts, ends, entry.others
    row.scoring, row.discussion = entry.scoring, entry.discussion
    db.session.add(row)
    db.session.flush()
    note("reading.phase", ("reading_phase", row.id), committee_id)
    return row.id


@transactional
def save_criterion(committee_id: int, entry: CriterionEntry, criterion_id: int | None = None) -> int:
    """Write a criterion, or a new one, which comes last; its id. Words may change at any time.

    NotThere, ProposalWrong; AlreadyScored for a new one or another weight once a review was given.
    """
    hold(committee_id)
    row = _criterion(committee_id, criterion_id)
    name = entry.name.cleaned()
    faults = review.check_criterion([text for text in (name.fr, name.en) if text], entry.weight)
    if faults or entry.weight is None:
        raise ProposalWrong(faults)
    if row.weight != entry.weight and given(committee_id):
        raise AlreadyScored
    row.name, row.guidance = name.over(row.name), entry.guidance.cleaned(lines=True).over(row.guidance)
    row.weight = entry.weight
    db.session.add(row)
    db.session.flush()
    note("reading.criterion", ("reading_criterion", row.id), committee_id)
    return row.id


def _criterion(committee_id: int, criterion_id: int | None) -> Criterion:
    if criterion_id is None:
        last = db.session.scalar(select(func.max(Criterion.position)).where(Criterion.committee_id == committee_id))
        return Criterion(committee_id=committee_id, position=(last or 0) + 1)
    found = next((row for row in criteria_of(committee_id) if row.id == criterion_id), None)
    if found is None:
        raise NotThere
    return found


@transactional
def remove_phase(committee_id: int, phase_id: int) -> None:
    """Take a phase out. NotThere."""
    hold(committee_id)
    row = next((row for row in phases_of(committee_id) if row.id == phase_id), None)
    if row is None:
        raise NotThere
    note("reading.phase_removed", ("reading_phase", row.id), committee_id)
    db.session.delete(row)


@transactional
def remove_criterion(committee_id: int, criterion_id: int) -> None:
    """Take a criterion out. NotThere; AlreadyScored once a review was given."""
    hold(committee_id)
    row = _criterion(committee_id, criterion_id)
    if given(committee_id):
        raise AlreadyScored
    note("reading.criterion_removed", ("reading_criterion", row.id), committee_id)
    db.session.delete(row)
