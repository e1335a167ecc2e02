"""One's own badge, before it is printed, and one's own picture on it."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import files
from ...foundation.audit import act_as
from ...foundation.i18n import gettext
from ...foundation.limits import REGISTER, limiter, posts_only
from ...registration.queries import open_link
from ...web.access import public
from .. import errors, queries, service
from ..forms import PhotoForm
from ..rules.content import Badge
from .designing import as_picture

blueprint = Blueprint("public", __name__)


def _mine(token: str) -> tuple[Event, Badge]:
    """The badge of whoever has this link; 404 for who has none, 410 after a transfer."""
    opened = open_link(token)
    if opened.registration is None:
        abort(410 if opened.replaced else 404)
    event = opened.registration.event
    (badge,) = queries.badges_of(event, {opened.registration.id}) or abort(404)
    act_as(None, "link")
    return event, badge


@blueprint.get("/registrations/<token>/badge.png")
@public
def badge(token: str) -> Response:
    """Its front."""
    event, mine = _mine(token)
    return as_picture(event, service.settings_of(event.id), mine, "front")


@blueprint.route("/registrations/<token>/photo", methods=["GET", "POST"])
@public
@limiter.limit(REGISTER, exempt_when=posts_only)
def photo(token: str) -> ResponseReturnValue:
    """Give a picture for it, where badges have one."""
    event, mine = _mine(token)
    if not service.shows_photos(event.id):
        abort(404)
    form, status = PhotoForm(), 200
    if form.is_submitted():
        try:
            service.bring_photo(mine.id, form.given(), form.across.data or "")
        except errors.ImageRefused as refusal:
            form.refuse([("file", refusal.why)])
            status = 422
        else:
            flash(gettext("Your photo is on your badge."), "good")
            return redirect(url_for(".photo", token=token))
    return render_template("badges/public/photo.html", event=event, token=token, form=form, badge=mine), status


@blueprint.post("/registrations/<token>/photo/remove")
@public
def remove_photo(token: str) -> ResponseReturnValue:
    """Take it back, also where badges have none any more."""
    _event, mine = _mine(token)
    service.take_photo_back(mine.id)
    flash(gettext("Your photo is deleted."), "good")
    return redirect(url_for("registration.public.show", token=token))


@blueprint.get("/registrations/<token>/photo.jpg")
@public
def photo_file(token: str) -> Response:
    """It, as it is kept."""
    held = queries.photo_of(_mine(token)[1].id) or abort(404)
    return files.serve_picture(held.file)
