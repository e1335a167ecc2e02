"""What devices ask for: the list that they keep, acts to be done, a picture of a code to be read."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import BadRequest

from ...events.models import Event
from ...foundation import qr
from ...foundation.headers import private
from ...web.access import requires
from .. import errors, queries, rendering, service
from ..forms import MOST_ACTS, act_of, came_of, nonce_of, part_of
from . import serving

#: a picture of the camera is small: nobody sends more
MOST_PICTURE = 2_000_000


def add_to(blueprint: Blueprint) -> None:
    """Their addresses."""
    blueprint.get("/organise/<slug>/desk/list.json")(whole_list)
    blueprint.post("/organise/<slug>/desk/acts")(acts)
    blueprint.post("/organise/<slug>/desk/frame")(frame)


def _json(data: Any) -> Response:
    response = private(jsonify(data))
    response.headers["X-CSRF-Token"] = generate_csrf()
    return response


@requires("desk")
def whole_list(event: Event) -> Response:
    """Everyone, as far as a desk needs to know."""
    return _json(rendering.device_list(event))


@requires("desk")
def acts(event: Event) -> Response:
    """Do what a device asks for, each act by itself, in its order; then what the others did, and how many are there."""
    given = _read()
    asked = given.get("acts")
    if not isinstance(asked, list) or len(asked) > MOST_ACTS:
        abort(400)
    number = event.id
    answers = [_done(event, one) for one in asked]
    since, last = given.get("last"), queries.last_scan(number)
    return _json(
        {
            "answers": answers,
            "news": rendering.news(number, since) if isinstance(since, int) and 0 <= since <= last else [],
            "last": last,
            "counts": None if asked else _counts(event, part_of(given.get("place"))),
        }
    )


def _counts(event: Event, part_id: int | None) -> dict[str, Any]:
    """Of whoever only asks: a device that does something counts on by itself."""
    return rendering.counted(event, queries.find_part(event.id, part_id) if part_id is not None else None)


def _read() -> dict[str, Any]:
    try:
        given = request.get_json(force=True, silent=False)
    except BadRequest:
        abort(400)
    return given if isinstance(given, dict) else abort(400)


def _done(event: Event, one: Any) -> dict[str, Any]:
    """One act; what cannot be is refused by itself, and the others go on."""
    given = one if isinstance(one, dict) else {}
    nonce = nonce_of(given.get("nonce"))
    try:
        if given.get("act") == "undo" and nonce:
            service.undo(event, nonce, serving.who(event))
            return {"nonce": nonce, "answer": "undone"}
        answered = _answered(event, given)
    except (errors.NotThere, errors.NotRegistered):
        answered = None
    if answered is None:
        return {"nonce": nonce, "answer": "refused"}
    rows = queries.rows_of(event.id, [answered.registration_id]) if answered.registration_id else []
    return rendering.in_words(event, answered, rows[0] if rows else None)


def _answered(event: Event, given: dict[str, Any]) -> service.Answered | None:
    """What came of it; None for what is no act."""
    by = serving.who(event)
    if given.get("act") == "walk_in":
        came = came_of(given, event)
        return service.walk_in(event, came, by) if came else None
    asked = act_of(given, may_overrule=serving.coordinates(event))
    return service.scan(event, asked, by) if asked else None


@requires("desk")
def frame(event: Event) -> Response:
    """The code in a picture of the camera, where a browser cannot read it by itself."""
    data = request.get_data(cache=False) if (request.content_length or 0) <= MOST_PICTURE else b""
    return _json({"code": qr.read(data)})
