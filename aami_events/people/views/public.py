"""Sign-in and sign-out."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation.database import db
from ...foundation.i18n import gettext
from ...foundation.limits import LINK_BY_MAIL, SIGN_IN, limiter, posts_only
from ...web import faults
from ...web.access import on_this_machine, public
from .. import queries, service, session
from ..errors import LinkNotGood, SignInRefused
from ..forms import LinkForm, PasswordForm
from ..models import Person

blueprint = Blueprint("public", __name__)


def _safe(back: str | None) -> str:
    inside = back and back.startswith("/") and not back.startswith(("//", "/\\")) and "\n" not in back
    return back if inside and back else url_for("events.organiser.cockpit")


def _demo_people() -> list[Person]:
    if not current_app.extensions.get("demo") or not on_this_machine():
        return []
    return list(db.session.query(Person).filter(Person.email.like("%@demo.example")).order_by(Person.id))


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
@limiter.limit(SIGN_IN, exempt_when=posts_only)
def sign_in() -> ResponseReturnValue:
    """Address and password; a one-time link; in the demo, one click."""
    form = PasswordForm(back=request.args.get("back", ""))
    wrong = ""
    if form.validate_on_submit():
        try:
            session.begin(service.check_password(form.email.data or "", form.password.data or ""))
            return redirect(_safe(form.back.data))
        except SignInRefused:
            wrong = gettext("This e-mail and password do not match. Check both, or ask for a link by e-mail.")
    status = 200 if request.method == "GET" else 422
    return render_template(
        "people/public/sign_in.html", form=form, link_form=LinkForm(formdata=None), demo=_demo_people(), wrong=wrong
    ), status


@blueprint.post("/sign-in/by-mail")
@public
@limiter.limit(LINK_BY_MAIL)
def ask_link() -> ResponseReturnValue:
    """Write to the address; the answer is the same whether it has an account or not."""
    form = LinkForm()
    if form.validate_on_submit():
        minutes = current_app.config["SIGN_IN_LINK_MINUTES"]
        service.send_sign_in_link(form.email.data or "", minutes)
        said = gettext(
            "If this address has an account, a link is on its way to it. It is valid for %(minutes)s minutes.",
            minutes=minutes,
        )
        flash(said, "good")
        return redirect(url_for("people.public.sign_in"))
    return render_template(
        "people/public/sign_in.html", form=PasswordForm(formdata=None), link_form=form, demo=_demo_people(), wrong=""
    ), 422


@blueprint.get("/sign-in/link/<token>")
@public
def open_link(token: str) -> ResponseReturnValue:
    """Show a button: mail scanners follow links, they do not press."""
    return render_template("people/public/open_link.html", token=token)


@blueprint.post("/sign-in/link/<token>")
@public
@limiter.limit(SIGN_IN)
def use_link(token: str) -> ResponseReturnValue:
    """Use the link up and sign in."""
    try:
        person = queries.find_person(service.use_sign_in_link(token))
    except LinkNotGood:
        said = gettext("A sign-in link works once and for a short time. Ask for a new one.")
        return faults.page(410, gettext("This link is no longer valid"), said)
    if person is None:
        abort(404)
    session.begin(person)
    return redirect(_safe(None))


@blueprint.post("/sign-in/demo/<int:person_id>")
@public
def demo_sign_in(person_id: int) -> ResponseReturnValue:
    """One click, only in a marked demo and only from this very machine."""
    person = next((row for row in _demo_people() if row.id == person_id), None)
    if person is None:
        abort(403)
    session.begin(person)
    return redirect(_safe(None))


@blueprint.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End this person's sessions everywhere."""
    from ...web.access import principal

    asking = principal()
    if asking:
        service.end_sessions(asking.id)
        session.end()
    return redirect(url_for("events.public.calendar"))
