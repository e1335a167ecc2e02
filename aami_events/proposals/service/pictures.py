"""Pictures: taken, described anew, replaced, taken back.

What is taken back is gone at once, also where it was released. What is replaced stays for the version of the programme
that shows it.
"""

import io
from collections.abc import Collection
from dataclasses import dataclass, field

from ...events.service import lock_row
from ...foundation import audit, clock, files
from ...foundation.bilingual import Bilingual, Written
from ...foundation.database import db, transactional
from ...foundation.pictures import PictureRefused, read
from ...foundation.text import clean
from .. import queries, rules
from ..errors import CallClosed, NotThere, ProposalWrong
from ..models import Picture, Proposal, Speaker
from ..queries import pictures


@dataclass(frozen=True)
class PictureEntry:
    """A picture as somebody gives it."""

    #: the file; None: the one that is there stays
    data: bytes | None = None
    #: what it shows, in words
    alternative: Written = field(default_factory=Written)
    #: who made it
    credit: str = ""


@transactional
def illustrate(proposal_id: int, entry: PictureEntry, *, speaker_id: int | None = None) -> None:
    """Give a proposal its picture, or describe it otherwise; by its author (`speaker_id`), or by an organiser.

    NotThere; CallClosed when its author may not any more; ProposalWrong.
    """
    row = _of(proposal_id, speaker_id)
    if speaker_id is not None:
        _check_author(row)
    held = pictures.of_proposal(row.id)
    fresh = _keep(held, entry)
    if fresh is not None:
        if held is not None:
            _replace(held, row)
        fresh.proposal_id = row.id
        db.session.add(fresh)
    _note("illustrated", "proposal", row.id, row.event_id)


@transactional
def portray(speaker_id: int, entry: PictureEntry) -> None:
    """Give somebody their picture, or describe it otherwise. NotThere, ProposalWrong."""
    speaker = _person(speaker_id)
    held = pictures.of_speaker(speaker.id)
    fresh = _keep(held, entry)
    if fresh is not None:
        if held is not None:
            _drop(held)
        fresh.speaker_id = speaker.id
        db.session.add(fresh)
    _note("portrayed", "speaker", speaker.id, speaker.event_id)


@transactional
def take_back(proposal_id: int, *, speaker_id: int | None = None) -> None:
    """A proposal has no picture any more, nowhere; again changes nothing. NotThere."""
    row = _of(proposal_id, speaker_id)
    drop_of([row.id], [])
    _note("unillustrated", "proposal", row.id, row.event_id)


@transactional
def take_portrait_back(speaker_id: int) -> None:
    """Somebody has no picture any more; again changes nothing. NotThere."""
    speaker = _person(speaker_id)
    held = pictures.of_speaker(speaker.id)
    if held is not None:
        _drop(held)
        _note("unportrayed", "speaker", speaker.id, speaker.event_id)


@transactional
def drop_replaced(event_id: int, shown: Collection[str]) -> None:
    """Those go that were replaced and that the programme does not show: `shown` are the keys of what it does."""
    for row in pictures.replaced(event_id):
        if row.key not in shown:
            _drop(row)


def drop_of(proposal_ids: Collection[int], speaker_ids: Collection[int]) -> None:
    """All pictures of these proposals and people go. In the caller's transaction."""
    wanted = (Picture.proposal_id.in_(proposal_ids)) | (Picture.speaker_id.in_(speaker_ids))
    for row in db.session.query(Picture).filter(wanted):
        _drop(row)


def _of(proposal_id: int, speaker_id: int | None) -> Proposal:
    """The proposal; of an author's, if it is theirs. NotThere."""
    row = db.session.get(Proposal, proposal_id)
    if row is None:
        raise NotThere
    lock_row(row.event_id)
    db.session.refresh(row)
    if speaker_id is not None and (not row.speakers or row.speakers[0].speaker_id != speaker_id):
        raise NotThere
    return row


def _check_author(row: Proposal) -> None:
    state = queries.state_for(row.speakers[0].speaker)
    announced = row.announced_at is not None
    if not rules.may_illustrate(row.state, state, announced=announced, accepted=row.decision == "accepted"):
        raise CallClosed(state)


def _person(speaker_id: int) -> Speaker:
    speaker = db.session.get(Speaker, speaker_id)
    if speaker is None:
        raise NotThere
    lock_row(speaker.event_id)
    return speaker


def _keep(held: Picture | None, entry: PictureEntry) -> Picture | None:
    """Describe the picture that is there; or another one, if there is a file."""
    alternative = entry.alternative.cleaned().over(held.alternative if held and not entry.data else Bilingual.of())
    credit = clean(entry.credit)
    faults = rules.check_picture(alternative.languages, credit, there=bool(held or entry.data))
    taken = None
    if entry.data:
        try:
            taken = read(entry.data)
        except PictureRefused as refusal:
            faults.insert(0, ("file", f"picture_{refusal.why}"))
    if faults:
        raise ProposalWrong(faults)
    if taken is None:
        assert held is not None
        held.alternative, held.credit = alternative, credit
        return None
    file = files.keep(io.BytesIO(taken.data), "picture.jpg", owner_id=None)
    said = {"alternative": alternative, "credit": credit, "at": clock.now()}
    return Picture(file=file, width=taken.width, height=taken.height, **said)


def _replace(held: Picture, row: Proposal) -> None:
    """What was accepted may be in the programme: then the version that shows it goes on doing so."""
    if row.accepted:
        held.replaced_at = clock.now()
        db.session.flush()
    else:
        _drop(held)


def _drop(row: Picture) -> None:
    file = row.file
    db.session.delete(row)
    db.session.flush()
    files.drop(file)


def _note(deed: str, kind: str, number: int, event_id: int) -> None:
    audit.record(f"{kind}.{deed}", (kind, number), scope=("event", event_id))
