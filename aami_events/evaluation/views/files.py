"""Questionnaires and results in, results out."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation import jobs
from ...foundation.i18n import current_language, gettext, ngettext
from ...questions.queries import asked_by
from ...web.access import account, requires
from ...web.downloads import attachment
from .. import errors, exports, imports, phrases, queries, rendering, service
from ..forms import FileForm
from ..models import Survey

#: answers of which a workbook is made at once
INLINE = 1_000
TABLES = (".csv", ".xlsx", ".txt", ".tsv")


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the organisers' door."""
    rule, here = blueprint.add_url_rule, "/organise/surveys/<survey>"
    rule(f"{here}/bring", view_func=bring, methods=["GET", "POST"])
    rule(f"{here}/library", view_func=take_from_library, methods=["POST"])
    rule(f"{here}/copy", view_func=copy, methods=["POST"])
    rule(f"{here}/answers.<any(csv, xlsx, json):kind>", view_func=answers)
    rule(f"{here}/report.<any(pdf, docx):kind>", view_func=report, methods=["POST"])
    rule(f"{here}/labels.csv", view_func=labels)


@requires("surveys")
def bring(survey: Survey) -> ResponseReturnValue:
    """Questions of the library, a questionnaire, or past results."""
    form, status, skipped = FileForm().offer(), 200, []
    if form.is_submitted():
        try:
            data, name = form.given()
            if not data:
                raise errors.FileWrong("missing" if not name else "empty")
            if name.lower().endswith(TABLES):
                return _results(survey, data, name, form.language.data)
            skipped = _questions(survey, data, form.language.data)
            if not skipped:
                return redirect(url_for(".survey", survey=survey.slug))
        except errors.FileWrong as refusal:
            form.refuse([("file", refusal.why)])
            status = 422
        except errors.NotNow as refusal:
            flash(str(phrases.NOT_NOW[refusal.phase]), "wrong")
            return redirect(url_for(".survey", survey=survey.slug))
    held = {one.key for one in asked_by("survey", survey.id)}
    given = {"groups": rendering.library(held), "form": form, "skipped": skipped, "words": phrases, "show": rendering}
    return render_template("evaluation/organiser/bring.html", survey=survey, event=survey.event, **given), status


def _questions(survey: Survey, data: bytes, language: str) -> list[tuple[str, str]]:
    draft = imports.questionnaire(data, language)
    added = service.take_over(survey.id, draft)
    flash(ngettext("%(num)s question is added.", "%(num)s questions are added.", added), "good")
    return draft.skipped


def _results(survey: Survey, data: bytes, name: str, language: str) -> ResponseReturnValue:
    table = imports.read(data, name)
    if not asked_by("survey", survey.id):
        service.take_over(survey.id, imports.infer(table, language))
    plan = imports.plan_of(table, asked_by("survey", survey.id), language)
    number = service.bring_results(survey.id, plan.sets)
    flash(ngettext("%(num)s answer is brought in.", "%(num)s answers are brought in.", number), "good")
    for words, names in (
        (gettext("Left behind, for they say who answered and when: %(names)s"), plan.left),
        (gettext("No question was found for these columns: %(names)s"), plan.unknown),
        (gettext("Not offered by their question, and not counted: %(names)s"), [one[2] for one in plan.refused]),
    ):
        if names:
            flash(words % {"names": "; ".join(names[:20])}, "info")
    return redirect(url_for(".results", survey=survey.slug))


@requires("surveys")
def take_from_library(survey: Survey) -> ResponseReturnValue:
    """Questions that the house has asked before."""
    try:
        added = service.add_from_library(survey.id, request.form.getlist("keys"))
    except errors.NotNow as refusal:
        flash(str(phrases.NOT_NOW[refusal.phase]), "wrong")
    else:
        flash(ngettext("%(num)s question is added.", "%(num)s questions are added.", added), "good")
    return redirect(url_for(".survey", survey=survey.slug))


@requires("surveys")
def copy(survey: Survey) -> ResponseReturnValue:
    """A new draft that asks the same."""
    number = service.copy_survey(survey.id)
    flash(gettext("This is the copy: a draft that asks the same."), "good")
    return redirect(url_for(".edit", survey=queries.slug_of(number)))


@requires("surveys")
def answers(survey: Survey, kind: str) -> ResponseReturnValue:
    """What was answered; a long workbook is made by the consumer."""
    name = f"{survey.slug}-{current_language()}.{kind}"
    if kind == "csv":
        return attachment(exports.as_csv(survey), name, "csv")
    if kind == "json":
        answer = Response(exports.as_json(survey), mimetype="application/json")
        answer.headers["Content-Disposition"] = f"attachment; filename={name}"
        answer.headers["Cache-Control"] = "no-store"
        return answer
    if queries.figures([survey.id])[survey.id].answers > INLINE:
        return _made_by_the_consumer(survey, kind)
    return attachment([exports.as_xlsx(survey)], name, "xlsx")


def _made_by_the_consumer(survey: Survey, kind: str) -> ResponseReturnValue:
    asked = {"survey": survey.id, "language": current_language(), "kind": kind, "by": request.form.get("by", "")[:60]}
    job_id = jobs.start_job("evaluation.export", account(), asked)
    return redirect(url_for("registration.organiser.follow", job_id=job_id))


@requires("surveys")
def report(survey: Survey, kind: str) -> ResponseReturnValue:
    """The report, made by the consumer; groups compared as the page does."""
    return _made_by_the_consumer(survey, kind)


@requires("surveys")
def labels(survey: Survey) -> Response:
    """What the names and values of that file mean."""
    return attachment(exports.labels_csv(survey), f"{survey.slug}-labels.csv", "csv")
