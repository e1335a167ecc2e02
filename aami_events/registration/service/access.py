"""Access needs are followed: asked, arranged, delivered, confirmed by the person who asked.

What is written here is read by the coordinator and the person only: letters and the audit say that something
happened, never what.
"""

from ...foundation import audit, clock
from ...foundation.database import db, transactional
from ...foundation.text import clean
from ..errors import NotYours
from ..models import AccessRequest, AccessService
from .letters import write_letter


def _request(event_id: int, request_id: int) -> AccessRequest:
    request = db.session.get(AccessRequest, request_id, with_for_update=True)
    if request is None or request.registration.event_id != event_id:
        raise NotYours(request_id)
    return request


def _note(action: str, request: AccessRequest) -> None:
    registration = request.registration
    audit.record(f"access.{action}", ("registration", registration.id), scope=("event", registration.event_id))


@transactional
def arrange(
    event_id: int, request_id: int, *, kind: str, provider: str, note: str, cost_cents: int, letter: bool = True
) -> int:
    """One thing more is arranged; its id. The person is told that something is, on their page. NotYours."""
    request = _request(event_id, request_id)
    service = AccessService(
        request_id=request.id,
        kind=kind,
        provider=clean(provider),
        note=clean(note, keep_lines=True),
        cost_cents=cost_cents,
        arranged_at=clock.now(),
    )
    db.session.add(service)
    request.answered_at = request.answered_at or clock.now()
    _note("arranged", request)
    if letter:
        write_letter("registration.access", request.registration)
    db.session.flush()
    return service.id


@transactional
def answer(event_id: int, request_id: int, text: str, *, letter: bool = True) -> None:
    """Write back to the person, on their page. NotYours."""
    request = _request(event_id, request_id)
    request.answer, request.answered_at = clean(text, keep_lines=True), clock.now()
    _note("answered", request)
    if letter:
        write_letter("registration.access", request.registration)


@transactional
def deliver(event_id: int, service_id: int) -> None:
    """It took place. Said again, or after the person has spoken, it changes nothing. NotYours."""
    service = db.session.get(AccessService, service_id)
    if service is None or service.request.registration.event_id != event_id:
        raise NotYours(service_id)
    if service.state == "arranged":
        service.state, service.delivered_at = "delivered", clock.now()
        _note("delivered", service.request)


@transactional
def confirm(registration_id: int, service_id: int, *, was_there: bool, remark: str = "") -> None:
    """The person says whether it was there; they may think again. NotYours."""
    service = db.session.get(AccessService, service_id)
    if service is None or service.request.registration_id != registration_id:
        raise NotYours(service_id)
    service.state = "confirmed" if was_there else "missing"
    service.confirmed_at, service.remark = clock.now(), clean(remark, keep_lines=True)
    _note("confirmed" if was_there else "missing", service.request)
