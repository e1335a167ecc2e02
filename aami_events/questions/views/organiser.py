"""The organisers' pages of an event's own questions, for each form that asks some: the list, and one to write."""

import functools
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation import ground
from ...foundation.audit import history
from ...foundation.bilingual import Bilingual
from ...foundation.i18n import gettext
from ...foundation.points import QuestionHost
from ...web import ground as meanwhile
from ...web.access import Scoped, requires
from ...web.history import rows as history_rows
from .. import errors, service
from .. import rendering as show
from ..forms import QuestionForm, held
from ..phrases import FIELDS, KINDS, sees
from ..queries import Held, list_held

blueprint = Blueprint("organiser", __name__)
STEPS = {"up": -1, "down": 1}
SURVEY = {"kind": "survey"}


class Asking(Scoped, Protocol):
    """What these pages need to know of what the questions belong to: an event, or something of its own."""

    slug: str
    title: Bilingual
    zone: str


def _host(kind: str) -> QuestionHost:
    try:
        return service.find_host(kind)
    except errors.UnknownHost:
        abort(404)


def of_the_form(values: Mapping[str, Any]) -> str:
    """The right that editing the questions of this form needs."""
    return _host(values["kind"]).permission


def _for_its_owner(view: Callable[..., Any]) -> Callable[..., Any]:
    """The view of what the questions belong to; 404 for a kind of question that stands elsewhere."""

    @functools.wraps(view)
    def taken(
        kind: str, event: Asking | None = None, survey: Asking | None = None, **values: Any
    ) -> ResponseReturnValue:
        if bool(_host(kind).owners) != bool(survey):
            abort(404)
        return view(survey or event, kind, **values)

    return taken


def _at(thing: Asking, kind: str) -> dict[str, Any]:
    """What stands in the addresses of these pages."""
    return {"kind": kind, **_host(kind).address(thing)}


