"""Who may propose although the call is closed, for organisers."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import clock
from ...foundation.i18n import gettext
from ...web.access import requires
from .. import errors, queries, rendering, service
from ..forms.call import LateForm


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    rule, here = blueprint.add_url_rule, "/organise/<slug>/call/late"
    rule(here, view_func=late, methods=["GET", "POST"])
    rule(f"{here}/<int:speaker_id>/end", view_func=end_late, methods=["POST"])


@requires("programme.edit")
def late(event: Event) -> ResponseReturnValue:
    """Who they are, and one more."""
    form = LateForm()
    if form.validate_on_submit():
        try:
            who = (form.name.data or "", form.email.data or "", form.language.data or "fr")
            service.allow_late(event.id, *who, form.until.moment)
            flash(gettext("The e-mail with their personal link is on its way."), "good")
            return redirect(url_for(".late", slug=event.slug))
        except errors.ProposalWrong as refusal:
            form.refuse(refusal.faults)
    rows = queries.late_of(event.id)
    given = {"event": event, "form": form, "rows": rows, "now": clock.now(), "show": rendering}
    return render_template("proposals/organiser/late.html", **given), 422 if request.method == "POST" else 200


@requires("programme.edit")
def end_late(event: Event, speaker_id: int) -> ResponseReturnValue:
    """The call's deadline is theirs again."""
    try:
        service.end_late(event.id, speaker_id)
    except errors.NotThere:
        abort(404)
    flash(gettext("Done: the deadline of the call holds for them again."), "good")
    return redirect(url_for(".late", slug=event.slug))
