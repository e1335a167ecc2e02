"""What registration gives to the copy of an event: its categories and its questions, and nobody in them."""

from ...foundation.database import transactional
from ...questions import service as questions
from ..queries import categories_of
from .setup import add_category, add_general_category

SAME = ("position", "description", "price_cents", "members_only", "agm_only")


@transactional
def copy_form(source_id: int, event_id: int) -> None:
    """The categories that are offered, with as many places, and the questions that are asked."""
    offered = categories_of(source_id)
    for row in offered:
        facts = {name: getattr(row, name) for name in SAME}
        add_category(event_id, row.key, name=row.name, capacity=row.places.capacity, **facts)
    if not offered:
        add_general_category(event_id)
    questions.copy_all(("event", source_id), ("event", event_id))
