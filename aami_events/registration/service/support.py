"""The support person of a registration: named, named again, no longer coming."""

from ...events.queries import cancelling_allowed
from ...foundation import audit, clock, points
from ...foundation.database import db, transactional
from ...foundation.outbox import withdraw
from ..errors import NotYours
from ..queries.support import find_support
from ..rules.support import check_support
from .entry import Support, write_search_words, write_words
from .following import bring, end, write_who
from .letters import write_letter
from .waiting_list import locked


@transactional
def set_support(registration_id: int, support: Support, *, by_organiser: bool = False) -> int:
    """Say that a support person comes along, or say otherwise who; their registration. It takes no place.

    Said twice, it is one person. Another address ends the link that the first one got. FollowsAnother,
    AlreadyCancelled, ChangesOver once the event is over; NotYours when the support person has said their own part:
    from then on they speak for themselves.
    """
    registration = locked(registration_id)
    check_support(
        registration.state,
        supports=registration.supports_id is not None,
        event_over=not cancelling_allowed(registration.event),
        by_organiser=by_organiser,
    )
    row = find_support(registration.id)
    if row is None:
        return bring(registration, support).id
    if row.own_part_at is not None:
        raise NotYours(row.id)
    earlier = row.email
    entry = write_who(row, registration, support)
    write_words(row, entry, fresh=False)
    row.changed_at = clock.now()
    if row.email != earlier:
        row.link_version += 1
        withdraw(("registration", row.id))
        write_letter("registration.support", row)
    db.session.flush()
    write_search_words(row, fresh=False)
    audit.record("registration.changed", ("registration", row.id), scope=("event", row.event_id))
    points.registration_changed(row.id, "registration.changed")
    return row.id


@transactional
def end_support(registration_id: int) -> bool:
    """The support person of this registration comes no more, and is told; whether there was one."""
    row = find_support(locked(registration_id).id)
    if row is not None:
        end(row)
    return row is not None
