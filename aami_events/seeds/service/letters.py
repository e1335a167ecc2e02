"""Letters to the people of the conference: one that has gone, one that is planned, one that is still being written."""

import datetime as dt
from typing import Any

from sqlalchemy import func, select

from ...events.queries import find_event_whole
from ...foundation import clock
from ...foundation.bilingual import Written
from ...foundation.database import db
from ...foundation.letters import came_back
from ...foundation.outbox import OutboxLetter, claim, compose, settle
from ...mailings import service
from ...mailings.models import Mailing
from .data import data

#: what a mail server said of the first letter that came back
SAID = "550 5.1.1 mailbox unavailable"


def write_letters(slug: str) -> int:
    """All of them; how many copies were written. Nothing if there are some already. No mail server is asked: the
    demo's addresses are nobody's. The first copy came back."""
    event = find_event_whole(slug)
    if event is None or db.session.scalar(select(func.count()).select_from(Mailing)):
        return 0
    written = sum(_write(event.id, facts) for facts in data("letters"))
    for first in _let_go()[:1]:
        came_back(first, SAID)
    return written


def _let_go() -> list[int]:
    """What waits counts as sent, as it would have read; which letters those are."""
    gone: list[int] = []
    while (claimed := claim()).ids:
        for row_id in claimed.ids:
            letter = compose(db.session.get_one(OutboxLetter, row_id))
            settle(row_id, claimed.until, state="sent", sent_at=clock.real_now(), **letter.kept())
        gone += claimed.ids
    return gone


def _write(event_id: int, facts: dict[str, Any]) -> int:
    schedule = dict(facts.get("schedule", {}))
    if "hour" in schedule:
        schedule["hour"] = dt.time.fromisoformat(schedule["hour"])
    entry = service.MailingEntry(
        subject=Written(**facts["subject"]),
        body=Written(**facts["body"]),
        audience=service.Audience(**facts.get("audience", {})),
        schedule=service.Schedule(**schedule),
        latecomers=facts.get("latecomers", False),
    )
    with clock.stopped(dt.datetime.fromisoformat(facts["on"]) if "on" in facts else clock.now()):
        number = service.begin(event_id, entry)
        if facts.get("draft"):
            return 0
        service.plan(number, base=1)
        return service.send(number)
