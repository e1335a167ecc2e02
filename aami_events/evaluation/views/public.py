"""Answering, by one's own link or by an open one."""

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation.audit import act_as
from ...foundation.headers import private
from ...foundation.i18n import current_language, gettext
from ...foundation.limits import REGISTER, limiter, posts_only
from ...questions.queries import asked_by
from ...web.access import public
from .. import errors, phrases, rendering, service
from ..forms import answered_of, given_of

blueprint = Blueprint("public", __name__)


@blueprint.route("/surveys/<token>", methods=["GET", "POST"])
@public
@limiter.limit(REGISTER, exempt_when=posts_only)
def survey(token: str) -> ResponseReturnValue:
    """The questionnaire; what is sent is kept once, or for later."""
    opened = _opened(token)
    given: service.Given = service.partial(token) or {}
    refusals: dict[str, str] = {}
    if request.method == "POST":
        given = given_of(request.form)
        try:
            return _keep_for_later(token, given) if request.form.get("action") == "later" else _send(token)
        except errors.AnswersWrong as refusal:
            refusals = refusal.refusals
        except (errors.AlreadyAnswered, errors.NotNow):
            opened = _opened(token)
    if opened.phase != "open" or (opened.invitation is not None and opened.invitation.answered):
        return _answer(render_template("evaluation/public/done.html", opened=opened, token=token, show=rendering), 200)
    return _form(token, opened, given, refusals)


def _opened(token: str) -> service.Opened:
    act_as(None, "link")
    try:
        return service.open_link(token)
    except errors.NotThere:
        abort(404)


def _answer(page: str, status: int) -> ResponseReturnValue:
    answer = private(make_response(page, status))
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _form(token: str, opened: service.Opened, given: service.Given, refusals: dict[str, str]) -> ResponseReturnValue:
    shown = rendering.fields(asked_by("survey", opened.survey.id), given, refusals)
    page = render_template(
        "evaluation/public/survey.html",
        survey=opened.survey,
        opened=opened,
        token=token,
        questions=shown,
        dimensions=rendering.dimensions(request.form) if opened.survey.equity else [],
        quotable=request.form.get("quotable") == "y",
        wrong=rendering.wrong(shown) if "" not in refusals else [("", "", gettext("This is too much to be kept."))],
        show=rendering,
        words=phrases,
        preview=False,
    )
    return _answer(page, 422 if refusals else 200)


def _send(token: str) -> ResponseReturnValue:
    service.answer(token, answered_of(request.form, current_language()))
    return redirect(url_for(".thanks", token=token), 303)


def _keep_for_later(token: str, given: dict[str, list[str]]) -> ResponseReturnValue:
    try:
        service.keep_partial(token, given)
    except errors.NotThere:
        abort(404)
    flash(gettext("What you wrote is kept. Come back by the same link: nobody else can read it."), "good")
    return redirect(url_for(".survey", token=token), 303)


@blueprint.get("/surveys/<token>/thanks")
@public
def thanks(token: str) -> ResponseReturnValue:
    """After the last question."""
    opened = _opened(token)
    return _answer(render_template("evaluation/public/thanks.html", survey=opened.survey, show=rendering), 200)


@blueprint.post("/surveys/<token>/decline")
@public
def decline(token: str) -> ResponseReturnValue:
    """No further letter about this survey."""
    try:
        service.decline(token)
    except errors.NotThere:
        abort(404)
    flash(gettext("We will not remind you. You can still answer."), "good")
    return redirect(url_for(".survey", token=token), 303)
