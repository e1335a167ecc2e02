"""The page of one's own proposals, for who holds its link: change, send, withdraw, answer. GET changes nothing."""

import datetime as dt

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...events.models import Event
from ...events.queries import get_event
from ...foundation.audit import act_as
from ...foundation.headers import private
from ...foundation.i18n import gettext
from ...foundation.limits import REGISTER, limiter, posts_only
from ...people.queries import list_organisation_names, list_regions
from ...web.access import public
from .. import errors, phrases, queries, rendering, rules, service
from ..forms import ConfirmForm, PersonFields, PitchForm, confirm_values, new_form_key, person_values, pitch_values
from ..models import Proposal, Speaker
from ..queries import pictures

#: of a longer event nobody ticks days
MOST_DAYS = 14


def add_to(blueprint: Blueprint) -> None:
    """The addresses of this module belong to the public door."""
    rule, here = blueprint.add_url_rule, "/proposals/<token>"
    deeds = f"{here}/<int:proposal_id>/<any(withdraw, accept, decline):deed>"
    for address, view, methods in (
        (here, own, ["GET"]),
        (f"{here}/new", own_new, ["GET", "POST"]),
        (f"{here}/<int:proposal_id>", own_proposal, ["GET", "POST"]),
        (f"{here}/<int:proposal_id>/confirm", confirm, ["GET", "POST"]),
        (deeds, act_on_own, ["POST"]),
        (f"{here}/profile", profile, ["GET", "POST"]),
    ):
        limited = limiter.limit(REGISTER, exempt_when=posts_only)(view)
        rule(address, view.__name__, public(limited), methods=methods)


def held_by(token: str) -> Speaker:
    """Whose page it is, who acts from here on; 404 for a forged link."""
    speaker = queries.open_link(token)
    if speaker is None:
        abort(404)
    act_as(None, "link")
    return speaker


def may_change(row: Proposal, speaker: Speaker, state: str) -> bool:
    """Whether they may change it while the call is in this state."""
    mine = bool(row.speakers) and row.speakers[0].speaker_id == speaker.id
    return mine and rules.may_change(row.state, state, announced=row.announced_at is not None)


def may_illustrate(row: Proposal, speaker: Speaker, state: str) -> bool:
    """Whether they may change its picture then."""
    mine = bool(row.speakers) and row.speakers[0].speaker_id == speaker.id
    announced, accepted = row.announced_at is not None, row.decision == "accepted"
    return mine and rules.may_illustrate(row.state, state, announced=announced, accepted=accepted)


def own(token: str) -> ResponseReturnValue:
    """All their proposals, and what they say of themselves."""
    speaker = held_by(token)
    event = get_event(speaker.event_id)
    rows, state = queries.of_speaker(speaker.id), queries.state_for(speaker)
    page = render_template(
        "proposals/public/own.html",
        event=event,
        call=queries.find_call(event.id),
        state=state,
        speaker=speaker,
        rows=rows,
        changeable={row.id for row in rows if may_change(row, speaker, state)},
        illustrable={row.id for row in rows if may_illustrate(row, speaker, state)},
        pictures=pictures.of_these([row.id for row in rows]),
        portrait=pictures.of_speaker(speaker.id),
        mine={row.id: next(one for one in row.speakers if one.speaker_id == speaker.id) for row in rows},
        token=token,
        words=phrases,
        show=rendering,
    )
    return private(make_response(page))


def own_new(token: str) -> ResponseReturnValue:
    """Propose something, or something else, while the call is open to them."""
    speaker = held_by(token)
    if queries.state_for(speaker) != "open":
        abort(404)
    form = PitchForm() if request.method == "POST" else PitchForm(formdata=None)
    form.offer(*queries.offer_of(speaker.event_id))
    key = request.form.get("form_key", "")[:40] or new_form_key()
    code = 200
    if request.method == "POST" and request.form.get("action") != "more":
        code = 422
        if form.validate():
            keep = request.form.get("action") == "keep"
            try:
                service.propose_late(speaker.id, form.pitch(), form_key=key, send=not keep)
                flash(gettext("Your draft is kept.") if keep else gettext("Your proposal is sent."), "good")
                return private(make_response(redirect(url_for(".own", token=token))))
            except errors.ProposalWrong as refusal:
                form.refuse(refusal.faults)
            except (errors.CallClosed, errors.NotThere):
                abort(404)
    page = render_template(
        "proposals/public/own_proposal.html",
        event=get_event(speaker.event_id),
        formats=queries.formats_of(speaker.event_id),
        row=None,
        form_key=key,
        form=form,
        token=token,
        words=phrases,
        show=rendering,
    )
    return private(make_response(page, code))


