"""Proposals that come from a list: judged line by line, then brought in wholly or not at all. Nobody is written to."""

from collections.abc import Sequence

from sqlalchemy import select

from ...events.service import lock_row
from ...foundation import audit, clock
from ...foundation.database import db, transactional
from ...foundation.text import fold
from .. import queries
from ..errors import ProposalWrong
from ..models import Proposal, ProposalSpeaker, Speaker
from .pitches import Pitch, write_pitch
from .proposing import Proposer, make_code, new_speaker, send_it

Faults = list[tuple[str, str]]
#: (the number of the line, who proposes, what)
Brought = tuple[int, Proposer, Pitch]


def judge(event_id: int, lines: Sequence[Brought]) -> tuple[dict[int, Faults], set[int]]:
    """{line: what is wrong with it}, and the lines that are there already: of the same address, with the same title."""
    there, twins = _there(event_id), set()
    faults: dict[int, Faults] = {}
    for number, proposer, pitch in lines:
        try:
            write_pitch(Proposal(event_id=event_id, state="draft"), pitch, whole=True)
        except ProposalWrong as refusal:
            faults[number] = refusal.faults
        mark = _mark(proposer.email, pitch.title.fr, pitch.title.en)
        if mark in there:
            twins.add(number)
        there.add(mark)
    return faults, twins


def _there(event_id: int) -> set[tuple[str, str]]:
    first = (ProposalSpeaker.proposal_id == Proposal.id) & (ProposalSpeaker.position == 0)
    query = select(Speaker.email, Proposal.title).join(ProposalSpeaker, ProposalSpeaker.speaker_id == Speaker.id)
    rows = db.session.execute(query.join(Proposal, first).where(Proposal.event_id == event_id)).tuples()
    return {_mark(email, title.fr, title.en) for email, title in rows}


def _mark(email: str, french: str | None, english: str | None) -> tuple[str, str]:
    return email.strip().lower(), fold(french or english or "")


@transactional
def bring_in(event_id: int, lines: Sequence[Brought]) -> int:
    """All that is not there already, as sent; how many. ProposalWrong, and nothing brought in, if one is wrong."""
    lock_row(event_id)
    db.session.expire_all()
    faults, twins = judge(event_id, lines)
    if faults:
        raise ProposalWrong([fault for found in faults.values() for fault in found])
    new = [line for line in lines if line[0] not in twins]
    for _number, proposer, pitch in new:
        row = Proposal(event_id=event_id, code=make_code(), state="draft", created_at=clock.now())
        write_pitch(row, pitch, whole=True)
        send_it(row)
        people = [proposer, *(Proposer(voice.name, voice.email, proposer.language) for voice in pitch.voices)]
        for place, one in enumerate(people):
            speaker = queries.find_speaker(event_id, one.email.strip().lower()) or new_speaker(event_id, one)
            if all(held.speaker is not speaker for held in row.speakers):
                row.speakers.append(ProposalSpeaker(speaker=speaker, position=place, state="accepted"))
        db.session.add(row)
        db.session.flush()
    if new:
        diff = {"proposals": [0, len(new)]}
        audit.record("proposals.brought_in", ("event", event_id), scope=("event", event_id), diff=diff)
    return len(new)
