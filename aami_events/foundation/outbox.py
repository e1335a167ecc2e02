"""Mail is a row before it is a letter.

`queue()` writes the row in the transaction that causes it. The consumer claims rows for a while, composes the letter,
sends it and marks it; a row whose claim ran out, because a process died, is claimed again. A letter may thus go twice
in the one case that a process dies between the server's yes and the mark, and then under the same Message-ID.
"""

import datetime as dt
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from sqlalchemy import JSON, ColumnElement, Index, Select, String, Text, and_, delete, insert, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from . import clock
from .database import Instant, db, in_transaction, transaction
from .i18n import speaking
from .jobs import nudge, sweep, task
from .links import redact
from .marks import find_mark, set_mark

BATCH = 20
ATTEMPTS = 12
#: a statement whose rows no session holds
PLAIN = {"synchronize_session": False}
#: seconds in which nudges leave a mail server alone that did not answer; the sweep, each minute, asks again
REST = 50.0
RESTING, INSTALLATION = "outbox.resting", "outbox.installation"


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    type: str
    data: bytes
    #: shown inside the HTML under cid:{inline}
    inline: str | None = None
    parameters: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Letter:
    """A composed letter in one language."""

    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()
    #: its link opens what nobody else may read: once it has gone, neither the link nor its facts are kept
    secret: bool = False
    #: further headers: (name, value)
    headers: tuple[tuple[str, str], ...] = ()

    def kept(self) -> dict[str, Any]:
        """What stands in its row once it has gone."""
        if not self.secret:
            return {"subject": self.subject[:400], "text": self.text, "html": self.html}
        return {"subject": self.subject[:400], "text": redact(self.text), "html": redact(self.html), "facts": {}}


class OutboxLetter(db.Model):
    """A letter to send, being sent, or sent."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "next_try_at"),
        Index("ix_outbox_subject", "subject_kind", "subject_id"),
        Index("ix_outbox_scope", "scope_kind", "scope_id"),
        Index("ix_outbox_recipient", "recipient"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: which composer writes it, as registration.confirmed
    kind: Mapped[str] = mapped_column(String(60))
    #: address it goes to
    recipient: Mapped[str] = mapped_column(String(320))
    #: language it is written in
    language: Mapped[str] = mapped_column(String(5))
    #: ids and plain facts for the composer; nothing sensitive
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: what it is about, and what that belongs to
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    scope_kind: Mapped[str | None] = mapped_column(String(40))
    scope_id: Mapped[int | None]
    #: waiting, sent, failed; returned: it went and came back
    state: Mapped[str] = mapped_column(String(12), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    #: the letter as it went
    subject: Mapped[str | None] = mapped_column(String(400))
    text: Mapped[str | None] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    #: what the server said last
    error: Mapped[str | None] = mapped_column(String(400))
    #: domain time; the others are real time
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    next_try_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    claimed_until: Mapped[dt.datetime | None] = mapped_column(Instant)
    sent_at: Mapped[dt.datetime | None] = mapped_column(Instant)


_INSERT = insert(OutboxLetter.__table__)
Composer = Callable[[dict[str, Any]], Letter]
COMPOSERS: dict[str, Composer] = {}
_NAMES: dict[str, object] = {}


def composer(kind: str, name: object) -> Callable[[Composer], Composer]:
    """Register the function that writes letters of this kind from their facts, in the language being spoken; `name`,
    translated late, says in lists what such a letter is."""

    def register(function: Composer) -> Composer:
        COMPOSERS[kind], _NAMES[kind] = function, name
        return function

    return register


def letter_name(kind: str) -> str:
    """What letters of a kind are, in words."""
    return str(_NAMES.get(kind, kind))


def queue(
    kind: str,
    recipient: str,
    language: str,
    facts: dict[str, Any],
    *,
    subject: tuple[str, int],
    scope: tuple[str, int] | None = None,
) -> None:
    """Write the letter's row in the caller's transaction and nudge the consumer after it. RuntimeError outside one."""
    _check_transaction()
    address = Addressed(recipient, language, facts, subject)
    db.session.connection().execute(_INSERT, _row(kind, address, scope))
    nudge("outbox.deliver")


@dataclass(frozen=True)
class Addressed:
    """To whom one of many letters goes, in which language, with which facts, and what it is about."""

    recipient: str
    language: str
    facts: dict[str, Any]
    subject: tuple[str, int]


def queue_many(kind: str, letters: Sequence[Addressed], *, scope: tuple[str, int] | None = None) -> list[int]:
    """As `queue`, for as many as there are, at once; their ids, in the same order."""
    _check_transaction()
    if not letters:
        return []
    rows = [_row(kind, letter, scope) for letter in letters]
    numbered = _INSERT.returning(OutboxLetter.id, sort_by_parameter_order=True)
    ids = list(db.session.connection().scalars(numbered, rows))
    nudge("outbox.deliver")
    return ids


def _check_transaction() -> None:
    if not in_transaction():
        raise RuntimeError("a letter needs the transaction of its cause")


def _row(kind: str, letter: Addressed, scope: tuple[str, int] | None) -> dict[str, Any]:
    return {
        "kind": kind,
        "recipient": letter.recipient,
        "language": letter.language,
        "facts": letter.facts,
        "subject_kind": letter.subject[0],
        "subject_id": letter.subject[1],
        "scope_kind": scope[0] if scope else None,
        "scope_id": scope[1] if scope else None,
        "created_at": clock.now(),
    }


def written_since(kind: str, moment: dt.datetime) -> Select[int]:
    """A query for the ids of subjects of a kind about which a letter was written since then."""
    return select(OutboxLetter.subject_id).where(OutboxLetter.subject_kind == kind, OutboxLetter.created_at > moment)


def withdraw(subject: tuple[str, int]) -> None:
    """Take back every letter about `subject` that has not gone. In the caller's transaction."""
    about = (OutboxLetter.subject_kind == subject[0]) & (OutboxLetter.subject_id == subject[1])
    db.session.execute(delete(OutboxLetter).where(about, OutboxLetter.state != "sent"))


