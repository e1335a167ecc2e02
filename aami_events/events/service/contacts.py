"""People who are named in texts as those to turn to: found, handed over, taken out."""

from typing import Any

from sqlalchemy import select

from ...foundation.database import db, transactional
from ..models import Event, EventText, EventTextVersion


def _named(email: str) -> list[EventTextVersion]:
    wanted = email.strip().lower()
    query = select(EventTextVersion).join(EventText, EventText.id == EventTextVersion.text_id)
    rows = db.session.scalars(query.where(EventText.kind == "care_protocol").order_by(EventTextVersion.id))
    return [row for row in rows if wanted and any(who["email"].lower() == wanted for who in row.contacts)]


def find_contact(email: str) -> list[Any]:
    """Ids of the versions that name this address."""
    return [version.id for version in _named(email)]


def export_contact(email: str) -> dict[str, Any]:
    """Where and how the person is named, as plain values."""
    slugs = dict(db.session.execute(select(EventText.id, Event.slug).join(Event)).tuples().all())
    wanted = email.strip().lower()
    rows = [
        {"event": slugs[version.text_id], "version": version.number, **who}
        for version in _named(email)
        for who in version.contacts
        if who["email"].lower() == wanted
    ]
    return {"contact_in_texts": rows}


@transactional
def erase_contact(email: str) -> int:
    """Take the person out of every version, the one thing that is ever changed in one; how many versions."""
    versions = _named(email)
    for version in versions:
        version.contacts = [who for who in version.contacts if who["email"].lower() != email.strip().lower()]
    return len(versions)
