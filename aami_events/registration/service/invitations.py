"""Inviting people by name: written to, reminded, withdrawn; they accept, decline, or name somebody in their place.

Whoever acts on an invitation locks its event first and reads only then: of two answers at once, the second finds the
first.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from ...events.queries import get_event, registration_state
from ...foundation import audit, clock
from ...foundation.database import db, transactional
from ...foundation.outbox import queue, withdraw
from ...foundation.settings import setting
from ...foundation.text import clean
from ...people.queries import find_organisation_id
from ..errors import InvitationUnanswerable, InvitedTwice, NotPublished, SamePerson
from ..models import Invitation, Registration
from ..queries.invitations import key_of, known
from ..queries.offer import get_offer
from ..rules.invitations import check_by_organiser, check_deed, check_rest, may_write, stands
from .entry import Entry
from .letters import write_letter
from .places import lock
from .register import Outcome, register

#: what may happen to a registration that its invitation follows
FOLLOWED = frozenset({"registration.cancelled", "registration.offer_expired", "registration.moved"})


@dataclass(frozen=True)
class Guest:
    """Whom an organiser invites; texts are cleaned when stored."""

    name: str
    email: str
    language: str
    organisation: str = ""


@transactional
def invite(event_id: int, guests: Sequence[Guest], *, answer_by: dt.datetime | None = None) -> list[int]:
    """Invite people and write to each; the ids. InvitedTwice for a name and address that are there; NotPublished."""
    lock(event_id)
    if get_event(event_id).state != "published":
        raise NotPublished
    people, made = known(event_id)[0], []
    for guest in guests:
        person = (guest.email.strip().lower(), key_of(guest.name))
        if person in people:
            raise InvitedTwice
        people.add(person)
        made.append(_insert(event_id, guest, answer_by=answer_by))
    db.session.flush()
    for row in made:
        audit.record("invitation.made", ("invitation", row.id), scope=("event", event_id))
        _write(row, "registration.invitation")
    return [row.id for row in made]


def _insert(event_id: int, guest: Guest, **facts: Any) -> Invitation:
    organisation = clean(guest.organisation)
    row = Invitation(
        event_id=event_id,
        name=clean(guest.name),
        email=guest.email.strip().lower(),
        language=guest.language,
        organisation_name=organisation,
        organisation_id=find_organisation_id(organisation),
        sort_key=key_of(guest.name),
        organisation_key=key_of(organisation),
        state="invited",
        link_version=1,
        created_at=clock.now(),
        letters=0,
        **facts,
    )
    db.session.add(row)
    return row


def _write(row: Invitation, kind: str) -> None:
    """A letter that asks for an answer, in their language."""
    row.letters, row.written_at = row.letters + 1, clock.now()
    _letter(row, kind)


def _letter(row: Invitation, kind: str) -> None:
    facts = {"invitation": row.id, "version": row.link_version}
    queue(kind, row.email, row.language, facts, subject=("invitation", row.id), scope=("event", row.event_id))


def _locked(invitation_id: int) -> Invitation:
    """The invitation, read anew after its event has been locked."""
    lock(db.session.scalars(select(Invitation.event_id).where(Invitation.id == invitation_id)).one())
    query = select(Invitation).where(Invitation.id == invitation_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def _standing(row: Invitation) -> str:
    return stands(row.state, row.answer_by, registration_state(get_offer(row.event_id).event), clock.now())


def _held(invitation_id: int, version: int, deed: str) -> Invitation:
    """The invitation for its holder; InvitationUnanswerable for an older link, or when it does not allow that."""
    row = _locked(invitation_id)
    if row.link_version != version:
        raise InvitationUnanswerable("substituted" if row.state == "substituted" else "withdrawn")
    check_deed(deed, _standing(row), substitute=row.replaces_id is not None)
    return row


def _answer(row: Invitation, state: str, action: str) -> None:
    before, row.state, row.answered_at = row.state, state, clock.now()
    row.opened_at = row.opened_at or clock.now()
    diff = {"state": [before, state]}
    audit.record(action, ("invitation", row.id), scope=("event", row.event_id), diff=diff)


@transactional
def note_opened(invitation_id: int) -> None:
    """Its holder has shown that they read it; the first time counts."""
    row = _locked(invitation_id)
    if row.opened_at is None and row.state == "invited":
        row.opened_at = clock.now()


@transactional
def accept_invitation(invitation_id: int, version: int, entry: Entry, *, form_key: str | None = None) -> Outcome:
    """Register its holder, who waits when the event is full; one registration an invitation.

    The same form sent twice registers once. InvitationUnanswerable, and what `register` refuses.
    """
    row = _locked(invitation_id)
    made = db.session.get(Registration, row.registration_id) if row.registration_id else None
    if made and form_key and made.form_key == form_key:
        return Outcome(made.id, made.state, made.link_version)
    row = _held(invitation_id, version, "accept")
    outcome = register(row.event_id, entry, form_key=form_key, invited=True)
    if outcome.repeated and not _may_adopt(row, outcome.registration_id):
        return outcome
    row.registration_id, row.note = outcome.registration_id, ""
    _answer(row, "accepted", "invitation.accepted")
    return outcome


def _may_adopt(row: Invitation, registration_id: int) -> bool:
    """Whether somebody who was registered already is this very guest, and answers no other invitation."""
    other = select(Invitation.id).where(Invitation.registration_id == registration_id, Invitation.id != row.id)
    mine = db.session.get_one(Registration, registration_id).email == row.email
    return mine and db.session.scalar(other) is None


@transactional
def send_registration(invitation_id: int) -> None:
    """Write to whoever holds the registration of an accepted invitation; nothing happens without one."""
    row = _locked(invitation_id)
    made = db.session.get(Registration, row.registration_id) if row.registration_id else None
    if made and row.state == "accepted" and made.email:
        write_letter(f"registration.{made.state}", made)


@transactional
def decline(invitation_id: int, version: int, *, word: str = "") -> None:
    """Say no, with a word if they like. InvitationUnanswerable."""
    row = _held(invitation_id, version, "decline")
    row.note = clean(word, keep_lines=True)
    _answer(row, "declined", "invitation.declined")


@transactional
def substitute(invitation_id: int, other: Guest, *, version: int | None = None) -> int:
    """Pass the invitation on; the id of the substitute's. The first link ends. Without `version` an organiser does it.

    InvitationUnanswerable, SamePerson. Somebody else who is invited already is not told apart: that is not for the
    holder to learn.
    """
    if version is None:
        row = _locked(invitation_id)
        check_by_organiser("substitute", row.state)
    else:
        row = _held(invitation_id, version, "substitute")
    if (other.email.strip().lower(), key_of(other.name)) == (row.email, row.sort_key):
        raise SamePerson
    withdraw(("invitation", row.id))
    row.link_version += 1
    _answer(row, "substituted", "invitation.substituted")
    next_one = replace(other, organisation=row.organisation_name)
    made = _insert(row.event_id, next_one, answer_by=row.answer_by, replaces_id=row.id)
    db.session.flush()
    audit.record("invitation.made", ("invitation", made.id), scope=("event", row.event_id))
    _write(made, "registration.invitation")
    _letter(row, "registration.invitation_passed_on")
    return made.id


@transactional
def withdraw_invitation(event_id: int, invitation_id: int) -> None:
    """An organiser takes it back: its link ends, and a letter that has not gone stays. InvitationUnanswerable."""
    row = _of_event(event_id, invitation_id)
    check_by_organiser("withdraw", row.state)
    withdraw(("invitation", row.id))
    row.link_version += 1
    before, row.state = row.state, "withdrawn"
    diff = {"state": [before, row.state]}
    audit.record("invitation.withdrawn", ("invitation", row.id), scope=("event", event_id), diff=diff)


def _of_event(event_id: int, invitation_id: int) -> Invitation:
    row = _locked(invitation_id)
    if row.event_id != event_id:
        raise LookupError(invitation_id)
    return row


@transactional
def write_again(event_id: int, invitation_id: int) -> None:
    """Send the invitation anew. InvitationUnanswerable; TooSoon within INVITATION_REST_HOURS of the last letter."""
    row = _of_event(event_id, invitation_id)
    check_by_organiser("write", row.state)
    check_rest(row.written_at, setting("INVITATION_REST_HOURS"), clock.now())
    _write(row, "registration.invitation")
    audit.record("invitation.sent_again", ("invitation", row.id), scope=("event", event_id))


@transactional
def remind_all(event_id: int) -> tuple[int, int]:
    """Remind everyone who may still answer and has not; (how many, how many were written to too short a while ago)."""
    lock(event_id)
    query = select(Invitation).where(Invitation.event_id == event_id, Invitation.state == "invited")
    rows = [row for row in db.session.scalars(query.order_by(Invitation.id)) if _standing(row) in {"open", "early"}]
    hours, now = setting("INVITATION_REST_HOURS"), clock.now()
    due = [row for row in rows if may_write(row.written_at, hours, now)]
    for row in due:
        _write(row, "registration.invitation_reminder")
        audit.record("invitation.reminded", ("invitation", row.id), scope=("event", event_id))
    return len(due), len(rows) - len(due)


def follow(registration_id: int, action: str) -> None:
    """What becomes of a registration becomes of its invitation: cancelled is declined, confirmed again is accepted.

    In the caller's transaction, which has locked the event.
    """
    if action not in FOLLOWED:
        return
    answered = (Invitation.registration_id == registration_id, Invitation.state.in_(("accepted", "declined")))
    row = db.session.scalar(select(Invitation).where(*answered))
    if row is None:
        return
    gone = db.session.get_one(Registration, registration_id).state == "cancelled"
    state = "declined" if gone else "accepted"
    if row.state != state:
        _answer(row, state, f"invitation.{state}")
