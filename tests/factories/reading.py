"""What tests of registration look at after a use case."""

from sqlalchemy import select

from aami_events.events.models import Event, Part
from aami_events.foundation.audit import AuditEntry
from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter
from aami_events.registration.models import Invitation, Registration, RegistrationPart


def the(registration_id: int) -> Registration:
    """The registration as the database has it now."""
    db.session.expire_all()
    return db.session.get_one(Registration, registration_id)


def states(*ids: int) -> list[str]:
    """The states of registrations."""
    return [the(number).state for number in ids]


def parts_of(registration_id: int) -> dict[int, str]:
    """{part: state} of one registration."""
    query = select(RegistrationPart.part_id, RegistrationPart.state)
    rows = db.session.execute(query.where(RegistrationPart.registration_id == registration_id))
    return dict(rows.tuples().all())


def taken(event_id: int) -> int:
    """How many places of the event are held."""
    db.session.expire_all()
    return db.session.get_one(Event, event_id).places.taken


def part_taken(part_id: int) -> int:
    """How many places of the part are held."""
    db.session.expire_all()
    return db.session.get_one(Part, part_id).places.taken


def letters(registration_id: int | None = None) -> list[str]:
    """Kinds of the letters, in the order they were written; of one registration or of all."""
    query = select(OutboxLetter.kind).order_by(OutboxLetter.id)
    if registration_id is not None:
        query = query.where(OutboxLetter.subject_kind == "registration", OutboxLetter.subject_id == registration_id)
    return [kind.removeprefix("registration.") for kind in db.session.scalars(query)]


def last_letter() -> OutboxLetter:
    """The newest letter."""
    return db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id.desc())).first()  # type: ignore[return-value]


def deeds(registration_id: int) -> list[str]:
    """What was written down about a registration, oldest first."""
    query = select(AuditEntry.action).where(
        AuditEntry.subject_kind == "registration", AuditEntry.subject_id == registration_id
    )
    return [action.removeprefix("registration.") for action in db.session.scalars(query.order_by(AuditEntry.id))]


def last_diff(registration_id: int) -> dict[str, list[object]]:
    """The newest diff of a registration."""
    query = select(AuditEntry.diff).where(
        AuditEntry.subject_kind == "registration", AuditEntry.subject_id == registration_id
    )
    return db.session.scalars(query.order_by(AuditEntry.id.desc())).first() or {}


def the_invitation(invitation_id: int) -> Invitation:
    """The invitation as the database has it now."""
    db.session.expire_all()
    return db.session.get_one(Invitation, invitation_id)


def invitation_letters(invitation_id: int) -> list[str]:
    """Kinds of the letters about an invitation, in the order they were written."""
    query = select(OutboxLetter.kind).where(
        OutboxLetter.subject_kind == "invitation", OutboxLetter.subject_id == invitation_id
    )
    return [kind.removeprefix("registration.") for kind in db.session.scalars(query.order_by(OutboxLetter.id))]
