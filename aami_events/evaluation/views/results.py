"""Results, as far as they may be shown, and what people wrote."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation.i18n import gettext
from ...web.access import can, requires
from ...web.forms import number_of
from .. import errors, phrases, queries, rendering, service
from ..models import Survey
from ..rendering import comparison
from ..rendering import results as shown


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    rule, here = blueprint.add_url_rule, "/organise/surveys/<survey>"
    rule(f"{here}/results", view_func=results)
    rule(f"{here}/compare", view_func=compare)
    rule(f"{here}/comments", view_func=comments)
    rule(f"{here}/comments/<int(max=9007199254740991):comment_id>", view_func=code, methods=["POST"])


@requires("surveys")
def results(survey: Survey) -> str:
    """Figures of every question; broken down by one of the family, if the address names it."""
    by = request.args.get("by", "")
    return render_template(
        "evaluation/organiser/results.html",
        survey=survey,
        event=survey.event,
        phase=rendering.phase_of(survey),
        results=shown.read(survey, by),
        rate=shown.rate(survey),
        words=phrases,
        show=rendering,
    )


@requires("surveys")
def compare(survey: Survey) -> str:
    """Beside another survey that asked the same: before and after, this year and the last."""
    closed = [row for row in queries.list_surveys() if row.state == "closed" and row.id != survey.id]
    offered = [row for row in closed if can(row, "surveys")]
    other = next((row for row in offered if row.slug == request.args.get("with")), None)
    return render_template(
        "evaluation/organiser/compare.html",
        survey=survey,
        event=survey.event,
        offered=offered,
        other=other,
        pairs=comparison.pairs(other, survey) if other else [],
        words=phrases,
        show=rendering,
    )


@requires("surveys")
def comments(survey: Survey) -> str:
    """What people wrote, once the survey is closed: by question, never by who they are."""
    tally = queries.tally_of(survey.id)
    ready = tally is not None and tally.final
    theme = request.args.get("theme", "")[:60]
    return render_template(
        "evaluation/organiser/comments.html",
        survey=survey,
        event=survey.event,
        ready=ready,
        comments=shown.comments(survey, theme) if ready else [],
        themes=shown.themes(survey) if ready else [],
        theme=theme,
        words=phrases,
        show=rendering,
    )


@requires("surveys")
def code(survey: Survey, comment_id: int) -> ResponseReturnValue:
    """What an organiser makes of a comment."""
    form = request.form
    entry = service.Coding(
        themes=tuple(form.get("themes", "").split(",")),
        translation=form.get("translation", ""),
        withheld=form.get("withheld") == "y",
    )
    try:
        service.code(survey.id, comment_id, entry)
    except errors.NotThere:
        abort(404)
    flash(gettext("Saved."), "good")
    theme = form.get("theme") if number_of(form.get("theme")) is None else None
    return redirect(url_for(".comments", survey=survey.slug, theme=theme or None) + f"#c{comment_id}")
