"""What an event offers to those who register: read once, kept until content changes; places are always read fresh."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from sqlalchemy import ColumnElement, bindparam, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ...events.models import Event, EventTextVersion, Part, Place
from ...events.queries.texts import read_texts
from ...foundation.bilingual import Bilingual
from ...foundation.content import kept
from ...foundation.database import db
from ...people.models import Region
from ...questions.queries import Asked, asked_in
from ..models import Category


@dataclass
class Offer:
    """An event with its parts and venue, its categories, its questions, its texts, and the regions. Read-only."""

    event: Event
    categories: list[Category]
    asked: list[Asked]
    regions: list[tuple[str, Bilingual, list[str]]]
    #: {kind: the version in force} of the event's texts
    texts: dict[str, EventTextVersion] = field(default_factory=dict)

    @cached_property
    def parts(self) -> dict[int, Part]:
        """{id: part}"""
        return {part.id: part for part in self.event.parts}

    @cached_property
    def category(self) -> dict[int, Category]:
        """{id: category}, also those no longer offered"""
        return {row.id: row for row in self.categories}

    @property
    def offered(self) -> list[Category]:
        """The categories that one can choose now."""
        return self.offered_to(None)

    def offered_to(self, held: int | None) -> list[Category]:
        """The same, with the one that somebody is in already."""
        return [row for row in self.categories if row.retired_at is None or row.id == held]

    @cached_property
    def provinces(self) -> dict[str, list[str]]:
        """{region: provinces}"""
        return {key: provinces for key, _name, provinces in self.regions}


def offer_of(slug: str) -> Offer | None:
    """The offer of an event, by its slug or by that of one of its parts."""
    return kept(("offer", slug), lambda session: _load(session, _named(slug)))


def _named(slug: str) -> ColumnElement[bool]:
    return or_(Event.slug == slug, Event.id.in_(select(Part.event_id).where(Part.slug == slug)))


def get_offer(event_id: int) -> Offer:
    """The offer of an event that exists."""
    found = kept(("offer", event_id), lambda session: _load(session, Event.id == event_id))
    if found is None:
        raise LookupError(event_id)
    return found


def _load(session: Session, condition: ColumnElement[bool]) -> Offer | None:
    query = select(Event).where(condition)
    event = session.scalar(query.options(joinedload(Event.venue), selectinload(Event.parts)))
    if event is None:
        return None
    categories = select(Category).where(Category.event_id == event.id).order_by(Category.position, Category.id)
    regions = select(Region.key, Region.name, Region.provinces).order_by(Region.position)
    return Offer(
        event,
        list(session.scalars(categories)),
        asked_in(session, "event", event.id),
        list(session.execute(regions).tuples()),
        read_texts(session, event.id),
    )


_LEFT = select(Place.id, Place.capacity - Place.taken).where(Place.id.in_(bindparam("ids", expanding=True)))


def places_left(place_ids: Iterable[int]) -> dict[int, int | None]:
    """{place: how many are free now, None without limit}; one query."""
    return dict(db.session.connection().execute(_LEFT, {"ids": sorted(set(place_ids))}).tuples().all())
