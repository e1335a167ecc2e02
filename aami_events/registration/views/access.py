"""Access needs: the coordinator's queue, and what the person says of what was arranged."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation.i18n import gettext
from ...web.access import public, requires
from .. import errors, phrases, rendering, service
from ..forms.access import AnswerForm, ArrangeForm
from ..queries import access
from .own import own


def add_to(blueprint: Blueprint) -> None:
    """The coordinator's addresses belong to the organisers' door."""
    rule, posts = blueprint.add_url_rule, ["POST"]
    rule("/organise/<slug>/access", view_func=needs)
    rule("/organise/<slug>/access/<int:request_id>/arrange", view_func=arrange, methods=posts)
    rule("/organise/<slug>/access/<int:request_id>/answer", view_func=answer, methods=posts)
    rule("/organise/<slug>/access/services/<int:service_id>/deliver", view_func=deliver, methods=posts)


def add_to_public(blueprint: Blueprint) -> None:
    """The person's address belongs to the public door."""
    blueprint.add_url_rule(
        "/registrations/<token>/access/<int:service_id>", "confirm_access", view_func=confirm, methods=["POST"]
    )


@requires("registrations.sensitive")
def needs(event: Event) -> str:
    """Who asked for what, the unanswered first; and what it comes to."""
    return _page(event)


def _page(event: Event, arranging: ArrangeForm | None = None, at: int | None = None) -> str:
    return render_template(
        "registration/organiser/access.html",
        event=event,
        needs=access.queue(event.id),
        planned=access.planned(event.id),
        blank=ArrangeForm(formdata=None),
        arranging=arranging,
        at=at,
        words=phrases,
        show=rendering,
    )


def _back(event: Event, request_id: int) -> ResponseReturnValue:
    return redirect(url_for(".needs", slug=event.slug, _anchor=f"need-{request_id}"))


@requires("registrations.sensitive")
def arrange(event: Event, request_id: int) -> ResponseReturnValue:
    """Who does what, at what cost."""
    form = ArrangeForm()
    if not form.validate_on_submit():
        return _page(event, form, request_id), 422
    try:
        service.arrange(event.id, request_id, **form.facts())
    except errors.NotYours:
        abort(404)
    flash(gettext("Arranged; the person gets an e-mail that leads to their page."), "good")
    return _back(event, request_id)


@requires("registrations.sensitive")
def answer(event: Event, request_id: int) -> ResponseReturnValue:
    """Write back."""
    form = AnswerForm()
    if not form.validate_on_submit():
        flash(gettext("Write an answer first."), "wrong")
        return _back(event, request_id)
    try:
        service.answer(event.id, request_id, form.text.data or "")
    except errors.NotYours:
        abort(404)
    flash(gettext("Answered; the person gets an e-mail that leads to their page."), "good")
    return _back(event, request_id)


@requires("registrations.sensitive")
def deliver(event: Event, service_id: int) -> ResponseReturnValue:
    """It took place."""
    try:
        service.deliver(event.id, service_id)
    except errors.NotYours:
        abort(404)
    return redirect(url_for(".needs", slug=event.slug))


@public
def confirm(token: str, service_id: int) -> ResponseReturnValue:
    """The person says whether it was there."""
    registration = own(token)
    was_there = request.form.get("was_there") == "yes"
    try:
        service.confirm(registration.id, service_id, was_there=was_there, remark=request.form.get("remark", "")[:2000])
    except errors.NotYours:
        abort(404)
    flash(gettext("Thank you for telling us."), "good")
    return redirect(url_for(".show", token=token))
