"""Texts of events: written version by version, required before an event is published."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from ...foundation import audit, clock
from ...foundation.bilingual import Bilingual
from ...foundation.database import db, transactional
from ...foundation.text import clean
from ..errors import ContactWrong, TextChanged, TextEmpty, TextKindUnknown, TextsMissing, TextTooLong
from ..models import Event, EventText, EventTextVersion
from ..queries.texts import current_text, missing_texts, text_states
from ..rules.texts import CONTACTS, MOST_CONTACT, MOST_NOTE, MOST_TEXT, TEXT_KINDS, Contact, contact_faults


@dataclass(frozen=True)
class TextEntry:
    """A text as somebody writes it."""

    fr: str = ""
    en: str = ""
    #: what changed
    note: str = ""
    contacts: tuple[Contact, ...] = ()
    #: the author has compared the two sides: neither is older than the other
    agree: bool = False


@transactional
def write_text(event_id: int, kind: str, entry: TextEntry, *, base: int, author_id: int | None = None) -> int:
    """Write a version if something changed; the number of the version in force.

    `base` is the number that the author has read, 0 for none. TextKindUnknown, TextEmpty, TextTooLong, ContactWrong;
    TextChanged when somebody wrote one since; TextsMissing when it would take from a published event what it needs.
    """
    if kind not in TEXT_KINDS:
        raise TextKindUnknown(kind)
    event = _locked(event_id)
    current = _read(event_id, kind, base)
    text, contacts = _text(entry, current), _contacts(kind, entry)
    return _write(
        event, current, EventTextVersion(text=text, contacts=contacts, note=_note(entry.note)), kind, author_id
    )


@transactional
def translate_text(event_id: int, kind: str, text: Bilingual, *, base: int) -> int:
    """Write a version that says just this, with the contacts as they were: a translation that its author approved.

    Whoever acts is its author. The number of the version in force; TextChanged, TextsMissing as `write_text`.
    """
    event = _locked(event_id)
    current = _read(event_id, kind, base)
    contacts = list(current.contacts) if current else []
    return _write(event, current, EventTextVersion(text=text, contacts=contacts, note=""), kind, audit.actor().id)


def _read(event_id: int, kind: str, base: int) -> EventTextVersion | None:
    current = current_text(event_id, kind)
    in_force = current.number if current else 0
    if base != in_force:
        raise TextChanged(in_force)
    return current


def _note(text: str) -> str:
    return clean(text)[:MOST_NOTE]


def _write(
    event: Event, current: EventTextVersion | None, version: EventTextVersion, kind: str, author_id: int | None
) -> int:
    in_force = current.number if current else 0
    if current and (version.text, version.contacts) == (current.text, current.contacts):
        return in_force
    whole = event.state != "draft" and not _blocks(event, kind)
    version.author_id = author_id
    _add(event.id, kind, version)
    if whole and _blocks(event, kind):
        raise TextsMissing((kind,))
    diff = {"version": [in_force or None, version.number]}
    audit.record(f"event.text_{kind}", ("event", event.id), scope=("event", event.id), diff=diff)
    return version.number


def _blocks(event: Event, kind: str) -> bool:
    return any(row.kind == kind and row.blocks for row in text_states(event))


def _locked(event_id: int) -> Event:
    """The event, with nobody else at its texts until the end; registrations are not held up."""
    query = select(Event).where(Event.id == event_id).with_for_update(key_share=True)
    return db.session.scalars(query).one()


def _text(entry: TextEntry, current: EventTextVersion | None) -> Bilingual:
    sides = {"fr": clean(entry.fr, keep_lines=True), "en": clean(entry.en, keep_lines=True)}
    if not any(sides.values()):
        raise TextEmpty
    if any(len(side) > MOST_TEXT for side in sides.values()):
        raise TextTooLong
    text = current.text.revise(**sides) if current else Bilingual(sides)
    return Bilingual(text.texts()) if entry.agree else text


def _contacts(kind: str, entry: TextEntry) -> list[dict[str, str]]:
    if kind != "care_protocol":
        return []
    rows = [
        Contact(**{name: clean(value)[:MOST_CONTACT] for name, value in asdict(contact).items()})
        for contact in entry.contacts[:CONTACTS]
    ]
    faults = [(number, what) for number, row in enumerate(rows, 1) for what in contact_faults(row)]
    if faults:
        raise ContactWrong(faults)
    return [asdict(row) for row in rows if row != Contact()]


def _add(event_id: int, kind: str, version: EventTextVersion) -> None:
    row = db.session.query(EventText).filter_by(event_id=event_id, kind=kind).first()
    if row is None:
        row = EventText(event_id=event_id, kind=kind, version=0)
        db.session.add(row)
    row.version += 1
    db.session.flush()
    version.text_id, version.number, version.at = row.id, row.version, clock.now()
    db.session.add(version)
    db.session.flush()


@transactional
def load_texts(event_id: int, texts: Mapping[str, Mapping[str, Any]]) -> int:
    """Write the texts of kinds that the event does not have, {kind: {"fr", "en", "contacts"}}; how many."""
    made = 0
    for kind, facts in texts.items():
        if current_text(event_id, kind) is None:
            contacts = tuple(Contact(**row) for row in facts.get("contacts", ()))
            write_text(event_id, kind, TextEntry(facts["fr"], facts["en"], contacts=contacts), base=0)
            made += 1
    return made


def check_texts(event_id: int) -> None:
    """TextsMissing, with the kinds, while a text that the event must have is not whole in both languages."""
    missing = missing_texts(event_id)
    if missing:
        raise TextsMissing(tuple(row.kind for row in missing))
