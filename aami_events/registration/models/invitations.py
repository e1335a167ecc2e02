"""Who is invited by name."""

import datetime as dt

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...events.models import Event
from ...foundation.database import Instant, db
from .registrations import Registration


class Invitation(db.Model):
    """A named person of an organisation who may come to an event; a substitute has one of their own."""

    __tablename__ = "invitations"
    __table_args__ = (
        # the list, in the order it is shown
        Index("ix_invitations_list", "event_id", "organisation_key", "id"),
        Index("ix_invitations_person", "event_id", "email"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    #: full name; the organisation's where nobody is named yet
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(320))
    #: language of their letters
    language: Mapped[str] = mapped_column(String(5))
    #: as written; recognised member organisations are linked too
    organisation_name: Mapped[str] = mapped_column(String(200), default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    #: folded names, for sorting and for finding the same again
    sort_key: Mapped[str] = mapped_column(String(200))
    organisation_key: Mapped[str] = mapped_column(String(200), default="")
    #: one of rules.invitations.INVITATION_STATES
    state: Mapped[str] = mapped_column(String(12), default="invited")
    #: raised when it goes on or is withdrawn: older links end
    link_version: Mapped[int] = mapped_column(default=1)
    #: whose place a substitute takes; nobody has two
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id"), unique=True)
    #: the registration it was accepted with; an invitation is good for one
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"), unique=True)
    #: until when to answer; None: as long as one can register
    answer_by: Mapped[dt.datetime | None] = mapped_column(Instant)
    #: a word with a refusal
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[dt.datetime] = mapped_column(Instant)
    #: when they showed that they read it
    opened_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    answered_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    #: letters that ask for an answer: how many, and when the last was written
    letters: Mapped[int] = mapped_column(default=0)
    written_at: Mapped[dt.datetime | None] = mapped_column(Instant)

    event: Mapped[Event] = relationship()
    registration: Mapped[Registration | None] = relationship()
    replaces: Mapped["Invitation | None"] = relationship(remote_side=[id], back_populates="substitute")
    substitute: Mapped["Invitation | None"] = relationship(back_populates="replaces", uselist=False)
