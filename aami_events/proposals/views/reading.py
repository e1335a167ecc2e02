"""What a committee reads, for who sits there: the list, and one proposal with what is said of it."""

import contextlib
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...committees.models import Committee
from ...foundation.i18n import current_language, gettext
from ...foundation.text import whole_number
from ...web.access import account, requires
from ...web.downloads import as_file
from ...web.forms import looked_for
from .. import errors, exports, phrases, service
from ..forms.review import RemarkForm, ReviewForm, TagsForm, review_form
from ..models import Proposal
from ..queries import pictures, reading, readings
from ..queries.reading import Board
from ..rendering import reading as show

PAGE = 50


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the members' door."""
    rule, here = blueprint.add_url_rule, "/committees/<committee>/proposals"
    one = f"{here}/<int:proposal_id>"
    rule(here, view_func=readings_of, methods=["GET"])
    rule(f"{here}.<any(csv, xlsx):kind>", view_func=export_readings, methods=["GET"])
    rule(f"{here}/next", view_func=next_reading, methods=["GET"])
    rule(one, view_func=read, methods=["GET"])
    rule(f"{one}/review", view_func=give_review, methods=["GET", "POST"])
    rule(f"{one}/remarks", view_func=say, methods=["GET", "POST"])
    rule(f"{one}/remarks/<int:remark_id>/remove", view_func=unsay, methods=["POST"])
    rule(f"{one}/tags", view_func=tag, methods=["GET", "POST"])
    rule(f"{one}/wish", view_func=wish, methods=["POST"])
    rule(f"{one}/recuse", view_func=recuse, methods=["POST"])


def board_of(committee: Committee) -> Board:
    """What the one who asks sees here; 404 for a committee that reads nothing."""
    if not reading.reads_proposals(committee):
        abort(404)
    return reading.open_board(committee, account())


@contextlib.contextmanager
def refused() -> Iterator[None]:
    """What is not theirs to do is answered with 403, what is not there with 404."""
    try:
        yield
    except errors.NotYours:
        abort(403)
    except errors.NotThere:
        abort(404)


