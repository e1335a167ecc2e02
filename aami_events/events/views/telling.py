"""The page on which people are told what has changed."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation.i18n import gettext, ngettext
from ...web.access import requires
from .. import errors, service
from ..forms.telling import TellForm
from ..models import Event
from ..phrases import WHAT
from ..queries.telling import hearers_of, told_of, untold
from ..rendering import telling as shown


@requires("events.edit")
def tell(event: Event) -> ResponseReturnValue:
    """What people do not know yet, who they are, and what they will read; then it is sent."""
    form = TellForm(data={"revision": event.revision})
    if request.method == "POST" and form.validate():
        return _told(event, form)
    return _page(event, form, 422 if form.wrong else 200)


def _told(event: Event, form: TellForm) -> ResponseReturnValue:
    try:
        if request.form.get("quiet"):
            service.keep_quiet(event.id, base=form.base)
            said = gettext("It counts as known: nobody is written to.")
        else:
            number = service.tell(event.id, form.message.written, base=form.base)
            said = ngettext("%(num)s e-mail is on its way.", "%(num)s e-mails are on their way.", number)
    except errors.EventChanged as refusal:
        form.again(refusal.revision)
        flash(gettext("The event was changed meanwhile: read once more what will be told."), "wrong")
        return _page(event, form, 409)
    except errors.EntryWrong as refusal:
        form.refuse(refusal.faults)
        return _page(event, form, 422)
    except errors.NothingToTell:
        said = gettext("There was nothing to tell any more.")
    flash(said, "good")
    return redirect(url_for(".event", slug=event.slug))


def _page(event: Event, form: TellForm, status: int) -> ResponseReturnValue:
    rows = untold([event.id]).get(event.id, [])
    page = render_template(
        "events/organiser/tell.html",
        event=event,
        form=form,
        rows=shown.rows(rows),
        hearers=hearers_of(event.id, rows),
        told=shown.told(told_of(event.id), event),
        words=WHAT,
    )
    return page, status


def add_to(blueprint: Blueprint) -> None:
    """Its address."""
    blueprint.add_url_rule("/organise/<slug>/tell", view_func=tell, methods=["GET", "POST"])
