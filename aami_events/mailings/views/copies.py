"""A letter to many as one of them reads it: looked at, sent to oneself; and what became of each copy."""

from typing import Any

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import letters
from ...foundation.i18n import LANGUAGE_NAMES, current_language, gettext
from ...foundation.text import whole_number
from ...people.queries import find_person
from ...web.access import account, requires
from .. import phrases, queries, rendering, service
from ..models import Mailing
from ..queries.recipients import Recipient, meant
from ..rendering.readers import Reader, shown_to

#: people among whom one chooses a reader
OFFERED = 100
#: a letter has its own style, opens nothing and loads nothing
LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; base-uri 'none'; frame-ancestors 'self'"


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    rule, base = blueprint.add_url_rule, "/organise/<slug>/letters/<int:mailing_id>"
    rule(f"{base}/preview", view_func=preview)
    rule(f"{base}/test", view_func=test, methods=["POST"])
    rule(f"{base}/people", view_func=people)


def reader_of(row: Mailing) -> Reader:
    """As whom one reads it, of those the address asks for; the first of them where it asks for nobody."""
    q, wanted = request.args.get("q", "")[:100], whole_number(request.args.get("as"))
    language = request.args.get("language", "")
    offered = meant(row, q, OFFERED)
    chosen = next((one for one in offered if _number(one) == wanted), offered[0] if offered else None)
    if language not in LANGUAGE_NAMES:
        language = chosen.language if chosen and chosen.language in LANGUAGE_NAMES else current_language()
    return Reader(q, offered, chosen, language)


def _number(one: Recipient) -> int | None:
    return one.registration_id or one.invitation_id


def _found(event: Event, mailing_id: int) -> Mailing:
    return queries.find_mailing(event.id, mailing_id) or abort(404)


@requires("letters")
def preview(event: Event, mailing_id: int) -> Response:
    """The letter itself, for the frame on its page."""
    row = _found(event, mailing_id)
    page = make_response(shown_to(row, reader_of(row)))
    page.headers["Content-Security-Policy"] = LETTER_POLICY
    page.headers["Cache-Control"] = "no-store"
    return page


@requires("letters")
def test(event: Event, mailing_id: int) -> ResponseReturnValue:
    """A copy to oneself, as the chosen person would read it."""
    row, language = _found(event, mailing_id), request.form.get("language", "")
    if language not in LANGUAGE_NAMES:
        abort(400)
    wanted = whole_number(request.form.get("as"))
    whom = next((one for one in meant(row, "", OFFERED) if _number(one) == wanted), None)
    mine = find_person(account()) or abort(403)
    service.test(row.id, mine.email, language, whom)
    flash(gettext("A test is on its way to %(email)s.", email=mine.email), "good")
    given: dict[str, Any] = {"as": wanted, "language": language}
    return redirect(url_for(".mailing", slug=event.slug, mailing_id=row.id, **given))


@requires("letters")
def people(event: Event, mailing_id: int) -> str:
    """Everyone who was written to, and how their copy stands."""
    row, state = _found(event, mailing_id), request.args.get("state", "")
    before = whole_number(request.args.get("before"))
    state = state if state in letters.STATES else ""
    rows = queries.copies_of(row.id, before, state=state)
    return render_template(
        "mailings/organiser/people.html",
        event=event,
        row=row,
        rows=rows,
        names=queries.names_of(rows),
        size=queries.PAGE,
        progress=queries.progress([row.id])[row.id],
        state=state,
        post=letters,
        show=rendering,
        words=phrases,
    )
