"""Sessions: written by hand, brought in, pinned, cancelled, removed."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation.i18n import current_language, gettext, ngettext
from ...foundation.text import whole_number
from ...proposals.queries.conflicts import hidden_from_account
from ...web.access import account, requires
from .. import errors, phrases, queries, rendering, service
from ..forms import SessionForm, session_values
from ..models import Session
from ..queries.printing import last_copy
from ..queries.releases import is_released
from ..rendering import editing


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    base, both = "/organise/<slug>/programme", ["GET", "POST"]
    rule = blueprint.add_url_rule
    rule(f"{base}/bring-in", view_func=bring_in, methods=both)
    rule(f"{base}/sessions/new", view_func=new_session, methods=both)
    rule(f"{base}/sessions/<int:session_id>", view_func=edit_session, methods=both)
    rule(
        f"{base}/sessions/<int:session_id>/<any(pin, unpin, cancel, restore, remove):deed>",
        view_func=act,
        methods=["POST"],
    )


def found_session(event: Event, session_id: int) -> Session:
    """The session, or the page that says that there is none."""
    return queries.find_session(event.id, session_id) or abort(404)


def _form(event: Event, row: Session | None) -> SessionForm:
    form = SessionForm(data=session_values(row) if row else {"languages": ["fr", "en"]})
    return form.offer(queries.formats_of(event.id), queries.tracks_of(event.id))


def _page(event: Event, form: SessionForm, row: Session | None, **more: Any) -> str:
    given = {"event": event, "form": form, "session": row, "show": rendering, "words": phrases}
    known = bool(row and is_released(event.id, row.id))
    given["frozen"] = last_copy(event.id)
    return render_template("programme/organiser/session.html", **given, known=known, **more)


@requires("programme.edit")
def new_session(event: Event) -> ResponseReturnValue:
    """A session by hand."""
    form = _form(event, None)
    if form.validate_on_submit():
        try:
            number = service.begin_session(event.id, form.entry())
            flash(gettext("The session is added. Now give it a place."), "good")
            return redirect(url_for(".place", slug=event.slug, session_id=number))
        except errors.ProgrammeWrong as refusal:
            form.refuse(refusal.faults)
    return _page(event, form, None), 422 if request.method == "POST" else 200


@requires("programme.edit")
def edit_session(event: Event, session_id: int) -> ResponseReturnValue:
    """Change what it says."""
    row = found_session(event, session_id)
    form = _form(event, row)
    if form.validate_on_submit():
        try:
            service.change_session(event.id, session_id, form.entry(), base=form.base)
            flash(gettext("The session is saved."), "good")
            return redirect(url_for(".grid", slug=event.slug, _anchor=f"session-{session_id}"))
        except errors.SessionChanged as refusal:
            return _overtaken(event, session_id, form, refusal.revision)
        except errors.ProgrammeWrong as refusal:
            form.refuse(refusal.faults)
        except (errors.SessionsOverlap, errors.OutsideDay):
            form.minutes.errors = [gettext("The session no longer fits where it stands: place it elsewhere first.")]
    return _page(event, form, found_session(event, session_id)), 422 if request.method == "POST" else 200


def _overtaken(event: Event, session_id: int, form: SessionForm, revision: int) -> ResponseReturnValue:
    """Nothing was written: what differs is shown, and one may save again knowing it."""
    row = found_session(event, session_id)
    form.again(revision)
    return _page(event, form, row, overtaken=editing.differences(row, form.entry())), 409


@requires("programme.edit")
def act(event: Event, session_id: int, deed: str) -> ResponseReturnValue:
    """Pin, cancel, remove, and the ways back."""
    base = SessionForm().base
    try:
        if deed in ("pin", "unpin"):
            service.set_pinned(event.id, session_id, pinned=deed == "pin", base=base)
        elif deed in ("cancel", "restore"):
            service.set_cancelled(event.id, session_id, cancelled=deed == "cancel", base=base)
        else:
            service.remove_session(event.id, session_id, base=base)
    except errors.SessionUnknown:
        abort(404)
    except errors.SessionChanged:
        flash(gettext("Nothing was done: someone else has changed this session. Look at it again."), "wrong")
        return redirect(url_for(".edit_session", slug=event.slug, session_id=session_id))
    except errors.Released:
        flash(gettext("This session has been public: it can be cancelled, and is not removed."), "wrong")
        return redirect(url_for(".edit_session", slug=event.slug, session_id=session_id))
    flash(str(editing.DONE[deed]), "good")
    return redirect(url_for(".grid", slug=event.slug, _anchor=f"session-{session_id}"))


@requires("programme.edit")
def bring_in(event: Event) -> ResponseReturnValue:
    """Accepted proposals, activities, and what one would like to try."""
    if request.method == "POST":
        proposals, parts = (_numbers(request.form.getlist(name)) for name in ("proposal", "part"))
        try:
            made = service.bring_in(event.id, proposals, parts)
        except errors.NotThere:
            flash(gettext("One of these is not there any more, or is in the programme already. Look again."), "wrong")
            return redirect(url_for(".bring_in", slug=event.slug))
        if made:
            said = ngettext("%(num)s session looks for a place.", "%(num)s sessions look for a place.", len(made))
            flash(said, "good")
            return redirect(url_for(".grid", slug=event.slug, _anchor="unplaced"))
        flash(gettext("Tick at least one line."), "wrong")
    found = queries.candidates(event, hidden_from_account(event.id, account()))
    given = {"event": event, "found": found, "show": rendering, "language": current_language()}
    return render_template("programme/organiser/bring_in.html", **given), 422 if request.method == "POST" else 200


def _numbers(texts: list[str]) -> list[int]:
    return sorted({number for text in texts if (number := whole_number(text)) is not None})
