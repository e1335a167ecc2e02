"""Pictures of proposals and of people: for who holds the link, for organisers, for the committee that reads."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...committees.models import Committee
from ...events.models import Event
from ...events.queries import get_event
from ...foundation import files
from ...foundation.headers import private
from ...foundation.i18n import gettext
from ...foundation.limits import REGISTER, limiter, posts_only
from ...web.access import public, requires
from .. import errors, queries, rendering, service
from ..forms.pictures import PictureForm
from ..models import Picture, Proposal, Speaker
from ..queries import pictures
from ..queries.reading import find_visible
from .deciding import hidden_here
from .own import held_by, may_illustrate
from .reading import board_of


def add_to(blueprint: Blueprint) -> None:
    """Those of the public door."""
    here = "/proposals/<token>"
    for address, view, methods in (
        (f"{here}/<int:proposal_id>/picture", own_picture, ["GET", "POST"]),
        (f"{here}/<int:proposal_id>/picture/remove", remove_own_picture, ["POST"]),
        (f"{here}/<int:proposal_id>/picture.jpg", own_picture_file, ["GET"]),
        (f"{here}/portrait", portrait, ["GET", "POST"]),
        (f"{here}/portrait/remove", remove_portrait, ["POST"]),
        (f"{here}/portrait.jpg", portrait_file, ["GET"]),
    ):
        limited = limiter.limit(REGISTER, exempt_when=posts_only)(view)
        blueprint.add_url_rule(address, view.__name__, public(limited), methods=methods)
    committee = "/committees/<committee>/proposals/<int:proposal_id>/picture.jpg"
    blueprint.add_url_rule(committee, view_func=picture_for_readers)


def add_to_desk(blueprint: Blueprint) -> None:
    """Those of the organisers' door."""
    here, rule = "/organise/<slug>/proposals/<int:proposal_id>/picture", blueprint.add_url_rule
    rule(here, view_func=picture, methods=["GET", "POST"])
    rule(f"{here}/remove", view_func=remove_picture, methods=["POST"])
    rule(f"{here}.jpg", view_func=picture_file)
    rule("/organise/<slug>/speakers/<int:speaker_id>/portrait.jpg", view_func=portrait_of)


def _file(row: Picture | None) -> Response:
    return files.serve_picture(row.file) if row else abort(404)


def _saved(form: PictureForm, use_case: Callable[[], None]) -> bool:
    try:
        use_case()
    except errors.ProposalWrong as refusal:
        form.refuse(refusal.faults)
        return False
    except (errors.CallClosed, errors.NotThere):
        abort(404)
    flash(gettext("The picture is kept."), "good")
    return True


# --- For who holds the link -----------------------------------------------------------------------------------------
def _own(token: str, proposal_id: int) -> tuple[Speaker, Proposal]:
    speaker = held_by(token)
    row = queries.find_proposal(speaker.event_id, proposal_id)
    if row is None or not may_illustrate(row, speaker, queries.state_for(speaker)):
        abort(404)
    return speaker, row


def own_picture(token: str, proposal_id: int) -> ResponseReturnValue:
    """The picture of what one proposes."""
    speaker, row = _own(token, proposal_id)
    held = pictures.of_proposal(row.id)
    form = PictureForm.of(held)
    deed = lambda: service.illustrate(row.id, form.entry(), speaker_id=speaker.id)  # noqa: E731
    if form.validate_on_submit() and _saved(form, deed):
        return private(make_response(redirect(url_for(".own", token=token))))
    about = {"proposal_id": row.id, "heading": rendering.titled(row), "held": held}
    return _own_page(speaker, token, form, "own_picture", **about)


def _own_page(speaker: Speaker, token: str, form: PictureForm, name: str, **about: object) -> ResponseReturnValue:
    page = render_template(
        "proposals/public/picture.html", event=get_event(speaker.event_id), token=token, form=form, name=name, **about
    )
    return private(make_response(page, 422 if request.method == "POST" else 200))


def remove_own_picture(token: str, proposal_id: int) -> ResponseReturnValue:
    """Take it back."""
    try:
        service.take_back(proposal_id, speaker_id=held_by(token).id)
    except errors.NotThere:
        abort(404)
    flash(gettext("The picture is gone."), "good")
    return private(make_response(redirect(url_for(".own", token=token))))


def own_picture_file(token: str, proposal_id: int) -> Response:
    """The file."""
    speaker = held_by(token)
    row = queries.find_proposal(speaker.event_id, proposal_id)
    if row is None or all(one.speaker_id != speaker.id for one in row.speakers):
        abort(404)
    return _file(pictures.of_proposal(row.id))


def portrait(token: str) -> ResponseReturnValue:
    """The picture of oneself."""
    speaker = held_by(token)
    held = pictures.of_speaker(speaker.id)
    form = PictureForm.of(held)
    if form.validate_on_submit() and _saved(form, lambda: service.portray(speaker.id, form.entry())):
        return private(make_response(redirect(url_for(".own", token=token))))
    about = {"heading": speaker.name, "held": held}
    return _own_page(speaker, token, form, "portrait", **about)


def remove_portrait(token: str) -> ResponseReturnValue:
    """Take it back."""
    service.take_portrait_back(held_by(token).id)
    flash(gettext("The picture is gone."), "good")
    return private(make_response(redirect(url_for(".own", token=token))))


def portrait_file(token: str) -> Response:
    """The file."""
    return _file(pictures.of_speaker(held_by(token).id))


# --- For organisers and readers -------------------------------------------------------------------------------------
def _found(event: Event, proposal_id: int) -> Proposal:
    row = None if proposal_id in hidden_here(event) else queries.find_proposal(event.id, proposal_id)
    return row or abort(404)


@requires("programme.edit")
def picture(event: Event, proposal_id: int) -> ResponseReturnValue:
    """The picture of a proposal, given or described by an organiser."""
    row = _found(event, proposal_id)
    held = pictures.of_proposal(row.id)
    form = PictureForm.of(held)
    if form.validate_on_submit() and _saved(form, lambda: service.illustrate(row.id, form.entry())):
        return redirect(url_for(".one_proposal", slug=event.slug, proposal_id=row.id))
    given = {"event": event, "row": row, "form": form, "held": held, "show": rendering}
    page = render_template("proposals/organiser/picture.html", **given)
    return page, 422 if request.method == "POST" else 200


@requires("programme.edit")
def remove_picture(event: Event, proposal_id: int) -> ResponseReturnValue:
    """Take it out of everything."""
    row = _found(event, proposal_id)
    service.take_back(row.id)
    flash(gettext("The picture is gone."), "good")
    return redirect(url_for(".one_proposal", slug=event.slug, proposal_id=row.id))


@requires("programme.edit")
def picture_file(event: Event, proposal_id: int) -> Response:
    """The file."""
    return _file(pictures.of_proposal(_found(event, proposal_id).id))


@requires("programme.edit")
def portrait_of(event: Event, speaker_id: int) -> Response:
    """The picture of somebody who speaks or proposes here."""
    return _file(pictures.of_speaker(speaker_id, event.id))


@requires("committee.read")
def picture_for_readers(committee: Committee, proposal_id: int) -> Response:
    """The picture of what one reads; none where names are hidden, which it might tell."""
    board = board_of(committee)
    row = None if board.nameless else find_visible(board, proposal_id)
    return _file(pictures.of_proposal(row.id) if row else None)
