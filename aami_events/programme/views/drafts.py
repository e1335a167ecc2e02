"""Drafts of the schedule: asked for, followed, compared, applied."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation.i18n import gettext, ngettext
from ...foundation.text import whole_number
from ...web.access import account, requires
from .. import errors, phrases, queries, rendering, service
from ..queries import drafting
from ..rendering import drafts as shown

#: seconds that one may give
GIVEN = (5, 30, 60, 180)


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    rule, here = blueprint.add_url_rule, "/organise/<slug>/programme/drafts"
    rule(here, view_func=drafts, methods=["GET", "POST"])
    rule(f"{here}/<int:draft_id>", view_func=one_draft)
    rule(f"{here}/<int:draft_id>/apply", view_func=apply, methods=["POST"])


@requires("programme.edit")
def drafts(event: Event) -> ResponseReturnValue:
    """Ask for one; see the latest."""
    if request.method == "POST":
        seconds = whole_number(request.form.get("seconds")) or service.USUAL
        try:
            number = service.ask_draft(event.id, request.form.get("kind", ""), seconds, owner_id=account())
            return redirect(url_for(".one_draft", slug=event.slug, draft_id=number))
        except errors.NothingToDraft:
            flash(gettext("There is nothing to draft yet: days, a room and a session are needed."), "wrong")
    page = render_template(
        "programme/organiser/drafts.html",
        event=event,
        rows=drafting.drafts_of(event.id),
        given=GIVEN,
        usual=service.USUAL,
        words=phrases,
        show=rendering,
    )
    return page, 422 if request.method == "POST" else 200


@requires("programme.edit")
def one_draft(event: Event, draft_id: int) -> ResponseReturnValue:
    """While it is made, the page looks again by itself; then it stands beside what there is."""
    row = drafting.find_draft(event.id, draft_id) or abort(404)
    given = {"event": event, "row": row, "words": phrases, "show": rendering}
    if row.state == "waiting":
        page = make_response(render_template("programme/organiser/drafting.html", **given))
        page.headers["Refresh"] = "2"
        return page
    if row.state == "failed":
        return render_template("programme/organiser/drafting.html", **given)
    ground = drafting.ground_of(event)
    sessions, rooms = queries.sessions_of(event.id), {room.id: room for room in queries.rooms_of(event.id)}
    return render_template(
        "programme/organiser/draft.html",
        lines=shown.lines(row, sessions, rooms),
        quality=shown.quality(row),
        stale=row.state == "done" and (ground is None or ground.mark != row.mark),
        **given,
    )


@requires("programme.edit")
def apply(event: Event, draft_id: int) -> ResponseReturnValue:
    """Every session goes where the draft has it."""
    try:
        moved = service.apply_draft(event.id, draft_id)
    except (errors.DraftStale, errors.SessionsOverlap):
        flash(gettext("Nothing was changed: the schedule is not what it was when this draft was made."), "wrong")
        return redirect(url_for(".drafts", slug=event.slug))
    flash(ngettext("Applied: %(num)s session moved.", "Applied: %(num)s sessions moved.", moved), "good")
    return redirect(url_for(".grid", slug=event.slug))
