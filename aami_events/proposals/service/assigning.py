"""Who reads what: given by hand, or by a plan that somebody looks at first."""

from collections.abc import Collection

from sqlalchemy import select

from ...foundation.database import db, transactional
from ..errors import CannotRead, NotThere, NotYours, Overtaken
from ..models import Assignment, Proposal, Wish
from ..queries.reading import Board, find_visible
from ..queries.readings import text_languages
from ..rules import assignment, review
from .reading import note
from .reviewing import board_of

Pair = tuple[int, int]


@transactional
def give(committee_id: int, account: int, proposal_id: int, member_id: int) -> None:
    """Ask a member to read a proposal; again changes nothing. NotThere, NotYours, CannotRead."""
    board = _leading(committee_id, account)
    row = find_visible(board, proposal_id)
    member = next((one for one in board.reviewers if one.id == member_id), None)
    if row is None or member is None:
        raise NotThere
    if board.conflicts.stands(row.id, member.id) or not review.can_read(member.reads, text_languages(row.abstract)):
        raise CannotRead
    if db.session.get(Assignment, (row.id, member.id)) is None:
        db.session.add(Assignment(proposal_id=row.id, member_id=member.id))
        note("review.assigned", ("proposal", row.id), committee_id, {"reader": [None, member.id]})


@transactional
def take(committee_id: int, account: int, proposal_id: int, member_id: int) -> None:
    """Ask it of them no longer. NotThere, NotYours."""
    board = _leading(committee_id, account)
    row = db.session.get(Assignment, (proposal_id, member_id))
    here = any(one.id == member_id for one in board.members)
    if row is None or not here or find_visible(board, proposal_id) is None:
        raise NotThere
    db.session.delete(row)
    note("review.unassigned", ("proposal", proposal_id), committee_id, {"reader": [member_id, None]})


def _leading(committee_id: int, account: int) -> Board:
    board = board_of(committee_id, account)
    if not board.presides():
        raise NotYours
    return board


def given_pairs(board: Board) -> set[Pair]:
    """Who was asked to read what, of what the one who asks may see; one query."""
    query = select(Assignment.proposal_id, Assignment.member_id).join(Proposal, Proposal.id == Assignment.proposal_id)
    members = [one.id for one in board.members]
    return set(db.session.execute(query.where(board.visible(), Assignment.member_id.in_(members))).tuples())


def plan(board: Board) -> assignment.Plan:
    """Readers for what lacks some and is not settled, beside what was given; three queries. Nothing is changed."""
    readers = [assignment.Reader(one.id, frozenset(one.reads)) for one in board.reviewers]
    rows = db.session.scalars(select(Proposal).where(board.open()).order_by(Proposal.id))
    wanted = [assignment.Wanted(row.id, text_languages(row.abstract), board.readers) for row in rows]
    of_these = Wish.member_id.in_([one.id for one in readers])
    wishes = {(row.proposal_id, row.member_id): row.gladly for row in db.session.scalars(select(Wish).where(of_these))}
    return assignment.assign(readers, wanted, given_pairs(board), board.conflicts.pairs(), wishes)


@transactional
def apply_plan(committee_id: int, account: int, pairs: Collection[Pair]) -> int:
    """Give what was looked at; how many. Overtaken, and nothing given, if one of them cannot be given any more."""
    board = _leading(committee_id, account)
    readers = {one.id: one for one in board.reviewers}
    rows = {row.id: row for row in db.session.scalars(select(Proposal).where(board.visible()))}
    held, barred = given_pairs(board), board.conflicts.pairs()
    for proposal_id, member_id in pairs:
        row, reader = rows.get(proposal_id), readers.get(member_id)
        if row is None or reader is None or (proposal_id, member_id) in held | barred:
            raise Overtaken(0)
        if not review.can_read(reader.reads, text_languages(row.abstract)):
            raise Overtaken(0)
    db.session.add_all(Assignment(proposal_id=one, member_id=reader) for one, reader in set(pairs))
    if pairs:
        note("review.plan_applied", ("committee", committee_id), committee_id, {"readers": [0, len(set(pairs))]})
    return len(set(pairs))