def _route(address: str, *methods: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Below the questions of each form; those of registration stand below the event itself, those of a survey below
    it."""

    def register(view: Callable[..., Any]) -> Callable[..., Any]:
        guarded = requires(of_the_form)(_for_its_owner(view))
        rule, usual = blueprint.add_url_rule, {"kind": "event"}
        rule(f"/organise/<slug>/questions{address}", None, guarded, defaults=usual, methods=methods)
        rule(f"/organise/<slug>/<kind>/questions{address}", None, guarded, methods=methods)
        rule(f"/organise/surveys/<survey>/questions{address}", None, guarded, defaults=SURVEY, methods=methods)
        return guarded

    return register


@_route("", "GET")
def list_questions(thing: Asking, kind: str) -> ResponseReturnValue:
    """Every question: why it is asked, who reads the answers, for how long they are kept, how many there are."""
    return _list(thing, kind)


def _list(thing: Asking, kind: str, refused: str = "") -> ResponseReturnValue:
    rows, host = list_held(kind, thing.id), _host(kind)
    asked = [row for row in rows if row.question.retired_at is None]
    shown = render_template(
        "questions/organiser/list.html",
        thing=thing,
        at=_at(thing, kind),
        host=host,
        asked=asked,
        retired=rows[len(asked) :],
        answered=host.answered([row.question.id for row in rows]),
        order=ground.mark([row.question.id for row in asked]),
        refused=refused,
        kinds=KINDS,
        sees=sees(host.readers),
        show=show,
    )
    return shown, 409 if refused else 200


def _find(thing: Asking, kind: str, question_id: int) -> tuple[Held, list[Held]]:
    """The question, and those that it may depend on."""
    rows = list_held(kind, thing.id)
    found = next((row for row in rows if row.question.id == question_id), None) or abort(404)
    asked = [row for row in rows if row.question.retired_at is None]
    return found, asked[: asked.index(found)] if found in asked else asked


@_route("/new", "GET", "POST")
def new_question(thing: Asking, kind: str) -> ResponseReturnValue:
    """Add one."""
    asked = [row for row in list_held(kind, thing.id) if row.question.retired_at is None]
    form = QuestionForm.of(None, asked, _host(kind))
    return _answer(thing, kind, form, None, lambda: _add((kind, thing.id), form))


def _add(owner: tuple[str, int], form: QuestionForm) -> str:
    service.add_question(owner, form.said(), key=form.key.data or "")
    return gettext("The question is there, at the end of the form.")


@_route("/<int:question_id>", "GET", "POST")
def edit_question(thing: Asking, kind: str, question_id: int) -> ResponseReturnValue:
    """Change one; what somebody else changed meanwhile stands beside what was written."""
    question, earlier = _find(thing, kind, question_id)
    form = QuestionForm.of(question, earlier, _host(kind))
    return _answer(thing, kind, form, question, lambda: _change((kind, thing.id), form, question_id))


def _change(owner: tuple[str, int], form: QuestionForm, question_id: int) -> str:
    outcome = service.change_question(owner, question_id, form.said(), seen=form.read)
    return {
        "same": gettext("Nothing had changed."),
        "worded": gettext("The question is saved. It says what it said: earlier answers belong to it."),
        "version": gettext("The question is saved. Earlier answers keep the words that they were given to."),
    }[outcome]


def _answer(
    thing: Asking, kind: str, form: QuestionForm, question: Held | None, use_case: Callable[[], str]
) -> ResponseReturnValue:
    """What was sent: looked at, refused beside its fields, or kept."""
    action = request.form.get("action")
    if request.method != "POST" or action == "more":
        return _page(thing, kind, form, question)
    good = form.validate()
    try:
        if not good or action == "preview":  # what else is wrong is said at once
            number = question.question.id if question else None
            draft = service.drafted((kind, thing.id), form.said(), number, service.terms_of(kind))
            return _page(thing, kind, form, question, preview=show.preview(draft) if good else None)
        flash(use_case(), "good")
        return redirect(url_for(".list_questions", **_at(thing, kind)))
    except errors.QuestionWrong as refusal:
        form.refuse_wrong(refusal)
    except errors.ConditionBroken as refusal:
        _refuse_condition((kind, thing.id), form, question, refusal)
    except errors.QuestionChanged:
        newer = _find(thing, kind, question.question.id)[0] if question else None
        return _page(thing, kind, form, newer, stale=True)
    return _page(thing, kind, form, question)


def _refuse_condition(owner: tuple[str, int], form: QuestionForm, question: Held | None, refusal: Any) -> None:
    number = question.question.id if question else None
    rows = list_held(*owner)
    mine = refusal.key not in {row.question.key for row in rows if row.question.id != number}
    form.refuse("condition" if mine else "kind", refusal.why, show.broken(refusal, rows, number))


def _page(
    thing: Asking, kind: str, form: QuestionForm, question: Held | None, *, preview: Any = None, stale: bool = False
) -> ResponseReturnValue:
    """The form with what was written; 409 with what stands there now when somebody else wrote, 422 when it is wrong."""
    facts, host = question.facts if question else {}, _host(kind)
    both, theirs = form.reconcile(facts, held(question)) if stale and question else ([], [])
    number = question.question.id if question else 0
    shown = render_template(
        "questions/organiser/one.html",
        thing=thing,
        at=_at(thing, kind),
        host=host,
        form=form,
        question=question,
        answered=host.answered([number]).get(number, 0),
        preview=preview,
        stale=stale,
        newer=meanwhile.newer(both, facts, FIELDS, show.sayer(host.readers)),
        taken_over=meanwhile.names_of(theirs, FIELDS),
        history=history_rows(history("question", number), thing.zone, show.teller(host.readers)),
        show=show,
    )
    return shown, 409 if stale else 422 if form.wrong else 200


@_route("/<int:question_id>/move", "POST")
def move_question(thing: Asking, kind: str, question_id: int) -> ResponseReturnValue:
    """A step up or down."""
    step, order = STEPS.get(request.form.get("step", "")) or abort(400), request.form.get("order", "")
    return _act(thing, kind, lambda owner: service.move_question(owner, question_id, step, order=order))


@_route("/<int:question_id>/retire", "POST")
def retire_question(thing: Asking, kind: str, question_id: int) -> ResponseReturnValue:
    """Ask it no longer."""
    return _act(thing, kind, lambda owner: service.retire_question(owner, question_id))


@_route("/<int:question_id>/ask", "POST")
def ask_question_again(thing: Asking, kind: str, question_id: int) -> ResponseReturnValue:
    """Ask it again."""
    return _act(thing, kind, lambda owner: service.ask_question_again(owner, question_id))


def _act(thing: Asking, kind: str, use_case: Callable[[tuple[str, int]], Any]) -> ResponseReturnValue:
    try:
        use_case((kind, thing.id))
    except errors.UnknownQuestion:
        abort(404)
    except errors.OrderChanged:
        return _list(thing, kind, gettext("Somebody changed the list meanwhile: this is how it stands now."))
    except errors.ConditionBroken as refusal:
        return _list(thing, kind, show.broken(refusal, list_held(kind, thing.id)))
    return redirect(url_for(".list_questions", **_at(thing, kind)))
