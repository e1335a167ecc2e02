"""Reads of badges: what stands on each, how they look, what was printed."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from ..events.models import Event, Part
from ..foundation.content import kept
from ..foundation.database import db
from ..foundation.dates import format_time, short_day
from ..foundation.files import StoredFile
from ..foundation.points import ribbons
from ..people.models import Grant, Person
from ..registration.models import Category, Registration, RegistrationPart
from ..registration.queries.attendees import consents_of
from .models import BadgeDesign, BadgePhoto, BadgePrint, BadgeRole, Printed
from .rules.content import Badge, Line, first_role

_HAS_A_BADGE = (Registration.state == "confirmed", Registration.mode == "in_person")
#: roles of accounts that make somebody one of the team, and one of the volunteers
TEAM, VOLUNTEERS = ("organiser", "administrator", "access_coordinator"), ("door",)


def badges_of(event: Event, ids: Collection[int] | None = None) -> list[Badge]:
    """The badges of everyone who is there in person and confirmed, or of those of `ids` who are; by name. The number
    of queries is fixed."""
    query = select(Registration, Category.position).join(Category, Category.id == Registration.category_id)
    query = query.where(Registration.event_id == event.id, *_HAS_A_BADGE)
    if ids is not None:
        query = query.where(Registration.id.in_(ids))
    found = db.session.execute(query.order_by(Registration.sort_key, Registration.id)).tuples().all()
    people = {row.id: row for row, _position in found}
    roles, programmes = _roles(event, people), _programmes(people)
    consents, photos = consents_of(list(people)), photo_keys(people)
    return [
        Badge(
            id=row.id,
            code=row.code,
            name=row.badge_name or row.name,
            pronouns=row.pronouns,
            organisation=row.organisation_name,
            role=roles[row.id],
            spoken=tuple(row.spoken),
            language=row.language if row.language in ("fr", "en") else "fr",
            no_photo="photo" not in consents.get(row.id, ()),
            photo=photos.get(row.id, ""),
            programme=programmes.get(row.id, ()),
            sort_key=row.sort_key,
            category=f"{position:04}",
        )
        for row, position in found
    ]


def photo_keys(ids: Collection[int]) -> dict[int, str]:
    """{registration: key of the file with their picture}"""
    query = select(BadgePhoto.registration_id, StoredFile.key).join(BadgePhoto.file)
    return dict(db.session.execute(query.where(BadgePhoto.registration_id.in_(ids))).tuples().all())


def with_photos(ids: Collection[int]) -> list[Registration]:
    """Those of these who have a badge that may show them."""
    events = kept("events whose badges show people", _showing_people)
    if not events:
        return []
    query = select(Registration).where(Registration.id.in_(ids), Registration.event_id.in_(events), *_HAS_A_BADGE)
    return list(db.session.scalars(query))


def _showing_people(session: Session) -> list[int]:
    rows = session.execute(select(BadgeDesign.event_id, BadgeDesign.fields)).tuples()
    return [event_id for event_id, fields in rows if "photo" in fields]


def photo_of(registration_id: int) -> BadgePhoto | None:
    """Somebody's picture."""
    return db.session.get(BadgePhoto, registration_id)


def _roles(event: Event, people: dict[int, Registration]) -> dict[int, str]:
    held: dict[int, set[str]] = {number: set() for number in people}
    for told in ribbons(list(people)):
        for number, names in told.items():
            held[number].update(names)
    by_hand = dict(
        db.session.execute(
            select(BadgeRole.registration_id, BadgeRole.role).where(BadgeRole.registration_id.in_(people))
        )
        .tuples()
        .all()
    )
    team = _team(event.id)
    for number, row in people.items():
        held[number].update(team.get(row.email, ()))
    return {number: by_hand.get(number) or first_role(names) for number, names in held.items()}


def _team(event_id: int) -> dict[str, set[str]]:
    """{address: staff or volunteer} of the accounts that work at an event."""
    query = select(Person.email, Grant.role).join(Grant, Grant.person_id == Person.id)
    query = query.where(Grant.role.in_((*TEAM, *VOLUNTEERS)), Grant.scope == "event", Grant.scope_id == event_id)
    found: dict[str, set[str]] = {}
    for email, role in db.session.execute(query).tuples():
        found.setdefault(email, set()).add("staff" if role in TEAM else "volunteer")
    return found


