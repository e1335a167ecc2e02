"""The notice, a person's own data, and their request."""

import json

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ...events.queries import changes_allowed
from ...foundation.audit import act_as
from ...foundation.headers import private
from ...foundation.i18n import gettext
from ...foundation.limits import LINK_BY_MAIL, limiter
from ...registration import queries as registrations
from ...registration.models import Registration
from ...web import faults
from ...web.access import public
from .. import phrases, queries, rendering, service
from ..errors import RequestClosed
from ..models import PrivacyRequest

blueprint = Blueprint("public", __name__)


@blueprint.get("/privacy")
@public
def notice() -> str:
    """What is kept, why, for how long, who answers for it, and what one can ask."""
    return render_template("privacy/public/notice.html", asked=queries.asked_now(), show=rendering)


def _own(token: str) -> Registration:
    opened = registrations.open_link(token)
    if opened.registration is None:
        abort(410 if opened.replaced else 404)
    act_as(None, "link")
    return opened.registration


def _found(registration: Registration) -> dict[str, dict[int, str]]:
    """What a link leads to: its own registration. Whoever holds it may have written anybody's address there."""
    return {"registration": {registration.id: registration.name}}


@blueprint.get("/registrations/<token>/my-data")
@public
def my_data(token: str) -> ResponseReturnValue:
    """Everything that is kept of a registration, in words."""
    registration = _own(token)
    found = _found(registration)
    shown = render_template(
        "privacy/public/my_data.html",
        token=token,
        event=registration.event,
        records=rendering.records(found),
        letters=rendering.letters(found),
        history=rendering.history(found),
        can_change=registration.state != "cancelled" and changes_allowed(registration.event),
        request=queries.open_request_of(registration.id),
        show=rendering,
    )
    return private(make_response(shown))


@blueprint.get("/registrations/<token>/my-data.json")
@public
def download(token: str) -> Response:
    """The same, to keep or to take elsewhere."""
    text = json.dumps(rendering.portable(_found(_own(token))), ensure_ascii=False, indent=2)
    answer = Response(text, mimetype="application/json")
    answer.headers["Content-Disposition"] = "attachment; filename=my-data.json"
    return private(answer)


@blueprint.post("/registrations/<token>/my-data/erase")
@public
@limiter.limit(LINK_BY_MAIL)
def ask(token: str) -> ResponseReturnValue:
    """Ask to be erased."""
    service.ask(_own(token).id)
    flash(gettext("Your request is registered. Open the e-mail we sent you to confirm it."), "good")
    return redirect(url_for(".my_data", token=token))


@blueprint.post("/registrations/<token>/my-data/withdraw")
@public
def take_back(token: str) -> ResponseReturnValue:
    """Withdraw the request that was made here."""
    request = queries.open_request_of(_own(token).id)
    if request is not None:
        service.withdraw(request.id)
    flash(gettext("Your request is withdrawn. Nothing was erased."), "good")
    return redirect(url_for(".my_data", token=token))


def _request(token: str) -> PrivacyRequest:
    request = queries.open_link(token)
    if request is None:
        abort(404)
    act_as(None, "link")
    return request


@blueprint.get("/privacy/requests/<token>")
@public
def request_page(token: str) -> ResponseReturnValue:
    """A request, from the letter about it."""
    given = {"request": _request(token), "token": token, "words": phrases, "show": rendering}
    return private(make_response(render_template("privacy/public/request.html", **given)))


@blueprint.post("/privacy/requests/<token>/<any(confirm, withdraw):what>")
@public
def answer(token: str, what: str) -> ResponseReturnValue:
    """Confirm or withdraw it."""
    use_case = service.confirm if what == "confirm" else service.withdraw
    try:
        use_case(_request(token).id)
    except RequestClosed:
        return faults.page(409, gettext("This request is closed"), gettext("It was answered or withdrawn already."))
    return redirect(url_for(".request_page", token=token))
