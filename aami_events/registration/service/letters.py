"""Letters about a registration, queued in the transaction that causes them."""

from ...foundation.outbox import queue
from ..models import Registration


def write_letter(
    kind: str, registration: Registration, *, recipient: str | None = None, language: str | None = None, **facts: object
) -> None:
    """Queue a letter about a registration, to its person and in their language unless said otherwise.

    A support person without an address of their own is not written to: the one they support tells them.
    """
    to = recipient or registration.email
    if not to:
        return
    queue(
        kind,
        to,
        language or registration.language,
        {"registration": registration.id, "version": registration.link_version, **facts},
        subject=("registration", registration.id),
        scope=("event", registration.event_id),
    )
