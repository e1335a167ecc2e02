"""What registration gives to the copy of an event: its categories and its questions, and nobody in them."""

from ...events.queries.cloning import shift_of
from ...foundation.database import transactional
from ...questions import service as questions
from ..queries import categories_of
from ..rules.fees import Tier
from .setup import add_category, add_general_category

SAME = ("position", "description", "price_cents", "least_cents", "members_only", "agm_only")


@transactional
def copy_form(source_id: int, event_id: int) -> None:
    """The categories that are offered, with as many places, and the questions that are asked."""
    offered, shift = categories_of(source_id), shift_of(source_id, event_id)
    for row in offered:
        facts = {name: getattr(row, name) for name in SAME}
        facts["tiers"] = [Tier(day, tier.cents).plain() for tier in row.earlier if (day := shift.wall(tier.until))]
        add_category(event_id, row.key, name=row.name, capacity=row.places.capacity, **facts)
    if not offered:
        add_general_category(event_id)
    questions.copy_all(("event", source_id), ("event", event_id))
