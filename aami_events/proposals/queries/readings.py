"""What a committee reads, as a list: searched, ordered, with what its reviews come to."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from ...foundation.bilingual import Bilingual
from ...foundation.database import db
from ...foundation.text import fold
from ..models import Assignment, Format, Proposal, Review, Track
from ..rules import blind, review, settled
from .reading import Board, masked, tags_of


@dataclass(frozen=True)
class Filter:
    """What a member looks for; empty fields do not narrow."""

    q: str = ""
    #: todo: what was given to me and I have not read; mine: what I have read; unread: what I have not
    mine: str = ""
    language: str = ""
    format: str = ""
    track: str = ""
    tag: str = ""
    #: accepted, standby, declined, none
    decision: str = ""
    #: one of phrases.ORDERS
    order: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is set that leaves some out."""
        return any((self.q, self.mine, self.language, self.format, self.track, self.tag, self.decision))


@dataclass(frozen=True)
class Brief:
    """What a list says of a proposal."""

    id: int
    code: str
    title: Bilingual
    #: that its text stands in
    text_in: frozenset[str]
    #: that it is given in
    languages: Sequence[str]
    format_id: int | None
    track_id: int | None
    minutes: int | None
    decision: str | None
    announced_at: dt.datetime | None

    @property
    def settled(self) -> bool:
        """Whether its answer is known, and is not standby."""
        return settled(self.decision, announced=self.announced_at is not None)


@dataclass(frozen=True)
class Line:
    """A proposal in the list of a committee, as one person sees it."""

    row: Brief
    #: reviews that were given, of anybody
    read_by: int
    #: whether the one who asks was asked to read it
    assigned: bool
    #: state of their own review
    mine: str | None
    tags: Sequence[str]
    #: None: they may not know (yet)
    summary: review.Summary | None


def text_languages(abstract: Bilingual) -> frozenset[str]:
    """The languages in which a proposal can be read; none for a video alone."""
    return frozenset(code for code in ("fr", "en") if abstract.has(code))


def briefs(board: Board) -> list[Brief]:
    """All that the one who asks may see, the oldest first; one query."""
    columns = (Proposal.format_id, Proposal.track_id, Proposal.minutes, Proposal.decision, Proposal.announced_at)
    query = select(Proposal.id, Proposal.code, Proposal.title, Proposal.abstract, Proposal.languages, *columns)
    rows = db.session.execute(query.where(board.visible()).order_by(Proposal.id)).tuples()
    return [Brief(number, code, title, text_languages(text), *rest) for number, code, title, text, *rest in rows]


def lines(board: Board) -> list[Line]:
    """All that the one who asks may see, with what was said of it; a fixed number of queries."""
    rows = briefs(board)
    scores, own = _scores(board)
    asked, tags = _asked(board), tags_of(board)
    return [
        _line(board, row, scores.get(row.id, []), own.get(row.id), row.id in asked, tags.get(row.id, ()))
        for row in rows
    ]


def _line(
    board: Board, row: Brief, scores: list[int | None], own: str | None, assigned: bool, tags: Sequence[str]
) -> Line:
    seen = board.sees_others(row, own) and board.sees_means(row)
    return Line(row, len(scores), assigned, own, tags, review.summary(scores) if seen else None)


def kinds(board: Board) -> dict[int, Bilingual]:
    """{type of session: its name}, of the event; one query."""
    query = select(Format.id, Format.name).where(Format.event_id == board.event.id)
    return dict(db.session.execute(query.order_by(Format.position, Format.id)).tuples().all())


def themes(board: Board) -> dict[int, Bilingual]:
    """{theme: its name}, of the event; one query."""
    query = select(Track.id, Track.name).where(Track.event_id == board.event.id)
    return dict(db.session.execute(query.order_by(Track.position, Track.id)).tuples().all())


def _scores(board: Board) -> tuple[dict[int, list[int | None]], dict[int, str]]:
    """{proposal: the scores that count}, and {proposal: the state of the review of the one who asks}; one query."""
    query = (
        select(Review.proposal_id, Review.member_id, Review.state, Review.score)
        .join(Proposal, Proposal.id == Review.proposal_id)
        .where(board.visible(), Review.member_id.in_([one.id for one in board.sat]))
    )
    scores: dict[int, list[int | None]] = defaultdict(list)
    own: dict[int, str] = {}
    for proposal, member, state, score in db.session.execute(query).tuples():
        if board.me and member == board.me.id:
            own[proposal] = state
        if state == "given" and board.counts(proposal, member):
            scores[proposal].append(score)
    return scores, own


