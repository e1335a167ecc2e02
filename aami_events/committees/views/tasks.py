"""What a committee has to do."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...foundation.i18n import gettext
from ...web.access import requires
from .. import errors, queries, rendering, service
from ..forms import TaskForm, task_values
from ..models import Committee, Task
from ..phrases import OVERTAKEN


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the members' door."""
    rule, here, both = blueprint.add_url_rule, "/committees/<committee>/tasks", ["GET", "POST"]
    rule(here, view_func=tasks, methods=["GET"])
    rule(f"{here}/new", view_func=new_task, methods=both)
    rule(f"{here}/<int:task_id>", view_func=edit_task, methods=both)
    rule(f"{here}/<int:task_id>/<any(done, undone, remove):deed>", view_func=act_on_task, methods=["POST"])


@requires("committee.read")
def tasks(committee: Committee) -> str:
    """All of them: what is open by day, then what is done."""
    return render_template(
        "committees/public/tasks.html",
        committee=committee,
        rows=queries.tasks_of(committee.id),
        show=rendering,
    )


def _form(committee: Committee, row: Task | None) -> TaskForm:
    members = queries.seated(committee.id)
    return TaskForm(data=task_values(row) if row else None).offer(members)


def _page(committee: Committee, form: TaskForm, row: Task | None, code: int = 0) -> ResponseReturnValue:
    page = render_template("committees/public/task.html", committee=committee, form=form, task=row, show=rendering)
    return page, code or (422 if request.method == "POST" else 200)


@requires("committee.work")
def new_task(committee: Committee) -> ResponseReturnValue:
    """Write one down."""
    form = _form(committee, None)
    if form.validate_on_submit():
        try:
            service.add_task(committee.id, form.entry())
            flash(gettext("The task is added."), "good")
            return redirect(url_for(".tasks", committee=committee.slug))
        except errors.CommitteeWrong as refusal:
            form.refuse(refusal.faults)
    return _page(committee, form, None)


def _found(committee: Committee, task_id: int) -> Task:
    return queries.find_task(committee.id, task_id) or abort(404)


@requires("committee.work")
def edit_task(committee: Committee, task_id: int) -> ResponseReturnValue:
    """Change it; who read an older version is told."""
    form = _form(committee, _found(committee, task_id))
    if form.validate_on_submit():
        try:
            service.change_task(committee.id, task_id, form.entry(), base=form.base)
            flash(gettext("Saved."), "good")
            return redirect(url_for(".tasks", committee=committee.slug))
        except errors.Overtaken as refusal:
            form.again(refusal.revision)
            form.title.errors = [str(OVERTAKEN)]
            return _page(committee, form, _found(committee, task_id), 409)
        except errors.NotThere:
            abort(404)
        except errors.CommitteeWrong as refusal:
            form.refuse(refusal.faults)
    return _page(committee, form, _found(committee, task_id))


@requires("committee.work")
def act_on_task(committee: Committee, task_id: int, deed: str) -> ResponseReturnValue:
    """Tick, untick, take out."""
    try:
        if deed == "remove":
            service.remove_task(committee.id, task_id)
            flash(gettext("The task is removed."), "good")
        else:
            service.set_done(committee.id, task_id, done=deed == "done")
    except errors.NotThere:
        abort(404)
    return redirect(
        url_for(".tasks", committee=committee.slug, _anchor=None if deed == "remove" else f"task-{task_id}")
    )
