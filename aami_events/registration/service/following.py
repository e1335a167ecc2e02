"""A support person follows the one they support: no place of their own, the same state, the same parts.

Everything here runs in the transaction of whoever changed the supported registration, with the event locked.
"""

from ...foundation import audit, clock, points
from ...foundation.database import db
from ..models import Registration, RegistrationPart
from ..queries.support import find_support
from ..rules import new_code
from ..rules.support import followed
from .entry import Entry, Support, write_person, write_search_words, write_words
from .letters import write_letter


def bring(registration: Registration, support: Support, *, letter: bool = True) -> Registration:
    """A support person for somebody who has none; they are told if they have an address."""
    row = Registration(
        event_id=registration.event_id,
        category_id=registration.category_id,
        supports_id=registration.id,
        code=new_code(),
        state=registration.state,
        link_version=1,
        source=registration.source,
        created_at=clock.now(),
        changed_at=clock.now(),
    )
    entry = write_who(row, registration, support)
    db.session.add(row)
    db.session.flush()
    _keep_parts(row, registration)
    write_words(row, entry, fresh=True)
    write_search_words(row, fresh=True)
    note(row, "registration.created", None)
    if letter:
        write_letter("registration.support", row)
    return row


def write_who(row: Registration, registration: Registration, support: Support) -> Entry:
    """Write who it is, as the person they support says it; unnamed they stand beside that person in the list."""
    entry = Entry(
        name=support.name,
        email=support.email,
        sms=support.sms,
        language=row.language or registration.language,
        mode=registration.mode,
        access_needs=support.needs,
    )
    write_person(row, entry)
    row.sort_key = row.sort_key or registration.sort_key
    return entry


def follow(registration: Registration) -> None:
    """Bring the support person of a registration in step with it, and tell them what concerns them."""
    row = find_support(registration.id)
    if row is None:
        return
    before, state = row.state, followed(row.state, registration.state)
    if state == "cancelled":
        end(row)
        return
    row.state, row.category_id, row.mode = state, registration.category_id, registration.mode
    row.sort_key = row.sort_key if row.name else registration.sort_key
    moved = _keep_parts(row, registration)
    if state != before or moved:
        row.changed_at = clock.now()
        note(row, "registration.followed", before)
        if state != "offered":  # there is nothing for them to answer
            write_letter("registration.support", row)


def end(row: Registration, reason: str = "") -> None:
    """They are no longer expected, and are told."""
    before = row.state
    for part in row.parts:
        part.state = "waiting"
    row.state, row.cancelled_at, row.changed_at = "cancelled", clock.now(), clock.now()
    note(row, "registration.cancelled", before, reason)
    write_letter("registration.cancelled", row)


def _keep_parts(row: Registration, registration: Registration) -> bool:
    wanted = {part.part_id: part.state for part in registration.parts}
    held = {part.part_id: part for part in row.parts}
    if {number: part.state for number, part in held.items()} == wanted:
        return False
    for number in held.keys() - wanted.keys():
        row.parts.remove(held[number])
    for number, state in wanted.items():
        if number in held:
            held[number].state = state
        else:
            row.parts.append(RegistrationPart(part_id=number, state=state))
    return True


def note(row: Registration, action: str, before: str | None, reason: str = "") -> None:
    """Write down what happened to a support person, and let other features hear."""
    diff = {"state": [before, row.state]} if before != row.state else {}
    scope = ("event", row.event_id)
    audit.record(action, ("registration", row.id), scope=scope, diff=diff, reason=reason)
    points.registration_changed(row.id, "created" if action == "registration.created" else action)
