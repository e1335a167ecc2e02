"""One's own badge, before it is printed."""

from flask import Blueprint, Response, abort

from ...registration.queries import open_link
from ...web.access import public
from .. import queries, service
from .designing import as_picture

blueprint = Blueprint("public", __name__)


@blueprint.get("/registrations/<token>/badge.png")
@public
def badge(token: str) -> Response:
    """The front of the badge of whoever has this link; 404 for who has none, 410 after a transfer."""
    opened = open_link(token)
    if opened.registration is None:
        abort(410 if opened.replaced else 404)
    event = opened.registration.event
    badges = queries.badges_of(event, {opened.registration.id}) or abort(404)
    return as_picture(event, service.settings_of(event.id), badges[0], "front")
