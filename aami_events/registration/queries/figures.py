"""Who comes to an event, counted in two queries: by category, part, way, language, and first time."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ...events.models import Part
from ...foundation.database import db
from ..models import Category, Registration, RegistrationPart
from ..rules import HOLDING


@dataclass
class Figures:
    """People who hold a place, {what: how many}; and of each part, how many wait for it."""

    category: Counter[int] = field(default_factory=Counter)
    mode: Counter[str] = field(default_factory=Counter)
    language: Counter[str] = field(default_factory=Counter)
    #: True, False, and None for those who did not say
    first_time: Counter[bool | None] = field(default_factory=Counter)
    part: Counter[int] = field(default_factory=Counter)
    part_waiting: Counter[int] = field(default_factory=Counter)

    @property
    def people(self) -> int:
        """All of them."""
        return self.category.total()


def figures(event_id: int) -> Figures:
    """The figures of one event; two queries."""
    found = Figures()
    columns = (Registration.category_id, Registration.mode, Registration.language, Registration.first_time)
    here = (Registration.event_id == event_id, Registration.state.in_(sorted(HOLDING)))
    people = select(*columns, func.count()).where(*here).group_by(*columns)
    for category, mode, language, first, number in db.session.execute(people).tuples():
        found.category[category] += number
        found.mode[mode] += number
        found.language[language] += number
        found.first_time[first] += number
    chosen = (
        select(RegistrationPart.part_id, RegistrationPart.state, func.count())
        .join(Registration, Registration.id == RegistrationPart.registration_id)
        .where(*here)
        .group_by(RegistrationPart.part_id, RegistrationPart.state)
    )
    for part, state, number in db.session.execute(chosen).tuples():
        (found.part if state == "confirmed" else found.part_waiting)[part] += number
    return found


def categories(event_id: int) -> list[Category]:
    """Every category of the event with its places, also those no longer offered; one query."""
    query = select(Category).where(Category.event_id == event_id).options(joinedload(Category.places))
    return list(db.session.scalars(query.order_by(Category.position, Category.id)))


def parts(event_id: int) -> list[Part]:
    """Its parts with their places, in order; one query."""
    query = select(Part).where(Part.event_id == event_id).options(joinedload(Part.places))
    return list(db.session.scalars(query.order_by(Part.starts, Part.position)))
