"""Proposing: kept as a draft, sent, changed, withdrawn; with others, who answer for themselves.

Whoever writes an address in a form gets no page of it: the link goes to that address only.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...events.service import lock_row
from ...foundation import audit, clock
from ...foundation.bilingual import Bilingual, Written
from ...foundation.database import db, transactional
from ...foundation.outbox import queue, withdraw
from ...foundation.text import clean, sort_key
from .. import queries, rules
from ..errors import CallClosed, NotThere, Overtaken
from ..models import Proposal, ProposalSpeaker, Speaker
from .pitches import Pitch, Voice, write_pitch

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Proposer:
    """Who somebody says they are; of an address that is known here, the profile stays as its owner wrote it."""

    name: str
    email: str = ""
    language: str = "fr"
    pronouns: str = ""
    organisation: str = ""
    region: str | None = None
    understands: tuple[str, ...] = ()
    biography: Written = field(default_factory=Written)
    access_needs: str = ""
    #: one of rules.GENDERS
    gender: str | None = None


@transactional
def propose(event_id: int, proposer: Proposer, pitch: Pitch, *, form_key: str | None = None, send: bool = True) -> int:
    """Keep or send a proposal, and write to whoever has the address; its id. The same form twice makes one.

    CallClosed; ProposalWrong with all that is missing.
    """
    lock_row(event_id)
    made = queries.by_form(form_key) if form_key else None
    if made is not None:
        return made.id
    state = queries.call_state(queries.find_call(event_id))
    if state != "open":
        raise CallClosed(state)
    speaker = queries.find_speaker(event_id, proposer.email.strip().lower()) or new_speaker(event_id, proposer)
    return make_proposal(speaker, pitch, form_key, send=send)


def make_proposal(speaker: Speaker, pitch: Pitch, form_key: str | None, *, send: bool) -> int:
    """A proposal of theirs, kept or sent, with its letters; its id. In the caller's transaction. ProposalWrong."""
    event_id = speaker.event_id
    row = Proposal(event_id=event_id, code=make_code(), state="draft", form_key=form_key, created_at=clock.now())
    row.speakers.append(ProposalSpeaker(speaker=speaker, position=0, state="accepted"))
    write_pitch(row, pitch, whole=send)
    db.session.add(row)
    db.session.flush()
    _invite(row, speaker, pitch.voices)
    if send:
        send_it(row)
    _note("made", row)
    letter_to("received" if send else "kept", row, speaker)
    return row.id


def make_code() -> str:
    """A short public name."""
    return "".join(secrets.choice(_ALPHABET) for _turn in range(6))


def new_speaker(event_id: int, proposer: Proposer) -> Speaker:
    """Somebody whose address is not known here. In the caller's transaction."""
    row = Speaker(event_id=event_id, email=proposer.email.strip().lower(), created_at=clock.now(), link_version=1)
    _write_profile(row, proposer)
    db.session.add(row)
    db.session.flush()
    return row


def _write_profile(row: Speaker, says: Proposer) -> None:
    row.name = clean(says.name)
    row.sort_key = sort_key(row.name)[:200]
    row.language, row.pronouns = says.language, clean(says.pronouns)
    row.organisation_name, row.region = clean(says.organisation), says.region or None
    row.understands = [code for code in rules.LANGUAGES if code in says.understands]
    row.biography = says.biography.cleaned(lines=True).over(row.biography or Bilingual.of())
    row.access_needs = clean(says.access_needs, keep_lines=True)
    row.gender = says.gender if says.gender in rules.GENDERS else None


def _invite(row: Proposal, author: Speaker, voices: Sequence[Voice]) -> None:
    """Those who are named take part if they say so; whoever is named no longer is out."""
    wanted = {voice.email.strip().lower(): voice for voice in voices} | {author.email: Voice(author.name, author.email)}
    for one in list(row.speakers):
        if one.speaker.email not in wanted:
            row.speakers.remove(one)
    held = {one.speaker.email for one in row.speakers}
    for email, voice in wanted.items():
        if email in held:
            continue
        speaker = queries.find_speaker(row.event_id, email)
        speaker = speaker or new_speaker(row.event_id, Proposer(voice.name, email, author.language))
        row.speakers.append(ProposalSpeaker(speaker=speaker, position=len(row.speakers), state="invited"))
        db.session.flush()
        letter_to("invited", row, speaker)