def page_number(rows: int) -> tuple[int, int]:
    """The page that is asked for, and the last one."""
    last = max(1, -(-rows // PAGE))
    return max(1, min(whole_number(request.args.get("page", "1")) or 1, last)), last


@requires("committee.read")
def readings_of(committee: Committee) -> str:
    """All that the one who asks may read."""
    board, wanted = board_of(committee), looked_for(readings.Filter)
    found = readings.lines(board)
    kept = readings.wanted(board, found, wanted)
    number, last = page_number(len(kept))
    return render_template(
        "proposals/committee/list.html",
        committee=committee,
        board=board,
        every=found,
        rows=kept[(number - 1) * PAGE : number * PAGE],
        total=len(kept),
        number=number,
        last=last,
        wanted=wanted,
        query={key: value for key, value in vars(wanted).items() if value},
        tags=sorted({word for one in found for word in one.tags}, key=str.casefold),
        kinds=readings.kinds(board),
        themes=readings.themes(board),
        words=phrases,
        show=show,
    )


@requires("committee.read")
def export_readings(committee: Committee, kind: str) -> Response:
    """The same list as a file."""
    board = board_of(committee)
    header, rows = exports.readings(board, readings.wanted(board, readings.lines(board), looked_for(readings.Filter)))
    name = f"{committee.slug}-{gettext('proposals')}-{current_language()}"
    return as_file(name, kind, committee.slug, header, rows)


@requires("committee.work")
def next_reading(committee: Committee) -> ResponseReturnValue:
    """What is mine to read first, then what fewest have read."""
    board = board_of(committee)
    number = readings.next_one(board, readings.lines(board)) if board.reviews else None
    if number is None:
        flash(gettext("You have read all that you can read here. Thank you!"), "good")
        return redirect(url_for(".readings_of", committee=committee.slug))
    return redirect(url_for(".read", committee=committee.slug, proposal_id=number))


def _found(board: Board, proposal_id: int) -> Proposal:
    return reading.find_visible(board, proposal_id) or abort(404)


def _page(board: Board, row: Proposal, code: int = 200, **forms: Any) -> ResponseReturnValue:
    criteria = reading.criteria_of(board.committee.id)
    reviews = reading.reviews_of(board, row.id)
    mine = next((one for one in reviews if board.me and one.member_id == board.me.id), None)
    own = mine.state if mine else None
    open_to_me = board.sees_others(row, own)
    tags = reading.tags_of(board).get(row.id, [])
    given = [one for one in reviews if one.state != "draft" and one is not mine]
    page = render_template(
        "proposals/committee/one.html",
        committee=board.committee,
        board=board,
        row=row,
        answers=show.answers(board, row),
        picture=None if board.nameless else pictures.of_proposal(row.id),
        criteria=criteria,
        mine=mine,
        given=given if open_to_me else [],
        hidden=len(given) if not open_to_me else 0,
        summary=readings.summary_of(reviews) if open_to_me and board.sees_means(row) else None,
        remarks=reading.remarks_of(board, row.id),
        tags=tags,
        wish=reading.wish_of(board, row.id),
        form=forms.get("form") or review_form(criteria, mine, formdata=None),
        remark_form=forms.get("remark_form") or RemarkForm(formdata=None),
        tags_form=forms.get("tags_form") or TagsForm(formdata=None, data={"tags": ", ".join(tags)}),
        words=phrases,
        show=show,
    )
    return page, code


@requires("committee.read")
def read(committee: Committee, proposal_id: int) -> ResponseReturnValue:
    """All that it says, my review, and what others think where I may know it."""
    board = board_of(committee)
    return _page(board, _found(board, proposal_id))


def _back(committee: Committee, proposal_id: int, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for(".read", committee=committee.slug, proposal_id=proposal_id, _anchor=anchor))


@requires("committee.work")
def give_review(committee: Committee, proposal_id: int) -> ResponseReturnValue:
    """Keep it, give it, or abstain."""
    if request.method == "GET":
        return _back(committee, proposal_id, "review")
    board = board_of(committee)
    row = _found(board, proposal_id)
    form, code = review_form(reading.criteria_of(committee.id), None), 422
    state = {"keep": "draft", "abstain": "abstained"}.get(request.form.get("action", ""), "given")
    if form.validate():
        try:
            with refused():
                service.give_review(committee.id, account(), proposal_id, form.entry(), state=state, base=form.base)
            return _after_review(committee, proposal_id, state)
        except errors.ProposalWrong as refusal:
            form.refuse(refusal.faults)
        except errors.Overtaken as refusal:
            code = _overtaken(form, refusal)
        except errors.NotNow:
            flash(gettext("Nothing was saved: reviews of this proposal are not written now."), "wrong")
            return _back(committee, proposal_id)
    return _page(board, row, code, form=form)


def _overtaken(form: ReviewForm, refusal: errors.Overtaken) -> int:
    form.again(refusal.revision)
    said = gettext("You have changed this review elsewhere meanwhile. Nothing was saved. Save again to keep this one.")
    form.text.errors = [said]
    return 409


def _after_review(committee: Committee, proposal_id: int, state: str) -> ResponseReturnValue:
    if state == "draft":
        flash(gettext("Kept for you alone."), "good")
        return _back(committee, proposal_id, "review")
    said = gettext("You abstain.") if state == "abstained" else gettext("Your review is given.")
    flash(said, "good")
    return _back(committee, proposal_id)


@requires("committee.read")
def say(committee: Committee, proposal_id: int) -> ResponseReturnValue:
    """A remark in the discussion."""
    if request.method == "GET":
        return _back(committee, proposal_id, "remarks")
    form = RemarkForm()
    if form.validate():
        try:
            language = form.remark_language.data or ""
            with refused():
                number = service.say(committee.id, account(), proposal_id, form.remark.data or "", language)
            return _back(committee, proposal_id, f"remark-{number}")
        except errors.ProposalWrong as refusal:
            form.refuse(refusal.faults)
        except errors.NotNow:
            flash(gettext("Nothing was saved: remarks are not written in the present phase."), "wrong")
            return _back(committee, proposal_id)
    board = board_of(committee)
    return _page(board, _found(board, proposal_id), 422, remark_form=form)


@requires("committee.read")
def unsay(committee: Committee, proposal_id: int, remark_id: int) -> ResponseReturnValue:
    """Take my own remark back."""
    board_of(committee)
    with refused():
        service.unsay(committee.id, account(), proposal_id, remark_id)
    flash(gettext("Your remark is gone."), "good")
    return _back(committee, proposal_id, "remarks")


@requires("committee.work")
def tag(committee: Committee, proposal_id: int) -> ResponseReturnValue:
    """Words to find it again."""
    if request.method == "GET":
        return _back(committee, proposal_id, "words")
    form = TagsForm()
    if form.validate():
        try:
            with refused():
                service.tag(committee.id, account(), proposal_id, form.words)
            flash(gettext("Saved."), "good")
            return _back(committee, proposal_id)
        except errors.ProposalWrong as refusal:
            form.refuse(refusal.faults)
    board = board_of(committee)
    return _page(board, _found(board, proposal_id), 422, tags_form=form)


@requires("committee.work")
def wish(committee: Committee, proposal_id: int) -> ResponseReturnValue:
    """Whether I would gladly read it, or rather not."""
    board_of(committee)
    gladly = {"gladly": True, "rather_not": False}.get(request.form.get("wish", ""))
    with refused():
        service.wish(committee.id, account(), proposal_id, gladly=gladly)
    flash(gettext("Noted: whoever shares out the proposals takes it into account."), "good")
    return _back(committee, proposal_id)


@requires("committee.read")
def recuse(committee: Committee, proposal_id: int) -> ResponseReturnValue:
    """I am in a conflict of interest: from now on I see nothing of it."""
    board_of(committee)
    with refused():
        service.recuse(committee.id, account(), proposal_id, request.form.get("reason", ""))
    flash(gettext("Noted. You no longer see this proposal, nor anything that is said or decided about it."), "good")
    return redirect(url_for(".readings_of", committee=committee.slug))
