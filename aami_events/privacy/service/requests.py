"""Requests to be erased: asked, confirmed, withdrawn by the person; fulfilled or refused by the privacy officer."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select

from ...events.queries import cancelling_allowed
from ...foundation import audit, clock
from ...foundation.database import db, transactional
from ...foundation.outbox import OutboxLetter, queue
from ...registration import service as registration
from ...registration.models import Registration
from .. import queries, rules
from ..errors import RequestClosed
from ..models import PrivacyRequest
from .erasing import erase_found
from .forgetting import forget_askers

KIND = "privacy_request"


@transactional
def ask(registration_id: int) -> int:
    """Ask, from the registration's own page, to be erased; the request's id. Asking twice is asking once."""
    held = queries.open_request_of(registration_id)
    if held is not None:
        return held.id
    mine = db.session.get_one(Registration, registration_id)
    request = PrivacyRequest(
        email=mine.email,
        name=mine.name,
        language=mine.language,
        registration_id=mine.id,
        asked_at=clock.now(),
    )
    db.session.add(request)
    db.session.flush()
    _note("asked", request)
    _write("privacy.asked", request.id, request.email, request.language)
    return request.id


@transactional
def confirm(request_id: int) -> None:
    """The address says that it is meant: the request is about everything under its address and name. RequestClosed."""
    request = _open(request_id)
    if request.confirmed_at is None:
        request.confirmed_at = clock.now()
        _note("confirmed", request)


@transactional
def withdraw(request_id: int) -> None:
    """The person thought better of it; nothing of the request is kept but that it was made. RequestClosed."""
    request = _open(request_id)
    _close(request, "withdrawn")
    forget_askers([request.id])


@transactional
def refuse(request_id: int, reason: str) -> None:
    """Say no, and why: the person is written to. RequestClosed."""
    request = _open(request_id)
    request.reason = reason[:400]
    _close(request, "refused")
    _write("privacy.refused", request.id, request.email, request.language)


@transactional
def fulfil(request_id: int, *, close_account: bool = False) -> None:
    """Erase what the request is about; places at events to come are given up first, and go to the next.

    Then the person is written to; that letter goes as soon as it was sent. RequestClosed, AccountInUse,
    LastAdministrator.
    """
    request = _open(request_id)
    email, language, found = request.email, request.language, queries.asked_for(request)
    alone = rules.people_in(queries.find(email)) == rules.people_in(found)
    _give_up_places(found)
    erase_found(found, email if alone else "", close_account=close_account)
    forget_askers([request.id])
    db.session.refresh(request)
    _close(request, "done")
    _write("privacy.erased", request.id, email, language)


@transactional
def forget_last_letters() -> int:
    """Delete the letters that told somebody of their erasure, once they have gone or cannot go; how many."""
    over = (OutboxLetter.kind == "privacy.erased", OutboxLetter.state.in_(("sent", "failed")))
    ids = db.session.scalars(select(OutboxLetter.id).where(*over)).all()
    if ids:
        db.session.execute(delete(OutboxLetter).where(OutboxLetter.id.in_(ids)))
    return len(ids)


def _open(request_id: int) -> PrivacyRequest:
    query = select(PrivacyRequest).where(PrivacyRequest.id == request_id).with_for_update()
    request = db.session.scalars(query.execution_options(populate_existing=True)).one()
    if request.state != "open":
        raise RequestClosed
    return request


def _close(request: PrivacyRequest, state: str) -> None:
    request.state, request.closed_at = state, clock.now()
    db.session.flush()
    _note(state, request)


def _note(what: str, request: PrivacyRequest) -> None:
    audit.record(f"privacy.{what}", (KIND, request.id))


def _write(kind: str, request_id: int, recipient: str, language: str) -> None:
    queue(kind, recipient, language, {"request": request_id}, subject=(KIND, request_id))


def _give_up_places(found: Mapping[str, Mapping[int, Any]]) -> None:
    for number in found.get("registration", {}):
        mine = db.session.get_one(Registration, number)
        if cancelling_allowed(mine.event) and mine.state != "cancelled":
            registration.cancel(number, letter=False)