def send_it(row: Proposal) -> None:
    """From now on it is read. In the caller's transaction."""
    row.state, row.submitted_at = "submitted", row.submitted_at or clock.now()


def _note(deed: str, row: Proposal) -> None:
    audit.record(
        f"proposal.{deed}", ("proposal", row.id), scope=("event", row.event_id), diff={"state": [None, row.state]}
    )


def letter_to(kind: str, row: Proposal, speaker: Speaker) -> None:
    """Queue a letter about a proposal, in its person's language. In the caller's transaction."""
    facts = {"proposal": row.id, "speaker": speaker.id, "version": speaker.link_version}
    queue(
        f"proposals.{kind}",
        speaker.email,
        speaker.language,
        facts,
        subject=("speaker", speaker.id),
        scope=("event", row.event_id),
    )


def late_letter(speaker: Speaker) -> None:
    """Queue the letter that says until when somebody may be late. In the caller's transaction."""
    facts = {"speaker": speaker.id, "version": speaker.link_version}
    event = ("event", speaker.event_id)
    subject = ("speaker", speaker.id)
    queue("proposals.late", speaker.email, speaker.language, facts, subject=subject, scope=event)


def _own(speaker_id: int, proposal_id: int, base: int | None = None) -> tuple[Proposal, Speaker]:
    """The proposal that somebody made, and they. NotThere; Overtaken."""
    speaker = db.session.get(Speaker, speaker_id)
    if speaker is None:
        raise NotThere
    lock_row(speaker.event_id)
    db.session.expire_all()
    row = queries.find_proposal(speaker.event_id, proposal_id)
    if row is None or not row.speakers or row.speakers[0].speaker_id != speaker_id:
        raise NotThere
    if base is not None and row.revision != base:
        raise Overtaken(row.revision)
    return row, speaker


@transactional
def change_proposal(speaker_id: int, proposal_id: int, pitch: Pitch, *, base: int, send: bool = False) -> None:
    """Write it, and send what was a draft; what was sent stays whole.

    CallClosed, ProposalWrong, Overtaken, NotThere.
    """
    row, speaker = _own(speaker_id, proposal_id, base)
    state = queries.state_for(speaker)
    if not rules.may_change(row.state, state, announced=row.announced_at is not None):
        raise CallClosed(state if row.state != "withdrawn" else "withdrawn")
    fresh = send and row.state == "draft"
    write_pitch(row, pitch, whole=send or row.state == "submitted")
    _invite(row, speaker, pitch.voices)
    if fresh:
        send_it(row)
        withdraw(("speaker", speaker.id))  # what asked to go on with the draft
        letter_to("received", row, speaker)
    row.revision += 1
    _note("sent" if fresh else "changed", row)


@transactional
def withdraw_proposal(speaker_id: int, proposal_id: int) -> None:
    """Take it back; again changes nothing. NotThere."""
    row, _speaker = _own(speaker_id, proposal_id)
    if row.state != "withdrawn":
        row.state = "withdrawn"
        row.revision += 1
        _note("withdrawn", row)


@transactional
def answer(speaker_id: int, proposal_id: int, *, accept: bool) -> None:
    """Somebody who was named takes part, or does not. NotThere."""
    speaker = db.session.get(Speaker, speaker_id)
    row = queries.find_proposal(speaker.event_id, proposal_id) if speaker else None
    mine = [one for one in row.speakers[1:] if one.speaker_id == speaker_id] if row else []
    if row is None or not mine:
        raise NotThere
    mine[0].state = "accepted" if accept else "declined"
    _note("answered", row)


@transactional
def change_profile(speaker_id: int, says: Proposer) -> None:
    """What somebody says of themselves; the address stays. NotThere."""
    row = db.session.get(Speaker, speaker_id)
    if row is None:
        raise NotThere
    _write_profile(row, says)
    audit.record("speaker.changed", ("speaker", row.id), scope=("event", row.event_id))


@transactional
def send_link(event_id: int, email: str) -> None:
    """Write to an address where its page is, if it has one; nobody learns whether it has."""
    speaker = queries.find_speaker(event_id, clean(email).lower())
    mine = queries.of_speaker(speaker.id) if speaker else []
    if speaker and mine:
        letter_to("link", mine[0], speaker)
    elif speaker and queries.state_for(speaker) == "open" and speaker.late_until:
        late_letter(speaker)
