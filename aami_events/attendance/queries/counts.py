"""How many came, of how many."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from ...events.models import Event, Part
from ...foundation.bilingual import Bilingual
from ...foundation.database import db
from ...people.models import Organisation
from ...registration.models import Registration, RegistrationPart
from ...registration.queries.support import attends
from ..models import Presence
from . import at_place


@dataclass(frozen=True)
class Counts:
    """At the whole event or at one part."""

    #: confirmed, and coming in person (of what is online: whoever is confirmed)
    expected: int
    #: came at some time
    came: int
    #: are there now
    here: int
    #: places, if they are counted
    capacity: int | None


def counts(event: Event, part: Part | None) -> Counts:
    """Live counts of a place."""
    part_id = part.id if part else None
    came = select(func.count(), func.count().filter(Presence.here))
    came = came.where(Presence.event_id == event.id, at_place(Presence.part_id, part_id))
    total, here = db.session.execute(came).one()
    places = (part or event).places
    return Counts(_expected(event, part), total, here, places.capacity)


def _expected(event: Event, part: Part | None) -> int:
    query = select(func.count()).select_from(Registration)
    query = query.where(Registration.event_id == event.id, Registration.state == "confirmed")
    if (part or event).mode != "online":
        query = query.where(Registration.mode == "in_person")
    if part is not None and not part.programme:
        held = and_(RegistrationPart.part_id == part.id, RegistrationPart.state == "confirmed")
        query = query.join(RegistrationPart, RegistrationPart.registration_id == Registration.id).where(held)
    return db.session.scalar(query) or 0


@dataclass(frozen=True)
class Member:
    """A member organisation at a general meeting."""

    name: Bilingual
    #: of its people, how many are registered for the meeting, and how many are there
    registered: int
    here: int
    #: its voting delegate is there; None: it has named none
    votes: bool | None


def members(part: Part) -> list[Member]:
    """Member organisations of those registered for a general meeting."""
    voting = RegistrationPart.votes_for == Organisation.id
    there = and_(Presence.here, Presence.id.is_not(None))
    query = (
        select(
            Organisation.name,
            func.count(),
            func.count().filter(there),
            func.count().filter(voting),
            func.count().filter(and_(voting, there)),
        )
        .join(Registration, Registration.organisation_id == Organisation.id)
        .join(RegistrationPart, RegistrationPart.registration_id == Registration.id)
        .outerjoin(Presence, and_(Presence.registration_id == Registration.id, Presence.part_id == part.id))
        .where(RegistrationPart.part_id == part.id, RegistrationPart.state == "confirmed", attends())
        .group_by(Organisation.id)
        .order_by(Organisation.key)
    )
    return [
        Member(name, registered, here, None if not named else bool(votes))
        for name, registered, here, named, votes in db.session.execute(query).tuples()
    ]


def came(event_ids: Collection[int]) -> dict[int, int]:
    """{event: how many came to it, or to a part of it}."""
    people = func.count(Presence.registration_id.distinct())
    query = select(Presence.event_id, people).where(Presence.event_id.in_(event_ids))
    return dict(db.session.execute(query.group_by(Presence.event_id)).tuples().all())
