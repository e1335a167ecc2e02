"""A long form is kept and continued elsewhere: sealed with a secret that stands in its link and nowhere else."""

import datetime as dt
import json
from typing import Any

from sqlalchemy import delete, func, select

from ...foundation import clock
from ...foundation.database import db, transactional
from ...foundation.outbox import queue, withdraw
from ...foundation.points import Due
from ...foundation.sealing import fingerprint, new_secret, seal
from ...foundation.settings import setting
from ..errors import DraftTooLarge
from ..models import Draft
from ..queries.drafts import FORM, LETTER, LINK, PURPOSE, Written
from ..rules.drafts import DRAFT_DAYS, MOST_DRAFT
from .places import lock


@transactional
def keep_draft(
    event_id: int, kind: str, email: str, language: str, written: Written, *, form_key: str, secret: str | None = None
) -> str:
    """Keep what was written for 30 days, and write where the link is; the secret that stands in the link.

    With the secret of an earlier one it takes its place under the same link, and a letter goes to a new address only.
    The same form kept again without it takes its place too, under a new link. DraftTooLarge.
    """
    plain = json.dumps(written.plain(), ensure_ascii=False)
    size = len(plain.encode())
    if size > MOST_DRAFT:
        raise DraftTooLarge(size)
    lock(event_id)
    address, same = email.strip().lower(), None
    if secret:
        same = _find(event_id, kind, Draft.key_hash == fingerprint(LINK, secret))
    row = same or _find(event_id, kind, Draft.form_hash == fingerprint(FORM, form_key))
    secret = secret if same and secret else new_secret()
    told = same is not None and same.email == address
    if row is None:
        row = Draft(event_id=event_id, kind=kind, form_hash=fingerprint(FORM, form_key))
        db.session.add(row)
    row.email, row.language, row.key_hash = address, language, fingerprint(LINK, secret)
    row.sealed = seal(PURPOSE, secret, plain)
    row.saved_at = clock.now()
    row.expires_at = row.saved_at + dt.timedelta(days=DRAFT_DAYS)
    db.session.flush()
    if not told:
        withdraw(("draft", row.id))
        _write_letter(row, secret)
    return secret


def _find(event_id: int, kind: str, condition: Any) -> Draft | None:
    return db.session.scalar(select(Draft).where(condition, Draft.event_id == event_id, Draft.kind == kind))


def _write_letter(row: Draft, secret: str) -> None:
    """Until the letter has gone its row has the secret under the installation's key; afterwards it has none."""
    facts = {"draft": row.id, "sealed": seal(LETTER, setting("SECRET_KEY"), secret)}
    queue(
        "registration.draft", row.email, row.language, facts, subject=("draft", row.id), scope=("event", row.event_id)
    )


def drop_draft(draft_id: int | None) -> None:
    """The form was sent: what was kept of it goes. In the caller's transaction."""
    if draft_id is not None:
        db.session.execute(delete(Draft).where(Draft.id == draft_id))
        withdraw(("draft", draft_id))


def drafts_expired() -> bool:
    """Whether there is one whose time is up."""
    return db.session.scalar(select(Draft.id).where(Draft.expires_at <= clock.now()).limit(1)) is not None


@transactional
def drop_expired_drafts() -> int:
    """Take out those whose time is up; how many."""
    ids = db.session.scalars(select(Draft.id).where(Draft.expires_at <= clock.now())).all()
    return erase_drafts(list(ids))


@transactional
def erase_drafts(ids: list[int]) -> int:
    """Take these out; how many."""
    for number in ids:
        withdraw(("draft", number))
    db.session.execute(delete(Draft).where(Draft.id.in_(ids)))
    return len(ids)


@transactional
def forget_drafts(due: Due, days: int, *, dry: bool) -> dict[int, int]:
    """What was begun and kept that long ago."""
    over = Draft.saved_at < due.moment(days)
    query = select(Draft.event_id, func.count()).where(over).group_by(Draft.event_id)
    found = dict(db.session.execute(query).tuples().all())
    if not dry:
        erase_drafts(list(db.session.scalars(select(Draft.id).where(over))))
    return found
