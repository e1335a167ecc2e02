"""What became of the needs that people of the demo wrote down: some are answered, some arranged, some still wait."""

import datetime as dt
from typing import Any

from ...events.queries import find_event
from ...foundation import clock
from ...registration import service as registration
from ...registration.models import AccessRequest
from ...registration.queries import names_of_email
from ...registration.queries.access import of_registration
from .data import data


def follow_needs(slug: str) -> int:
    """Answer and arrange what the file says, each so many days after it was asked; how many. Once; nobody is written
    to. What was to happen after the demo begins has not happened."""
    event = find_event(slug)
    done = 0
    for facts in data("access") if event else ():
        for number in names_of_email(facts["email"]):
            request = of_registration(number)
            if event and request and request.registration.event_id == event.id and not request.answered_at:
                done += _follow(event.id, request, facts)
    return done


def _follow(event_id: int, request: AccessRequest, facts: dict[str, Any]) -> int:
    asked, request_id, person = request.asked_at, request.id, request.registration_id
    if _day(asked, facts["after"]) > clock.DEMO_START:
        return 0
    with clock.stopped(_day(asked, facts["after"])):
        if "answer" in facts:
            registration.answer(event_id, request_id, facts["answer"], letter=False)
            return 1
        kind, provider, note = facts["kind"], facts["provider"], facts["note"]
        cost = facts["cost_cents"]
        service_id = registration.arrange(
            event_id, request_id, kind=kind, provider=provider, note=note, cost_cents=cost, letter=False
        )
    if "delivered" in facts and _day(asked, facts["delivered"]) <= clock.DEMO_START:
        with clock.stopped(_day(asked, facts["delivered"])):
            registration.deliver(event_id, service_id)
    if "confirmed" in facts and _day(asked, facts["confirmed"]) <= clock.DEMO_START:
        with clock.stopped(_day(asked, facts["confirmed"])):
            registration.confirm(person, service_id, was_there=True, remark=facts["remark"])
    return 1


def _day(asked: dt.datetime, after: int) -> dt.datetime:
    return asked + dt.timedelta(days=after)
