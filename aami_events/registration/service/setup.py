"""Categories of an event: made by hand, by a loader, or the general one."""

from typing import Any

from ...events.models import Place
from ...foundation.bilingual import Bilingual
from ...foundation.database import db, transactional
from ..models import Category

GENERAL = Bilingual.of(fr="Inscription générale", en="General registration")


@transactional
def add_category(event_id: int, key: str, *, name: Bilingual, capacity: int | None = None, **facts: Any) -> int:
    """A new category; its id."""
    category = Category(event_id=event_id, key=key, name=name, places=Place(capacity=capacity), **facts)
    db.session.add(category)
    db.session.flush()
    return category.id


def add_general_category(event_id: int) -> None:
    """What an event without categories gets; its limit is the event's."""
    add_category(event_id, "general", name=GENERAL)
