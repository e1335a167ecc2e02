"""The outbox of an event: each letter can be read, sent again, and marked as come back."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import letters as post
from ...foundation import outbox
from ...foundation.database import db
from ...foundation.i18n import gettext
from ...foundation.text import clean, whole_number
from ...web.access import can, requires


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    rule = blueprint.add_url_rule
    rule("/organise/<slug>/outbox", view_func=letters)
    rule("/organise/<slug>/outbox/<int:letter_id>", view_func=letter)
    rule("/organise/<slug>/outbox/<int:letter_id>", "send_again", view_func=send_again, methods=["POST"])
    rule("/organise/<slug>/outbox/<int:letter_id>/returned", view_func=returned, methods=["POST"])


@requires("outbox.read")
def letters(event: Event) -> str:
    """The newest letters, with their state; those in one state only, or to one address, if the page's address says
    so."""
    state, to = request.args.get("state", ""), request.args.get("to", "").strip()[:100]
    state = state if state in post.STATES else ""
    rows = post.of_event(event.id, whole_number(request.args.get("before")), state=state, to=to)
    return render_template(
        "mailings/organiser/outbox.html",
        event=event,
        letters=rows,
        state=state,
        to=to,
        counts=post.counts(event.id),
        can_write=can(event, "letters"),
        post=post,
    )


def _own(event: Event, letter_id: int) -> outbox.OutboxLetter:
    row = db.session.get(outbox.OutboxLetter, letter_id)
    if row is None or (row.scope_kind, row.scope_id) != ("event", event.id):
        abort(404)
    return row


@requires("outbox.read")
def letter(event: Event, letter_id: int) -> str:
    """One letter as it went, or as it would go now."""
    row = _own(event, letter_id)
    subject, text = post.readable(row)
    return render_template(
        "mailings/organiser/letter.html",
        event=event,
        letter=row,
        subject=subject,
        text=text,
        can_act=can(event, "registrations.write"),
        post=post,
    )


@requires("registrations.write")
def send_again(event: Event, letter_id: int) -> ResponseReturnValue:
    """Queue it once more."""
    outbox.send_again(_own(event, letter_id).id)
    flash(gettext("The e-mail is back in the queue."), "good")
    return redirect(url_for(".letter", slug=event.slug, letter_id=letter_id))


@requires("registrations.write")
def returned(event: Event, letter_id: int) -> ResponseReturnValue:
    """It came back: what the other server said is kept with it."""
    if post.came_back(_own(event, letter_id).id, clean(request.form.get("said", "")[:2000])):
        flash(gettext("It is written down that this e-mail came back."), "good")
    else:
        flash(gettext("Only an e-mail that has gone can come back."), "wrong")
    return redirect(url_for(".letter", slug=event.slug, letter_id=letter_id))
