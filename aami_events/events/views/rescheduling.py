"""The page on which an event moves to other days."""

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation.i18n import gettext, ngettext
from ...web.access import requires
from .. import errors, service
from ..forms.rescheduling import RescheduleForm
from ..models import Event
from ..queries.checklist import check_event
from ..queries.cloning import parts_of
from ..rendering import editing as shown
from .editing import show, to_tell


@requires("events.edit")
def reschedule(event: Event) -> ResponseReturnValue:
    """Say to which day; everything keeps its distance, and people are told next."""
    form = RescheduleForm(data={"revision": event.revision, "window": True})
    if request.method == "POST" and form.validate():
        return _moved(event, form)
    return _page(event, form, 422 if form.wrong else 200)


def _moved(event: Event, form: RescheduleForm) -> ResponseReturnValue:
    try:
        service.reschedule(
            event.id,
            form.first_day.data,
            window=bool(form.window.data),
            base=form.base,
            noticed=bool(form.noticed.data),
        )
    except errors.MeetingTooSoon as refusal:
        form.noticed.errors = [_too_soon(refusal.days)]
        return _page(event, form, 422)
    except errors.EventChanged as refusal:
        form.again(refusal.revision)
        flash(gettext("Somebody changed the event meanwhile: look once more, then move it."), "wrong")
        return _page(event, form, 409)
    except errors.EntryWrong as refusal:
        form.refuse(refusal.faults)
        return _page(event, form, 422)
    except errors.NotReady as refusal:
        listed = " · ".join(shown.lost(refusal.findings, check_event(event), event))
        said = gettext("This event is public, and would lack something. Nothing was saved. %(what)s", what=listed)
        form.first_day.errors = [said]
        return _page(event, form, 422)
    flash(gettext("The event has moved, and everything in it."), "good")
    return redirect(url_for(".tell" if to_tell(event.id) else ".event", slug=event.slug))


def _too_soon(days: int) -> str:
    if days < 0:
        return gettext("The general meeting would lie in the past.")
    return ngettext(
        "The general meeting would begin in %(num)s day; its notice has to go %(notice)s days before.",
        "The general meeting would begin in %(num)s days; its notice has to go %(notice)s days before.",
        days,
        notice=current_app.config["NOTICE_DAYS"],
    )


def _page(event: Event, form: RescheduleForm, status: int) -> ResponseReturnValue:
    return show("reschedule", event, form=form, activities=len(parts_of(event.id))), status


def add_to(blueprint: Blueprint) -> None:
    """Its address."""
    blueprint.add_url_rule("/organise/<slug>/reschedule", view_func=reschedule, methods=["GET", "POST"])
