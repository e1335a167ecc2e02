"""The call of an event: what it says, from when to when, which types and themes it offers."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from ...events.service import lock_row
from ...foundation import audit, clock
from ...foundation.bilingual import Bilingual, Written
from ...foundation.database import db, transactional
from ...foundation.dates import in_zone
from ...foundation.rows import new_key
from ...questions import service as questions
from .. import queries, rules
from ..errors import NotThere, Overtaken, ProposalWrong
from ..models import Call, Format, Track
from ..phrases import USUAL


@dataclass(frozen=True)
class CallEntry:
    """A call as somebody writes it; moments are on the wall of the event's place."""

    text: Written = field(default_factory=Written)
    opens: dt.datetime | None = None
    closes: dt.datetime | None = None


@dataclass(frozen=True)
class FormatEntry:
    """A type of session, with its length in minutes."""

    name: Written = field(default_factory=Written)
    minutes: int | None = None
    least: int | None = None
    most: int | None = None
    works: bool = False


@dataclass(frozen=True)
class TrackEntry:
    """A theme."""

    name: Written = field(default_factory=Written)
    description: Written = field(default_factory=Written)


@transactional
def set_call(event_id: int, entry: CallEntry, *, base: int) -> None:
    """Write the call; at revision 0 there was none. Overtaken, ProposalWrong."""
    event = lock_row(event_id)
    call = queries.find_call(event_id)
    if (call.revision if call else 0) != base:
        raise Overtaken(call.revision if call else 0)
    opens, closes = (in_zone(at, event.zone) if at else None for at in (entry.opens, entry.closes))
    faults = rules.check_call(opens, closes, call.closes_at if call else None, clock.now())
    if faults:
        raise ProposalWrong(faults)
    if call is None:
        call = Call(event_id=event_id, revision=0)
        db.session.add(call)
    before = {"opens": _plain(call.opens_at), "closes": _plain(call.closes_at)}
    call.text = entry.text.cleaned(lines=True).over(call.text)
    call.opens_at, call.closes_at, call.revision = opens, closes, base + 1
    db.session.flush()
    diff = audit.difference(before, {"opens": _plain(opens), "closes": _plain(closes)})
    audit.record("call.written", ("call", call.id), scope=("event", event_id), diff=diff)


def _plain(at: dt.datetime | None) -> str | None:
    return at.astimezone(dt.UTC).isoformat(timespec="minutes") if at else None


@transactional
def add_usual(event_id: int) -> int:
    """The types that most calls ask for, where the event has none of that short name; how many."""
    lock_row(event_id)
    held = set(db.session.scalars(select(Format.key).where(Format.event_id == event_id)))
    rows = [row for row in USUAL if row[0] not in held]
    for position, (key, fr, en, minutes, least, most, works) in enumerate(rows, len(held) + 1):
        name = Bilingual.of(fr=fr, en=en)
        facts = {"minutes": minutes, "least": least, "most": most, "works": works}
        db.session.add(Format(event_id=event_id, key=key, position=position, name=name, **facts))
    if rows:
        audit.record("call.formats", ("event", event_id), scope=("event", event_id), diff={"added": [0, len(rows)]})
    return len(rows)


@transactional
def save_format(event_id: int, entry: FormatEntry, format_id: int | None = None) -> int:
    """Add or change a type; its id. What was proposed as it stays so. ProposalWrong, NotThere."""
    lock_row(event_id)
    name = entry.name.cleaned()
    faults = rules.check_kind([side for side in (name.fr, name.en) if side], entry.minutes, entry.least, entry.most)
    if faults:
        raise ProposalWrong(faults)
    row = _row(Format, event_id, format_id, name, "type")
    row.minutes, row.least, row.most, row.works = entry.minutes, entry.least, entry.most, entry.works
    return _saved(row, event_id)


@transactional
def save_track(event_id: int, entry: TrackEntry, track_id: int | None = None) -> int:
    """Add or change a theme; its id. ProposalWrong, NotThere."""
    lock_row(event_id)
    name = entry.name.cleaned()
    if not (name.fr or name.en):
        raise ProposalWrong([("name", "name_missing")])
    row = _row(Track, event_id, track_id, name, "theme")
    row.description = entry.description.cleaned(lines=True).over(row.description)
    return _saved(row, event_id)


def _row(table: type[Format] | type[Track], event_id: int, row_id: int | None, name: Written, otherwise: str) -> Any:
    if row_id is not None:
        row = queries.find_row(table, event_id, row_id)
        if row is None:
            raise NotThere
    else:
        query = select(table.key, table.position).where(table.event_id == event_id)
        held = db.session.execute(query).tuples().all()
        key = new_key(name.fr or name.en, {key for key, _position in held}, otherwise)
        row = table(event_id=event_id, key=key, position=max((place for _key, place in held), default=0) + 1)
        db.session.add(row)
    row.name = name.over(row.name)
    return row


def _saved(row: Format | Track, event_id: int) -> int:
    db.session.flush()
    audit.record(f"call.{type(row).__name__.lower()}", ("event", event_id), scope=("event", event_id))
    return row.id


@transactional
def set_retired(event_id: int, kind: str, row_id: int, *, retired: bool) -> None:
    """Offer a type ("format") or theme ("track") no longer, or again. NotThere."""
    lock_row(event_id)
    row = queries.find_row({"format": Format, "track": Track}[kind], event_id, row_id)
    if row is None:
        raise NotThere
    row.retired_at = clock.now() if retired else None


@transactional
def copy_call(source_id: int, target_id: int) -> None:
    """Types, themes and questions of an event's call for its copy; the call itself is written anew."""
    for table, names in ((Format, ("minutes", "least", "most", "works")), (Track, ("description",))):
        for row in db.session.scalars(select(table).where(table.event_id == source_id, table.retired_at.is_(None))):
            facts = {name: getattr(row, name) for name in ("key", "position", "name", *names)}
            db.session.add(table(event_id=target_id, **facts))
    questions.copy_all(("call", source_id), ("call", target_id))
