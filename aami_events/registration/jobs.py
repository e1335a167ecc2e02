"""What registration does each minute."""

from ..foundation.jobs import sweep
from . import service


@sweep
def move_offers_on() -> int:
    """End offers whose time is up; how many."""
    return sum(service.expire_offers(event_id) for event_id in service.events_with_expired_offers())
