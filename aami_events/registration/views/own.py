"""Whoever opens a personal link."""

from flask import abort

from ...foundation.audit import act_as
from .. import queries
from ..models import Registration


def own(token: str) -> Registration:
    """The registration of a link, whose person acts from here on; 404 for a forged one, 410 after a transfer."""
    opened = queries.open_link(token)
    if opened.registration is None:
        abort(410 if opened.replaced else 404)
    act_as(None, "link")
    return opened.registration
