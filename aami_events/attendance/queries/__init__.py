"""Reads of the desk: tickets, presence, what happened."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, exists, func, or_, select, union_all
from sqlalchemy.orm import joinedload

from ...events.models import Event, Part
from ...foundation import clock
from ...foundation.database import db
from ...registration.models import Registration, RegistrationPart
from ..models import Certificate, DeskDay, Excuse, JoiningPass, Presence, Scan, Shift
from ..rules import BELIEVED, LETS_IN, TO_SETTLE, Now, Place, Ticket


def day_there(event: Event) -> dt.date:
    """The day it is where the event takes place."""
    return clock.now().astimezone(ZoneInfo(event.zone)).date()


def find_day(event_id: int, day: dt.date) -> DeskDay | None:
    """The desk of a day, if it was opened."""
    return db.session.scalar(select(DeskDay).where(DeskDay.event_id == event_id, DeskDay.day == day))


def find_shift(shift_id: int) -> tuple[str, int] | None:
    """(name, event) of a shift that stands: today, by the code that is shown, and not ended."""
    query = select(Shift.name, DeskDay.event_id, DeskDay.day, Event.zone).join(DeskDay, DeskDay.id == Shift.desk_day_id)
    query = query.join(Event, Event.id == DeskDay.event_id)
    stands = (Shift.id == shift_id, Shift.ended_at.is_(None), Shift.version == DeskDay.version)
    row = db.session.execute(query.where(*stands)).first()
    if row is None or row.day != clock.now().astimezone(ZoneInfo(row.zone)).date():
        return None
    return row.name, row.event_id


def shifts_of(day: DeskDay) -> list[Shift]:
    """Who came to serve that day, the last first."""
    return list(db.session.scalars(select(Shift).where(Shift.desk_day_id == day.id).order_by(Shift.id.desc())))


def places_of(event: Event) -> list[Part]:
    """What a desk can stand at besides the whole event: its parts and sessions, by time; one query."""
    query = select(Part).where(Part.event_id == event.id)
    return list(db.session.scalars(query.order_by(Part.starts.is_(None), Part.starts, Part.position, Part.id)))


def find_part(event_id: int, part_id: int) -> Part | None:
    """A part or session of this event; None for any other number."""
    mine = (Part.id == part_id, Part.event_id == event_id)
    return db.session.scalar(select(Part).where(*mine)) if 0 < part_id < 2**31 else None


def find_place(event_id: int, mode: str, part_id: int | None) -> Place | None:
    """A place of an event, as the rules see it; None: it has no such part."""
    if part_id is None:
        return Place(online=mode == "online")
    part = find_part(event_id, part_id)
    if part is None:
        return None
    return Place(part.id, chosen=not part.programme, online=part.mode == "online")


def find_by_code(code: str) -> Registration | None:
    """Whose ticket it is, at whatever event."""
    return db.session.scalar(select(Registration).where(Registration.code == code)) if code else None


def ticket(registration: Registration, event_id: int, place: Place) -> Ticket:
    """A registration as the rules see it, for that place."""
    held = select(RegistrationPart.part_id).where(
        RegistrationPart.registration_id == registration.id, RegistrationPart.state == "confirmed"
    )
    return Ticket(
        registration.state,
        here=registration.event_id == event_id,
        in_person=registration.mode == "in_person",
        due=registration.amount_due_cents > 0,
        parts=frozenset(db.session.scalars(held)) if place.chosen else frozenset(),
    )


def find_presence(registration_id: int, part_id: int | None, *, locked: bool = False) -> Presence | None:
    """Whether and since when somebody is there."""
    query = select(Presence).where(Presence.registration_id == registration_id, at_place(Presence.part_id, part_id))
    if locked:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


def at_place(column: Any, part_id: int | None) -> Any:
    """That a row is of this part, or of the whole event."""
    return column.is_(None) if part_id is None else column == part_id


def now_of(presence: Presence | None) -> Now:
    """As the rules see it."""
    return Now(presence.here, presence.first_in_at) if presence else Now()


def find_scan(nonce: str) -> Scan | None:
    """An act that was done before."""
    return db.session.scalar(select(Scan).where(Scan.nonce == nonce))


def get_scan(nonce: str) -> Scan:
    """The same, of one that was done."""
    return db.session.scalars(select(Scan).where(Scan.nonce == nonce)).one()


def acts_of(registration_id: int, part_id: int | None) -> Sequence[Scan]:
    """What counts of somebody at a place: acts that were not taken back, by which they went in or out. Who was told at
    a desk that the ticket was used did not come in by it."""
    query = select(Scan).where(
        Scan.registration_id == registration_id,
        at_place(Scan.part_id, part_id),
        Scan.undone_at.is_(None),
        or_(Scan.answer.in_((*LETS_IN, "out")), and_(Scan.answer == "again", Scan.source.in_(BELIEVED))),
    )
    return db.session.scalars(query.order_by(Scan.at, Scan.id)).all()


@dataclass(frozen=True)
class Row:
    """Somebody on the list of a desk: no more than what a volunteer needs to know."""

    id: int
    code: str
    name: str
    pronouns: str
    organisation: str
    state: str
    in_person: bool
    due: bool
    category_id: int


_LISTED = (
    Registration.id,
    Registration.code,
    Registration.name,
    Registration.badge_name,
    Registration.pronouns,
    Registration.organisation_name,
    Registration.state,
    Registration.mode,
    Registration.amount_due_cents,
    Registration.category_id,
)


def present_ids(event_id: int, part_id: int | None = None) -> set[int]:
    """Registrations of those who were there, in the room or online: at one part, or anywhere at the event."""
    query = select(Presence.registration_id).where(Presence.event_id == event_id)
    return set(db.session.scalars(query if part_id is None else query.where(Presence.part_id == part_id)))


def rows_of(event_id: int, ids: Collection[int] | None = None) -> list[Row]:
    """Everyone who is registered, or those of `ids`, by name; who has no name yet stands under whom they support."""
    query: Any = select(*_LISTED).where(Registration.event_id == event_id)
    if ids is not None:
        query = query.where(Registration.id.in_(ids))
    found = db.session.connection().execute(query.order_by(Registration.sort_key, Registration.id))
    return [
        Row(
            id=row.id,
            code=row.code,
            name=_both(row.name, row.badge_name),
            pronouns=row.pronouns,
            organisation=row.organisation_name,
            state=row.state,
            in_person=row.mode == "in_person",
            due=row.amount_due_cents > 0,
            category_id=row.category_id,
        )
        for row in found
    ]


def _both(name: str, badge_name: str) -> str:
    return f"{name} ({badge_name})" if badge_name and badge_name != name else name


def parts_held(event_id: int) -> dict[int, list[int]]:
    """{registration: parts in which it holds a place}."""
    query = select(RegistrationPart.registration_id, RegistrationPart.part_id).join(Registration)
    query = query.where(Registration.event_id == event_id, RegistrationPart.state == "confirmed")
    found: dict[int, list[int]] = {}
    for registration_id, part_id in db.session.execute(query.order_by(RegistrationPart.id)).tuples():
        found.setdefault(registration_id, []).append(part_id)
    return found


def presences(event_id: int) -> list[tuple[int, int | None, bool, dt.datetime]]:
    """(registration, part, here, since) of everyone who came."""
    query = select(Presence.registration_id, Presence.part_id, Presence.here, Presence.first_in_at)
    return [tuple(row) for row in db.session.execute(query.where(Presence.event_id == event_id))]  # type: ignore[misc]


def last_scan(event_id: int) -> int:
    """The number of the last act; what came after it is news."""
    return db.session.scalar(select(func.max(Scan.id)).where(Scan.event_id == event_id)) or 0


def changed_since(event_id: int, number: int, undone_since: dt.datetime) -> set[tuple[int, int | None]]:
    """(registration, part) of whom something was done after this act, or taken back after that moment."""
    about = select(Scan.registration_id, Scan.part_id).where(Scan.event_id == event_id)
    done, undone = about.where(Scan.id > number), about.where(Scan.undone_at > undone_since)
    found = db.session.execute(union_all(done, undone)).tuples()
    return {(registration_id, part_id) for registration_id, part_id in found if registration_id is not None}


def presences_of(ids: Collection[int]) -> dict[tuple[int, int | None], Presence]:
    """{(registration, part): presence} of these people."""
    found = db.session.scalars(select(Presence).where(Presence.registration_id.in_(ids)))
    return {(row.registration_id, row.part_id): row for row in found}


def _unsettled() -> tuple[Any, ...]:
    return (
        Scan.source.in_(BELIEVED),
        Scan.answer.in_(TO_SETTLE),
        Scan.settled_at.is_(None),
        Scan.undone_at.is_(None),
    )


def to_settle(event_id: int, most: int = 200) -> list[Scan]:
    """People who went in on the word of a device, where the house sees it otherwise; the oldest first."""
    query = select(Scan).where(Scan.event_id == event_id, *_unsettled()).options(joinedload(Scan.registration))
    return list(db.session.scalars(query.order_by(Scan.at, Scan.id).limit(most)))


def count_to_settle(event_ids: Collection[int]) -> dict[int, tuple[int, dt.datetime]]:
    """{event: (how many, since when)}."""
    query = select(Scan.event_id, func.count(), func.min(Scan.received_at))
    query = query.where(Scan.event_id.in_(event_ids), *_unsettled()).group_by(Scan.event_id)
    return {event_id: (number, since) for event_id, number, since in db.session.execute(query).tuples()}


def recent(event_id: int, most: int = 20) -> list[Scan]:
    """What was done last."""
    query = select(Scan).where(Scan.event_id == event_id).options(joinedload(Scan.registration))
    return list(db.session.scalars(query.order_by(Scan.id.desc()).limit(most)))


def history_of(registration_id: int) -> list[Scan]:
    """What was done about somebody, in its order."""
    query = select(Scan).where(Scan.registration_id == registration_id)
    return list(db.session.scalars(query.order_by(Scan.at, Scan.id)))


def names_of_shifts(ids: Collection[int]) -> dict[int, str]:
    """{shift: who serves}."""
    return dict(db.session.execute(select(Shift.id, Shift.name).where(Shift.id.in_(ids))).tuples().all())


def known(email: str) -> dict[int, str]:
    """{registration: name} of those of an address of whom anything stands here."""
    tables = (Scan, Presence, Excuse, JoiningPass, Certificate)
    here = [exists().where(table.registration_id == Registration.id) for table in tables]
    query = select(Registration.id, Registration.name).where(Registration.email == email, or_(*here))
    return dict(db.session.execute(query).tuples().all())
