"""Reads of who speaks in a programme, for those who know people as registrants."""

from collections import Counter

from sqlalchemy import Select, select

from ...foundation.database import db
from ...proposals.models import Speaker
from ...registration.models import Registration
from ..models import Session, SessionSpeaker


def who_speaks(registration_ids: list[int]) -> dict[int, set[str]]:
    """{registration: "speaker"} of those who speak in a session. Where several people share an address, by name too."""
    query = (
        select(Registration.id, Registration.event_id, Registration.email, Registration.sort_key, Speaker.sort_key)
        .join(Speaker, (Speaker.event_id == Registration.event_id) & (Speaker.email == Registration.email))
        .where(Registration.id.in_(registration_ids), Speaker.id.in_(_speaking()))
    )
    rows = db.session.execute(query).tuples().all()
    shared = Counter((event_id, email) for _id, event_id, email, _name, _speaks in rows)
    return {
        number: {"speaker"}
        for number, event_id, email, name, speaks in rows
        if shared[event_id, email] == 1 or name == speaks
    }


def _speaking() -> Select[int]:
    query = select(SessionSpeaker.speaker_id).join(Session, Session.id == SessionSpeaker.session_id)
    return query.where(Session.cancelled.is_(False))