def _programmes(people: dict[int, Registration]) -> dict[int, tuple[Line, ...]]:
    """What each has chosen and has a place in, by day."""
    query = select(RegistrationPart.registration_id, Part).join(Part, Part.id == RegistrationPart.part_id)
    query = query.where(
        RegistrationPart.registration_id.in_(people), RegistrationPart.state == "confirmed", Part.starts.is_not(None)
    )
    found: dict[int, list[Line]] = {}
    for number, part in db.session.execute(query.order_by(Part.starts, Part.position)).tuples():
        found.setdefault(number, []).append(_line(part, people[number].language))
    return {number: tuple(lines) for number, lines in found.items()}


def _line(part: Part, language: str) -> Line:
    starts = part.starts or dt.datetime.min
    room = f" ({part.room.get(language)})" if part.room else ""
    return Line(short_day(starts.date(), language), format_time(starts, language), part.title.get(language) + room)


def design_of(event_id: int) -> BadgeDesign | None:
    """The design and paper of an event with its pictures; None: the house's own."""
    query = select(BadgeDesign).where(BadgeDesign.event_id == event_id)
    return db.session.scalar(query.options(selectinload(BadgeDesign.images)))


def last_printed(event_id: int) -> dict[int, str]:
    """{registration: what its badge said when it was last printed}"""
    last = (
        select(Printed.registration_id, func.max(Printed.print_id).label("print_id"))
        .join(BadgePrint, BadgePrint.id == Printed.print_id)
        .where(BadgePrint.event_id == event_id, BadgePrint.state == "ready")
        .group_by(Printed.registration_id)
        .subquery()
    )
    query = select(Printed.registration_id, Printed.fingerprint).join(
        last, (last.c.registration_id == Printed.registration_id) & (last.c.print_id == Printed.print_id)
    )
    return dict(db.session.execute(query).tuples().all())


def prints_of(event_id: int, most: int = 50) -> list[BadgePrint]:
    """The latest prints, newest first."""
    query = select(BadgePrint).where(BadgePrint.event_id == event_id).order_by(BadgePrint.id.desc()).limit(most)
    return list(db.session.scalars(query.options(selectinload(BadgePrint.file))))


def find_print(event_id: int, print_id: int) -> BadgePrint | None:
    """One of this very event."""
    return db.session.scalar(select(BadgePrint).where(BadgePrint.id == print_id, BadgePrint.event_id == event_id))


@dataclass(frozen=True)
class Standing:
    """How many badges there are, how many are to be printed for the first time, and how many say something else now."""

    all: int
    new: int
    changed: int


def standing(badges: Iterable[Badge], printed: dict[int, str]) -> Standing:
    """Of an event."""
    all_of_them = list(badges)
    new = sum(badge.id not in printed for badge in all_of_them)
    changed = sum(printed.get(badge.id, badge.fingerprint) != badge.fingerprint for badge in all_of_them)
    return Standing(len(all_of_them), new, changed)


def among(ids: Collection[int]) -> set[int]:
    """Those of these registrations that there still are."""
    return set(db.session.scalars(select(Registration.id).where(Registration.id.in_(ids))))


def role_by_hand(registration_id: int) -> str:
    """What an organiser has said that a badge calls somebody; empty for nothing."""
    row = db.session.get(BadgeRole, registration_id)
    return row.role if row else ""


def printed_of(registration_id: int) -> list[BadgePrint]:
    """The prints that somebody's badge was in and that came out well, newest first."""
    query = select(BadgePrint).join(Printed, Printed.print_id == BadgePrint.id)
    query = query.where(Printed.registration_id == registration_id, BadgePrint.state == "ready")
    return list(db.session.scalars(query.order_by(BadgePrint.id.desc())))


def known(email: str) -> dict[int, str]:
    """{registration: name} of those of an address whose badge was printed or shows something of its own."""
    here = [exists().where(table.registration_id == Registration.id) for table in (BadgePhoto, BadgeRole, Printed)]
    query = select(Registration.id, Registration.name).where(Registration.email == email, or_(*here))
    return dict(db.session.execute(query).tuples().all())


def figures(event_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """{event: (badges there are, how many of them were ever printed)}; one query."""
    printed = exists().where(
        Printed.registration_id == Registration.id, Printed.print_id == BadgePrint.id, BadgePrint.state == "ready"
    )
    counted = select(Registration.event_id, func.count(), func.count().filter(printed))
    query = counted.where(Registration.event_id.in_(event_ids), *_HAS_A_BADGE).group_by(Registration.event_id)
    return {event_id: (count, done) for event_id, count, done in db.session.execute(query).tuples()}
