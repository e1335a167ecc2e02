"""Where people say that they want no promotion."""

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue

from ...foundation.headers import private
from ...foundation.links import unsign
from ...web.access import public
from .. import service

blueprint = Blueprint("public", __name__)


@blueprint.get("/letters/refuse/<token>")
@public
def refuse(token: str) -> Response:
    """What it is about; a button refuses: a GET changes nothing, for mail programs open links by themselves."""
    return _page(token, _address(token), "asked")


@blueprint.post("/letters/refuse/<token>")
@public
def refused(token: str) -> ResponseReturnValue:
    """No promotion any more, or again; also what a mail program sends in its reader's name (RFC 8058)."""
    email = _address(token)
    if request.form.get("again"):
        service.allow_again(email)
        return _page(token, email, "again")
    service.refuse(email)
    return _page(token, email, "done")


def _address(token: str) -> str:
    facts = unsign("refuse", token)
    if facts is None or len(facts) != 1 or not isinstance(facts[0], str):
        abort(404)
    return facts[0]


def _page(token: str, email: str, state: str) -> Response:
    page = render_template("mailings/public/refuse.html", token=token, email=email, state=state)
    return private(make_response(page))
