"""What an event is in a line, for letters of several features."""

from ...foundation.i18n import gettext
from ...questions.queries.fields import spoken
from ..models import Event


def where(event: Event) -> str:
    """The place with its city, that it is online, or nothing while that is not known."""
    if event.venue:
        return f"{spoken(event.venue.name)}, {event.venue.city}"
    return gettext("Online") if event.mode == "online" else ""
