"""Reads of who speaks in a programme, for those who know people as registrants."""

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import aliased

from ...foundation.database import db
from ...proposals.models import Speaker
from ...registration.models import Registration
from ..models import Session, SessionSpeaker


def who_speaks(registration_ids: list[int]) -> dict[int, set[str]]:
    """{registration: "speaker"} of those who speak in a session. Where several people share an address, by name too,
    whoever of them is asked about."""
    other = aliased(Registration)
    shared = exists().where(
        other.event_id == Registration.event_id,
        other.email == Registration.email,
        other.id != Registration.id,
        other.state != "cancelled",
    )
    query = (
        select(Registration.id)
        .join(Speaker, (Speaker.event_id == Registration.event_id) & (Speaker.email == Registration.email))
        .where(Registration.id.in_(registration_ids), Speaker.id.in_(_speaking()))
        .where(or_(~shared, Registration.sort_key == Speaker.sort_key))
    )
    return {number: {"speaker"} for number in db.session.scalars(query)}


def _speaking() -> Select[int]:
    query = select(SessionSpeaker.speaker_id).join(Session, Session.id == SessionSpeaker.session_id)
    return query.where(Session.cancelled.is_(False))
