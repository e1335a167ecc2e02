"""Voting delegates: one for each member organisation at a general meeting; everyone else observes."""

from sqlalchemy import select

from ...foundation.database import db
from ..models import Registration, RegistrationPart
from ..rules import may_vote


def seat(registration: Registration, *, wanted: bool) -> None:
    """Give or take the seat of their organisation at each general meeting they attend. The event is locked.

    Whoever asks while the seat is another's observes.
    """
    db.session.flush()
    for row in registration.parts:
        if row.part.kind == "agm":
            free = not wanted or not _taken(row, registration.organisation_id)
            votes = may_vote(wanted, registration.organisation_id, seat_is_free=free)
            row.votes_for = registration.organisation_id if votes else None
    db.session.flush()


def _taken(row: RegistrationPart, organisation_id: int | None) -> bool:
    other = select(RegistrationPart.id).where(
        RegistrationPart.part_id == row.part_id,
        RegistrationPart.votes_for == organisation_id,
        RegistrationPart.id != row.id,
    )
    return db.session.scalar(other) is not None
