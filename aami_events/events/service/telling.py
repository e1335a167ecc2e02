"""People are told what changed, once: what they know is kept, so that nobody is forgotten."""

from ...foundation import audit, clock, points
from ...foundation.bilingual import Bilingual, Written
from ...foundation.database import db, transactional
from ..errors import EntryWrong, EventChanged, NothingToTell
from ..models import EventNotice
from ..queries.telling import facts_of, untold
from ..rules.telling import message_faults
from .editing import locked


@transactional
def tell(event_id: int, message: Written, *, base: int) -> int:
    """Write to whom it concerns what has changed, with a message in both languages or none; how many letters.

    `base` is the revision that was read. EventChanged; NothingToTell; EntryWrong.
    """
    said = message.cleaned(lines=True)
    faults = message_faults(said.fr, said.en)
    if faults:
        raise EntryWrong(faults)
    notice = _notice(event_id, base, said.over(None) if said.fr else None)
    notice.people = sum(points.event_told(event_id, notice.id))
    audit.record("event.told", ("event", event_id), scope=("event", event_id), diff={"people": [None, notice.people]})
    return notice.people


@transactional
def keep_quiet(event_id: int, *, base: int) -> None:
    """Nobody needs to be told: it counts as known. EventChanged; NothingToTell."""
    _notice(event_id, base, None)
    audit.record("event.not_told", ("event", event_id), scope=("event", event_id))


def _notice(event_id: int, base: int, message: Bilingual | None) -> EventNotice:
    event = locked(event_id)
    if event.revision != base:
        raise EventChanged(event.revision)
    rows = untold([event_id]).get(event_id)
    if not rows:
        raise NothingToTell
    notice = EventNotice(
        event_id=event_id,
        facts=facts_of(event),
        changes=[row.plain() for row in rows],
        message=message,
        at=clock.now(),
    )
    db.session.add(notice)
    db.session.flush()
    return notice
