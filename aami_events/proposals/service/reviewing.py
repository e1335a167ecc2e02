"""Members read: review, abstain, talk, tag, say what they would gladly read, and step back from a conflict."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, select

from ...committees.models import Member
from ...foundation import clock
from ...foundation.bilingual import LANGUAGES
from ...foundation.database import db, transactional
from ...foundation.text import clean
from ..errors import NotNow, NotThere, NotYours, Overtaken, ProposalWrong
from ..models import Assignment, Conflict, Proposal, Remark, Review, Score, Tag, Wish
from ..queries.reading import Board, criteria_of, find_visible, open_board
from ..rules import conflicts, review
from .reading import hold, note

MOST_TEXT = 4000


@dataclass(frozen=True)
class ReviewEntry:
    """A review as somebody writes it: {criterion: points}, and words in a language."""

    points: Mapping[int, int] = field(default_factory=dict)
    text: str = ""
    language: str = "fr"


def board_of(committee_id: int, account: int) -> Board:
    """What the account sees here, nobody else changing it meanwhile. NotThere."""
    committee = hold(committee_id)
    db.session.expire_all()
    return open_board(committee, account)


def seen(committee_id: int, account: int, proposal_id: int) -> tuple[Board, Member | None]:
    """The board, if the account sees this proposal on it. NotThere."""
    board = board_of(committee_id, account)
    if find_visible(board, proposal_id) is None:
        raise NotThere
    return board, board.me


def _reviewer(board: Board) -> Member:
    if board.me is None or not board.reviews:
        raise NotYours
    return board.me


@transactional
def give_review(
    committee_id: int, account: int, proposal_id: int, entry: ReviewEntry, *, state: str, base: int
) -> None:
    """Keep it (`state` draft), give it, or abstain; at revision 0 there was none.

    NotThere, NotYours, NotNow, Overtaken, ProposalWrong. What was given can be changed while the phase lasts.
    """
    board, _me = seen(committee_id, account, proposal_id)
    if db.session.get_one(Proposal, proposal_id).settled:
        raise NotNow
    _write(board, proposal_id, entry, _Before.of(board, [proposal_id]), state=state, base=base)


@transactional
def give_reviews(committee_id: int, account: int, given: Sequence[tuple[int, ReviewEntry, str]]) -> int:
    """Many at once that were not begun here: (proposal, review, state); how many. All, or an error of `give_review`."""
    board = board_of(committee_id, account)
    there = set(db.session.scalars(select(Proposal.id).where(board.visible())))
    before = _Before.of(board, [number for number, _entry, _state in given])
    for proposal_id, entry, state in given:
        if proposal_id not in there:
            raise NotThere
        _write(board, proposal_id, entry, before, state=state, base=0)
    return len(given)


@dataclass(frozen=True)
class _Before:
    """What a review is written over: {criterion: weight}, {proposal: the member's review}."""

    member: Member
    weights: Mapping[int, int]
    held: Mapping[int, Review]

    @classmethod
    def of(cls, board: Board, proposal_ids: Collection[int]) -> "_Before":
        """Of the one who asks. NotYours, NotNow."""
        member = _reviewer(board)
        if not board.allowed.scoring:
            raise NotNow
        weights = {one.id: one.weight for one in criteria_of(board.committee.id)}
        query = select(Review).where(Review.member_id == member.id, Review.proposal_id.in_(proposal_ids))
        return cls(member, weights, {row.proposal_id: row for row in db.session.scalars(query)})


def _write(board: Board, proposal_id: int, entry: ReviewEntry, before: _Before, *, state: str, base: int) -> None:
    row, criteria = before.held.get(proposal_id), before.weights
    if (row.revision if row else 0) != base:
        raise Overtaken(row.revision if row else 0)
    text = clean(entry.text, keep_lines=True)
    points = {number: entry.points[number] for number in criteria if entry.points.get(number) in review.POINTS}
    faults = _faults(state, points, criteria, text, entry.language)
    if faults:
        raise ProposalWrong(faults)
    if row is None:
        row = Review(proposal_id=proposal_id, member_id=before.member.id)
        db.session.add(row)
    was = row.state
    row.state, row.text, row.language = state, text, entry.language
    row.score = review.score(points, criteria) if state == "given" else None
    row.changed_at, row.revision = clock.now(), base + 1
    kept = {} if state == "abstained" else points
    row.scores = [Score(criterion_id=number, points=many) for number, many in kept.items()]
    note(f"review.{state}", ("proposal", proposal_id), board.committee.id, {"state": [was, state]})


def _faults(
    state: str, points: Mapping[int, int], criteria: Collection[int], text: str, language: str
) -> list[tuple[str, str]]:
    faults = review.check_review(points, criteria, text) if state == "given" else []
    if state not in review.STATES or language not in LANGUAGES:
        faults.append(("language", "choice"))
    if len(text) > MOST_TEXT:
        faults.append(("text", "text_long"))
    return faults


@transactional
def say(committee_id: int, account: int, proposal_id: int, text: str, language: str) -> int:
    """A remark in the discussion; its id. Observers may speak too. NotThere, NotYours, NotNow, ProposalWrong."""
    board, me = seen(committee_id, account, proposal_id)
    if me is None:
        raise NotYours
    if not board.allowed.discussion:
        raise NotNow
    words = clean(text, keep_lines=True)
    if not words or len(words) > MOST_TEXT or language not in LANGUAGES:
        raise ProposalWrong([("remark", "text_long" if words else "remark_missing")])
    row = Remark(proposal_id=proposal_id, member_id=me.id, text=words, language=language, at=clock.now())
    db.session.add(row)
    db.session.flush()
    return row.id


@transactional
def unsay(committee_id: int, account: int, proposal_id: int, remark_id: int) -> None:
    """Take one's own remark back. NotThere."""
    _board, me = seen(committee_id, account, proposal_id)
    row = db.session.get(Remark, remark_id)
    if row is None or me is None or (row.proposal_id, row.member_id) != (proposal_id, me.id):
        raise NotThere
    db.session.delete(row)


@transactional
def tag(committee_id: int, account: int, proposal_id: int, words: Collection[str]) -> None:
    """Put these words on it, and no others. NotThere, NotYours, ProposalWrong."""
    board, _me = seen(committee_id, account, proposal_id)
    if not board.reviews and not board.presides(proposal_id):
        raise NotYours
    wanted = sorted({word for word in map(clean, words) if word}, key=str.casefold)
    faults = review.check_tags(wanted)
    if faults:
        raise ProposalWrong(faults)
    db.session.execute(delete(Tag).where(Tag.committee_id == committee_id, Tag.proposal_id == proposal_id))
    db.session.add_all(Tag(committee_id=committee_id, proposal_id=proposal_id, word=word) for word in wanted)
    note("review.tagged", ("proposal", proposal_id), committee_id, {"tags": [None, ", ".join(wanted)]})


@transactional
def wish(committee_id: int, account: int, proposal_id: int, *, gladly: bool | None) -> None:
    """Whether one would gladly read it, or rather not; None: neither. NotThere, NotYours."""
    board, _me = seen(committee_id, account, proposal_id)
    member = _reviewer(board)
    row = db.session.get(Wish, (proposal_id, member.id))
    if gladly is None:
        if row:
            db.session.delete(row)
        return
    if row is None:
        row = Wish(proposal_id=proposal_id, member_id=member.id)
        db.session.add(row)
    row.gladly = gladly


@transactional
def recuse(committee_id: int, account: int, proposal_id: int, reason: str) -> None:
    """Declare a conflict of interest of one's own: from now on the proposal is hidden. NotThere, NotYours."""
    _board, me = seen(committee_id, account, proposal_id)
    if me is None:
        raise NotYours
    _store(committee_id, proposal_id, me, conflicts.DECLARED, reason)


@transactional
def set_conflict(committee_id: int, account: int, proposal_id: int, member_id: int, state: str, reason: str) -> None:
    """Declare somebody's conflict, or find that there is none, for who looks after conflicts. NotThere, NotYours.

    Nobody judges about their own, nor about a proposal that is hidden from them; what somebody proposes themselves
    stays hidden from them.
    """
    board, me = seen(committee_id, account, proposal_id)
    if not board.arranges() or (me and me.id == member_id):
        raise NotYours
    member = next((one for one in board.members if one.id == member_id), None)
    own = board.conflicts.suggested.get((proposal_id, member_id)) == "own"
    if member is None or state not in (conflicts.DECLARED, conflicts.DISMISSED) or own:
        raise NotThere
    _store(committee_id, proposal_id, member, state, reason)


def _store(committee_id: int, proposal_id: int, member: Member, state: str, reason: str) -> None:
    found = (Conflict.proposal_id == proposal_id, Conflict.member_id == member.id)
    row = db.session.scalar(select(Conflict).where(*found))
    before = row.state if row else None
    if row is None:
        row = Conflict(proposal_id=proposal_id, member_id=member.id)
        db.session.add(row)
    row.state, row.reason, row.at = state, clean(reason)[:400], clock.now()
    if state == conflicts.DECLARED:
        held = db.session.get(Assignment, (proposal_id, member.id))
        if held:
            db.session.delete(held)
    db.session.flush()
    diff = {"conflict": [before, state], "member": [None, member.id]}
    note(f"review.conflict_{state}", ("proposal", proposal_id), committee_id, diff)
