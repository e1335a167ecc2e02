"""Letters to many of an event: written, looked at, planned, sent, stopped."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...evaluation.queries import list_of_events
from ...events.models import Event
from ...foundation.audit import history
from ...foundation.i18n import current_language, gettext, ngettext
from ...foundation.letters import unreachable
from ...foundation.text import whole_number
from ...registration.queries.offer import get_offer
from ...web.access import requires
from .. import errors, phrases, queries, rendering, service
from ..forms import MailingForm, begin_with, mailing_values
from ..models import Mailing
from ..queries.recipients import counted, recipients
from ..rules.placeholders import names
from . import copies, outbox

blueprint = Blueprint("organiser", __name__)
outbox.add_to(blueprint)
copies.add_to(blueprint)
#: addresses that the page before sending names
NAMED = 20


@blueprint.get("/organise/<slug>/letters")
@requires("letters")
def mailings(event: Event) -> str:
    """All of them: what is planned, what is being written, what has gone."""
    rows = queries.mailings_of(event.id)
    given = {"event": event, "rows": rows, "progress": queries.progress([row.id for row in rows])}
    return render_template("mailings/organiser/mailings.html", **given, show=rendering, words=phrases)


def found(event: Event, mailing_id: int) -> Mailing:
    """A letter of this event; 404 for another's."""
    return queries.find_mailing(event.id, mailing_id) or abort(404)


def _form(event: Event, row: Mailing | None) -> MailingForm:
    form, offer = MailingForm(data=mailing_values(row) if row else begin_with(current_language())), get_offer(event.id)
    surveys = list_of_events([event.id])
    return form.offer(categories=offer.categories, parts=offer.event.parts, regions=offer.regions, surveys=surveys)


def _edit(event: Event, row: Mailing | None, form: MailingForm, status: int = 200) -> ResponseReturnValue:
    language = current_language()
    page = render_template(
        "mailings/organiser/edit.html",
        event=event,
        row=row,
        form=form,
        placeholders={to: names(to, language) for to in phrases.TO},
        words=phrases,
    )
    return page, status


@blueprint.route("/organise/<slug>/letters/new", methods=["GET", "POST"])
@requires("letters")
def new(event: Event) -> ResponseReturnValue:
    """Write one."""
    form = _form(event, None)
    if request.method != "POST":
        return _edit(event, None, form)
    if form.validate():
        try:
            mailing_id = service.begin(event.id, form.entry())
        except errors.MailingWrong as refusal:
            form.refuse(refusal.faults)
        else:
            return redirect(url_for(".mailing", slug=event.slug, mailing_id=mailing_id))
    return _edit(event, None, form, 422)


@blueprint.route("/organise/<slug>/letters/<int:mailing_id>/edit", methods=["GET", "POST"])
@requires("letters")
def edit(event: Event, mailing_id: int) -> ResponseReturnValue:
    """Change a draft."""
    row = found(event, mailing_id)
    form = _form(event, row)
    if row.state != "draft":
        return _refused(row, row.state)
    if request.method != "POST":
        return _edit(event, row, form)
    return _change(event, row, form) if form.validate() else _edit(event, row, form, 422)


def _change(event: Event, row: Mailing, form: MailingForm) -> ResponseReturnValue:
    try:
        service.change(row.id, form.entry(), base=form.base)
    except errors.MailingWrong as refusal:
        form.refuse(refusal.faults)
    except errors.Overtaken as refusal:
        form.again(refusal.revision)
        flash(gettext("Somebody else saved it meanwhile. Saving once more writes over what they wrote."), "wrong")
        return _edit(event, row, form, 409)
    except errors.NotNow as refusal:
        return _refused(row, refusal.state)
    else:
        return redirect(url_for(".mailing", slug=event.slug, mailing_id=row.id))
    return _edit(event, row, form, 422)


def _refused(row: Mailing, why: str) -> ResponseReturnValue:
    flash(str(phrases.REFUSED[why]), "wrong")
    return redirect(url_for(".mailing", slug=row.event.slug, mailing_id=row.id))


