"""For volunteers: signing in with the code of the day; and what makes the desk an installable page."""

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue

from ...events.queries import find_event
from ...foundation.headers import private
from ...foundation.i18n import current_language, gettext
from ...foundation.limits import SIGN_IN, limiter, posts_only
from ...web.access import public
from ...web.downloads import shown_pdf
from ...web.pages import asset
from .. import errors, rendering, service, session
from ..forms import ShiftForm
from ..queries import sessions
from . import joining, rooms

blueprint = Blueprint("public", __name__)
root = Blueprint("desk_worker", __name__)
joining.add_to_public(blueprint)
rooms.add_to_public(blueprint)


@blueprint.route("/desk/<slug>", methods=["GET", "POST"])
@limiter.limit(SIGN_IN, exempt_when=posts_only)
@public
def serve(slug: str) -> ResponseReturnValue:
    """Begin a shift. Whether there is such an event is nobody's business who has no code."""
    form = ShiftForm()
    if form.validate_on_submit():
        event = find_event(slug)
        try:
            if event is None:
                raise errors.WrongCode
            session.begin(service.serve(event, form.code.data or "", form.name.data or ""))
            return redirect(url_for("attendance.organiser.desk", slug=slug))
        except errors.WrongCode:
            form.code.errors = [gettext("This is not today's code. The coordinator can show it to you.")]
    page = private(make_response(render_template("attendance/public/serve.html", form=form, slug=slug)))
    page.status_code = 422 if form.errors else 200
    return page


@blueprint.post("/desk/<slug>/sign-out")
@public
def leave(slug: str) -> ResponseReturnValue:
    """End one's shift."""
    shift = session.end()
    if shift is not None:
        service.end_shift(shift)
    flash(gettext("Your shift is over. Thank you!"), "good")
    return redirect(url_for(".serve", slug=slug))


@blueprint.get("/desk/<slug>/app.webmanifest")
@public
def manifest(slug: str) -> Response:
    """What a device needs to know to keep the desk as an application."""
    told = jsonify(
        {
            "name": gettext("Desk"),
            "short_name": gettext("Desk"),
            "lang": f"{current_language()}-CA",
            "start_url": url_for("attendance.organiser.desk", slug=slug),
            "scope": url_for("attendance.organiser.desk", slug=slug),
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#1f33e6",
            "icons": [{"src": asset("desk-icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        }
    )
    told.mimetype = "application/manifest+json"
    return told


@blueprint.get("/certificates/<code>")
@public
def certificate(code: str) -> ResponseReturnValue:
    """What a certificate certifies, for anyone who has its code."""
    row = sessions.find_certificate(code)
    page = render_template(
        "attendance/public/certificate.html",
        row=row,
        stands=row is not None and row.revoked_at is None,
        parts_attended=sessions.parts_attended(row.registration_id) if row and row.revoked_at is None else [],
        show=rendering,
    )
    response = private(make_response(page))
    response.status_code = 200 if row is not None else 404
    return response


@blueprint.get("/certificates/<code>.pdf")
@public
def certificate_file(code: str) -> Response:
    """The certificate itself."""
    row = sessions.find_certificate(code)
    if row is None or row.revoked_at is not None:
        abort(404)
    return shown_pdf(rendering.certificates([row]), f"certificate-{row.event.slug}")


@root.get("/desk-worker.js")
@public
def worker() -> Response:
    """The script that answers in place of the network. It may serve every desk, in either language."""
    script = current_app.send_static_file("js/desk-worker.js")
    script.headers["Service-Worker-Allowed"] = "/"
    script.headers["Cache-Control"] = "no-cache"
    return script
