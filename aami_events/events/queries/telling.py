"""What people know of an event, and what they do not know yet."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select

from ...foundation.bilingual import LANGUAGES
from ...foundation.database import db
from ...foundation.hours import hours
from ...foundation.i18n import speaking
from ...foundation.points import event_hearers
from ..models import Event, EventNotice, Part
from ..phrases import MODES
from ..rules.telling import TOLD_IN, Change, changes, concerned, mine
from . import list_with_texts
from .words import where


def facts_of(event: Event) -> dict[str, Any]:
    """What everyone who comes has to know, in words of both languages."""
    return {
        "state": event.state if event.state in ("postponed", "cancelled") else "on",
        "when": _both(lambda language: _days(event, language)),
        "where": _both(lambda _language: where(event)),
        "mode": _both(lambda _language: str(MODES[event.mode])),
        "parts": {str(part.id): _part(part) for part in event.parts},
    }


def _days(event: Event, language: str) -> str:
    days = event.span.format(language)
    span = hours(event.starts, event.ends, event.zone, None)
    return span.there if span and event.starts and event.ends and event.starts.date() == event.ends.date() else days


def _part(part: Part) -> dict[str, Any]:
    return {
        "title": part.title.texts(),
        "when": _both(lambda _language: _span(part)),
        "where": part.room.texts() if part.room else {},
        "mode": _both(lambda _language: str(MODES[part.mode])),
    }


def _span(part: Part) -> str:
    span = hours(part.starts, part.ends, part.zone, None)
    return span.there if span else ""


def _both(say: Any) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with speaking(language):
            found[language] = say(language)
    return found


def last_notices(event_ids: Collection[int]) -> dict[int, EventNotice]:
    """{event: what people were told last}; one query. Nothing of an event where nothing has changed since it was
    public."""
    newest = select(func.max(EventNotice.id)).where(EventNotice.event_id.in_(event_ids)).group_by(EventNotice.event_id)
    return {row.event_id: row for row in db.session.scalars(select(EventNotice).where(EventNotice.id.in_(newest)))}


def untold(event_ids: Collection[int]) -> Mapping[int, list[Change]]:
    """{event: what people do not know yet}, of those with something; a fixed number of queries."""
    known = last_notices(event_ids)
    found = {}
    for event in list_with_texts(known) if known else []:
        if event.state in TOLD_IN and (rows := changes(known[event.id].facts, facts_of(event))):
            found[event.id] = rows
    return found


def get_notice(notice_id: int) -> EventNotice:
    """What was told; NoResultFound."""
    return db.session.get_one(EventNotice, notice_id)


def hearers_of(event_id: int, rows: list[Change]) -> list[tuple[int, str]]:
    """(how many, in words) of whom such changes concern; nobody for none."""
    return [one for found in event_hearers(event_id, concerned(rows)) for one in found] if rows else []


def concerned_by(notice: EventNotice) -> frozenset[int] | None:
    """Of which activities people have to be told; None: everyone."""
    return concerned(Change.of(row) for row in notice.changes)


def changes_for(notice: EventNotice, parts: Collection[int]) -> list[Change]:
    """What of it concerns somebody who chose these activities."""
    return mine([Change.of(row) for row in notice.changes], parts)


def told_of(event_id: int) -> list[EventNotice]:
    """What people were told, the newest first."""
    query = select(EventNotice).where(EventNotice.event_id == event_id, EventNotice.people > 0)
    return list(db.session.scalars(query.order_by(EventNotice.id.desc()).limit(20)))
