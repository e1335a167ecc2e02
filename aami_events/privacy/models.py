"""Requests of people about what is kept of them."""

import datetime as dt

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ..foundation.database import Instant, db


class PrivacyRequest(db.Model):
    """Somebody asks to be erased. Once it is closed, what it was for is known, and not by whom."""

    __tablename__ = "privacy_requests"
    __table_args__ = (Index("ix_privacy_requests_queue", "state", "asked_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    #: open, done, refused or withdrawn
    state: Mapped[str] = mapped_column(String(12), default="open")
    #: as they stood in the registration when it was asked
    email: Mapped[str] = mapped_column(String(320))
    name: Mapped[str] = mapped_column(String(200))
    #: language of the letters about it
    language: Mapped[str] = mapped_column(String(5))
    #: the registration whose page it was asked from
    registration_id: Mapped[int]
    asked_at: Mapped[dt.datetime] = mapped_column(Instant)
    #: when the address confirmed it: only then it is about everything that is kept under the address and name
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    closed_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    #: what the officer wrote
    reason: Mapped[str] = mapped_column(String(400), default="")
