"""Late proposals: somebody is let in by a personal link, until a moment of their own."""

import datetime as dt

from ...events.service import lock_row
from ...foundation import audit, clock
from ...foundation.database import db, transactional
from ...foundation.dates import in_zone
from .. import queries
from ..errors import CallClosed, NotThere, ProposalWrong
from ..models import Speaker
from .pitches import Pitch
from .proposing import Proposer, late_letter, make_proposal, new_speaker


@transactional
def allow_late(event_id: int, name: str, email: str, language: str, until: dt.datetime | None) -> int:
    """Let somebody propose until a moment on the wall of the event's place, whatever the deadline, and write to them.

    Their id. Of an address that is known here, name and language stay as its owner wrote them. ProposalWrong.
    """
    event = lock_row(event_id)
    moment = in_zone(until, event.zone) if until else None
    if moment is None or moment <= clock.now():
        raise ProposalWrong([("until", "closes_past" if moment else "until_missing")])
    row = queries.find_speaker(event_id, email.strip().lower())
    if row is None:
        row = new_speaker(event_id, Proposer(name, email, language))
    row.late_until = moment
    late_letter(row)
    diff = {"late_until": [None, moment.isoformat(timespec="minutes")]}
    audit.record("call.late_allowed", ("speaker", row.id), scope=("event", event_id), diff=diff)
    return row.id


@transactional
def end_late(event_id: int, speaker_id: int) -> None:
    """Nobody's deadline but the call's is theirs again; what they proposed stays. NotThere."""
    lock_row(event_id)
    row = db.session.get(Speaker, speaker_id)
    if row is None or row.event_id != event_id or row.late_until is None:
        raise NotThere
    row.late_until = None
    audit.record("call.late_ended", ("speaker", row.id), scope=("event", event_id))


@transactional
def propose_late(speaker_id: int, pitch: Pitch, *, form_key: str | None = None, send: bool = True) -> int:
    """Keep or send what somebody proposes on their own page, while the call is open to them; its id.

    NotThere, CallClosed, ProposalWrong.
    """
    speaker = db.session.get(Speaker, speaker_id)
    if speaker is None:
        raise NotThere
    lock_row(speaker.event_id)
    db.session.refresh(speaker)
    made = queries.by_form(form_key) if form_key else None
    if made is not None:
        return made.id
    state = queries.state_for(speaker)
    if state != "open":
        raise CallClosed(state)
    return make_proposal(speaker, pitch, form_key, send=send)
