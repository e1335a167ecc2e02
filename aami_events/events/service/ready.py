"""What is public stays whole, whoever changes it."""

from collections.abc import Iterator
from contextlib import contextmanager

from ...foundation.database import db
from ..errors import NotReady
from ..models import Event
from ..queries.checklist import check_event, finding_key


@contextmanager
def staying_ready(event: Event) -> Iterator[None]:
    """By the change inside, what is public does not come to lack what it had: NotReady with what it would lack."""
    public = event.state != "draft"
    before = {finding_key(row) for row in check_event(event).blocking} if public else set()
    yield
    if not public:
        return
    db.session.flush()
    db.session.expire(event, ["parts", "venue"])
    lost = [row for row in check_event(event).blocking if finding_key(row) not in before]
    if lost:
        raise NotReady(tuple(lost))
