"""The desk of a day, who serves there, what was done there, and who is present."""

import datetime as dt

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..events.models import Event, Part
from ..foundation.database import Instant, db
from ..registration.models import Registration

_WHOLE, _PART = text("part_id IS NULL"), text("part_id IS NOT NULL")


class DeskDay(db.Model):
    """A day on which an event has a desk; its code follows from the day and the version, and is kept nowhere."""

    __tablename__ = "desk_days"
    __table_args__ = (UniqueConstraint("event_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    #: in the event's zone
    day: Mapped[dt.date] = mapped_column(Date)
    #: raised for another code: whoever came in by an older one is out
    version: Mapped[int] = mapped_column(default=1)


class Shift(db.Model):
    """Somebody without an account who serves at the desk, that day."""

    __tablename__ = "desk_shifts"

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_day_id: Mapped[int] = mapped_column(ForeignKey("desk_days.id", ondelete="CASCADE"), index=True)
    #: version of the code they came in by
    version: Mapped[int]
    #: as they wrote it
    name: Mapped[str] = mapped_column(String(200))
    began_at: Mapped[dt.datetime] = mapped_column(Instant)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Instant)

    desk_day: Mapped[DeskDay] = relationship()


class Scan(db.Model):
    """One act at the desk, for good: coming in, going out, and what was answered."""

    __tablename__ = "desk_scans"
    __table_args__ = (
        Index("ix_desk_scans_event", "event_id", "id"),
        Index("ix_desk_scans_undone", "event_id", "undone_at"),
        Index("ix_desk_scans_person", "registration_id", "part_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    #: made by the device: an act that is sent again is the same act
    nonce: Mapped[str] = mapped_column(String(40), unique=True)
    #: None: nobody was found by that code
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"))
    #: None: the whole event
    part_id: Mapped[int | None] = mapped_column(ForeignKey("parts.id", ondelete="CASCADE"))
    #: one of rules.ACTS
    act: Mapped[str] = mapped_column(String(12))
    #: one of rules.ANSWERS
    answer: Mapped[str] = mapped_column(String(12), default="")
    #: when it happened, by the device's clock where it had no network
    at: Mapped[dt.datetime] = mapped_column(Instant)
    received_at: Mapped[dt.datetime] = mapped_column(Instant)
    #: one of rules.SOURCES
    source: Mapped[str] = mapped_column(String(12), default="desk")
    #: the account, or the shift, that did it
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    shift_id: Mapped[int | None] = mapped_column(ForeignKey("desk_shifts.id", ondelete="SET NULL"))
    #: taken back
    undone_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    #: somebody was let in and the house cannot agree: when a coordinator looked at it
    settled_at: Mapped[dt.datetime | None] = mapped_column(Instant)

    event: Mapped[Event] = relationship()
    registration: Mapped[Registration | None] = relationship()


class Presence(db.Model):
    """Somebody who came: to the event, or to one of its parts. One row each, whatever happens at how many desks."""

    __tablename__ = "presences"
    __table_args__ = (
        Index("uq_presences_event", "registration_id", unique=True, sqlite_where=_WHOLE, postgresql_where=_WHOLE),
        Index(
            "uq_presences_part", "registration_id", "part_id", unique=True, sqlite_where=_PART, postgresql_where=_PART
        ),
        Index("ix_presences_event_part", "event_id", "part_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    part_id: Mapped[int | None] = mapped_column(ForeignKey("parts.id", ondelete="CASCADE"))
    #: not gone out again
    here: Mapped[bool] = mapped_column(default=True)
    first_in_at: Mapped[dt.datetime] = mapped_column(Instant)
    #: when they last came in or went out
    changed_at: Mapped[dt.datetime] = mapped_column(Instant)
    #: minutes in a call, as its platform counted; None: they came by a door
    minutes: Mapped[int | None]

    registration: Mapped[Registration] = relationship()


class Excuse(db.Model):
    """Somebody who said that they could not come to a session."""

    __tablename__ = "excuses"
    __table_args__ = (UniqueConstraint("registration_id", "part_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    part_id: Mapped[int] = mapped_column(ForeignKey("parts.id", ondelete="CASCADE"), index=True)
    at: Mapped[dt.datetime] = mapped_column(Instant)


class JoiningLink(db.Model):
    """Where an online session takes place: told to nobody but those who have a place there."""

    __tablename__ = "joining_links"
    __table_args__ = (
        Index("uq_joining_links_event", "event_id", unique=True, sqlite_where=_WHOLE, postgresql_where=_WHOLE),
        UniqueConstraint("part_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    #: None: the whole event
    part_id: Mapped[int | None] = mapped_column(ForeignKey("parts.id", ondelete="CASCADE"))
    #: of the platform
    url: Mapped[str] = mapped_column(String(1000))
    #: minutes before the session in which it opens
    opens_before: Mapped[int]
    #: when people were written to; None: not yet
    written_at: Mapped[dt.datetime | None] = mapped_column(Instant)

    event: Mapped[Event] = relationship()
    part: Mapped[Part | None] = relationship()


class JoiningPass(db.Model):
    """What became of somebody's own way to a session: they used it, or it was revoked."""

    __tablename__ = "joining_passes"
    __table_args__ = (UniqueConstraint("link_id", "registration_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("joining_links.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    #: the first time
    used_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    #: it leads them nowhere any more
    revoked_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class Certificate(db.Model):
    """That somebody took part, for anyone who has its code."""

    __tablename__ = "certificates"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), unique=True)
    #: of its address
    code: Mapped[str] = mapped_column(String(20), unique=True)
    issued_at: Mapped[dt.datetime] = mapped_column(Instant)
    #: it certifies no longer
    revoked_at: Mapped[dt.datetime | None] = mapped_column(Instant)

    event: Mapped[Event] = relationship()
    registration: Mapped[Registration] = relationship()
