"""What the house itself forgets with time: letters, histories, lists that were made, closed requests."""

from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, func, or_, select, update

from ...foundation import files, jobs
from ...foundation.audit import AuditEntry
from ...foundation.database import db, transactional
from ...foundation.outbox import OutboxLetter
from ...foundation.points import Due
from .. import queries
from ..models import PrivacyRequest

PLAIN = {"synchronize_session": False}


@transactional
def forget_letters(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """To whom letters went and what they said; that they went stays. One that still waits goes no more."""
    over = and_(_over(OutboxLetter, OutboxLetter.created_at, due, days), OutboxLetter.recipient != "")
    found = _counted(OutboxLetter, over)
    if not dry:
        blank = dict.fromkeys(("recipient", "subject", "text", "html"), "")
        state = case((OutboxLetter.state == "waiting", "failed"), else_=OutboxLetter.state)
        gone = update(OutboxLetter).where(over).values(**blank, facts={}, error=None, state=state)
        db.session.execute(gone, execution_options=PLAIN)
    return found


@transactional
def forget_history(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """What changes around people said and why; that they were made, when and by which account stays."""
    kinds = [data.subject for data in queries.register().values()]
    said = or_(AuditEntry.reason != "", cast(AuditEntry.diff, String) != "{}")
    over = and_(_over(AuditEntry, AuditEntry.at, due, days), AuditEntry.subject_kind.in_(kinds), said)
    found = _counted(AuditEntry, over)
    if not dry:
        db.session.execute(update(AuditEntry).where(over).values(diff={}, reason=""), execution_options=PLAIN)
    return found


@transactional
def forget_lists(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """Lists and prints that can be made again, and what was asked for when they were made."""
    before = due.moment(days)
    count = jobs.forget_requests(before, dry=dry) + files.forget_made(before, dry=dry)
    return {0: count} if count else {}


@transactional
def forget_requests(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """Whose the requests were that were closed long ago; that they were made and answered stays."""
    over = (PrivacyRequest.closed_at < due.moment(days), PrivacyRequest.email != "")
    ids = db.session.scalars(select(PrivacyRequest.id).where(*over)).all()
    if not dry:
        forget_askers(list(ids))
    return {0: len(ids)} if ids else {}


@transactional
def forget_askers(ids: list[int]) -> int:
    """Take the person out of these requests, and the officer's words with them; how many."""
    blank = dict.fromkeys(("email", "name", "reason"), "")
    db.session.execute(update(PrivacyRequest).where(PrivacyRequest.id.in_(ids)).values(**blank))
    return len(ids)


def _over(table: type[OutboxLetter] | type[AuditEntry], made: Any, due: Due, days: int) -> ColumnElement[bool]:
    of_event = table.scope_kind == "event"
    ended = and_(of_event, table.scope_id.in_(due.events(days)))
    return or_(ended, and_(func.coalesce(table.scope_kind, "") != "event", made < due.moment(days)))


def _counted(table: type[OutboxLetter] | type[AuditEntry], over: ColumnElement[bool]) -> dict[int, int]:
    event = case((table.scope_kind == "event", table.scope_id), else_=0)
    return dict(db.session.execute(select(event, func.count()).where(over).group_by(event)).tuples().all())
