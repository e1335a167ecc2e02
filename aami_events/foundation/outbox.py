"""Mail is a row before it is a letter.

`queue()` writes the row in the transaction that causes it. The consumer claims rows for a while, composes the letter,
sends it and marks it; a row whose claim ran out, because a process died, is claimed again. A letter may thus go twice
in the one case that a process dies between the server's yes and the mark, and then under the same Message-ID.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import JSON, Index, String, Text, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from . import clock
from .database import Instant, db, in_transaction, transaction
from .i18n import speaking
from .jobs import nudge, sweep, task
from .marks import find_mark, set_mark

log = logging.getLogger(__name__)
BATCH = 20
ATTEMPTS = 12


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


class OutboxLetter(db.Model):
    """A letter to send, being sent, or sent."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "next_try_at"),
        Index("ix_outbox_subject", "subject_kind", "subject_id"),
        Index("ix_outbox_scope", "scope_kind", "scope_id"),
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
    #: waiting, sent, failed or held
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


COMPOSERS: dict[str, Callable[[dict[str, Any]], Letter]] = {}


def composer(kind: str) -> Callable[[Callable[[dict[str, Any]], Letter]], Callable[[dict[str, Any]], Letter]]:
    """Register the function that writes letters of this kind from their facts, in the language being spoken."""

    def register(function: Callable[[dict[str, Any]], Letter]) -> Callable[[dict[str, Any]], Letter]:
        COMPOSERS[kind] = function
        return function

    return register


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
    if not in_transaction():
        raise RuntimeError("a letter needs the transaction of its cause")
    db.session.add(
        OutboxLetter(
            kind=kind,
            recipient=recipient,
            language=language,
            facts=facts,
            subject_kind=subject[0],
            subject_id=subject[1],
            scope_kind=scope[0] if scope else None,
            scope_id=scope[1] if scope else None,
            created_at=clock.now(),
        )
    )
    nudge("outbox.deliver")


def withdraw(subject: tuple[str, int]) -> None:
    """Take back every letter about `subject` that has not gone. In the caller's transaction."""
    about = (OutboxLetter.subject_kind == subject[0]) & (OutboxLetter.subject_id == subject[1])
    db.session.execute(delete(OutboxLetter).where(about, OutboxLetter.state != "sent"))


def compose(row: OutboxLetter) -> Letter:
    """Write the letter of a row, in its language; KeyError if nobody writes that kind."""
    with speaking(row.language):
        return COMPOSERS[row.kind](row.facts)


def installation() -> str:
    """This installation's name in Message-IDs: made once."""
    found = find_mark("installation")
    if found is None:
        with transaction():
            set_mark("installation", uuid.uuid4().hex[:12])
        found = find_mark("installation")
    return found or ""


def message(row: OutboxLetter, letter: Letter) -> EmailMessage:
    """The row as an Internet message; its Message-ID derives from the row, so a second sending is known as the same.

    ValueError when the recipient is no address.
    """
    config = current_app.config
    mail = EmailMessage()
    name, address = parseaddr(config["MAIL_FROM"])
    mail["From"] = Address(name, addr_spec=address)
    mailbox, _, domain = row.recipient.rpartition("@")
    if not mailbox or not domain:
        raise ValueError(f"{row.recipient!r} is no address")
    mail["To"] = Address(username=mailbox, domain=domain)  # in two: a whole one must be ASCII
    if config["MAIL_REPLY_TO"]:
        mail["Reply-To"] = config["MAIL_REPLY_TO"]
    mail["Subject"] = letter.subject.replace("\n", " ")
    mail["Date"] = format_datetime(clock.real_now())
    host = urlsplit(config["PUBLIC_URL"]).hostname or "localhost"
    mail["Message-ID"] = f"<outbox-{row.id}.{installation()}@{host}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text)
    mail.add_alternative(letter.html, subtype="html")
    html_part = mail.get_payload()[1]  # type: ignore[index]
    for attachment in letter.attachments:
        main, sub = attachment.type.split("/")
        if attachment.inline:
            html_part.add_related(  # type: ignore[union-attr]
                attachment.data, main, sub, cid=f"<{attachment.inline}>", filename=attachment.name, disposition="inline"
            )
        else:
            mail.add_attachment(
                attachment.data, maintype=main, subtype=sub, filename=attachment.name, params=attachment.parameters
            )
    mail["Content-Language"] = f"{row.language}-CA"  # at last: what is added moves such headers to the first part
    return mail


def claim(limit: int = BATCH) -> list[int]:
    """Take up to `limit` due letters for this process, oldest first, for OUTBOX_CLAIM_SECONDS."""
    now = clock.real_now()
    until = now + dt.timedelta(seconds=current_app.config["OUTBOX_CLAIM_SECONDS"])
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
    )
    with transaction() as session:
        ids = list(session.scalars(due))
        if ids:
            session.execute(
                update(OutboxLetter)
                .where(OutboxLetter.id.in_(ids))
                .values(claimed_until=until, attempts=OutboxLetter.attempts + 1)
            )
    return ids


def settle(row_id: int, **facts: Any) -> None:
    """Write what became of a claimed letter, and let it go."""
    with transaction() as session:
        session.execute(update(OutboxLetter).where(OutboxLetter.id == row_id).values(claimed_until=None, **facts))


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
@sweep
def deliver() -> int:
    """Send everything that is due, batch by batch; how many went. Without a mail server letters wait."""
    if not current_app.config["SMTP_URL"]:
        return 0
    from .post import Postman

    sent = 0
    while ids := claim():
        with Postman(current_app.config["SMTP_URL"], current_app.config["SMTP_TIMEOUT"]) as postman:
            for row_id in ids:
                sent += postman.deliver(row_id)
    return sent
