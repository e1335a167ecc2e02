"""Making what is limited larger or smaller, as an organiser does in the form of it, with nothing else changed."""

from aami_events.events import service as events
from aami_events.events.models import Event, Part
from aami_events.foundation import ground
from aami_events.foundation.bilingual import Bilingual, Written
from aami_events.foundation.database import db
from aami_events.registration import service as registration
from aami_events.registration.models import Category
from aami_events.registration.queries.categories import facts_of
from tests.factories.editing import entry_of, the_event


def of_event(event_id: int, capacity: int) -> None:
    """FewerThanHeld."""
    events.change_event(event_id, entry_of(event_id, capacity=capacity), base=the_event(event_id).revision)


def of_part(event_id: int, part_id: int, capacity: int) -> None:
    """FewerThanHeld."""
    base, part = the_event(event_id).revision, db.session.get_one(Part, part_id)
    texts = {name: _written(getattr(part, name)) for name in ("title", "summary", "room")}
    same = {name: getattr(part, name) for name in ("kind", "mode", "zone", "starts", "ends", "alone")}
    spoken = {"languages": tuple(part.languages), "interpretation": tuple(part.interpretation)}
    entry = events.PartEntry(**texts, **same, **spoken, capacity=capacity)
    events.change_part(event_id, part_id, entry, base=base)


def of_category(event_id: int, category_id: int, capacity: int) -> None:
    """CapacityBelowHeld."""
    category = db.session.get_one(Category, category_id)
    said = registration.CategorySaid(
        _written(category.name),
        _written(category.description),
        category.price_cents,
        capacity,
        category.members_only,
        category.agm_only,
    )
    seen = ground.read(ground.carried(facts_of(category)))
    registration.change_category(event_id, category_id, said, seen=seen)


def _written(text: Bilingual | None) -> Written:
    held = text.texts() if text else {}
    return Written(held.get("fr", ""), held.get("en", ""))


def change_capacity(
    event_id: int, thing: type[Event] | type[Part] | type[Category], number: int, capacity: int
) -> None:
    """Of the event, a part or a category, by its number; what it raises is said above."""
    if thing is Event:
        of_event(event_id, capacity)
    elif thing is Part:
        of_part(event_id, number, capacity)
    else:
        of_category(event_id, number, capacity)
