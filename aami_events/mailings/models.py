"""Letters to many, who was written to, and who wants no promotion."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..events.models import Event
from ..foundation.bilingual import Bilingual, BilingualText
from ..foundation.database import Instant, db
from ..foundation.outbox import OutboxLetter
from .rules import Audience, Schedule


class Mailing(db.Model):
    """A letter to many of an event, as somebody wrote it."""

    __tablename__ = "mailings"
    __table_args__ = (Index("ix_mailings_event", "event_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    #: draft; ready: planned, or about to go; sent
    state: Mapped[str] = mapped_column(String(12), default="draft")
    #: about other things than what its readers registered for: only to who agreed, and with a way to refuse
    promotional: Mapped[bool] = mapped_column(default=False)
    subject: Mapped[Bilingual] = mapped_column(BilingualText)
    #: Markdown, with placeholders
    body: Mapped[Bilingual] = mapped_column(BilingualText)
    #: rules.Audience, as plain values
    audience: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: rules.Schedule
    send: Mapped[str] = mapped_column(String(10), default="hand")
    #: wall time of the event
    at: Mapped[dt.datetime | None] = mapped_column(DateTime)
    days: Mapped[int | None]
    anchor: Mapped[str] = mapped_column(String(8), default="starts")
    hour: Mapped[dt.time | None] = mapped_column(Time)
    #: also to whoever comes to be meant after it has gone
    latecomers: Mapped[bool] = mapped_column(default=False)
    #: raised by each change, so that two editors notice each other
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    sent_at: Mapped[dt.datetime | None] = mapped_column(Instant)

    event: Mapped[Event] = relationship()

    @property
    def asked(self) -> Audience:
        """Whom it is for."""
        return Audience.of(self.audience)

    @property
    def schedule(self) -> Schedule:
        """When it goes."""
        return Schedule(self.send, self.at, self.days, self.anchor, self.hour)


class MailingCopy(db.Model):
    """That somebody was written to: nobody has the same letter twice."""

    __tablename__ = "mailing_copies"
    __table_args__ = (
        UniqueConstraint("mailing_id", "registration_id"),
        UniqueConstraint("mailing_id", "invitation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mailing_id: Mapped[int] = mapped_column(ForeignKey("mailings.id", ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id", ondelete="CASCADE"), index=True)
    #: the letter, as long as it is kept
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id", ondelete="SET NULL"), index=True)

    mailing: Mapped[Mailing] = relationship()
    letter: Mapped[OutboxLetter | None] = relationship()


class MailingRefusal(db.Model):
    """An address whose owner wants no promotion."""

    __tablename__ = "mailing_refusals"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), unique=True)
    at: Mapped[dt.datetime] = mapped_column(Instant)
