"""The call and its proposals, for organisers."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation.i18n import current_language, gettext, ngettext
from ...questions.phrases import KINDS
from ...questions.queries import asked_by
from ...web.access import requires
from ...web.downloads import as_file
from ...web.forms import looked_for
from ...web.pagination import Cursor
from .. import errors, exports, phrases, queries, rendering, service
from ..forms import FeeForm
from ..forms.call import CallForm, FormatForm, TrackForm, call_values
from ..models import Format, Proposal, Track
from ..queries import lists
from ..queries import pictures as illustrations
from . import bringing, deciding, late, pictures
from .deciding import hidden_here

blueprint = Blueprint("organiser", __name__)
for door in (deciding, bringing, late):
    door.add_to(blueprint)
pictures.add_to_desk(blueprint)
TABLES = {"formats": ("format", Format, FormatForm), "tracks": ("track", Track, TrackForm)}


@blueprint.route("/organise/<slug>/call", methods=["GET", "POST"])
@requires("programme.edit")
def call(event: Event) -> ResponseReturnValue:
    """What it says, from when to when, and what it offers."""
    held = queries.find_call(event.id)
    form, code = CallForm(data=call_values(held, event)), 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        try:
            service.set_call(event.id, form.entry(), base=form.base)
            flash(gettext("The call is saved."), "good")
            return redirect(url_for(".call", slug=event.slug))
        except errors.ProposalWrong as refusal:
            form.refuse(refusal.faults)
        except errors.Overtaken as refusal:
            form.again(refusal.revision)
            said = gettext("Somebody else changed the call meanwhile. Nothing was saved. Save again to keep yours.")
            form.text.form.fr.errors, code = [said], 409
    page = render_template(
        "proposals/organiser/call.html",
        event=event,
        form=form,
        call=queries.find_call(event.id),
        state=queries.call_state(queries.find_call(event.id)),
        formats=queries.formats_of(event.id),
        tracks=queries.tracks_of(event.id),
        asked=asked_by("call", event.id),
        kinds=KINDS,
        words=phrases,
        show=rendering,
    )
    return page, code


@blueprint.post("/organise/<slug>/call/usual")
@requires("programme.edit")
def add_usual(event: Event) -> ResponseReturnValue:
    """The types that most calls ask for."""
    added = service.add_usual(event.id)
    flash(ngettext("%(num)s type is added.", "%(num)s types are added.", added), "good")
    return redirect(url_for(".call", slug=event.slug, _anchor="formats"))


@blueprint.route("/organise/<slug>/call/<any(formats, tracks):kind>/new", methods=["GET", "POST"])
@blueprint.route("/organise/<slug>/call/<any(formats, tracks):kind>/<int:row_id>", methods=["GET", "POST"])
@requires("programme.edit")
def offered(event: Event, kind: str, row_id: int | None = None) -> ResponseReturnValue:
    """A type or a theme."""
    _name, table, shape = TABLES[kind]
    row = None if row_id is None else queries.find_row(table, event.id, row_id) or abort(404)
    form = shape(obj=row)
    if form.validate_on_submit():
        try:
            if isinstance(form, FormatForm):
                service.save_format(event.id, form.entry(), row_id)
            else:
                service.save_track(event.id, form.entry(), row_id)
            flash(gettext("Saved."), "good")
            return redirect(url_for(".call", slug=event.slug, _anchor=kind))
        except errors.ProposalWrong as refusal:
            form.refuse(refusal.faults)
    given = {"event": event, "kind": kind, "row": row, "form": form, "show": rendering}
    page = render_template("proposals/organiser/offered.html", **given)
    return page, 422 if request.method == "POST" else 200


@blueprint.post("/organise/<slug>/call/<any(formats, tracks):kind>/<int:row_id>/<any(retire, restore):deed>")
@requires("programme.edit")
def retire(event: Event, kind: str, row_id: int, deed: str) -> ResponseReturnValue:
    """Offer it no longer, or again."""
    try:
        service.set_retired(event.id, TABLES[kind][0], row_id, retired=deed == "retire")
    except errors.NotThere:
        abort(404)
    return redirect(url_for(".call", slug=event.slug, _anchor=kind))


@blueprint.get("/organise/<slug>/proposals")
@requires("programme.edit")
def list_proposals(event: Event) -> str:
    """All of them, searched and filtered."""
    wanted = looked_for(lists.Filter)
    return render_template(
        "proposals/organiser/list.html",
        event=event,
        page=lists.page(event.id, wanted, Cursor.decode(request.args.get("page", ""), 1), hidden=hidden_here(event)),
        wanted=wanted,
        query={key: value for key, value in vars(wanted).items() if value},
        counts=queries.counts([event.id]).get(event.id, {}),
        formats=queries.formats_of(event.id),
        tracks=queries.tracks_of(event.id),
        words=phrases,
        show=rendering,
    )


@blueprint.get("/organise/<slug>/proposals.<any(csv, xlsx):kind>")
@requires("programme.edit")
def export(event: Event, kind: str) -> Response:
    """The same list as a file."""
    asked = [one for one in asked_by("call", event.id) if not one.text.restricted]
    header, rows = exports.table(lists.everything(event.id, looked_for(lists.Filter), hidden_here(event)), asked)
    return as_file(f"{event.slug}-{gettext('proposals')}-{current_language()}", kind, event.slug, header, rows)


@blueprint.get("/organise/<slug>/proposals/<int:proposal_id>")
@requires("programme.edit")
def one_proposal(event: Event, proposal_id: int) -> str:
    """All that it says, and who stands behind it."""
    row = _found(event, proposal_id)
    return _one(event, row, FeeForm.of(row))


def _found(event: Event, proposal_id: int) -> Proposal:
    row = None if proposal_id in hidden_here(event) else queries.find_proposal(event.id, proposal_id)
    return row or abort(404)


def _one(event: Event, row: Proposal, form: FeeForm) -> str:
    return render_template(
        "proposals/organiser/one.html",
        event=event,
        row=row,
        form=form,
        answers=rendering.answers(row, sensitive=rendering.can(event, "registrations.sensitive")),
        picture=illustrations.of_proposal(row.id),
        portraits=illustrations.of_people([one.speaker_id for one in row.speakers]),
        words=phrases,
        show=rendering,
    )


@blueprint.post("/organise/<slug>/proposals/<int:proposal_id>/fee")
@requires("programme.edit")
def agree_fee(event: Event, proposal_id: int) -> ResponseReturnValue:
    """The artist fee that was agreed on."""
    row, form = _found(event, proposal_id), FeeForm()
    code = 422
    if form.validate():
        try:
            service.agree_fee(event.id, row.id, form.cents, base=form.base)
            flash(gettext("The fee is noted."), "good")
            return redirect(url_for(".one_proposal", slug=event.slug, proposal_id=row.id))
        except errors.ProposalWrong as refusal:
            form.refuse(refusal.faults)
        except errors.Overtaken as refusal:
            form.again(refusal.revision)
            said = gettext("Somebody else changed this proposal meanwhile. Look at it, then save again.")
            form.agreed.errors, code = [said], 409
        except errors.NotThere:
            abort(404)
    return _one(event, _found(event, proposal_id), form), code
