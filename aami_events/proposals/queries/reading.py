"""What somebody may see of what a committee reads. Every page and file begins with a board, and reads through it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ...committees.models import Committee, Member
from ...committees.queries import acting_chair, in_order
from ...events.models import Event
from ...foundation import clock
from ...foundation.database import db
from ..models import Criterion, Phase, Proposal, Reading, Remark, Review, Tag, Wish
from ..rules import blind, review
from . import whole
from .conflicts import Conflicts, conflicts_of


class Known(Protocol):
    """A proposal, or a line about one."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def announced_at(self) -> dt.datetime | None:
        """When its answer became known."""


#: of somebody who sits or sat on a committee
SAT = ("accepted", "ended")
READ_KINDS = frozenset({"programming"})


@dataclass(frozen=True)
class Board:
    """A committee's proposals as one person sees them: with `hidden` ones they have nothing to do anywhere."""

    committee: Committee
    event: Event
    #: who sits there now
    members: Sequence[Member]
    #: they, and who did: what they wrote counts
    sat: Sequence[Member]
    #: the seat of the one who asks; None: an organiser without one
    me: Member | None
    conflicts: Conflicts
    hidden: frozenset[int]
    blind: bool
    sealed: bool
    readers: int
    revision: int
    phases: Sequence[Phase]
    allowed: review.Allowed

    @property
    def reviews(self) -> bool:
        """Whether the one who asks reviews."""
        return review.may_review(self.me.role if self.me else None)

    @property
    def nameless(self) -> bool:
        """Whether the one who asks reads without names."""
        return self.blind and self.me is not None

    @property
    def reviewers(self) -> list[Member]:
        """Who reviews here."""
        return [one for one in self.members if review.may_review(one.role)]

    def visible(self) -> Any:
        """The condition of every query here: sent for this event, and hidden from nobody who asks."""
        sent = (Proposal.event_id == self.event.id) & (Proposal.state == "submitted")
        return sent & Proposal.id.not_in(self.hidden) if self.hidden else sent

    def open(self) -> Any:
        """The condition of what is still to be read and decided."""
        known = Proposal.announced_at.is_not(None) & (Proposal.decision != "standby")
        return self.visible() & ~known

    def counts(self, proposal_id: int, member_id: int) -> bool:
        """Whether what this member says of this proposal counts: they are in no conflict with it."""
        return not self.conflicts.stands(proposal_id, member_id)

    def presides(self, proposal_id: int | None = None) -> bool:
        """Whether the one who asks leads here: over this proposal, or (None) over any. Organisers without a seat do."""
        if self.me is None:
            return True
        if proposal_id in self.hidden:
            return False
        if proposal_id is None:
            return self.me.role in ("chair", "substitute")
        conflicted = [one.id for one in self.members if self.conflicts.stands(proposal_id, one.id)]
        return acting_chair(self.members, conflicted) == self.me.id

    def arranges(self) -> bool:
        """Whether the one who asks looks after everybody's conflicts: where names are hidden, organisers only."""
        return self.me is None or (self.me.role in ("chair", "substitute") and not self.blind)

    def sees_means(self, row: "Known") -> bool:
        """Whether the one who asks may know what all reviews of it come to; their phase must allow it too."""
        return not self.sealed or row.announced_at is not None or self.presides(row.id)

    def sees_others(self, row: "Known", own: str | None) -> bool:
        """Whether the one who asks, whose own review is in state `own`, may read the others'."""
        lifted = row.announced_at is not None
        return lifted or review.sees_others(
            self.allowed.others, own, presides=self.presides(row.id) and not own_due(self, own)
        )


def own_due(board: Board, own: str | None) -> bool:
    """Whether the one who asks has still to give a review of their own: who leads is not swayed by others either."""
    return board.reviews and own not in ("given", "abstained") and board.allowed.scoring


def reads_proposals(committee: Committee) -> bool:
    """Whether a committee reads what is proposed."""
    return committee.kind in READ_KINDS and committee.event_id is not None


def open_board(committee: Committee, account: int) -> Board:
    """What the account may see here; six queries."""
    return open_boards([committee], account)[0]


def open_boards(committees: Sequence[Committee], account: int) -> list[Board]:
    """What the account may see on these committees that read; six queries however many they are."""
    if any(committee.event_id is None for committee in committees):
        raise LookupError("a committee without an event reads nothing")
    numbers = [committee.id for committee in committees]
    seated: dict[int, list[Member]] = {number: [] for number in numbers}
    for one in db.session.scalars(
        select(Member).where(Member.committee_id.in_(numbers), Member.state.in_(SAT)).order_by(Member.id)
    ):
        seated[one.committee_id].append(one)
    asked: dict[int, list[Member]] = {}
    for committee in committees:
        asked.setdefault(committee.event_id or 0, []).extend(seated[committee.id])
    conflicts = conflicts_of(asked)
    readings = {row.committee_id: row for row in db.session.scalars(_of(Reading, numbers))}
    phases: dict[int, list[Phase]] = {number: [] for number in numbers}
    for phase in db.session.scalars(_of(Phase, numbers).order_by(Phase.starts_at, Phase.id)):
        phases[phase.committee_id].append(phase)
    return [
        _board(
            one, account, in_order(seated[one.id]), conflicts[one.event_id or 0], readings.get(one.id), phases[one.id]
        )
        for one in committees
    ]


