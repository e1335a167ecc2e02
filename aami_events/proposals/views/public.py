"""What the call says, and the form to propose; the page of one's own proposals stands beside it."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...events.queries import find_event_whole
from ...foundation.audit import act_as
from ...foundation.headers import private
from ...foundation.limits import REGISTER, limiter, posts_only
from ...people.queries import list_organisation_names, list_regions
from ...web.access import public, visible
from .. import errors, phrases, queries, rendering, service
from ..forms import LinkForm, ProposeForm
from . import own, pictures, presiding, reading

blueprint = Blueprint("public", __name__)
for door in (own, pictures, reading, presiding):
    door.add_to(blueprint)


@blueprint.route("/events/<slug>/propose", methods=["GET", "POST"])
@public
@limiter.limit(REGISTER, exempt_when=posts_only)
def propose(slug: str) -> ResponseReturnValue:
    """The form while the call is open; otherwise when it is."""
    event = visible(find_event_whole(slug))
    call = queries.find_call(event.id)
    state = queries.call_state(call)
    if state != "open":
        given = {"event": event, "call": call, "state": state, "form": LinkForm(formdata=None)}
        page = render_template("proposals/public/closed.html", **given, words=phrases, show=rendering)
        return page, 404 if state == "none" else 403 if request.method == "POST" else 200
    form = ProposeForm() if request.method == "POST" else ProposeForm.fresh()
    form.offer(*queries.offer_of(event.id))
    form.regions(list_regions())
    action = request.form.get("action", "send")
    if request.method == "POST" and action != "more" and form.validate():
        act_as(None, "link")
        try:
            person = form.person(form.email.data or "")
            service.propose(event.id, person, form.pitch(), form_key=form.form_key.data or None, send=action != "keep")
            return redirect(url_for(".proposed", slug=slug))
        except errors.ProposalWrong as refusal:
            form.refuse(refusal.faults)
        except errors.CallClosed:
            return redirect(url_for(".propose", slug=slug))
    return _form(event, form, 422 if request.method == "POST" and action != "more" else 200)


def _form(event: Event, form: ProposeForm, code: int) -> ResponseReturnValue:
    page = render_template(
        "proposals/public/propose.html",
        event=event,
        call=queries.find_call(event.id),
        formats=queries.formats_of(event.id),
        form=form,
        organisations=list_organisation_names(),
        words=phrases,
        show=rendering,
    )
    return page, code


@blueprint.get("/events/<slug>/proposed")
@public
def proposed(slug: str) -> ResponseReturnValue:
    """The neutral answer: the rest is in the letter."""
    event = visible(find_event_whole(slug))
    return private(make_response(render_template("proposals/public/proposed.html", event=event)))


@blueprint.post("/events/<slug>/propose/link")
@public
@limiter.limit(REGISTER)
def ask_link(slug: str) -> ResponseReturnValue:
    """Write to an address where its page is; the answer is the same whether it has one."""
    event = visible(find_event_whole(slug))
    form = LinkForm()
    if form.validate_on_submit():
        service.send_link(event.id, form.email.data or "")
        return redirect(url_for(".proposed", slug=slug))
    call = queries.find_call(event.id)
    given = {"event": event, "call": call, "state": queries.call_state(call), "form": form}
    return render_template("proposals/public/closed.html", **given, words=phrases, show=rendering), 422