def compose(row: OutboxLetter) -> Letter:
    """Write the letter of a row, in its language; KeyError if nobody writes that kind."""
    with speaking(row.language):
        return COMPOSERS[row.kind](row.facts)


def installation() -> str:
    """This installation's name in Message-IDs: made once, and read once by a process."""
    known: str | None = current_app.extensions.get(INSTALLATION)
    if known is None:
        known = find_mark("installation")
        if known is None:
            with transaction():
                set_mark("installation", uuid.uuid4().hex[:12])
            known = find_mark("installation") or ""
        current_app.extensions[INSTALLATION] = known
    return known


@dataclass(frozen=True)
class Claimed:
    """Letters that this process may send until then; the moment is also how it knows its claim from another's."""

    ids: list[int]
    until: dt.datetime


def _claim_span() -> dt.timedelta:
    return dt.timedelta(seconds=current_app.config["OUTBOX_CLAIM_SECONDS"])


def claim(limit: int = BATCH) -> Claimed:
    """Take up to `limit` due letters for this process, oldest first, for OUTBOX_CLAIM_SECONDS; an attempt for each."""
    now = clock.real_now()
    until = now + _claim_span()
    due = (
        select(OutboxLetter.id)
        .where(
            OutboxLetter.state == "waiting",
            or_(OutboxLetter.next_try_at.is_(None), OutboxLetter.next_try_at <= now),
            or_(OutboxLetter.claimed_until.is_(None), OutboxLetter.claimed_until < now),
        )
        .order_by(OutboxLetter.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    taken = update(OutboxLetter).where(OutboxLetter.id.in_(select(due.c.id))).returning(OutboxLetter.id)
    facts = {"claimed_until": until, "attempts": OutboxLetter.attempts + 1}
    with transaction() as session:
        ids = sorted(session.scalars(taken.values(**facts), execution_options=PLAIN))
    return Claimed(ids, until)


def _ours(until: dt.datetime) -> ColumnElement[bool]:
    return and_(OutboxLetter.state == "waiting", OutboxLetter.claimed_until == until)


def hold(row_id: int, until: dt.datetime) -> dt.datetime | None:
    """Renew the claim of a letter that is about to be sent; until when it holds now, or None if it is no longer ours.

    A claim with nine tenths of its time left is as good as new.
    """
    now, span = clock.real_now(), _claim_span()
    if until - now >= span * 0.9:
        return until
    with transaction() as session:
        renewed = update(OutboxLetter).where(OutboxLetter.id == row_id, _ours(until)).values(claimed_until=now + span)
        done: bool = session.execute(renewed).rowcount == 1  # type: ignore[attr-defined]
    return now + span if done else None


def release(ids: list[int], until: dt.datetime) -> None:
    """Let go of claimed letters that were not tried: they are due again at once, and the attempt is not counted."""
    free = {"claimed_until": None, "attempts": OutboxLetter.attempts - 1}
    with transaction() as session:
        session.execute(update(OutboxLetter).where(OutboxLetter.id.in_(ids), _ours(until)).values(**free))


def settle(row_id: int, until: dt.datetime, **facts: Any) -> None:
    """Write what became of a claimed letter, and let it go.

    Nothing happens when the claim is not ours: the letter was withdrawn under way, and SQLite may have given its number
    to another since.
    """
    with transaction() as session:
        mine = update(OutboxLetter).where(OutboxLetter.id == row_id, _ours(until))
        session.execute(mine.values(claimed_until=None, **facts), execution_options=PLAIN)


def put_off(row_id: int, until: dt.datetime, error: str, *, final: bool) -> None:
    """Let go of a claimed letter that did not go, until its next try; after the last, or if `final`, it has failed.

    Nothing happens when the claim is another's by now: what becomes of the letter is for that one to say.
    """
    db.session.rollback()
    with transaction() as session:
        attempts = session.scalar(select(OutboxLetter.attempts).where(OutboxLetter.id == row_id)) or 0
        over = final or attempts >= ATTEMPTS
        facts: dict[str, Any] = {"state": "failed"} if over else {"next_try_at": again_at(attempts)}
        mine = update(OutboxLetter).where(OutboxLetter.id == row_id, _ours(until))
        session.execute(mine.values(claimed_until=None, error=error[:400], **facts))


def again_at(attempts: int) -> dt.datetime:
    """When to try next: after 1, 2, 4 … minutes, at most six hours."""
    return clock.real_now() + dt.timedelta(minutes=min(2 ** max(attempts - 1, 0), 360))


def send_again(row_id: int) -> None:
    """Put a failed or sent letter back in the queue, under the same Message-ID."""
    with transaction() as session:
        session.execute(
            update(OutboxLetter)
            .where(OutboxLetter.id == row_id)
            .values(state="waiting", attempts=0, next_try_at=None, claimed_until=None, error=None)
        )
        nudge("outbox.deliver")


@task("outbox.deliver")
def deliver_soon() -> int:
    """What a nudge asks for: as `deliver`, but nothing while a server that did not answer is given a rest."""
    rest: float = current_app.extensions.get(RESTING, 0.0)
    return 0 if time.monotonic() < rest else deliver()


@sweep
def deliver() -> int:
    """Send everything that is due, batch by batch; how many went. Without a mail server letters wait.

    A server that does not answer ends the round: what is due waits for the next sweep.
    """
    url, timeout = current_app.config["SMTP_URL"], current_app.config["SMTP_TIMEOUT"]
    if not url:
        return 0
    from .post import Postman

    sent, claimed = 0, claim(BATCH)
    while claimed.ids:
        with Postman(url, timeout) as postman:
            sent += postman.carry(claimed)
        current_app.extensions[RESTING] = time.monotonic() + REST if postman.away else 0.0
        if postman.away or len(claimed.ids) < BATCH:  # whatever comes now brings its own nudge
            break
        claimed = claim(BATCH)
    return sent
