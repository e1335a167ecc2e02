"""What people know of a public event is kept before it first changes."""

from ...foundation import clock
from ...foundation.database import db
from ..models import Event, EventNotice
from ..queries.telling import facts_of, last_notices
from ..rules.telling import TOLD_IN


def remember(event: Event) -> None:
    """Before a change, in its transaction: what people know of it, unless that is kept already."""
    if event.state in TOLD_IN and not last_notices([event.id]):
        db.session.add(EventNotice(event_id=event.id, facts=facts_of(event), at=clock.now()))
        db.session.flush()