def _asked(board: Board) -> set[int]:
    if board.me is None:
        return set()
    return set(db.session.scalars(select(Assignment.proposal_id).where(Assignment.member_id == board.me.id)))


def wanted(board: Board, found: Sequence[Line], filter_: Filter) -> list[Line]:
    """Those that a filter leaves, in its order; no query."""
    words = fold(filter_.q).split()[:8]
    kept = [one for one in found if _matches(one, filter_) and (not words or _says(board, one, words))]
    member = board.me.id if board.me else 0
    if filter_.order == "newest":
        return kept[::-1]
    if filter_.order in ("best", "spread"):
        return sorted(kept, key=lambda one: (_rank(one, filter_.order), one.row.id))
    left = [one for one in kept if not one.assigned or one.mine in ("given", "abstained")]
    mine = [one for one in kept if one.assigned and one.mine not in ("given", "abstained")]
    return [*sorted(mine, key=lambda one: one.row.id), *sorted(left, key=lambda one: _least(one, member))]


def _least(one: Line, member: int) -> tuple[bool, int, int]:
    return one.mine in ("given", "abstained"), one.read_by, one.row.id


def _rank(one: Line, order: str) -> int:
    """The greatest first; what is not known comes last."""
    if one.summary is None:
        return 1
    value = one.summary.mean if order == "best" else one.summary.spread
    return 1 if value is None else -value


def _matches(one: Line, filter_: Filter) -> bool:
    row = one.row
    done = one.mine in ("given", "abstained")
    of_mine = {"": True, "todo": one.assigned and not done, "mine": done, "unread": not done}
    decided = (row.decision or "none") == filter_.decision
    return (
        of_mine.get(filter_.mine, True)
        and (not filter_.language or filter_.language in row.languages)
        and (not filter_.format or str(row.format_id) == filter_.format)
        and (not filter_.track or str(row.track_id) == filter_.track)
        and (not filter_.tag or filter_.tag in one.tags)
        and (not filter_.decision or decided)
    )


def _says(board: Board, one: Line, words: Sequence[str]) -> bool:
    """Whether these words stand in what the one who asks may read of it."""
    hidden = masked(board, one.row.id)
    said = [one.row.code, *(blind.mask(text, hidden) for text in one.row.title.texts().values()), *one.tags]
    if not board.nameless:
        said += [text for who in board.conflicts.behind.get(one.row.id, ()) for text in (who.name, who.organisation)]
    folded = fold(" ".join(said))
    return all(word in folded for word in words)


def summary_of(rows: Sequence[Review]) -> review.Summary:
    """What these reviews come to; drafts and abstentions do not count."""
    return review.summary([row.score for row in rows if row.state == "given"])


def next_one(board: Board, found: Sequence[Line]) -> int | None:
    """What the one who asks should read next; none when there is nothing left."""
    if board.me is None:
        return None
    reads = board.me.reads
    candidates = [
        review.Candidate(
            one.row.id,
            one.read_by,
            one.assigned,
            review.can_read(reads, one.row.text_in),
            one.mine in ("given", "abstained"),
        )
        for one in found
        if not one.row.settled
    ]
    return review.next_to_read(board.me.id, candidates)


def progress(board: Board) -> dict[int, int]:
    """{member: reviews given or abstained from, of what the one who asks may see}; one query."""
    query = select(Review.member_id, func.count()).join(Proposal, Proposal.id == Review.proposal_id)
    members = Review.member_id.in_([one.id for one in board.sat])
    done = query.where(board.visible(), members, Review.state != "draft").group_by(Review.member_id)
    return dict(db.session.execute(done).tuples().all())


def due(boards: Sequence[Board]) -> dict[int, int]:
    """{committee: proposals that the one who asks was asked to read and has not}; one query."""
    mine = [(board, board.me.id) for board in boards if board.me]
    if not mine:
        return {}
    done = select(Review.id).where(
        Review.proposal_id == Assignment.proposal_id, Review.member_id == Assignment.member_id, Review.state != "draft"
    )
    query = select(Assignment.member_id, func.count()).join(Proposal, Proposal.id == Assignment.proposal_id)
    here = or_(*((Assignment.member_id == number) & board.open() for board, number in mine))
    counts = dict(db.session.execute(query.where(here, ~done.exists()).group_by(Assignment.member_id)).tuples().all())
    return {board.committee.id: counts.get(number, 0) for board, number in mine}
