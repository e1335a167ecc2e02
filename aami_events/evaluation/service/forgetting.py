"""What is left of people when it is over: who was asked, and what was said beside a name. Anonymous answers stay."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import delete, func, select

from ...foundation.database import db, transactional
from ...foundation.points import Due
from ..models import Comment, Invitee, NamedAnswer, Survey


@transactional
def forget(ids: Collection[int]) -> int:
    """Take these invitations out, with what stands beside their names; how many. Figures stay."""
    mine = Invitee.id.in_(ids)
    count = db.session.scalar(select(func.count()).select_from(Invitee).where(mine)) or 0
    for table in (Comment, NamedAnswer):
        db.session.execute(delete(table).where(table.invitation_id.in_(ids)))
    db.session.execute(delete(Invitee).where(mine))
    return count


@transactional
def forget_asked(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """Who was asked, once a survey has been closed for so long, unless what they said stands beside their name."""
    query = select(func.coalesce(Survey.event_id, 0), Invitee.id).join(Invitee, Invitee.survey_id == Survey.id)
    query = query.outerjoin(NamedAnswer, NamedAnswer.invitation_id == Invitee.id)
    over = query.where(NamedAnswer.invitation_id.is_(None), Survey.closed_at <= due.moment(days))
    found = list(db.session.execute(over).tuples())
    if not dry:
        db.session.execute(delete(Invitee).where(Invitee.id.in_([number for _event, number in found])))
    return Counter(event_id for event_id, _number in found)


@transactional
def forget_named(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """What was said beside a name, once a survey has been closed for so long."""
    query = select(func.coalesce(Survey.event_id, 0), NamedAnswer.invitation_id)
    over = query.join(NamedAnswer, NamedAnswer.survey_id == Survey.id).where(Survey.closed_at <= due.moment(days))
    found = list(db.session.execute(over).tuples())
    if not dry:
        ids = [number for _event, number in found]
        db.session.execute(delete(Comment).where(Comment.invitation_id.in_(ids)))
        db.session.execute(delete(NamedAnswer).where(NamedAnswer.invitation_id.in_(ids)))
    return Counter(event_id for event_id, _number in found)


@transactional
def forget_comments(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """What was written, once a survey has been closed for so long; figures stay."""
    query = select(func.coalesce(Survey.event_id, 0), Comment.id).join(Comment, Comment.survey_id == Survey.id)
    found = list(db.session.execute(query.where(Survey.closed_at <= due.moment(days))).tuples())
    if not dry:
        db.session.execute(delete(Comment).where(Comment.id.in_([number for _event, number in found])))
    return Counter(event_id for event_id, _number in found)
