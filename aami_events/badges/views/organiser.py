"""Badges of an event: who has one, what is to be looked at, prints asked for and fetched."""

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import files
from ...foundation.database import db
from ...foundation.i18n import current_language, gettext
from ...foundation.jobs import Job
from ...foundation.text import fold
from ...people.queries import names_of
from ...web.access import account, requires
from ...web.downloads import shown_pdf
from .. import errors, phrases, queries, rendering, service
from ..forms import PhotoForm, PrintForm
from ..models import BadgePrint
from ..rules.content import ROLES, doubles, in_order
from . import designing

#: people of the list that one page shows
SHOWN = 300

blueprint = Blueprint("organiser", __name__)
designing.add_to(blueprint)


@blueprint.get("/organise/<slug>/badges")
@requires("badges")
def badges(event: Event) -> ResponseReturnValue:
    """Everyone's badge, and what was printed."""
    return _page(event, None)


def _page(event: Event, form: PrintForm | None, status: int = 200) -> ResponseReturnValue:
    people, printed = queries.badges_of(event), queries.last_printed(event.id)
    standing = queries.standing(people, printed)
    usual = {"who": "changed" if standing.new or standing.changed else "all", "sort": "name", "skip": "0"}
    prints, q = queries.prints_of(event.id), request.args.get("q", "")[:100]
    wanted = [badge for badge in in_order(people, "name") if fold(q) in fold(f"{badge.name} {badge.organisation}")]
    page = render_template(
        "badges/organiser/badges.html",
        event=event,
        form=form or PrintForm(formdata=None, data=usual),
        people=wanted[:SHOWN],
        found=len(wanted),
        q=q,
        printed=printed,
        standing=standing,
        prints=[row for row in prints if row.state != "looked"],
        look=next((row for row in prints if row.state in ("ready", "looked")), None),
        names=names_of({row.person_id for row in prints if row.person_id}),
        settings=service.settings_of(event.id),
        show=rendering,
        words=phrases,
    )
    return page, status


@blueprint.post("/organise/<slug>/badges/print")
@requires("badges")
def ask(event: Event) -> ResponseReturnValue:
    """Have badges drawn, or only looked through."""
    form, look = PrintForm(), request.form.get("look") == "1"
    try:
        print_id = service.ask_print(event, form.asked(look=look), current_language(), account())
    except errors.NobodyToPrint:
        form.who.errors = [gettext("Nobody of these has a badge to be printed.")]
        return _page(event, form, 422)
    return redirect(url_for(".one_print", slug=event.slug, print_id=print_id))


def _found(event: Event, print_id: int) -> BadgePrint:
    return queries.find_print(event.id, print_id) or abort(404)


@blueprint.get("/organise/<slug>/badges/prints/<int:print_id>")
@requires("badges")
def one_print(event: Event, print_id: int) -> ResponseReturnValue:
    """While it is made, the page looks again by itself; then the file, and what is to be looked at."""
    row = _found(event, print_id)
    people = queries.badges_of(event) if row.state not in ("making", "failed") else []
    page = make_response(
        render_template(
            "badges/organiser/print.html",
            event=event,
            row=row,
            job=db.session.get(Job, row.job_id) if row.job_id else None,
            flaws=rendering.told(row.flaws, {badge.id: badge for badge in people}),
            doubles=doubles(people) if row.state != "void" else [],
            names=names_of({row.person_id} if row.person_id else set()),
            show=rendering,
            words=phrases,
        )
    )
    if row.state == "making":
        page.headers["Refresh"] = "2"
    return page


@blueprint.get("/organise/<slug>/badges/prints/<int:print_id>.pdf")
@requires("badges")
def file(event: Event, print_id: int) -> Response:
    """What goes to the printer."""
    row = _found(event, print_id)
    return files.serve(row.file) if row.file else abort(404)


