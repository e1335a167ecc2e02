"""Reads of the texts of events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ...foundation import points
from ...foundation.content import kept
from ...foundation.database import db
from ...people.models import Person
from ..models import Event, EventText, EventTextVersion
from ..rules.texts import BLOCKING, TEXT_KINDS, TextFacts, required_kinds, text_state

PAGE = 20


@dataclass(frozen=True)
class TextState:
    """A kind of text of one event: whether and why it must have it, and how far it is."""

    kind: str
    #: key of phrases.texts.REASONS; None: the event may do without
    reason: str | None
    #: missing, one_language, contacts, stale or complete
    state: str
    version: EventTextVersion | None

    @property
    def blocks(self) -> bool:
        """Whether it keeps the event from being published."""
        return self.reason is not None and self.state in BLOCKING


def _current() -> Select[EventText, EventTextVersion]:
    here = (EventTextVersion.text_id == EventText.id) & (EventTextVersion.number == EventText.version)
    return select(EventText, EventTextVersion).join(EventTextVersion, here)


def read_texts(session: Session, event_id: int) -> dict[str, EventTextVersion]:
    """{kind: the version in force}, in the order of TEXT_KINDS; one query."""
    rows = session.execute(_current().where(EventText.event_id == event_id)).tuples()
    found = {text.kind: version for text, version in rows}
    return {kind: found[kind] for kind in TEXT_KINDS if kind in found}


def current_texts(session: Session, event_ids: Iterable[int]) -> dict[int, dict[str, EventTextVersion]]:
    """{event: {kind: the version in force}} of several events; one query."""
    found: dict[int, dict[str, EventTextVersion]] = {}
    for text, version in session.execute(_current().where(EventText.event_id.in_(event_ids))).tuples():
        found.setdefault(text.event_id, {})[text.kind] = version
    return found


def texts_of(event_id: int) -> dict[str, EventTextVersion]:
    """The same, kept until content changes: read-only."""
    return kept(("texts", event_id), lambda session: read_texts(session, event_id))


def is_priced(event_id: int) -> bool:
    """Whether a category of the event costs something, as the features above know."""
    return any(event_id in paid for paid in points.paid_events([event_id]))


def text_states(event: Event) -> list[TextState]:
    """Every kind of text, what the event must have first among them as they stand in TEXT_KINDS; two queries."""
    return _states(event.mode, is_priced(event.id), read_texts(db.session(), event.id))


def _states(mode: str, priced: bool, found: dict[str, EventTextVersion]) -> list[TextState]:
    required = required_kinds(TextFacts(mode, priced))
    rows = []
    for kind in TEXT_KINDS:
        version = found.get(kind)
        state = "missing"
        if version is not None:
            state = text_state(kind, version.text.missing(), bool(version.text.stale), version.people)
        rows.append(TextState(kind, required.get(kind), state, version))
    return rows


def missing_texts(event_id: int) -> list[TextState]:
    """What keeps the event from being published, of its texts; empty when all is there in both languages."""
    return [row for row in text_states(db.session.get_one(Event, event_id)) if row.blocks]


def missing_counts(events: Sequence[Event]) -> dict[int, int]:
    """{event: how many texts keep it from being published}; two queries, kept until content changes."""
    modes = tuple(sorted((event.id, event.mode) for event in events))
    return kept(("missing texts", modes), lambda session: _missing_counts(session, modes))


def _missing_counts(session: Session, modes: Sequence[tuple[int, str]]) -> dict[int, int]:
    ids = [number for number, _mode in modes]
    priced = {number for paid in points.paid_events(ids) for number in paid}
    written = current_texts(session, ids)
    return {
        number: sum(row.blocks for row in _states(mode, number in priced, written.get(number, {})))
        for number, mode in modes
    }


def current_text(event_id: int, kind: str) -> EventTextVersion | None:
    """The version in force, read now."""
    here = EventTextVersion.number == EventText.version
    return db.session.scalar(_of(event_id, kind).where(here))


def _of(event_id: int, kind: str) -> Select[EventTextVersion]:
    query = select(EventTextVersion).join(EventText, EventText.id == EventTextVersion.text_id)
    return query.where(EventText.event_id == event_id, EventText.kind == kind)


def versions_of(event_id: int, kind: str, before: int | None = None, size: int = PAGE) -> list[EventTextVersion]:
    """Versions, newest first; `before` a number for the next page."""
    query = _of(event_id, kind).order_by(EventTextVersion.number.desc()).limit(size)
    return list(db.session.scalars(query.where(EventTextVersion.number < before) if before else query))


def find_version(event_id: int, kind: str, number: int) -> EventTextVersion | None:
    """A version of an event's text by its number."""
    return db.session.scalar(_of(event_id, kind).where(EventTextVersion.number == number))


def kinds_of_versions(event_id: int, ids: Iterable[int]) -> dict[int, str]:
    """{version: kind} of those versions that are this event's, in force or not; one query."""
    query = select(EventTextVersion.id, EventText.kind).join(EventText, EventText.id == EventTextVersion.text_id)
    wanted = query.where(EventText.event_id == event_id, EventTextVersion.id.in_(sorted(ids)))
    return dict(db.session.execute(wanted).tuples().all())


def events_with(kind: str, besides: int) -> list[Event]:
    """Events, newest first, that have a text of this kind, besides one."""
    query = select(Event).join(EventText, EventText.event_id == Event.id)
    return list(db.session.scalars(query.where(EventText.kind == kind, Event.id != besides).order_by(Event.id.desc())))


def author_names(versions: Iterable[EventTextVersion | None]) -> dict[int, str]:
    """{account: name} of who wrote these; one query."""
    ids = {version.author_id for version in versions if version and version.author_id}
    return dict(db.session.execute(select(Person.id, Person.name).where(Person.id.in_(sorted(ids)))).tuples().all())
