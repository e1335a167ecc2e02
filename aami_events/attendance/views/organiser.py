"""The desk: somebody is looked for or scanned, and a clear answer is given."""

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...web.access import requires
from ...web.downloads import shown_pdf
from .. import errors, rendering, service
from ..forms import act_of, nonce_of
from . import coordinating, devices, joining, people, rooms, serving, sessions
from .page import page

blueprint = Blueprint("organiser", __name__)
devices.add_to(blueprint)
people.add_to(blueprint)
coordinating.add_to(blueprint)
sessions.add_to(blueprint)
joining.add_to_organiser(blueprint)
rooms.add_to_organiser(blueprint)


@blueprint.get("/organise/<slug>/desk")
@requires("desk")
def desk(event: Event) -> Response:
    """The desk, at the whole event or at one part."""
    return page(event)


@blueprint.post("/organise/<slug>/desk")
@requires("desk")
def act(event: Event) -> ResponseReturnValue:
    """Somebody comes in or goes out; then the page again, so that loading it anew does nothing. What is no code is
    looked for as a name."""
    given = request.form.to_dict()
    looked_for = url_for(".desk", slug=event.slug, place=given.get("place") or None, q=given.get("code", "")[:100])
    asked = act_of(given, may_overrule=serving.coordinates(event))
    if asked is None:
        return redirect(looked_for)
    try:
        answered = service.scan(event, asked, serving.who(event))
    except errors.NotThere:
        abort(404)
    if answered.answer == "unknown" and given.get("typed"):
        return redirect(looked_for)
    return redirect(url_for(".desk", slug=event.slug, place=asked.part_id, last=asked.nonce))


@blueprint.post("/organise/<slug>/desk/undo")
@requires("desk")
def undo(event: Event) -> ResponseReturnValue:
    """Take an act back."""
    try:
        service.undo(event, nonce_of(request.form.get("nonce")) or "", serving.who(event))
    except errors.NotThere:
        abort(404)
    return redirect(url_for(".desk", slug=event.slug, place=request.form.get("place") or None))


@blueprint.get("/organise/<slug>/desk/list.pdf")
@requires("desk")
def paper_list(event: Event) -> Response:
    """Everyone who may come in, for a pencil."""
    return shown_pdf(rendering.paper_list(event), f"{event.slug}-list")
