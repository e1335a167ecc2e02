"""Certificates: issued to whoever took part, under a code by which anyone can verify them."""

import secrets
from collections.abc import Collection

from ...events.models import Event
from ...foundation import audit, clock
from ...foundation.database import db, transactional
from ...foundation.outbox import queue
from ...registration.models import Registration
from ..errors import NotThere
from ..models import Certificate
from ..queries import sessions

#: the letter that brings it
LETTER = "attendance.certificate"
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@transactional
def issue(event: Event, ids: Collection[int] | None = None) -> int:
    """Certificates for everyone who took part, or for those of `ids` who did, and who have none; how many. Each is
    written to, in their language, if they have an address."""
    event_id = event.id
    there = sessions.took_part(event_id)
    wanted = there if ids is None else there & set(ids)
    held = {row.registration_id: row for row in sessions.certificates_of(event_id)}
    issued = 0
    for number in sorted(wanted):
        row = held.get(number)
        if row is not None and row.revoked_at is None:
            continue
        if row is None:
            code = "".join(secrets.choice(_SIGNS) for _ in range(16))
            row = Certificate(event_id=event_id, registration_id=number, code=code, issued_at=clock.now())
            db.session.add(row)
        row.issued_at, row.revoked_at = clock.now(), None
        issued += 1
        _tell(number, row.code, event_id)
    diff = {"certificates": [None, issued]}
    audit.record("attendance.certified", ("event", event_id), scope=("event", event_id), diff=diff)
    return issued


def _tell(registration_id: int, code: str, event_id: int) -> None:
    person = db.session.get_one(Registration, registration_id)
    if person.email:
        subject, facts = ("registration", registration_id), {"registration": registration_id, "code": code}
        queue(LETTER, person.email, person.language, facts, subject=subject, scope=("event", event_id))


@transactional
def revoke(event: Event, registration_id: int) -> None:
    """It certifies no longer. NotThere."""
    row = next((row for row in sessions.certificates_of(event.id) if row.registration_id == registration_id), None)
    if row is None or row.revoked_at is not None:
        raise NotThere
    row.revoked_at = clock.now()
    audit.record("attendance.revoked", ("registration", registration_id), scope=("event", event.id))
