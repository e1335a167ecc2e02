"""The letters of an event: each can be read, and sent again."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import outbox
from ...foundation.database import db
from ...foundation.i18n import gettext
from ...web.access import requires
from .. import rendering


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    rule = blueprint.add_url_rule
    rule("/organise/<slug>/outbox", view_func=letters)
    rule("/organise/<slug>/outbox/<int:letter_id>", view_func=letter)
    rule("/organise/<slug>/outbox/<int:letter_id>", "send_again", view_func=send_again, methods=["POST"])


@requires("outbox.read")
def letters(event: Event) -> str:
    """The newest letters, with their state; those in one state only, if the address says so."""
    before, state = request.args.get("before", "")[:9], request.args.get("state", "")
    state = state if state in rendering.LETTER_STATES else ""
    rows = rendering.letters_of(event.id, int(before) if before.isdecimal() else None, state=state)
    return render_template(
        "registration/organiser/outbox.html",
        event=event,
        letters=rows,
        state=state,
        words=rendering.LETTER_STATES,
        show_letter=rendering.letter_name,
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
    subject, text = rendering.readable(row)
    return render_template(
        "registration/organiser/letter.html",
        event=event,
        letter=row,
        subject=subject,
        text=text,
        words=rendering.LETTER_STATES,
    )


@requires("registrations.write")
def send_again(event: Event, letter_id: int) -> ResponseReturnValue:
    """Queue it once more."""
    outbox.send_again(_own(event, letter_id).id)
    flash(gettext("The e-mail is back in the queue."), "good")
    return redirect(url_for(".letter", slug=event.slug, letter_id=letter_id))