def _found(speaker: Speaker, proposal_id: int) -> Proposal:
    row = queries.find_proposal(speaker.event_id, proposal_id)
    if row is None or not may_change(row, speaker, queries.state_for(speaker)):
        abort(404)
    return row


def own_proposal(token: str, proposal_id: int) -> ResponseReturnValue:
    """Change it; send it if it is a draft."""
    speaker = held_by(token)
    row = _found(speaker, proposal_id)
    form = PitchForm() if request.method == "POST" else PitchForm(data=pitch_values(row))
    form.offer(*queries.offer_of(row.event_id))
    form.answered = queries.held_answers(row, form.asked)
    code = 200
    if request.method == "POST" and request.form.get("action") != "more":
        code = _saved(speaker, row.id, form) if form.validate() else 422
        if code == 302:
            return private(make_response(redirect(url_for(".own", token=token))))
    page = render_template(
        "proposals/public/own_proposal.html",
        event=get_event(row.event_id),
        formats=queries.formats_of(row.event_id),
        row=_found(speaker, proposal_id),
        form=form,
        token=token,
        words=phrases,
        show=rendering,
    )
    return private(make_response(page, code))


def _saved(speaker: Speaker, proposal_id: int, form: PitchForm) -> int:
    """The status of the answer; 302 when all is well."""
    keep = request.form.get("action") == "keep"
    try:
        service.change_proposal(speaker.id, proposal_id, form.pitch(), base=form.base, send=not keep)
    except errors.ProposalWrong as refusal:
        form.refuse(refusal.faults)
        return 422
    except errors.Overtaken as refusal:
        form.again(refusal.revision)
        said = gettext("This was changed in another window meanwhile. Nothing was saved. Save again to keep this.")
        form.title.form.fr.errors = [said]
        return 409
    except (errors.CallClosed, errors.NotThere):
        abort(404)
    flash(gettext("Your changes are kept.") if keep else gettext("Your proposal is saved and sent."), "good")
    return 302


def act_on_own(token: str, proposal_id: int, deed: str) -> ResponseReturnValue:
    """Withdraw what one made; say whether one takes part in what another made."""
    speaker = held_by(token)
    try:
        if deed == "withdraw":
            service.withdraw_proposal(speaker.id, proposal_id)
            flash(gettext("Your proposal is withdrawn."), "good")
        else:
            service.answer(speaker.id, proposal_id, accept=deed == "accept")
            flash(gettext("Thank you for your answer."), "good")
    except errors.NotThere:
        abort(404)
    return private(make_response(redirect(url_for(".own", token=token))))


def profile(token: str) -> ResponseReturnValue:
    """What they say of themselves."""
    speaker = held_by(token)
    form = PersonFields() if request.method == "POST" else PersonFields(data=person_values(speaker))
    form.regions(list_regions())
    if form.validate_on_submit():
        service.change_profile(speaker.id, form.person())
        flash(gettext("What you say of yourself is saved."), "good")
        return private(make_response(redirect(url_for(".own", token=token))))
    page = render_template(
        "proposals/public/profile.html",
        event=get_event(speaker.event_id),
        form=form,
        token=token,
        organisations=list_organisation_names(),
    )
    return private(make_response(page, 422 if request.method == "POST" else 200))


def confirm(token: str, proposal_id: int) -> ResponseReturnValue:
    """Its author comes."""
    speaker = held_by(token)
    event = get_event(speaker.event_id)
    row = queries.find_proposal(event.id, proposal_id)
    mine = row is not None and row.speakers and row.speakers[0].speaker_id == speaker.id
    if row is None or not mine or row.known != "accepted":
        abort(404)
    form = ConfirmForm() if request.method == "POST" else ConfirmForm(data=confirm_values(speaker))
    form.days(_days(event))
    if form.validate_on_submit():
        recording = form.recording.data == "yes"
        service.confirm(speaker.id, row.id, recording=recording, away=form.away_on())
        flash(gettext("Thank you: we count on you."), "good")
        return private(make_response(redirect(url_for(".own", token=token))))
    given = {"event": event, "row": row, "form": form, "token": token, "show": rendering}
    page = render_template("proposals/public/confirm.html", **given)
    return private(make_response(page, 422 if request.method == "POST" else 200))


def _days(event: Event) -> list[dt.date]:
    first, last = event.facts.first_day, event.facts.last_day
    many = (last - first).days + 1 if first and last else 0
    return [first + dt.timedelta(days=number) for number in range(min(many, MOST_DAYS))] if first else []
