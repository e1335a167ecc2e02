"""How badges look: chosen, written, and seen before it is kept."""

from base64 import b64encode
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation.i18n import gettext
from ...web.access import requires
from .. import errors, phrases, queries, rendering, service
from ..forms import DesignForm, ImageForm, design_values
from ..rendering.design import look_of
from ..rendering.preview import picture
from ..rules.content import Badge
from ..rules.settings import Settings, faults


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    rule, here = blueprint.add_url_rule, "/organise/<slug>/badges/design"
    rule(here, view_func=design, methods=["GET", "POST"])
    rule(f"{here}/preview", view_func=preview, methods=["POST"])
    rule(f"{here}/images", view_func=bring, methods=["POST"])
    rule(f"{here}/images/<int:image_id>/remove", view_func=take_away, methods=["POST"])


@requires("badges")
def design(event: Event) -> ResponseReturnValue:
    """Choose; without JavaScript, `look` shows what is chosen and keeps nothing."""
    form = _form(event)
    if request.method == "GET":
        return _page(event, form, form.settings)
    settings, status = form.settings, 422
    if request.form.get("look"):
        return _page(event, form, settings)
    try:
        _try(event, settings)
        service.save_design(event.id, settings, base=form.base_revision)
    except errors.SettingsWrong as refusal:
        form.refuse_settings(refusal.faults)
    except errors.DesignWrong as refusal:
        form.front.errors = [rendering.why(refusal)]
    except errors.DesignChanged:
        form.again(_revision(event))
        form.base.errors = [
            gettext(
                "Somebody else saved the design while you were at it. Look at yours again, then save it over theirs."
            )
        ]
        status = 409
    else:
        flash(gettext("The design is saved."), "good")
        return redirect(url_for(".badges", slug=event.slug))
    return _page(event, form, settings, status)


def _revision(event: Event) -> int:
    row = queries.design_of(event.id)
    return row.revision if row else 0


def _form(event: Event, **given: Any) -> DesignForm:
    settings = service.settings_of(event.id)
    look = look_of(settings)
    return DesignForm(data=design_values(settings, look.html, look.back, look.css, _revision(event)), **given)


def _try(event: Event, settings: Settings) -> None:
    """Draw a badge of each role on both sides: DesignWrong before anything is kept."""
    if list(faults(settings)):
        return
    drawing = rendering.drawing_of(event, settings)
    for role in phrases.ROLE_NAMES:
        for which in ("front", "back"):
            drawing.write(rendering.example(role), which)


def _page(
    event: Event, form: DesignForm, settings: Settings, status: int = 200, picture_form: ImageForm | None = None
) -> ResponseReturnValue:
    seen = _seen(event, settings) if not list(faults(settings)) else []
    page = render_template(
        "badges/organiser/design.html",
        event=event,
        form=form,
        seen=seen,
        picture_form=picture_form or ImageForm(formdata=None),
        images=rendering.images_of(event.id),
        show=rendering,
        words=phrases,
    )
    return page, status


def _seen(event: Event, settings: Settings) -> list[tuple[str, str]]:
    """Front and back of an example, as data addresses; nothing for a design that cannot be drawn."""
    try:
        drawing = rendering.drawing_of(event, settings)
        sides = ["front", "back"] if settings.backs else ["front"]
        return [(side, _address(picture(drawing, rendering.example("speaker"), side))) for side in sides]
    except errors.DesignWrong:
        return []


def _address(data: bytes) -> str:
    return "data:image/png;base64," + b64encode(data).decode()


@requires("badges")
def bring(event: Event) -> ResponseReturnValue:
    """A picture that the design may name."""
    form = ImageForm()
    given = form.file.data
    try:
        if not given:
            raise errors.ImageRefused("missing")
        name = service.add_image(event.id, given.filename or "", given.read())
    except errors.ImageRefused as refusal:
        form.refuse([("file", refusal.why)])
        plain = _form(event, formdata=None)
        return _page(event, plain, plain.settings, 422, form)
    flash(gettext("The design may show it as upload:%(name)s.", name=name), "good")
    return redirect(url_for(".design", slug=event.slug))


@requires("badges")
def take_away(event: Event, image_id: int) -> ResponseReturnValue:
    """A picture that it no longer needs."""
    try:
        service.remove_image(event.id, image_id)
    except errors.NotThere:
        abort(404)
    flash(gettext("The picture is gone."), "good")
    return redirect(url_for(".design", slug=event.slug))


@requires("badges")
def preview(event: Event) -> Response:
    """What is being written, as a picture, or why it cannot be drawn."""
    settings = _form(event).settings
    if wrong := list(faults(settings)):
        return Response(str(phrases.SETTING_FAULTS[wrong[0][1]]), 422, content_type="text/plain; charset=utf-8")
    side = "back" if request.form.get("side") == "back" else "front"
    return as_picture(event, settings, rendering.example("speaker"), side)


def as_picture(event: Event, settings: Settings, badge: Badge, side: str) -> Response:
    """A side of a badge as a PNG; a sentence for a design that cannot be drawn."""
    try:
        data = picture(rendering.drawing_of(event, settings), badge, side)
    except errors.DesignWrong as refusal:
        return Response(rendering.why(refusal), 422, content_type="text/plain; charset=utf-8")
    answer = Response(data, content_type="image/png")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
