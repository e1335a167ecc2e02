"""The organisers' pages of an event's activities: the list in order, one to write."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation.i18n import gettext, ngettext
from ...plan.queries import milestone_choices
from ...web.access import requires
from .. import errors, service
from ..forms.part import PartForm, new_part_values, part_values
from ..models import Event, Part
from ..queries import editing as queries
from ..queries import find_event_whole
from ..rendering import editing as shown
from ..rendering import preview
from ..rules.editing import movable
from .editing import answer, refused, show

REFUSALS = (errors.EntryWrong, errors.SlugFixed, errors.FewerThanHeld, errors.NotReady)


@requires("events.edit")
def list_parts(event: Event) -> str:
    """Every activity, as the schedule shows them."""
    whole = find_event_whole(event.slug)
    order = movable({part.id: part.starts for part in whole.parts}) if whole else {}
    return show("parts", whole, order=order)


def _form(event: Event, part: Part | None) -> PartForm:
    form = PartForm(data=part_values(part) if part else new_part_values(event))
    form.offer(milestone_choices(), event.zone, part.zone if part else "", kind=part.kind if part else "")
    if event.state != "draft":
        form.ask_for_both()
    if part and request.method != "POST":
        form.keep(event.revision, queries.plain_part(part))
    return form


@requires("events.edit")
def new_part(event: Event) -> ResponseReturnValue:
    """Add an activity."""
    form = _form(event, None)
    if request.method == "POST" and form.whole():
        try:
            service.begin_part(event.id, form.entry())
            flash(gettext("The activity is added."), "good")
            return redirect(url_for(".list_parts", slug=event.slug))
        except REFUSALS as refusal:
            refused(form, refusal, event)
    return answer(show("part_form", event, form=form, part=None), form)


def _part(event: Event, part_id: int) -> Part:
    return queries.find_part_of(event.id, part_id) or abort(404)


@requires("events.edit")
def edit_part(event: Event, part_id: int) -> ResponseReturnValue:
    """Change an activity."""
    part = _part(event, part_id)
    form, conflict = _form(event, part), None
    if request.form.get("action") == "take":
        form.take(request.form.getlist("take"), PartForm(formdata=None, data=part_values(part)))
    elif request.method == "POST" and form.whole():
        try:
            service.change_part(event.id, part_id, form.entry(), base=form.base, read=form.seen)
            flash(gettext("The activity is saved."), "good")
            return redirect(url_for(".list_parts", slug=event.slug))
        except errors.EventChanged:
            now = queries.plain_part(part)
            conflict = shown.conflict(form.seen, now, preview.part_as_written(form.entry(), part))
            form.keep(event.revision, now)
        except REFUSALS as refusal:
            refused(form, refusal, event)
    count = queries.held(event.id).parts.get(part_id, 0)
    page = show("part_form", event, form=form, part=part, conflict=conflict, chosen=count, by=None)
    return answer(page, form, changed=conflict is not None)


@requires("events.edit")
def move_part(event: Event, part_id: int) -> ResponseReturnValue:
    """A step up or down."""
    _part(event, part_id)
    service.move_part(event.id, part_id, up=request.form.get("way") == "up")
    return redirect(url_for(".list_parts", slug=event.slug, _anchor=f"part-{part_id}"))


@requires("events.edit")
def remove_part(event: Event, part_id: int) -> ResponseReturnValue:
    """Ask, then take it out; not while somebody has chosen it."""
    part = _part(event, part_id)
    count = queries.held(event.id).parts.get(part_id, 0)
    if request.method == "POST":
        try:
            service.remove_part(event.id, part_id)
            flash(gettext("The activity is removed."), "good")
            return redirect(url_for(".list_parts", slug=event.slug))
        except errors.PartChosen as refusal:
            count = refusal.count
            said = ngettext("%(num)s person has chosen it", "%(num)s people have chosen it", count)
            flash(gettext("Nothing was removed: %(what)s.", what=said), "wrong")
    return show("part_remove", event, part=part, chosen=count), 409 if request.method == "POST" else 200


def add_to(blueprint: Blueprint) -> None:
    """Their addresses."""
    base, both = "/organise/<slug>/parts", ["GET", "POST"]
    rule = blueprint.add_url_rule
    rule(base, view_func=list_parts)
    rule(f"{base}/new", view_func=new_part, methods=both)
    rule(f"{base}/<int:part_id>", view_func=edit_part, methods=both)
    rule(f"{base}/<int:part_id>/move", view_func=move_part, methods=["POST"])
    rule(f"{base}/<int:part_id>/remove", view_func=remove_part, methods=both)
