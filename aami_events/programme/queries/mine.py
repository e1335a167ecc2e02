"""Reads of what somebody chose."""

from sqlalchemy import select

from ...foundation.database import db
from ..models import MyProgramme


def find_mine(event_id: int, number: int) -> frozenset[int] | None:
    """The sessions of a programme of this event; None if there is none."""
    query = select(MyProgramme.sessions).where(MyProgramme.id == number, MyProgramme.event_id == event_id)
    sessions = db.session.scalar(query)
    return None if sessions is None else frozenset(sessions)
