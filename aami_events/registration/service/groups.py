"""Several people at once: a contact registers colleagues, and each says for themself what only they can say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from ...foundation import audit, clock, points
from ...foundation.database import db, transactional
from ...foundation.outbox import queue
from ...foundation.text import clean
from ..errors import (
    AlreadyCancelled,
    FollowsAnother,
    GuestRefused,
    LastPart,
    MembersOnly,
    NobodyNamed,
    NoSession,
    SessionsOverlap,
    UnknownCategory,
    UnknownPart,
)
from ..models import Group, Registration
from ..queries.drafts import find_draft_of
from ..queries.support import find_support
from ..rules import HOLDING
from .drafts import drop_draft
from .entry import Entry, write_person, write_search_words, write_words
from .following import bring, follow
from .letters import write_letter
from .places import give_back, lock
from .register import Outcome, register
from .waiting_list import locked, serve_queue

#: why one of several people is refused
REFUSED = (MembersOnly, UnknownCategory, UnknownPart, NoSession, SessionsOverlap)


@dataclass(frozen=True)
class Contact:
    """Who registers the others; texts are cleaned, the address is in lower case when stored."""

    name: str
    email: str
    organisation: str
    language: str


@transactional
def register_group(event_id: int, contact: Contact, guests: Sequence[Entry], *, form_key: str | None = None) -> int:
    """Register everyone or nobody; the group's id. A guest without an address of their own has the contact's.

    Each gets what is free, as if they had come alone. Guests with an address are written to; the contact gets one
    summary. NobodyNamed; GuestRefused for the first who cannot be registered; RegistrationClosed.
    """
    lock(event_id)
    made: int | None = db.session.scalar(select(Group.id).where(Group.form_key == form_key)) if form_key else None
    drop_draft(find_draft_of(form_key))
    if made:
        return made
    if not guests:
        raise NobodyNamed
    group = Group(
        event_id=event_id,
        contact_name=clean(contact.name),
        contact_email=contact.email.strip().lower(),
        organisation_name=clean(contact.organisation),
        language=contact.language,
        form_key=form_key,
        created_at=clock.now(),
    )
    db.session.add(group)
    db.session.flush()
    for position, entry in enumerate(guests):
        _add(group, entry, position)
    _note(group, "group.created")
    write_summary(group)
    return group.id


@transactional
def add_guest(group_id: int, entry: Entry, *, form_key: str | None = None) -> Outcome:
    """One more colleague; the same form sent twice adds one. GuestRefused, RegistrationClosed."""
    group = db.session.get_one(Group, group_id)
    lock(group.event_id)
    outcome = _add(group, entry, 0, form_key=form_key)
    write_summary(group)
    return outcome


def _add(group: Group, entry: Entry, position: int, *, form_key: str | None = None) -> Outcome:
    email = entry.email.strip().lower() or group.contact_email
    whole = replace(entry, email=email, organisation=entry.organisation or group.organisation_name)
    try:
        outcome = register(group.event_id, whole, group_id=group.id, form_key=form_key, letter=False)
    except REFUSED as refusal:
        raise GuestRefused(position) from refusal
    if not outcome.repeated and email != group.contact_email:
        write_letter("registration.guest", db.session.get_one(Registration, outcome.registration_id))
    return outcome


def write_summary(group: Group) -> None:
    """Queue the letter that tells the contact how everyone stands."""
    queue(
        "registration.group",
        group.contact_email,
        group.language,
        {"group": group.id, "version": group.link_version},
        subject=("group", group.id),
        scope=("event", group.event_id),
    )


def _note(group: Group, action: str) -> None:
    audit.record(action, ("group", group.id), scope=("event", group.event_id))


@transactional
def complete(registration_id: int, entry: Entry) -> int:
    """Write what only the guest or the support person can say; the new version of their link. AlreadyCancelled.

    A guest's name, category and activities stay as the contact chose them; a support person says their name too. The
    copy of the link that somebody handed on ends here.
    """
    registration = locked(registration_id)
    if registration.state == "cancelled":
        raise AlreadyCancelled
    own = replace(
        entry,
        name=(registration.supports_id and entry.name) or registration.name,
        email=entry.email.strip() or registration.email,
        organisation=registration.organisation_name,
        province=entry.province or registration.province,
        region=entry.region or registration.region,
        mode=registration.mode,
    )
    write_person(registration, own)
    write_words(registration, own, fresh=False)
    registration.own_part_at = registration.changed_at = clock.now()
    registration.link_version += 1
    db.session.flush()
    write_search_words(registration, fresh=False)
    scope = ("event", registration.event_id)
    audit.record("registration.completed", ("registration", registration.id), scope=scope)
    points.registration_changed(registration.id, "registration.completed")
    if entry.support and registration.supports_id is None and find_support(registration.id) is None:
        bring(registration, entry.support)
    if registration.supports_id is not None:
        write_letter("registration.support", registration)
    elif registration.has_own_address:
        write_letter(f"registration.{registration.state}", registration)
    return registration.link_version


@transactional
def drop_part(registration_id: int, part_id: int) -> None:
    """Leave one activity and keep the rest; its place goes to whoever waits. Nothing happens if it was not chosen.

    AlreadyCancelled; LastPart when someone who comes for the general meeting alone, or for a series, would be left
    with nothing; FollowsAnother for a support person.
    """
    registration = locked(registration_id)
    if registration.supports_id is not None:
        raise FollowsAnother
    if registration.state == "cancelled":
        raise AlreadyCancelled
    row = next((row for row in registration.parts if row.part_id == part_id), None)
    if row is None:
        return
    alone = registration.category.agm_only or registration.event.kind == "series"
    if alone and len(registration.parts) == 1:
        raise LastPart
    if registration.state in HOLDING and row.state == "confirmed":
        give_back([row.part.places_id])
    registration.parts.remove(row)
    registration.changed_at = clock.now()
    scope = ("event", registration.event_id)
    diff = {"parts": [[part_id], []]}
    audit.record("registration.part_dropped", ("registration", registration.id), scope=scope, diff=diff)
    points.registration_changed(registration.id, "registration.part_dropped")
    follow(registration)
    serve_queue(registration.event)
