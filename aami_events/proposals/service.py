"""Speakers: taken out, or no longer to be reached."""

from collections.abc import Collection

from sqlalchemy import select

from ..foundation.bilingual import Bilingual
from ..foundation.database import db, transactional
from ..foundation.points import Due
from .models import Speaker


@transactional
def erase_speakers(ids: Collection[int]) -> int:
    """Empty what is known of them; how many. The row stays, without a name: what they spoke in is counted by it."""
    for row in db.session.scalars(select(Speaker).where(Speaker.id.in_(ids))):
        row.name, row.sort_key = "—", ""
        row.pronouns = row.organisation_name = ""
        row.biography = Bilingual.of()
        _unreachable(row)
    return len(ids)


def _unreachable(row: Speaker) -> None:
    row.email, row.away = f"#{row.id}", []


@transactional
def forget_contacts(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """What arranged a programme that is long over goes; what it published stays. {event: speakers}"""
    found: dict[int, int] = {}
    query = select(Speaker).where(Speaker.event_id.in_(due.events(days)), Speaker.email.not_like("#%"))
    for row in db.session.scalars(query):
        found[row.event_id] = found.get(row.event_id, 0) + 1
        if not dry:
            _unreachable(row)
    return found