def _of(table: Any, committee_ids: Sequence[int]) -> Any:
    return select(table).where(table.committee_id.in_(committee_ids))


def _board(
    committee: Committee,
    account: int,
    members: Sequence[Member],
    found: Conflicts,
    reading: Reading | None,
    phases: Sequence[Phase],
) -> Board:
    seated = [one for one in members if one.state == "accepted"]
    me = next((one for one in seated if one.person_id == account), None)
    if committee.event is None:
        raise LookupError("its event is gone")
    return Board(
        committee=committee,
        event=committee.event,
        members=seated,
        sat=members,
        me=me,
        conflicts=found,
        hidden=found.hidden_from(me.id) if me else frozenset(),
        blind=bool(reading and reading.blind),
        sealed=bool(reading and reading.sealed),
        readers=reading.readers if reading else 3,
        revision=reading.revision if reading else 0,
        phases=phases,
        allowed=review.allowed(phases, clock.now()),
    )


def find_reading(committee_id: int) -> Reading | None:
    """How a committee reads, if somebody has said so."""
    return db.session.scalar(select(Reading).where(Reading.committee_id == committee_id))


def phases_of(committee_id: int) -> list[Phase]:
    """In their order; one query."""
    query = select(Phase).where(Phase.committee_id == committee_id)
    return list(db.session.scalars(query.order_by(Phase.starts_at, Phase.id)))


def phase_now(phases: Sequence[Phase]) -> Phase | None:
    """The one that runs."""
    return review.phase_now(phases, clock.now())


def criteria_of(committee_id: int) -> list[Criterion]:
    """In their order; one query."""
    query = select(Criterion).where(Criterion.committee_id == committee_id)
    return list(db.session.scalars(query.order_by(Criterion.position, Criterion.id)))


def find_visible(board: Board, proposal_id: int) -> Proposal | None:
    """A proposal with all that it says, if the one who asks may see it."""
    query = select(Proposal).where(Proposal.id == proposal_id, board.visible()).options(*whole())
    return db.session.scalars(query).unique().one_or_none()


def reviews_of(board: Board, proposal_id: int) -> list[Review]:
    """The reviews that count, and the drafts of them; two queries."""
    members = [one.id for one in board.sat]
    query = select(Review).where(Review.proposal_id == proposal_id, Review.member_id.in_(members))
    rows = db.session.scalars(query.options(joinedload(Review.member)).order_by(Review.id))
    return [row for row in rows if board.counts(proposal_id, row.member_id)]


def remarks_of(board: Board, proposal_id: int) -> list[Remark]:
    """What was said about it, the oldest first; one query."""
    members = select(Member.id).where(Member.committee_id == board.committee.id)
    query = select(Remark).where(Remark.proposal_id == proposal_id, Remark.member_id.in_(members))
    rows = db.session.scalars(query.options(joinedload(Remark.member)).order_by(Remark.id))
    return [row for row in rows if board.counts(proposal_id, row.member_id)]


def tags_of(board: Board) -> dict[int, list[str]]:
    """{proposal: its tags}, of what the one who asks sees; one query."""
    query = select(Tag.proposal_id, Tag.word).join(Proposal, Proposal.id == Tag.proposal_id)
    mine = query.where(Tag.committee_id == board.committee.id, board.visible()).order_by(Tag.word)
    found: dict[int, list[str]] = {}
    for number, word in db.session.execute(mine).tuples():
        found.setdefault(number, []).append(word)
    return found


def wish_of(board: Board, proposal_id: int) -> bool | None:
    """Whether the one who asks would gladly read it, or rather not; None: they have not said."""
    if board.me is None:
        return None
    return db.session.scalar(select(Wish.gladly).where(Wish.member_id == board.me.id, Wish.proposal_id == proposal_id))


def given(committee_id: int) -> int:
    """How many reviews were given here; one query."""
    query = select(func.count()).select_from(Review).join(Review.member)
    return db.session.scalar(query.where(Member.committee_id == committee_id, Review.state == "given")) or 0


def masked(board: Board, proposal_id: int) -> frozenset[blind.Words]:
    """What is taken out of texts about a proposal, for the one who asks."""
    if not board.nameless:
        return frozenset()
    people = board.conflicts.behind.get(proposal_id, ())
    return blind.names((one.name, one.organisation, one.email) for one in people)


def names_of(board: Board, proposal_id: int) -> list[str]:
    """Who stands behind a proposal, for the one who asks: nobody where names are hidden."""
    people = () if board.nameless else board.conflicts.behind.get(proposal_id, ())
    return [one.name for one in people if not one.declined]
