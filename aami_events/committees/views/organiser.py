"""Committees, for organisers: all of them, set up and changed."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation.i18n import gettext
from ...plan.queries import milestone_choices
from ...web.access import principal, requires
from .. import errors, phrases, queries, rendering, service
from ..forms import CommitteeForm, committee_values
from ..models import Committee

blueprint = Blueprint("organiser", __name__)


def _mine() -> list[tuple[int, Event]]:
    """Events for which the one who asks may set up a committee."""
    asking = principal()
    rows = queries.list_events()
    return [row for row in rows if asking and asking.can("committees.edit", ("event", row[0]))]


def _house() -> bool:
    """Whether they may set one up for no event."""
    asking = principal()
    return asking is not None and asking.can("committees.edit", ("house", 0))


@blueprint.get("/organise/committees/")
@requires("committees.edit")
def list_committees() -> str:
    """All that one may see, with what each has to do."""
    rows = [row for row in queries.list_committees() if rendering.can(row, "committee.read")]
    return render_template(
        "committees/organiser/list.html",
        rows=rows,
        figures=queries.figures([row.id for row in rows]),
        standing=queries.standing,
        words=phrases,
        show=rendering,
    )


def _form(row: Committee | None) -> CommitteeForm:
    form = CommitteeForm(data=committee_values(row) if row else {"event": request.args.get("event", "")})
    return form.offer(_mine(), milestone_choices())


def _page(form: CommitteeForm, row: Committee | None, code: int = 0) -> ResponseReturnValue:
    given = {"form": form, "committee": row, "house": _house(), "words": phrases, "show": rendering}
    page = render_template("committees/organiser/edit.html", **given)
    return page, code or (422 if request.method == "POST" else 200)


def _allowed(form: CommitteeForm) -> bool:
    """Whether they may set it up for what they chose."""
    number = form.entry().event_id
    return _house() if number is None else number in dict(_mine()) or _house()


@blueprint.route("/organise/committees/new", methods=["GET", "POST"])
@requires("committees.edit")
def new() -> ResponseReturnValue:
    """Set one up."""
    form = _form(None)
    if form.validate_on_submit():
        try:
            if not _allowed(form):
                raise errors.CommitteeWrong([("event", "event")])
            number = service.begin(form.entry())
            flash(gettext("The committee is set up. Now invite its chair."), "good")
            return redirect(url_for("committees.public.overview", committee=queries.slug_of(number)))
        except errors.CommitteeWrong as refusal:
            form.refuse(refusal.faults)
    return _page(form, None)


@blueprint.route("/organise/committees/<committee>/edit", methods=["GET", "POST"])
@requires("committees.edit")
def edit(committee: Committee) -> ResponseReturnValue:
    """Its name, mandate and days."""
    form = _form(committee)
    if form.validate_on_submit():
        try:
            if not _allowed(form):
                raise errors.CommitteeWrong([("event", "event")])
            service.change(committee.id, form.entry(), base=form.base)
            flash(gettext("Saved."), "good")
            return redirect(url_for("committees.public.overview", committee=committee.slug))
        except errors.Overtaken as refusal:
            form.again(refusal.revision)
            form.name.form.fr.errors = [str(phrases.OVERTAKEN)]
            return _page(form, committee, 409)
        except errors.CommitteeWrong as refusal:
            form.refuse(refusal.faults)
        except errors.NotThere:
            abort(404)
    return _page(form, committee)
