"""What pages and letters show of personal information."""

from ..foundation.hours import moment
from ..foundation.i18n import gettext
from ..foundation.points import Fact, Record
from .models import PrivacyRequest
from .phrases import REQUEST_STATES
from .rules import ZONE


def record(request: PrivacyRequest) -> Record:
    """A request, for its person."""
    facts = (
        Fact("name", gettext("Name"), request.name, request.name),
        Fact("email", gettext("E-mail"), request.email, request.email),
        Fact("asked_at", gettext("Asked"), request.asked_at.isoformat(), moment(request.asked_at, ZONE)),
        Fact("state", gettext("State"), request.state, str(REQUEST_STATES[request.state])),
        Fact("reason", gettext("Our answer"), request.reason, request.reason),
    )
    return Record("request", gettext("Your request to be erased"), facts)
