"""What a form, an import or an organiser says of one registration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select

from ...events.models import Event
from ...foundation import clock
from ...foundation.database import db, insert_rows
from ...foundation.text import clean, fold, sort_key
from ...people.queries import find_organisation_id, find_region_of
from ..models import AccessRequest, Answer, Consent, Registration, SearchWord
from ..rules import PURPOSES

#: fields whose values an audit diff must not show
SENSITIVE = frozenset({"access_needs", "answers", "email", "name", "badge_name", "pronouns"})


@dataclass(frozen=True)
class Entry:
    """A registration as it is asked for; texts are cleaned, the address is in lower case."""

    name: str
    email: str
    language: str
    category: str | None = None
    badge_name: str = ""
    pronouns: str = ""
    organisation: str = ""
    province: str | None = None
    region: str | None = None
    mode: str = "in_person"
    first_time: bool | None = None
    parts: tuple[int, ...] = ()
    #: {question version: value}
    answers: Mapping[int, Any] = field(default_factory=dict)
    #: {purpose: yes or no}
    consents: Mapping[str, bool] = field(default_factory=dict)
    access_needs: str = ""
    #: comes to the general meeting as their organisation's voting delegate
    delegate: bool = False


def write_person(registration: Registration, entry: Entry) -> None:
    """Who it is: names, address, organisation, region, and what they are sorted and found by."""
    registration.name = clean(entry.name)
    registration.badge_name = clean(entry.badge_name)
    registration.pronouns = clean(entry.pronouns)
    registration.email = entry.email.strip().lower()
    registration.organisation_name = clean(entry.organisation)
    registration.organisation_id = find_organisation_id(entry.organisation)
    registration.province = entry.province or None
    registration.region = entry.region or find_region_of(entry.province)
    registration.language = entry.language
    registration.mode = entry.mode
    registration.first_time = entry.first_time
    registration.sort_key = sort_key(registration.name)[:200]


def write_search_words(registration: Registration, *, fresh: bool) -> None:
    """What the list finds this person by; the registration has been flushed."""
    if not fresh:
        db.session.execute(delete(SearchWord).where(SearchWord.registration_id == registration.id))
    texts = (registration.name, registration.badge_name, registration.organisation_name, registration.email)
    words = {word[:60] for text in (*texts, registration.code) for word in fold(text).split()}
    same = {"registration_id": registration.id, "event_id": registration.event_id}
    insert_rows(SearchWord, [{**same, "word": word} for word in sorted(words)])


def write_words(registration: Registration, entry: Entry, *, fresh: bool) -> None:
    """What they said: answers, consents, access needs. A consent that did not change keeps its date."""
    if not fresh:
        db.session.execute(delete(Answer).where(Answer.registration_id == registration.id))
    for version_id, value in entry.answers.items():
        db.session.add(Answer(registration_id=registration.id, version_id=version_id, value=value))
    _access(registration, clean(entry.access_needs, keep_lines=True), fresh=fresh)
    rows = [] if fresh else db.session.query(Consent).filter_by(registration_id=registration.id).all()
    held = {row.purpose: row for row in rows}
    for purpose in PURPOSES:
        _consent(registration, purpose, entry.consents.get(purpose, False), held.get(purpose), entry.language)


def _access(registration: Registration, needs: str, *, fresh: bool) -> None:
    """A need that is said otherwise waits in the queue again; what was arranged for it stays."""
    query = select(AccessRequest).where(AccessRequest.registration_id == registration.id)
    held = None if fresh else db.session.scalar(query)
    if held is None:
        if needs:
            db.session.add(AccessRequest(registration_id=registration.id, text=needs, asked_at=clock.now()))
    elif not needs:
        db.session.delete(held)
    elif held.text != needs:
        held.text, held.asked_at, held.answered_at = needs, clock.now(), None


def _consent(registration: Registration, purpose: str, given: bool, held: Consent | None, language: str) -> None:
    if held is None and given:
        row = Consent(registration_id=registration.id, purpose=purpose, given=True, language=language, at=clock.now())
        db.session.add(row)
    elif held is not None and held.given != given:
        held.given, held.language, held.at = given, language, clock.now()


def modes_of(event: Event) -> tuple[str, ...]:
    """How one can take part."""
    return ("in_person", "online") if event.mode == "hybrid" else (event.mode,)
