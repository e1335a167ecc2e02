"""What the consumer does for letters to many: it writes their copies."""

from ..foundation.jobs import sweep, task
from . import service
from .service.sending import SEND


@task(SEND)
def send_ordered() -> int:
    """What a nudge asks for: whatever goes now."""
    return service.send_due()


@sweep
def send_due() -> int:
    """Each minute: what is planned and due, and what goes to latecomers; how many copies."""
    return service.send_due()
