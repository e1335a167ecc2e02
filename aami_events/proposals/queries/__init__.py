"""Reads of calls, proposals and speakers."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload, selectinload

from ...foundation import clock
from ...foundation.database import db
from ...foundation.links import sign, unsign
from ...questions.models import QuestionVersion
from ...questions.queries import Asked, asked_by
from .. import rules
from ..models import Call, Format, GenderTally, Proposal, ProposalAnswer, ProposalSpeaker, Speaker, Track, Work

LINK = "proposals"


def find_call(event_id: int) -> Call | None:
    """The call of an event."""
    return db.session.scalar(select(Call).where(Call.event_id == event_id))


def call_state(call: Call | None) -> str:
    """none, later, open or over: now."""
    return rules.call_state(call.opens_at, call.closes_at, clock.now()) if call else "none"


def state_for(speaker: Speaker) -> str:
    """The same for somebody who may be late; one query."""
    return rules.open_to(call_state(find_call(speaker.event_id)), speaker.late_until, clock.now())


def late_of(event_id: int) -> list[Speaker]:
    """Who may propose late, or might, by until when; one query."""
    query = select(Speaker).where(Speaker.event_id == event_id, Speaker.late_until.is_not(None))
    return list(db.session.scalars(query.order_by(Speaker.late_until.desc(), Speaker.id)))


def formats_of(event_id: int) -> list[Format]:
    """The types that can be proposed now, in order; one query."""
    query = select(Format).where(Format.event_id == event_id, Format.retired_at.is_(None))
    return list(db.session.scalars(query.order_by(Format.position, Format.id)))


def tracks_of(event_id: int) -> list[Track]:
    """The themes that can be chosen now, in order; one query."""
    query = select(Track).where(Track.event_id == event_id, Track.retired_at.is_(None))
    return list(db.session.scalars(query.order_by(Track.position, Track.id)))


def find_row(table: type[Any], event_id: int, row_id: int) -> Any | None:
    """A type or a theme, if it is of this event."""
    return db.session.scalar(select(table).where(table.event_id == event_id, table.id == row_id))


def find_speaker(event_id: int, email: str) -> Speaker | None:
    """Who has this address at the event."""
    return db.session.scalar(select(Speaker).where(Speaker.event_id == event_id, Speaker.email == email))


def token(speaker: Speaker) -> str:
    """The part of the address that opens their page."""
    return sign(LINK, speaker.id, speaker.link_version)


def open_link(text: str) -> Speaker | None:
    """Whose page a link opens; none for a forged one or one that was replaced."""
    facts = unsign(LINK, text)
    if facts is None or [type(fact) for fact in facts] != [int, int]:
        return None
    row = db.session.get(Speaker, facts[0])
    return row if row is not None and row.link_version == facts[1] else None


def whole() -> Any:
    """What a page shows of a proposal beside itself."""
    speakers = selectinload(Proposal.speakers).joinedload(ProposalSpeaker.speaker)
    return joinedload(Proposal.format), joinedload(Proposal.track), speakers, selectinload(Proposal.works)


def of_speaker(speaker_id: int) -> list[Proposal]:
    """All in which they have a part, the newest first; four queries."""
    mine = select(ProposalSpeaker.proposal_id).where(ProposalSpeaker.speaker_id == speaker_id)
    query = select(Proposal).where(Proposal.id.in_(mine)).options(*whole())
    return list(db.session.scalars(query.order_by(Proposal.id.desc())).unique())


def works_of(event_id: int) -> dict[int, list[Work]]:
    """{proposal: the works that it shows, in order}, of an event; one query."""
    query = select(Work).join(Proposal, Proposal.id == Work.proposal_id).where(Proposal.event_id == event_id)
    found: dict[int, list[Work]] = {}
    for row in db.session.scalars(query.order_by(Work.proposal_id, Work.position)):
        found.setdefault(row.proposal_id, []).append(row)
    return found


def find_proposal(event_id: int, proposal_id: int) -> Proposal | None:
    """A proposal with all that it says, if it is of this event."""
    query = select(Proposal).where(Proposal.event_id == event_id, Proposal.id == proposal_id)
    return db.session.scalars(query.options(*whole())).unique().one_or_none()


def held_answers(row: Proposal, asked: Sequence[Asked]) -> dict[str, Any]:
    """{key: what was answered} to the questions that are asked now, whatever they said then."""
    keys = {one.id: one.key for one in asked}
    return {keys[one.version.question_id]: one.value for one in row.answers if one.version.question_id in keys}


def answers_by(speaker_id: int) -> list[ProposalAnswer]:
    """What somebody answered in what they proposed; one query."""
    first = (ProposalSpeaker.proposal_id == ProposalAnswer.proposal_id) & (ProposalSpeaker.position == 0)
    query = select(ProposalAnswer).join(ProposalSpeaker, first).where(ProposalSpeaker.speaker_id == speaker_id)
    return list(db.session.scalars(query.order_by(ProposalAnswer.id)))


def answered(question_ids: Collection[int]) -> dict[int, int]:
    """{question: how many people answered it}; those that nobody answered are not there; one query."""
    first = (ProposalSpeaker.proposal_id == ProposalAnswer.proposal_id) & (ProposalSpeaker.position == 0)
    query = select(QuestionVersion.question_id, func.count(ProposalSpeaker.speaker_id.distinct()))
    mine = query.join(ProposalAnswer, ProposalAnswer.version_id == QuestionVersion.id).join(ProposalSpeaker, first)
    rows = mine.where(QuestionVersion.question_id.in_(question_ids)).group_by(QuestionVersion.question_id)
    return dict(db.session.execute(rows).tuples().all())


def by_form(form_key: str) -> Proposal | None:
    """What this very form made."""
    return db.session.scalar(select(Proposal).where(Proposal.form_key == form_key))


def counts(event_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """{event: {state: proposals}}; one query."""
    query = select(Proposal.event_id, Proposal.state, func.count()).where(Proposal.event_id.in_(event_ids))
    found: dict[int, dict[str, int]] = {}
    for number, state, many in db.session.execute(query.group_by(Proposal.event_id, Proposal.state)).tuples():
        found.setdefault(number, {})[state] = many
    return found


def decided(event_id: int) -> list[Proposal]:
    """Those about which it was decided and nobody was told; a fixed number of queries."""
    waiting = (Proposal.state == "submitted", Proposal.decision.is_not(None), Proposal.announced_at.is_(None))
    query = select(Proposal).where(Proposal.event_id == event_id, *waiting).options(*whole())
    return list(db.session.scalars(query.order_by(Proposal.id)).unique())


def find_tally(event_id: int) -> GenderTally | None:
    """How many people of each gender were accepted, as it may be shown."""
    return db.session.scalar(select(GenderTally).where(GenderTally.event_id == event_id))


def gender_counts(event_id: int) -> list[list[int]]:
    """[accepted, others] of each gender, of everybody behind what was sent; not to be shown as it is. One query."""
    query = (
        select(Speaker.id, Speaker.gender, func.max(case((Proposal.decision == "accepted", 1), else_=0)))
        .join(ProposalSpeaker, ProposalSpeaker.speaker_id == Speaker.id)
        .join(Proposal, Proposal.id == ProposalSpeaker.proposal_id)
        .where(Proposal.event_id == event_id, Proposal.state == "submitted", ProposalSpeaker.state != "declined")
        .group_by(Speaker.id, Speaker.gender)
    )
    rows = db.session.execute(query).tuples()
    return rules.gender_counts((gender, bool(accepted)) for _number, gender, accepted in rows)


def offer_of(event_id: int) -> tuple[list[Format], list[Track], list[Asked]]:
    """What the form of a call offers: types, themes, and the call's own questions; three queries."""
    return formats_of(event_id), tracks_of(event_id), asked_by("call", event_id)


def calls_of(event_ids: Collection[int]) -> dict[int, Call]:
    """{event: its call}; one query."""
    query = select(Call).where(Call.event_id.in_(event_ids)).options(joinedload(Call.event))
    return {row.event_id: row for row in db.session.scalars(query)}
