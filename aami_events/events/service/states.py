"""States of an event: published, postponed, cancelled, archived, and back."""

from ...foundation import audit, points
from ...foundation.database import db, transactional
from ...foundation.text import clean
from ..errors import MoveRefused, NotReady, PeopleRegistered, ReasonMissing
from ..models import Event
from ..queries.checklist import check_event
from ..queries.editing import held
from ..rules.editing import EXPLAINED, moves_from
from .editing import locked
from .known import remember
from .texts import check_texts

MOST_REASON = 400


@transactional
def move(event_id: int, deed: str, *, reason: str = "") -> None:
    """Do what rules.editing.MOVES allows from the event's state.

    MoveRefused; ReasonMissing where people have made plans; PeopleRegistered for back to a draft; TextsMissing and
    NotReady for what is to be public.
    """
    event, reason = locked(event_id), clean(reason)[:MOST_REASON]
    after = moves_from(event.state).get(deed)
    if after is None:
        raise MoveRefused(event.state)
    if deed in EXPLAINED and not reason:
        raise ReasonMissing
    if after == "published":
        _check_ready(event)
    if after == "draft" and (count := held(event_id).registrations):
        raise PeopleRegistered(count)
    remember(event)
    diff = {"state": [event.state, after]}
    event.state = after
    event.revision += 1
    db.session.flush()
    audit.record(f"event.{_NAMES[deed]}", ("event", event_id), scope=("event", event_id), diff=diff, reason=reason)
    points.event_changing(event_id)


_NAMES = {
    "publish": "published",
    "withdraw": "withdrawn",
    "postpone": "postponed",
    "cancel": "cancelled",
    "archive": "archived",
    "resume": "resumed",
}


def _check_ready(event: Event) -> None:
    check_texts(event.id)
    blocking = check_event(event).blocking
    if blocking:
        raise NotReady(tuple(blocking))


@transactional
def publish(event_id: int) -> None:
    """Show a draft to everyone. TextsMissing, NotReady. An event that is not a draft stays as it is."""
    event = locked(event_id)
    if event.state == "draft":
        move(event_id, "publish")
    else:
        check_texts(event_id)
