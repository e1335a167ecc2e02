"""A release: what would change is read first, then made public."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation.i18n import gettext
from ...web.access import requires
from .. import errors, phrases, queries, rendering, service
from ..forms import ReleaseForm
from ..queries import releases
from ..rendering import released as shown


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    blueprint.add_url_rule("/organise/<slug>/programme/release", view_func=release, methods=["GET", "POST"])


@requires("programme.edit")
def release(event: Event) -> ResponseReturnValue:
    """What the next version changes, and the form that makes it public."""
    form, status = ReleaseForm(), 200
    if form.validate_on_submit():
        status = 422
        try:
            number = service.release(event.id, form.name.data or "", form.note.written, shown=form.shown.data or "")
            flash(gettext("Version %(number)s is public. Letters are on their way.", number=number), "good")
            return redirect(url_for(".grid", slug=event.slug))
        except errors.ProgrammeWrong as refusal:
            form.refuse(refusal.faults)
        except errors.OneLanguageOnly:
            form.name.errors = [
                gettext("Nothing was released: some sessions lack a title or an abstract in a language.")
            ]
        except errors.DiffChanged:
            form.name.errors = [
                gettext("Nothing was released: the schedule has changed since. Read the changes again.")
            ]
            status = 409
        except errors.NothingNew:
            form.name.errors = [gettext("Nothing was released: nothing would change.")]
    elif request.method == "POST":
        status = 422
    return _page(event, form), status


def _page(event: Event, form: ReleaseForm) -> str:
    coming = releases.next_release(event.id)
    changes = coming.changes
    form.shown.raw_data, form.shown.data = None, coming.mark
    if request.method == "GET":
        form.name.data = str(coming.number + 1)
    return render_template(
        "programme/organiser/release.html",
        event=event,
        form=form,
        coming=coming,
        changes=shown.changes(changes),
        lacking=coming.lacking,
        tried=[row for row in queries.sessions_of(event.id) if row.tried and row.starts],
        versions=releases.releases_of(event.id),
        show=rendering,
        words=phrases,
    )
