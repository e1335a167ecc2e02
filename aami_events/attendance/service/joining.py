"""Joining a session online: the address is the platform's, the way to it everyone's own."""

from ...events.models import Event
from ...foundation import audit, clock
from ...foundation.database import db, transactional
from ...foundation.outbox import queue
from ...registration.models import Registration
from .. import queries
from ..errors import AddressWrong, NotOpen, NotThere
from ..models import JoiningLink, JoiningPass, Presence
from ..queries import joining
from ..rules.joining import MOST_BEFORE, fault, to_be_written

#: the letter that tells people how to join
JOINING = "attendance.joining"


@transactional
def set_link(event: Event, part_id: int | None, url: str, before: int) -> None:
    """Where a session takes place; nowhere any more for an empty address. AddressWrong, NotThere."""
    event_id = event.id
    if queries.find_place(event_id, event.mode, part_id) is None:
        raise NotThere
    row = joining.links_of(event_id).get(part_id)
    if url and fault(url):
        raise AddressWrong(fault(url))
    if row is None and not url:
        return
    if row is None:
        row = JoiningLink(event_id=event_id, part_id=part_id, url="", opens_before=0)
        db.session.add(row)
    said = "set" if url else "removed"
    if url:
        row.url, row.opens_before = url, min(max(before, 0), MOST_BEFORE)
    else:
        db.session.delete(row)
    diff = {"joining": [None, said]}
    audit.record("attendance.joining", ("part", part_id or 0), scope=("event", event_id), diff=diff)


@transactional
def set_revoked(event: Event, link_id: int, registration_id: int, *, revoked: bool) -> None:
    """Somebody's own way leads nowhere any more, or does again. NotThere."""
    row = _pass(event.id, link_id, registration_id)
    row.revoked_at = clock.now() if revoked else None
    diff = {"joining": [None, "revoked" if revoked else "allowed"]}
    audit.record("attendance.way", ("registration", registration_id), scope=("event", event.id), diff=diff)


def _pass(event_id: int, link_id: int, registration_id: int) -> JoiningPass:
    link, person = db.session.get(JoiningLink, link_id), db.session.get(Registration, registration_id)
    if link is None or person is None or {link.event_id, person.event_id} != {event_id}:
        raise NotThere
    row = joining.find_pass(link_id, registration_id)
    if row is None:
        row = JoiningPass(link_id=link_id, registration_id=registration_id)
        db.session.add(row)
    return row


@transactional
def join(registration_id: int, link_id: int) -> str:
    """Go to a session: the platform's address. Whoever goes there is present, until a report says for how long.
    NotThere, NotOpen."""
    registration = db.session.get_one(Registration, registration_id, with_for_update={"key_share": True})
    way = next((way for way in joining.ways_of(registration) if way.link.id == link_id), None)
    if way is None:
        raise NotThere
    if way.state != "open":
        raise NotOpen(way.state)
    link, now = way.link, clock.now()
    row = _pass(link.event_id, link_id, registration_id)
    row.used_at = row.used_at or now
    if queries.find_presence(registration_id, link.part_id, locked=True) is None:
        same = {"event_id": link.event_id, "registration_id": registration_id, "part_id": link.part_id, "here": False}
        db.session.add(Presence(**same, first_in_at=now, changed_at=now))
    return link.url


@transactional
def write_letters() -> int:
    """Tell everyone who may join a session that opens soon; how many. Once for each session."""
    now, written = clock.now(), 0
    for link in joining.not_written():
        if not to_be_written(*joining.hours(link), link.opens_before, now):
            continue
        link.written_at = now
        for person in joining.people_of(link):
            if person.email:
                subject, facts = ("registration", person.id), {"registration": person.id, "link": link.id}
                queue(JOINING, person.email, person.language, facts, subject=subject, scope=("event", link.event_id))
                written += 1
    return written