@blueprint.post("/organise/<slug>/badges/prints/<int:print_id>/void")
@requires("badges")
def void(event: Event, print_id: int) -> ResponseReturnValue:
    """It did not come out well."""
    try:
        service.void_print(event.id, print_id)
    except errors.NotThere:
        flash(gettext("Nothing was changed: this print is no longer what it was."), "wrong")
    else:
        flash(gettext("Everyone on this print counts as not printed by it."), "good")
    return redirect(url_for(".badges", slug=event.slug))


@blueprint.route("/organise/<slug>/badges/people/<int:registration_id>", methods=["GET", "POST"])
@requires("badges")
def one(event: Event, registration_id: int) -> ResponseReturnValue:
    """One badge as it will be printed, and what it calls its person."""
    if request.method == "POST":
        return _name_role(event, registration_id)
    return _one(event, registration_id, PhotoForm(formdata=None))


def _one(event: Event, registration_id: int, form: PhotoForm, status: int = 200) -> ResponseReturnValue:
    (badge,) = queries.badges_of(event, {registration_id}) or abort(404)
    settings = service.settings_of(event.id)
    page = render_template(
        "badges/organiser/one.html",
        event=event,
        badge=badge,
        by_hand=queries.role_by_hand(registration_id),
        printed=queries.printed_of(registration_id),
        settings=settings,
        photo_form=form if "photo" in settings.fields else None,
        roles=ROLES,
        show=rendering,
        words=phrases,
    )
    return page, status


@blueprint.post("/organise/<slug>/badges/people/<int:registration_id>/photo")
@requires("badges")
def add_photo(event: Event, registration_id: int) -> ResponseReturnValue:
    """A picture that somebody gave to an organiser for their badge."""
    form = PhotoForm()
    if not queries.badges_of(event, {registration_id}) or not service.shows_photos(event.id):
        abort(404)
    try:
        service.bring_photo(registration_id, form.given(), form.across.data or "")
    except errors.ImageRefused as refusal:
        form.refuse([("file", refusal.why)])
        return _one(event, registration_id, form, 422)
    flash(gettext("The photo is on the badge."), "good")
    return redirect(url_for(".one", slug=event.slug, registration_id=registration_id))


@blueprint.post("/organise/<slug>/badges/people/<int:registration_id>/photo/remove")
@requires("badges")
def drop_photo(event: Event, registration_id: int) -> ResponseReturnValue:
    """Nobody is shown on it any more."""
    if not queries.badges_of(event, {registration_id}):
        abort(404)
    service.take_photo_back(registration_id)
    flash(gettext("The photo is deleted."), "good")
    return redirect(url_for(".one", slug=event.slug, registration_id=registration_id))


def _name_role(event: Event, registration_id: int) -> ResponseReturnValue:
    try:
        service.name_role(event.id, registration_id, request.form.get("role", ""))
    except errors.NotThere:
        abort(404)
    flash(gettext("The role on the badge is changed."), "good")
    return redirect(url_for(".one", slug=event.slug, registration_id=registration_id))


@blueprint.get("/organise/<slug>/badges/people/<int:registration_id>.pdf")
@requires("desk")
def sheet(event: Event, registration_id: int) -> Response:
    """One badge at once, for the printer at the desk; what was printed of it before stays as it is."""
    badges = queries.badges_of(event, {registration_id}) or abort(404)
    drawing = rendering.drawing_of(event, service.settings_of(event.id))
    try:
        data = rendering.print_file(drawing, badges, current_language())
    except errors.DesignWrong as refusal:
        abort(422, rendering.why(refusal))
    return shown_pdf(data, f"{event.slug}-badge")


@blueprint.get("/organise/<slug>/badges/people/<int:registration_id>/<any(front, back):side>.png")
@requires("badges")
def picture(event: Event, registration_id: int, side: str) -> Response:
    """A side of it, as a picture."""
    (badge,) = queries.badges_of(event, {registration_id}) or abort(404)
    return designing.as_picture(event, service.settings_of(event.id), badge, side)
