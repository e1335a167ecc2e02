"""How a committee reads, for who leads it: phases and criteria, conflicts, readers, decisions."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...committees.models import Committee
from ...foundation.i18n import gettext, ngettext
from ...foundation.text import whole_number
from ...web.access import account, requires
from ...web.forms import kept_filters
from .. import errors, phrases, service
from ..forms.review import CriterionForm, PhaseForm, ReadingForm, phase_values
from ..queries import reading, readings
from ..rendering import reading as show
from .deciding import note_decision
from .reading import PAGE, board_of, page_number, refused


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the members' door."""
    rule, here, both = blueprint.add_url_rule, "/committees/<committee>", ["GET", "POST"]
    rule(f"{here}/proposals/decide", view_func=decide_together, methods=["POST"])
    rule(f"{here}/reading", view_func=rules_of, methods=both)
    row = f"{here}/reading/<any(phases, criteria):kind>"
    rule(f"{row}/new", view_func=rule_row, methods=both)
    rule(f"{row}/<int:row_id>", view_func=rule_row, methods=both)
    rule(f"{row}/<int:row_id>/remove", view_func=remove_rule, methods=["POST"])
    rule(f"{here}/conflicts", view_func=conflicts, methods=["GET"])
    rule(f"{here}/conflicts/set", view_func=set_conflict, methods=["POST"])
    rule(f"{here}/readers", view_func=readers, methods=["GET"])
    rule(f"{here}/readers/<any(give, take):deed>", view_func=hand_out, methods=["POST"])
    rule(f"{here}/readers/plan", view_func=plan, methods=both)


@requires("committee.work")
def decide_together(committee: Committee) -> ResponseReturnValue:
    """Of all that were ticked, by who presides."""
    board_of(committee)
    with refused():
        note_decision(partial(service.decide_together, committee.id, account()))
    filters: dict[str, Any] = kept_filters(readings.Filter)
    return redirect(url_for(".readings_of", committee=committee.slug, **filters))


@requires("committee.chair")
def rules_of(committee: Committee) -> ResponseReturnValue:
    """With or without names, by how many, in which phases, by which criteria."""
    board = board_of(committee)
    held = {"blind": board.blind, "sealed": board.sealed, "readers": board.readers, "revision": board.revision}
    form, code = ReadingForm(data=held), 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        try:
            service.set_reading(
                committee.id,
                blind=bool(form.blind.data),
                sealed=bool(form.sealed.data),
                readers=form.readers.data,
                base=form.base,
            )
            flash(gettext("Saved."), "good")
            return redirect(url_for(".rules_of", committee=committee.slug))
        except errors.ProposalWrong as refusal:
            form.refuse(refusal.faults)
        except errors.Overtaken as refusal:
            form.again(refusal.revision)
            form.readers.errors, code = (
                [gettext("Somebody else changed this meanwhile. Save again to keep yours.")],
                409,
            )
    page = render_template(
        "proposals/committee/rules.html",
        committee=committee,
        board=board,
        form=form,
        phases=board.phases,
        criteria=reading.criteria_of(committee.id),
        begun=reading.given(committee.id),
        words=phrases,
        show=show,
    )
    return page, code


@requires("committee.chair")
def rule_row(committee: Committee, kind: str, row_id: int | None = None) -> ResponseReturnValue:
    """A phase or a criterion."""
    board = board_of(committee)
    row: Any = _row(committee, kind, row_id)
    form = PhaseForm(data=phase_values(row, board.event)) if kind == "phases" else CriterionForm(obj=row)
    if form.validate_on_submit():
        try:
            if isinstance(form, PhaseForm):
                service.save_phase(committee.id, form.entry(), row_id)
            else:
                service.save_criterion(committee.id, form.entry(), row_id)
            flash(gettext("Saved."), "good")
            return redirect(url_for(".rules_of", committee=committee.slug, _anchor=kind))
        except errors.ProposalWrong as refusal:
            form.refuse(refusal.faults)
        except errors.AlreadyScored:
            form["weight"].errors = [gettext("Reviews were given: weights and criteria stay as they are.")]
    given = {"committee": committee, "kind": kind, "row": row, "form": form, "words": phrases, "show": show}
    return render_template("proposals/committee/rule.html", **given), 422 if request.method == "POST" else 200


def _row(committee: Committee, kind: str, row_id: int | None) -> Any:
    if row_id is None:
        return None
    rows = reading.phases_of(committee.id) if kind == "phases" else reading.criteria_of(committee.id)
    return next((row for row in rows if row.id == row_id), None) or abort(404)


