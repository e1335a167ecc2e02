"""The organisers' pages of an event's own questions: the list, and one to write, previewed before it is saved."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...foundation import ground
from ...foundation.audit import history
from ...foundation.i18n import gettext
from ...questions import errors
from ...questions import service as asking
from ...questions.phrases import FIELDS, KINDS, SEES
from ...questions.queries import Held, list_held
from ...web.access import requires
from .. import rendering, service
from ..forms.questions import QuestionForm, held
from ..queries.categories import answered
from ..rendering import editing as show
from .categories import STEPS
from .form import preview as preview_of


@requires("events.edit")
def list_questions(event: Event) -> ResponseReturnValue:
    """Every question: why it is asked, who reads the answers, for how long they are kept, how many there are."""
    return _list(event)


def _list(event: Event, refused: str = "") -> ResponseReturnValue:
    rows = list_held("event", event.id)
    asked = [row for row in rows if row.question.retired_at is None]
    shown = render_template(
        "registration/organiser/questions.html",
        event=event,
        asked=asked,
        retired=rows[len(asked) :],
        answered=answered([row.question.id for row in rows]),
        order=ground.mark([row.question.id for row in asked]),
        refused=refused,
        kinds=KINDS,
        sees=SEES,
        show=show,
    )
    return shown, 409 if refused else 200


def _find(event: Event, question_id: int) -> tuple[Held, list[Held]]:
    """The question, and those that it may depend on."""
    rows = list_held("event", event.id)
    found = next((row for row in rows if row.question.id == question_id), None) or abort(404)
    asked = [row for row in rows if row.question.retired_at is None]
    return found, asked[: asked.index(found)] if found in asked else asked


@requires("events.edit")
def new_question(event: Event) -> ResponseReturnValue:
    """Add one."""
    asked = [row for row in list_held("event", event.id) if row.question.retired_at is None]
    form = QuestionForm.of(None, asked)
    return _answer(event, form, None, lambda: _add(event, form))


def _add(event: Event, form: QuestionForm) -> str:
    service.add_question(event.id, form.said(), key=form.key.data or "")
    return gettext("The question is there, at the end of the form.")


@requires("events.edit")
def edit_question(event: Event, question_id: int) -> ResponseReturnValue:
    """Change one; what somebody else changed meanwhile stands beside what was written."""
    question, earlier = _find(event, question_id)
    form = QuestionForm.of(question, earlier)
    return _answer(event, form, question, lambda: _change(event, form, question_id))


def _change(event: Event, form: QuestionForm, question_id: int) -> str:
    outcome = service.change_question(event.id, question_id, form.said(), seen=form.read)
    return {
        "same": gettext("Nothing had changed."),
        "worded": gettext("The question is saved. It says what it said: earlier answers belong to it."),
        "version": gettext("The question is saved. Earlier answers keep the words that they were given to."),
    }[outcome]


def _answer(
    event: Event, form: QuestionForm, question: Held | None, use_case: Callable[[], str]
) -> ResponseReturnValue:
    """What was sent: looked at, refused beside its fields, or kept."""
    action = request.form.get("action")
    if request.method != "POST" or action == "more":
        return _page(event, form, question)
    good = form.validate()
    try:
        if not good or action == "preview":  # what else is wrong is said at once
            draft = asking.drafted(("event", event.id), form.said(), question.question.id if question else None)
            return _page(event, form, question, preview=preview_of(draft) if good else None)
        flash(use_case(), "good")
        return redirect(url_for(".list_questions", slug=event.slug))
    except errors.QuestionWrong as refusal:
        form.refuse_wrong(refusal)
    except errors.ConditionBroken as refusal:
        _refuse_condition(event, form, question, refusal)
    except errors.QuestionChanged:
        return _page(event, form, _find(event, question.question.id)[0] if question else None, stale=True)
    return _page(event, form, question)


def _refuse_condition(event: Event, form: QuestionForm, question: Held | None, refusal: Any) -> None:
    number = question.question.id if question else None
    rows = list_held("event", event.id)
    mine = refusal.key not in {row.question.key for row in rows if row.question.id != number}
    form.refuse("condition" if mine else "kind", refusal.why, show.broken(refusal, rows, number))


def _page(
    event: Event, form: QuestionForm, question: Held | None, *, preview: Any = None, stale: bool = False
) -> ResponseReturnValue:
    """The form with what was written; 409 with what stands there now when somebody else wrote, 422 when it is wrong."""
    facts = question.facts if question else {}
    both, theirs = form.reconcile(facts, held(question)) if stale and question else ([], [])
    number = question.question.id if question else 0
    shown = render_template(
        "registration/organiser/question.html",
        event=event,
        form=form,
        question=question,
        answered=answered([number]).get(number, 0),
        preview=preview,
        stale=stale,
        newer=show.newer(both, facts, FIELDS),
        taken_over=show.names_of(theirs, FIELDS),
        history=rendering.history_rows(history("question", number), event),
        show=show,
    )
    return shown, 409 if stale else 422 if form.wrong else 200


@requires("events.edit")
def move_question(event: Event, question_id: int) -> ResponseReturnValue:
    """A step up or down."""
    step = STEPS.get(request.form.get("step", "")) or abort(400)
    return _act(event, lambda: service.move_question(event.id, question_id, step, order=request.form.get("order", "")))


@requires("events.edit")
def retire_question(event: Event, question_id: int) -> ResponseReturnValue:
    """Ask it no longer."""
    return _act(event, lambda: service.retire_question(event.id, question_id))


@requires("events.edit")
def ask_question_again(event: Event, question_id: int) -> ResponseReturnValue:
    """Ask it again."""
    return _act(event, lambda: service.ask_question_again(event.id, question_id))


def _act(event: Event, use_case: Callable[[], Any]) -> ResponseReturnValue:
    try:
        use_case()
    except errors.UnknownQuestion:
        abort(404)
    except errors.OrderChanged:
        return _list(event, gettext("Somebody changed the list meanwhile: this is how it stands now."))
    except errors.ConditionBroken as refusal:
        return _list(event, show.broken(refusal, list_held("event", event.id)))
    return redirect(url_for(".list_questions", slug=event.slug))


def add_to(blueprint: Blueprint) -> None:
    """Their addresses belong to the organisers' door."""
    base, both = "/organise/<slug>/questions", ["GET", "POST"]
    rule = blueprint.add_url_rule
    rule(base, view_func=list_questions)
    rule(f"{base}/new", view_func=new_question, methods=both)
    rule(f"{base}/<int:question_id>", view_func=edit_question, methods=both)
    rule(f"{base}/<int:question_id>/move", view_func=move_question, methods=["POST"])
    rule(f"{base}/<int:question_id>/retire", view_func=retire_question, methods=["POST"])
    rule(f"{base}/<int:question_id>/ask", view_func=ask_question_again, methods=["POST"])
