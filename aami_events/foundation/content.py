"""What changes rarely and is read by everyone: events, parts, categories, questions, organisations.

One mark in the database, the stamp, is renewed by every transaction that changes a `Content` row. A process keeps
what it has read, detached and read-only, for as long as the stamp is the one it read first.
"""

import secrets
import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from sqlalchemy import event, insert, select, update
from sqlalchemy.orm import Session

from .database import db
from .marks import Mark

STAMP = "content"
MOST = 500

T = TypeVar("T")
_kept: dict[Hashable, tuple[tuple[str, str], Any]] = {}
_lock = threading.Lock()
_STAMP = select(Mark.value).where(Mark.key == STAMP)


class Content:
    """Mixin of tables whose rows are kept by processes; they are changed through the session only."""


@event.listens_for(Session, "before_flush")
def renew_stamp(session: Session, _context: Any, _instances: Any) -> None:
    """Renew the stamp once in a transaction that changes content."""
    if session.info.get("content_changed"):
        return
    changed = any(isinstance(row, Content) for rows in (session.new, session.deleted) for row in rows)
    if not changed:
        changed = any(isinstance(row, Content) and session.is_modified(row) for row in session.dirty)
    if not changed:
        return
    session.info["content_changed"] = True
    value = secrets.token_hex(8)
    raised = update(Mark).where(Mark.key == STAMP).values(value=value)
    if session.execute(raised.execution_options(synchronize_session=False)).rowcount == 0:  # type: ignore[attr-defined]
        session.execute(insert(Mark).values(key=STAMP, value=value))


@event.listens_for(Session, "after_transaction_end")
def forget(session: Session, transaction: Any) -> None:
    """The next transaction begins unchanged, and looks for itself."""
    if transaction.parent is None:
        session.info.pop("content_changed", None)
        session.info.pop("content_stamp", None)


def stamp() -> tuple[str, str]:
    """Which content this transaction sees, and of which database; read once a transaction."""
    info = db.session().info
    seen: tuple[str, str] | None = info.get("content_stamp")
    if seen is None:
        value = db.session.connection().scalar(_STAMP) or ""
        seen = info["content_stamp"] = str(db.engine.url), value
    return seen


def kept(key: Hashable, load: Callable[[Session], T]) -> T:
    """What `load(session)` gives, read anew only when content has changed; treat it as read-only.

    In a transaction that has changed content itself, it is read from that transaction and not kept.
    """
    if db.session().info.get("content_changed"):
        return load(db.session())
    now = stamp()
    held = _kept.get(key)
    if held and held[0] == now:
        return cast(T, held[1])
    with Session(db.engine, expire_on_commit=False) as session:
        value = load(session)
        session.expunge_all()
    with _lock:
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[key] = (now, value)
    return value
