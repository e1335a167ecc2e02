"""The privacy officer's desk: requests and their deadlines, and what would go tonight."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ...foundation.database import db
from ...foundation.i18n import gettext
from ...people.errors import LastAdministrator
from ...people.queries import roles_of
from ...web.access import principal, requires
from .. import phrases, queries, rendering, service
from ..errors import AccountInUse, RequestClosed
from ..forms import FulfilForm, RefuseForm
from ..models import PrivacyRequest

blueprint = Blueprint("organiser", __name__)


@blueprint.before_request
def whole_house() -> None:
    """Requests concern every event: a role for one of them is not enough."""
    asking = principal()
    if asking and not asking.can("privacy", ("house", 0)):
        abort(403)


@blueprint.get("/privacy/desk")
@requires("privacy")
def desk() -> str:
    """What waits for an answer, oldest first."""
    return render_template(
        "privacy/organiser/desk.html",
        waiting=queries.open_requests(),
        closed=queries.closed_requests(),
        words=phrases,
        show=rendering,
    )


def _request(request_id: int) -> PrivacyRequest:
    request = db.session.get(PrivacyRequest, request_id)
    if request is None:
        abort(404)
    return request


def _page(request_id: int, refusal: RefuseForm, wrong: str = "") -> str:
    request = _request(request_id)
    found = queries.asked_for(request) if request.state == "open" else {}
    return render_template(
        "privacy/organiser/request.html",
        request=request,
        records=rendering.records({key: rows for key, rows in found.items() if key != "privacy"}),
        roles=roles_of(found.get("people", {})),
        refusal=refusal,
        form=FulfilForm(formdata=None),
        wrong=wrong,
        words=phrases,
        show=rendering,
    )


@blueprint.get("/privacy/desk/<int:request_id>")
@requires("privacy")
def one(request_id: int) -> str:
    """One request, and what it is about."""
    return _page(request_id, RefuseForm(formdata=None))


@blueprint.post("/privacy/desk/<int:request_id>/erase")
@requires("privacy")
def erase(request_id: int) -> ResponseReturnValue:
    """Do it."""
    form, refusal = FulfilForm(), RefuseForm(formdata=None)
    try:
        service.fulfil(_request(request_id).id, close_account=bool(form.close_account.data))
    except RequestClosed:
        return _page(request_id, refusal, gettext("This request is closed: nothing was changed.")), 409
    except AccountInUse:
        return _page(request_id, refusal, gettext("This person has an account with roles: say that it goes too.")), 409
    except LastAdministrator:
        said = gettext("This is the last administrator: give the role to somebody else first.")
        return _page(request_id, refusal, said), 409
    flash(gettext("Erased. An e-mail tells the person."), "good")
    return redirect(url_for(".desk"))


@blueprint.post("/privacy/desk/<int:request_id>/refuse")
@requires("privacy")
def refuse(request_id: int) -> ResponseReturnValue:
    """Refuse it, with a reason that the person reads."""
    form = RefuseForm()
    _request(request_id)
    if not form.validate_on_submit():
        return _page(request_id, form), 422
    try:
        service.refuse(request_id, form.reason.data or "")
    except RequestClosed:
        return _page(request_id, form, gettext("This request is closed: nothing was changed.")), 409
    flash(gettext("Refused. An e-mail tells the person why."), "good")
    return redirect(url_for(".desk"))


@blueprint.get("/privacy/retention")
@requires("privacy")
def retention() -> str:
    """What would go tonight."""
    return render_template("privacy/organiser/retention.html", lines=service.retain(dry=True), show=rendering)