@requires("committee.chair")
def remove_rule(committee: Committee, kind: str, row_id: int) -> ResponseReturnValue:
    """Take it out."""
    board_of(committee)
    try:
        (service.remove_phase if kind == "phases" else service.remove_criterion)(committee.id, row_id)
        flash(gettext("It is taken out."), "good")
    except errors.AlreadyScored:
        flash(gettext("Reviews were given: weights and criteria stay as they are."), "wrong")
    except errors.NotThere:
        abort(404)
    return redirect(url_for(".rules_of", committee=committee.slug, _anchor=kind))


@requires("committee.chair")
def conflicts(committee: Committee) -> str:
    """What was declared, what is suggested, and what was found to be none."""
    board = board_of(committee)
    if not board.arranges():
        abort(403)
    found = readings.briefs(board)
    return render_template(
        "proposals/committee/conflicts.html",
        committee=committee,
        board=board,
        clashes=show.clashes(board, found),
        rows=found,
        words=phrases,
        show=show,
    )


@requires("committee.chair")
def set_conflict(committee: Committee) -> ResponseReturnValue:
    """There is one, or there is none."""
    board_of(committee)
    proposal, member = (whole_number(request.form.get(name)) or 0 for name in ("proposal", "member"))
    state, reason = request.form.get("state", ""), request.form.get("reason", "")
    try:
        service.set_conflict(committee.id, account(), proposal, member, state, reason)
        flash(gettext("Noted."), "good")
    except errors.NotThere:
        flash(gettext("Nothing was noted: choose a proposal and a member."), "wrong")
    except errors.NotYours:
        abort(403)
    return redirect(url_for(".conflicts", committee=committee.slug))


@requires("committee.chair")
def readers(committee: Committee) -> str:
    """Who was asked to read what."""
    board = board_of(committee)
    pairs, rows = sorted(service.given_pairs(board)), readings.briefs(board)
    rows.sort(key=lambda row: row.settled)
    number, last = page_number(len(rows))
    return render_template(
        "proposals/committee/readers.html",
        committee=committee,
        board=board,
        every=rows,
        rows=rows[(number - 1) * PAGE : number * PAGE],
        number=number,
        last=last,
        of_each=_by_proposal(pairs),
        given=len(pairs),
        members={one.id: one for one in board.members},
        loads=show.loads(board, pairs, readings.progress(board)),
        words=phrases,
        show=show,
    )


def _by_proposal(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for proposal, member in pairs:
        found.setdefault(proposal, []).append(member)
    return found


@requires("committee.chair")
def hand_out(committee: Committee, deed: str) -> ResponseReturnValue:
    """Ask somebody to read a proposal, or no longer."""
    board_of(committee)
    proposal, member = (whole_number(request.form.get(name)) or 0 for name in ("proposal", "member"))
    if deed == "take":
        proposal, member = _pair(request.form.get("pair", "")) or (0, 0)
    try:
        (service.give if deed == "give" else service.take)(committee.id, account(), proposal, member)
    except errors.NotThere:
        flash(gettext("Nothing was noted: choose a proposal and a member."), "wrong")
    except errors.CannotRead:
        said = gettext("Nothing was noted: this person does not read its language, or is in conflict with it.")
        flash(said, "wrong")
    except errors.NotYours:
        abort(403)
    back = whole_number(request.form.get("page")) or 1
    return redirect(url_for(".readers", committee=committee.slug, page=back, _anchor=f"proposal-{proposal}"))


def _pair(text: str) -> tuple[int, int] | None:
    """The proposal and the member of "12-3"."""
    proposal, member = (whole_number(part) for part in (*text.split("-", 1), "")[:2])
    return None if proposal is None or member is None else (proposal, member)


@requires("committee.chair")
def plan(committee: Committee) -> ResponseReturnValue:
    """Readers for what lacks some: looked at first, then given."""
    board = board_of(committee)
    if request.method == "POST":
        pairs = [pair for pair in map(_pair, request.form.getlist("pair")) if pair]
        try:
            made = service.apply_plan(committee.id, account(), pairs)
            said = ngettext("%(num)s reading is shared out.", "%(num)s readings are shared out.", made)
            flash(said, "good")
            return redirect(url_for(".readers", committee=committee.slug))
        except errors.Overtaken:
            flash(gettext("Nothing was shared out: something changed meanwhile. Here is a new plan."), "wrong")
            return redirect(url_for(".plan", committee=committee.slug))
    made_plan = service.plan(board)
    pairs_now = sorted(service.given_pairs(board))
    return render_template(
        "proposals/committee/plan.html",
        committee=committee,
        board=board,
        plan=made_plan,
        rows={row.id: row for row in readings.briefs(board)},
        of_each=_by_proposal(made_plan.pairs),
        members={one.id: one for one in board.members},
        loads=show.loads(board, pairs_now, readings.progress(board), made_plan.pairs),
        words=phrases,
        show=show,
    )
