"""Who asks, and where: a desk with whoever serves there, or somebody with a link of their own."""

from flask import abort, request

from ...events.models import Event, Part
from ...foundation.audit import act_as
from ...registration.models import Registration
from ...registration.queries import open_link
from ...web.access import can, guests, principal
from .. import queries, service
from ..forms import part_of
from ..session import Volunteer


def volunteer() -> Volunteer | None:
    """Whoever serves without an account."""
    return next((one for one in guests() if isinstance(one, Volunteer)), None)


def who(event: Event) -> service.By:
    """Whose act it is: the account's that may, or the shift's."""
    asking, serving = principal(), volunteer()
    if asking is not None and (can(event, "desk") or serving is None):
        return service.By(person_id=asking.id)
    return service.By(shift_id=serving.id if serving else None)


def coordinates(event: Event) -> bool:
    """Whether the one who asks may overrule, settle, and show the code."""
    return can(event, "registrations.write")


def chosen_part(event: Event) -> Part | None:
    """The part that the address names, None for the whole event; 404 for one that the event has not."""
    number = part_of(request.values.get("place"))
    if number is None:
        return None
    return queries.find_part(event.id, number) or abort(404)


def own(token: str) -> Registration:
    """The registration of a personal link, whose person acts from here on; 404 for none, 410 after a transfer."""
    opened = open_link(token)
    if opened.registration is None:
        abort(410 if opened.replaced else 404)
    act_as(None, "link")
    return opened.registration
