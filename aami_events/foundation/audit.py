"""Who changed what: one row a change, written in the transaction that makes it, with a diff that a person can read."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Index, String, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from . import clock
from .database import Instant, db, in_transaction

#: what a diff shows in place of a sensitive value
HIDDEN = "•"


@dataclass(frozen=True)
class Actor:
    """Who acts: a signed-in person, the person of a link, a command, or the house itself."""

    id: int | None
    label: str


_HOUSE = Actor(None, "system")
_actor: ContextVar[Actor] = ContextVar("actor", default=_HOUSE)


class AuditEntry(db.Model):
    """One change."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_subject", "subject_kind", "subject_id"),
        Index("ix_audit_entries_scope", "scope_kind", "scope_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: when, in the domain's time
    at: Mapped[dt.datetime] = mapped_column(Instant)
    #: account that acted, if one did
    actor_id: Mapped[int | None]
    #: "account", "link", "command" or "system": never a name
    actor_label: Mapped[str] = mapped_column(String(60))
    #: what was done, as registration.cancelled
    action: Mapped[str] = mapped_column(String(60))
    #: kind and id of what was changed
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    #: kind and id of what it belongs to, for the reading per event
    scope_kind: Mapped[str | None] = mapped_column(String(40))
    scope_id: Mapped[int | None]
    #: {field: [before, after]}; sensitive fields hold a dot
    diff: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: the reason that was given, if one was asked for
    reason: Mapped[str] = mapped_column(String(400), default="")


_INSERT = insert(AuditEntry.__table__)


@contextmanager
def acting(actor_id: int | None, label: str) -> Iterator[None]:
    """Changes inside are written down as this actor's."""
    token = _actor.set(Actor(actor_id, label))
    try:
        yield
    finally:
        _actor.reset(token)


def act_as(actor_id: int | None, label: str) -> None:
    """For the rest of this request or command, changes are this actor's."""
    _actor.set(Actor(actor_id, label))


def actor() -> Actor:
    """Who acts now."""
    return _actor.get()


def difference(
    before: Mapping[str, Any], after: Mapping[str, Any], sensitive: frozenset[str] = frozenset()
) -> dict[str, list[Any]]:
    """{field: [before, after]} for what changed; a sensitive field says that it changed, not what it holds."""
    changed = {}
    for field, new in after.items():
        old = before.get(field)
        if old != new:
            hide = field in sensitive
            changed[field] = [HIDDEN if hide and old else old, HIDDEN if hide and new else new]
    return changed


def record(
    action: str,
    subject: tuple[str, int],
    *,
    scope: tuple[str, int] | None = None,
    diff: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Add the row. RuntimeError outside a transaction: a change and its trace are one."""
    if not in_transaction():
        raise RuntimeError("an audit row needs the transaction of its change")
    row = {
        "at": clock.now(),
        "actor_id": actor().id,
        "actor_label": actor().label,
        "action": action,
        "subject_kind": subject[0],
        "subject_id": subject[1],
        "scope_kind": scope[0] if scope else None,
        "scope_id": scope[1] if scope else None,
        "diff": diff or {},
        "reason": reason[:400],
    }
    db.session.connection().execute(_INSERT, row)


def history(kind: str, subject_id: int, limit: int = 200) -> list[AuditEntry]:
    """The newest entries about one thing, newest first."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.subject_kind == kind, AuditEntry.subject_id == subject_id)
        .order_by(AuditEntry.id.desc())
        .limit(limit)
    )
    return list(db.session.scalars(query))
