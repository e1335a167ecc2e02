"""Writing the lines of an import plan; run again, it changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import select

from ...foundation.database import db, transactional
from ..models import Registration
from .entry import Entry
from .register import register
from .waiting_list import cancel

BATCH = 200
Row = tuple[Entry, str, str]


def import_lines(event_id: int, rows: Iterable[Row], progress: Callable[[int], Any] = lambda done: None) -> int:
    """Register each (entry, name elsewhere, state), 200 to a transaction; how many are new. No letters are written.

    Who is cancelled elsewhere is cancelled here and takes no place; who finds no place waits.
    """
    done = made = 0
    for batch in _batches(iter(rows)):
        made += _import_batch(event_id, batch)
        done += len(batch)
        progress(done)
    return made


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


@transactional
def _import_batch(event_id: int, rows: list[Row]) -> int:
    refs = [ref for _entry, ref, _state in rows if ref]
    query = select(Registration.source_ref).where(Registration.event_id == event_id, Registration.source_ref.in_(refs))
    known, made = set(db.session.scalars(query)), 0
    for entry, ref, state in rows:
        if ref and ref in known:
            continue
        outcome = register(event_id, entry, by_organiser=True, source="import", source_ref=ref or None, letter=False)
        if state == "cancelled":
            cancel(outcome.registration_id, letter=False, by_organiser=True)
        known.add(ref)
        made += 1
    return made