@blueprint.get("/organise/<slug>/letters/<int:mailing_id>")
@requires("letters")
def mailing(event: Event, mailing_id: int) -> str:
    """One: whom it is for, what they read, what became of it."""
    row = found(event, mailing_id)
    return render_template(
        "mailings/organiser/mailing.html",
        event=event,
        row=row,
        phase=rendering.phase(row),
        going=rendering.Going(counted(row)),
        missing=service.missing_for(row) if row.state == "draft" else [],
        progress=queries.progress([row.id])[row.id],
        reader=copies.reader_of(row),
        history=rendering.history_rows(history("mailing", row.id), event),
        show=rendering,
        words=phrases,
    )


@blueprint.route("/organise/<slug>/letters/<int:mailing_id>/send", methods=["GET", "POST"])
@requires("letters")
def send(event: Event, mailing_id: int) -> ResponseReturnValue:
    """What will be told to whom; then it is planned, or goes."""
    row = found(event, mailing_id)
    if request.method == "POST":
        return _plan(row)
    if row.state != "draft":
        return _refused(row, row.state)
    people = recipients(row)
    bad, languages = unreachable({one.email for one in people}), Counter(one.language for one in people)
    return render_template(
        "mailings/organiser/send.html",
        event=event,
        row=row,
        going=rendering.Going(languages),
        missing=service.missing_for(row),
        bad=[one for one in people if one.email in bad][:NAMED],
        show=rendering,
        words=phrases,
    )


def _plan(row: Mailing) -> ResponseReturnValue:
    base, by_hand = whole_number(request.form.get("revision")) or 0, row.send == "hand"
    try:
        service.plan(row.id, base=base)
    except errors.MailingWrong:
        flash(gettext("It cannot go yet."), "wrong")
        return redirect(url_for(".send", slug=row.event.slug, mailing_id=row.id))
    except errors.NobodyToWrite:
        flash(gettext("It would go to nobody."), "wrong")
    except errors.NotNow as refusal:
        return _refused(row, refusal.state)
    else:
        flash(gettext("It is on its way.") if by_hand else gettext("It is planned."), "good")
    return redirect(url_for(".mailing", slug=row.event.slug, mailing_id=row.id))


def _act(row: Mailing, use_case: Callable[[int], Any], say: Callable[[Any], str]) -> ResponseReturnValue:
    try:
        done = use_case(row.id)
    except errors.NobodyToWrite:
        flash(gettext("It would go to nobody."), "wrong")
    except errors.NotNow as refusal:
        return _refused(row, refusal.state)
    else:
        flash(say(done), "good")
    return redirect(url_for(".mailing", slug=row.event.slug, mailing_id=row.id))


@blueprint.post("/organise/<slug>/letters/<int:mailing_id>/unplan")
@requires("letters")
def unplan(event: Event, mailing_id: int) -> ResponseReturnValue:
    """A draft again."""
    return _act(found(event, mailing_id), service.unplan, lambda _done: gettext("It is a draft again."))


@blueprint.post("/organise/<slug>/letters/<int:mailing_id>/stop")
@requires("letters")
def stop(event: Event, mailing_id: int) -> ResponseReturnValue:
    """Take back what has not gone."""
    return _act(
        found(event, mailing_id),
        service.stop,
        lambda n: ngettext("%(num)s e-mail was taken back.", "%(num)s e-mails were taken back.", n),
    )


@blueprint.post("/organise/<slug>/letters/<int:mailing_id>/resume")
@requires("letters")
def resume(event: Event, mailing_id: int) -> ResponseReturnValue:
    """To those who have not had it."""
    return _act(found(event, mailing_id), service.resume, lambda _done: gettext("It is on its way."))


@blueprint.post("/organise/<slug>/letters/<int:mailing_id>/copy")
@requires("letters")
def copy(event: Event, mailing_id: int) -> ResponseReturnValue:
    """The same as a new draft."""
    made = service.copy(found(event, mailing_id).id)
    return redirect(url_for(".edit", slug=event.slug, mailing_id=made))


@blueprint.post("/organise/<slug>/letters/<int:mailing_id>/remove")
@requires("letters")
def remove(event: Event, mailing_id: int) -> ResponseReturnValue:
    """A draft that nobody needs."""
    row = found(event, mailing_id)
    try:
        service.remove(row.id)
    except errors.NotNow as refusal:
        return _refused(row, refusal.state)
    flash(gettext("The draft is gone."), "good")
    return redirect(url_for(".mailings", slug=event.slug))
