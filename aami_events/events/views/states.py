"""The checklist, and the pages on which an event is published, postponed, cancelled, archived."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation.i18n import gettext, ngettext
from ...web.access import requires
from .. import errors, service
from ..forms.editing import MoveForm
from ..models import Event
from ..phrases import editing as words
from ..queries import editing as queries
from ..queries.checklist import check_event
from ..rendering import editing as shown
from ..rules.editing import EXPLAINED, moves_from
from .editing import show, to_tell


@requires("events.edit")
def checklist(event: Event) -> str:
    """What the event still lacks, each with the page where it is mended; and what can be done now."""
    rows = shown.items(check_event(event), event)
    blocking = [row for row in rows if row.blocks]
    advice = [row for row in rows if not row.blocks]
    return show("checklist", event, blocking=blocking, advice=advice, moves=moves_from(event.state))


@requires("events.edit")
def move(event: Event, deed: str) -> ResponseReturnValue:
    """Say what will happen; do it once it is confirmed."""
    if deed not in words.MOVES:
        abort(404)
    after, form = moves_from(event.state).get(deed), MoveForm()
    status = 200 if after else 409
    if request.method == "POST" and after and form.validate():
        try:
            service.move(event.id, deed, reason=form.reason.data or "")
            flash(str(words.DONE[deed]), "good")
            return redirect(url_for(".tell" if to_tell(event.id) else ".event", slug=event.slug))
        except (errors.TextsMissing, errors.NotReady, errors.PeopleRegistered, errors.ReasonMissing) as refusal:
            status = _refused(form, refusal)
    elif request.method == "POST":
        status = 422 if after else 409
    blocking = [row for row in shown.items(check_event(event), event) if row.blocks] if after == "published" else []
    given = {"form": form, "deed": deed, "allowed": bool(after), "blocking": blocking, "explained": deed in EXPLAINED}
    return show("move", event, held=queries.held(event.id).registrations, **given), status


def _refused(form: MoveForm, refusal: Exception) -> int:
    """Say why it was not done."""
    if isinstance(refusal, errors.ReasonMissing):
        form.reason.errors = [gettext("Say why: people have made plans, and the history keeps it.")]
        return 422
    if isinstance(refusal, errors.PeopleRegistered):
        said = ngettext("%(num)s person is registered", "%(num)s people are registered", refusal.count)
        flash(gettext("The event stays public: %(what)s.", what=said), "wrong")
    else:
        flash(gettext("The event was not published: something is still missing."), "wrong")
    return 409


def add_to(blueprint: Blueprint) -> None:
    """Their addresses."""
    blueprint.add_url_rule("/organise/<slug>/checklist", view_func=checklist)
    blueprint.add_url_rule("/organise/<slug>/state/<deed>", view_func=move, methods=["GET", "POST"])
