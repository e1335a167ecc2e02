"""The page on which an event is made from another one."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation.i18n import gettext, ngettext
from ...foundation.points import event_clonable
from ...web.access import account, requires
from .. import errors, service
from ..forms.cloning import CloneForm, clone_values
from ..models import Event
from ..queries.cloning import parts_of
from ..queries.editing import get_event
from ..queries.texts import texts_of
from .editing import may_create


@requires("events.edit")
def clone(event: Event) -> ResponseReturnValue:
    """Say what is new; see what goes along, and what does not. For who may begin an event."""
    if not may_create():
        abort(403)
    form = CloneForm(data=clone_values(event))
    if request.method == "POST" and form.validate():
        try:
            made = service.clone_event(event.id, form.entry(), creator_id=account())
        except errors.EntryWrong as refusal:
            form.refuse(refusal.faults)
        else:
            flash(gettext("The copy is a draft: only those who edit it see it. Next: what it still needs."), "good")
            return redirect(url_for(".checklist", slug=get_event(made).slug))
    page = render_template("events/organiser/clone.html", event=event, form=form, goes=_goes(event))
    return page, 422 if form.wrong else 200


def _goes(event: Event) -> list[str]:
    """What the copy takes along, in words."""
    parts, texts = len(parts_of(event.id)), len(texts_of(event.id))
    own = ngettext(
        "%(num)s activity, with its hours and places", "%(num)s activities, with their hours and places", parts
    )
    said = ngettext("%(num)s text of the event", "%(num)s texts of the event", texts)
    above = [line for lines in event_clonable(event.id) for line in lines]
    return ([own] if parts else []) + ([said] if texts else []) + above


def add_to(blueprint: Blueprint) -> None:
    """Its address."""
    blueprint.add_url_rule("/organise/<slug>/copy", view_func=clone, methods=["GET", "POST"])
