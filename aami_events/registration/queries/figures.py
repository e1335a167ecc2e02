"""Who comes to an event: how many hold a place is counted where places are; the rest in two queries."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from ...events.models import Part
from ...foundation.database import db
from ..models import Category, Registration, RegistrationPart
from ..rules import HOLDING
from .support import attends


@dataclass
class Figures:
    """People who hold a place, {what: how many}; and of each part, how many of them wait for it."""

    mode: Counter[str] = field(default_factory=Counter)
    language: Counter[str] = field(default_factory=Counter)
    #: True, False, and None for those who did not say
    first_time: Counter[bool | None] = field(default_factory=Counter)
    waiting: Counter[int] = field(default_factory=Counter)


def figures(event_id: int) -> Figures:
    """The figures of one event; two queries."""
    found = Figures()
    columns = (Registration.mode, Registration.language, Registration.first_time)
    holding = and_(Registration.state.in_(sorted(HOLDING)), attends())
    people = select(*columns, func.count()).where(Registration.event_id == event_id, holding).group_by(*columns)
    for mode, language, first, number in db.session.execute(people).tuples():
        found.mode[mode] += number
        found.language[language] += number
        found.first_time[first] += number
    waiting = (
        select(RegistrationPart.part_id, func.count())
        .join_from(Part, RegistrationPart, RegistrationPart.part_id == Part.id)
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .where(Part.event_id == event_id, RegistrationPart.state == "waiting", holding)
        .group_by(RegistrationPart.part_id)
    )
    found.waiting.update(dict(db.session.execute(waiting).tuples().all()))
    return found


def categories(event_id: int) -> list[Category]:
    """Every category of the event with its places, also those no longer offered; one query."""
    query = select(Category).where(Category.event_id == event_id).options(joinedload(Category.places))
    return list(db.session.scalars(query.order_by(Category.position, Category.id)))


def parts(event_id: int) -> list[Part]:
    """The parts that people choose, with their places, in order; one query."""
    query = select(Part).where(Part.event_id == event_id, Part.programme.is_(False)).options(joinedload(Part.places))
    return list(db.session.scalars(query.order_by(Part.starts, Part.position)))
