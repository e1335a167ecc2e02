"""Surveys for organisers: begun, written, opened, closed; people asked and reminded."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event, Part
from ...foundation.audit import history
from ...foundation.i18n import gettext, ngettext
from ...questions.queries import asked_by
from ...web.access import can, principal, requires
from ...web.history import rows as history_rows
from .. import errors, phrases, queries, rendering, service
from ..forms import BreakdownForm, PeopleForm, SurveyForm, survey_values
from ..models import Survey
from . import files, results

blueprint = Blueprint("organiser", __name__)
results.add_to(blueprint)
files.add_to(blueprint)


def _mine() -> list[Event]:
    """Events for which the one who asks may make surveys."""
    return [event for event in queries.events_with() if can(event, "surveys")]


def _house() -> bool:
    """Whether they may make one for no event."""
    asking = principal()
    return asking is not None and asking.can("surveys", ("house", 0))


@blueprint.get("/organise/surveys/")
@requires("surveys")
def all_surveys() -> str:
    """All that one may see."""
    return _list([row for row in queries.list_surveys() if can(row, "surveys")], None)


@blueprint.get("/organise/<slug>/surveys")
@requires("surveys")
def of_event(event: Event) -> str:
    """Those of one event."""
    return _list(queries.list_surveys(event.id), event)


def _list(rows: list[Survey], event: Event | None) -> str:
    figures = queries.figures([row.id for row in rows])
    given = {"rows": rows, "figures": figures, "event": event, "words": phrases, "show": rendering}
    return render_template("evaluation/organiser/list.html", **given)


def _form(row: Survey | None) -> SurveyForm:
    usual = {
        "audience": "present", "results": "closed", "least": "5", "event": request.args.get("event", ""),
        "opens_after": "1", "closes_after": "21", "invites": True, "reminds": "7, 2",
    }  # fmt: skip
    form = SurveyForm(data=survey_values(row) if row else usual)
    events = _mine()
    parts: list[Part] = [part for event in events if str(event.id) == form.event.data for part in event.parts]
    return form.offer(events, parts)


def _page(form: SurveyForm, row: Survey | None, code: int = 0) -> ResponseReturnValue:
    given = {"form": form, "survey": row, "house": _house(), "event": row.event if row else None, "words": phrases}
    page = render_template("evaluation/organiser/edit.html", **given, show=rendering)
    return page, code or (422 if request.method == "POST" else 200)


def _allowed(form: SurveyForm) -> None:
    number = form.entry().event_id
    if not (_house() if number is None else number in {event.id for event in _mine()}):
        raise errors.SurveyWrong([("event", "unknown")])


@blueprint.route("/organise/surveys/new", methods=["GET", "POST"])
@requires("surveys")
def new() -> ResponseReturnValue:
    """Begin one."""
    form = _form(None)
    if form.validate_on_submit():
        try:
            _allowed(form)
            slug = queries.slug_of(service.begin(form.entry()))
            flash(gettext("The survey is begun. Now write its questions."), "good")
            return redirect(url_for(".survey", survey=slug))
        except errors.SurveyWrong as refusal:
            form.refuse(refusal.faults)
    return _page(form, None)


@blueprint.route("/organise/surveys/<survey>/edit", methods=["GET", "POST"])
@requires("surveys")
def edit(survey: Survey) -> ResponseReturnValue:
    """Its title, audience and days."""
    form = _form(survey)
    if form.validate_on_submit():
        try:
            _allowed(form)
            service.change(survey.id, form.entry(), base=form.base)
            flash(gettext("Saved."), "good")
            return redirect(url_for(".survey", survey=survey.slug))
        except errors.Overtaken as refusal:
            form.again(refusal.revision)
            form.title.form.fr.errors = [str(phrases.OVERTAKEN)]
            return _page(form, survey, 409)
        except errors.SurveyWrong as refusal:
            form.refuse(refusal.faults)
    return _page(form, survey)


@blueprint.get("/organise/surveys/<survey>")
@requires("surveys")
def survey(survey: Survey) -> ResponseReturnValue:
    """How it stands, and what can be done."""
    return _overview(survey)


def _overview(
    survey: Survey, people: PeopleForm | None = None, refused: str = "", status: int = 200
) -> ResponseReturnValue:
    figures, asked = queries.figures([survey.id])[survey.id], asked_by("survey", survey.id)
    expected = rendering.expected(survey, figures.invited or len(service.audience_of(survey)))
    page = render_template(
        "evaluation/organiser/survey.html",
        survey=survey,
        event=survey.event,
        phase=rendering.phase_of(survey),
        figures=figures,
        questions=sum(one.definition.kind != "heading" for one in asked),
        to_ask=service.count_to_ask(survey),
        missing=service.missing_for(survey) if survey.state == "draft" else [],
        groupings=rendering.groupings(survey, asked, expected),
        expected=expected,
        people=people or PeopleForm(formdata=None),
        refused=refused,
        history=history_rows(history("survey", survey.id), survey.zone, rendering.done),
        words=phrases,
        show=rendering,
    )
    return page, status


def _act(survey: Survey, use_case: Callable[[int], object], say: Callable[[object], str]) -> ResponseReturnValue:
    """Do it and say so; or say why not."""
    try:
        done = use_case(survey.id)
    except errors.NotNow as refusal:
        flash(str(phrases.NOT_NOW[refusal.phase]), "wrong")
    except errors.NotReady as refusal:
        why = ", ".join(str(phrases.NOT_READY[one]) for one in refusal.why)
        return _overview(survey, refused=gettext("It cannot be opened yet: %(why)s.", why=why), status=422)
    else:
        flash(say(done), "good")
    return redirect(url_for(".survey", survey=survey.slug))


@blueprint.post("/organise/surveys/<survey>/open")
@requires("surveys")
def publish(survey: Survey) -> ResponseReturnValue:
    """People may answer, from its hour on."""
    return _act(survey, service.publish, lambda _done: gettext("The survey is opened."))


@blueprint.post("/organise/surveys/<survey>/withdraw")
@requires("surveys")
def withdraw(survey: Survey) -> ResponseReturnValue:
    """A draft again."""
    return _act(survey, service.withdraw, lambda _done: gettext("The survey is a draft again."))


@blueprint.post("/organise/surveys/<survey>/close")
@requires("surveys")
def close(survey: Survey) -> ResponseReturnValue:
    """Nobody may answer any more."""
    return _act(survey, service.close, lambda _done: gettext("The survey is closed. Results come in a moment."))


@blueprint.post("/organise/surveys/<survey>/remove")
@requires("surveys")
def remove(survey: Survey) -> ResponseReturnValue:
    """A draft that nobody needs."""
    try:
        service.remove(survey.id)
    except errors.NotNow as refusal:
        flash(str(phrases.NOT_NOW[refusal.phase]), "wrong")
        return redirect(url_for(".survey", survey=survey.slug))
    flash(gettext("The draft is gone."), "good")
    return redirect(url_for(".all_surveys"))


@blueprint.post("/organise/surveys/<survey>/invite")
@requires("surveys")
def invite(survey: Survey) -> ResponseReturnValue:
    """Write to whoever was not written to."""
    return _act(survey, service.invite, _written)


@blueprint.post("/organise/surveys/<survey>/remind")
@requires("surveys")
def remind(survey: Survey) -> ResponseReturnValue:
    """Write to whoever has not answered."""
    return _act(survey, service.remind, _written)


def _written(number: object) -> str:
    return ngettext("%(num)s letter is on its way.", "%(num)s letters are on their way.", int(str(number)))


@blueprint.post("/organise/surveys/<survey>/people")
@requires("surveys")
def people(survey: Survey) -> ResponseReturnValue:
    """People of a list."""
    form = PeopleForm()
    listed = form.listed()
    if form.people.errors:
        return _overview(survey, form, status=422)
    return _act(
        survey,
        lambda number: service.write_down(number, listed),
        lambda number: ngettext("%(num)s person is listed.", "%(num)s people are listed.", int(str(number))),
    )


@blueprint.post("/organise/surveys/<survey>/breakdowns")
@requires("surveys")
def breakdowns(survey: Survey) -> ResponseReturnValue:
    """By which questions results may be broken down."""
    keys = BreakdownForm().breakdowns.data or []
    try:
        return _act(survey, lambda number: service.set_breakdowns(number, keys), lambda _done: gettext("Saved."))
    except errors.SurveyWrong:
        abort(400)


@blueprint.get("/organise/surveys/<survey>/preview")
@requires("surveys")
def preview(survey: Survey) -> str:
    """As people see it, in the language of the page; nothing can be sent."""
    return render_template(
        "evaluation/public/survey.html",
        survey=survey,
        opened=None,
        token="",
        questions=rendering.fields(asked_by("survey", survey.id), {}, {}),
        dimensions=rendering.dimensions({}) if survey.equity else [],
        quotable=False,
        wrong=[],
        show=rendering,
        words=phrases,
        preview=True,
    )
