"""How an event's badges look, what was printed, and for whom."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..events.models import Event
from ..foundation.content import Content
from ..foundation.database import Instant, db
from ..foundation.files import StoredFile
from ..registration.models import Registration


class BadgeDesign(Content, db.Model):
    """The design and the paper of one event; without a row, the house's own."""

    __tablename__ = "badge_designs"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    #: the design of the house that it is or began as: mire, marge, sobre
    base: Mapped[str] = mapped_column(String(20))
    #: {ground, ink, accent: #rrggbb} where they differ from the design's own
    colours: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    #: of rules.settings.FIELDS: what is shown
    fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: templates of an organiser, in place of the house's
    front: Mapped[str | None] = mapped_column(Text)
    back: Mapped[str | None] = mapped_column(Text)
    style: Mapped[str | None] = mapped_column(Text)
    #: of rules.stocks.STOCKS
    stock: Mapped[str] = mapped_column(String(20))
    backs: Mapped[bool] = mapped_column(default=False)
    crop_marks: Mapped[bool] = mapped_column(default=False)
    #: tenths of a millimetre by which this printer has to be told to move everything
    right_tenths: Mapped[int] = mapped_column(default=0)
    down_tenths: Mapped[int] = mapped_column(default=0)
    #: raised by each change: whoever has the form open notices
    revision: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[dt.datetime] = mapped_column(Instant)

    images: Mapped[list["BadgeImage"]] = relationship(
        back_populates="design", cascade="all, delete-orphan", passive_deletes=True, order_by="BadgeImage.name"
    )


class BadgeImage(db.Model):
    """A picture that a design may name as upload:NAME."""

    __tablename__ = "badge_images"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("badge_designs.event_id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))

    design: Mapped[BadgeDesign] = relationship(back_populates="images")
    file: Mapped[StoredFile] = relationship()


class BadgeRole(db.Model):
    """What stands on somebody's badge in place of what the house knows of them."""

    __tablename__ = "badge_roles"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    #: of rules.content.ROLES
    role: Mapped[str] = mapped_column(String(12))


class BadgePhoto(db.Model):
    """The picture that somebody gave for their badge, cut to its shape; for nothing else."""

    __tablename__ = "badge_photos"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), unique=True)

    file: Mapped[StoredFile] = relationship()


class BadgePrint(db.Model):
    """One run of badges: asked for, drawn by the consumer, fetched as a file."""

    __tablename__ = "badge_prints"
    __table_args__ = (Index("ix_badge_prints_event", "event_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    #: account that asked
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    job_id: Mapped[int | None]
    at: Mapped[dt.datetime] = mapped_column(Instant)
    #: who (of rules.content.WHO), which registrations, in which order, how many cells of the first sheet are used up,
    #: and on which paper
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: language of the one who asked
    language: Mapped[str] = mapped_column(String(5))
    #: making, ready, failed, void (it did not come out well, and everyone on it is printed anew), looked (a look
    #: through without a file)
    state: Mapped[str] = mapped_column(String(12), default="making")
    #: badges that were drawn
    count: Mapped[int] = mapped_column(default=0)
    #: what is to be looked at: [[registration, slot, what of rendering.sheets.Flaw, signs that no font has]]
    flaws: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    #: goes after a while; the history stays
    file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id", ondelete="SET NULL"))

    event: Mapped[Event] = relationship()
    file: Mapped[StoredFile | None] = relationship()


class Printed(db.Model):
    """That somebody's badge was in a print, and what it said."""

    __tablename__ = "badge_printed"
    __table_args__ = (
        UniqueConstraint("print_id", "registration_id"),
        Index("ix_badge_printed_last", "registration_id", "print_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    print_id: Mapped[int] = mapped_column(ForeignKey("badge_prints.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id", ondelete="CASCADE"))
    #: of rules.content.Badge
    fingerprint: Mapped[str] = mapped_column(String(32))

    registration: Mapped[Registration] = relationship()
