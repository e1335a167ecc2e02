"""The programme: rooms, sessions as they are being arranged, and what was released of them.

What is being arranged stands here only. A release writes it into the event's parts, for all to see.
"""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..events.models import Event, Part
from ..foundation.bilingual import Bilingual, BilingualText
from ..foundation.content import Content
from ..foundation.database import Instant, db
from ..foundation.files import StoredFile
from ..proposals.models import Format, Proposal, Speaker, Track


class Settings(db.Model):
    """What an event's grid is made with; without a row, the defaults of rules.grid."""

    __tablename__ = "programme_settings"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    #: hours between which sessions take place, each day: 09:00
    opens: Mapped[str] = mapped_column(String(5))
    closes: Mapped[str] = mapped_column(String(5))
    #: minutes that a room should have between two sessions
    change_over: Mapped[int]
    #: {kind of interpretation: teams that can work at once}; a kind that is missing has as many as it takes
    teams: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)


class Room(Content, db.Model):
    """Where sessions take place at an event."""

    __tablename__ = "programme_rooms"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    #: name in exports, the same for good
    key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[Bilingual] = mapped_column(BilingualText)
    #: seats; None: online or as many as come
    capacity: Mapped[int | None]
    #: of rules.EQUIPMENT: booth, captions, stage, projection, online
    equipment: Mapped[list[str]] = mapped_column(JSON, default=list)
    retired_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class Session(db.Model):
    """What happens at one time in one room: a talk, a screening, a break, something for everybody."""

    __tablename__ = "programme_sessions"
    __table_args__ = (
        UniqueConstraint("event_id", "slug"),
        Index("ix_programme_sessions_grid", "event_id", "starts", "room_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    #: accepted, or only tried on the grid
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), unique=True)
    #: what was released of it; None: nothing yet
    part_id: Mapped[int | None] = mapped_column(ForeignKey("parts.id", ondelete="SET NULL"), unique=True)
    #: session, joint (for everybody, in all rooms), break
    kind: Mapped[str] = mapped_column(String(12), default="session")
    #: the same for good, in every release and format
    guid: Mapped[str] = mapped_column(String(36), unique=True)
    slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[Bilingual] = mapped_column(BilingualText)
    #: Markdown
    abstract: Mapped[Bilingual] = mapped_column(BilingualText)
    warnings: Mapped[Bilingual] = mapped_column(BilingualText)
    format_id: Mapped[int | None] = mapped_column(ForeignKey("proposal_formats.id"), index=True)
    track_id: Mapped[int | None] = mapped_column(ForeignKey("tracks.id"), index=True)
    minutes: Mapped[int]
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: offered: fr-en, asl, lsq, captions
    interpretation: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: how many are expected
    interest: Mapped[int | None]
    #: wall time in the event's zone; None: not placed
    starts: Mapped[dt.datetime | None] = mapped_column(DateTime)
    #: None with `starts`: in all rooms
    room_id: Mapped[int | None] = mapped_column(ForeignKey("programme_rooms.id"), index=True)
    #: no draft moves it
    pinned: Mapped[bool] = mapped_column(default=False)
    #: kept out of releases from now on
    cancelled: Mapped[bool] = mapped_column(default=False)
    #: raised by each change, so that two editors notice each other
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)

    event: Mapped[Event] = relationship()
    proposal: Mapped[Proposal | None] = relationship()
    part: Mapped[Part | None] = relationship()
    room: Mapped[Room | None] = relationship()
    format: Mapped[Format | None] = relationship()
    track: Mapped[Track | None] = relationship()
    speakers: Mapped[list["SessionSpeaker"]] = relationship(
        order_by="SessionSpeaker.position", cascade="all, delete-orphan"
    )

    @property
    def tried(self) -> bool:
        """Whether it is on the grid on trial only: its proposal is not accepted, or nobody has been told yet."""
        return self.proposal is not None and not self.proposal.accepted

    @property
    def stands(self) -> bool:
        """Whether the next release holds it."""
        return self.starts is not None and not self.cancelled and not self.tried

    @property
    def ends(self) -> dt.datetime | None:
        """The wall time at which it ends; None while it has no place."""
        return self.starts + dt.timedelta(minutes=self.minutes) if self.starts else None


class SessionSpeaker(db.Model):
    """Who speaks in a session."""

    __tablename__ = "session_speakers"
    __table_args__ = (UniqueConstraint("session_id", "speaker_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("programme_sessions.id", ondelete="CASCADE"))
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speakers.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)

    speaker: Mapped[Speaker] = relationship()


class Move(db.Model):
    """A change to the grid, so that it can be undone."""

    __tablename__ = "programme_moves"
    __table_args__ = (Index("ix_programme_moves_list", "event_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("programme_sessions.id", ondelete="CASCADE"), index=True)
    #: {"starts", "room", "minutes"}
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: account of who did it
    person_id: Mapped[int | None]
    at: Mapped[dt.datetime] = mapped_column(Instant)
    undone: Mapped[bool] = mapped_column(default=False)


class Release(db.Model):
    """A version of the programme that was made public."""

    __tablename__ = "programme_releases"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    #: 1, 2, 3…
    number: Mapped[int]
    #: as people call it: "0.9", "finale"
    name: Mapped[str] = mapped_column(String(60))
    note: Mapped[Bilingual] = mapped_column(BilingualText)
    #: every session as it was released: rules.release.Released as plain values
    sessions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, deferred=True)
    person_id: Mapped[int | None]
    at: Mapped[dt.datetime] = mapped_column(Instant)


class Drafted(db.Model):
    """A whole schedule that a solver proposes, or the least change of what stands; a person compares and applies."""

    __tablename__ = "programme_drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    #: whole or repair
    kind: Mapped[str] = mapped_column(String(10))
    #: seconds that the solver may take
    seconds: Mapped[int]
    #: waiting, done, failed, applied
    state: Mapped[str] = mapped_column(String(10))
    #: of what it rests on, while it was made
    mark: Mapped[str] = mapped_column(String(32), default="")
    #: {"placed": {session: [wall time, room]}, "unplaced": {session: why}, "cost", "bound", "proven", "fewest",
    #: "seconds"}
    result: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    at: Mapped[dt.datetime] = mapped_column(Instant)


class Booklet(db.Model):
    """A version as a PDF, made once when somebody first asks for it."""

    __tablename__ = "programme_booklets"
    __table_args__ = (UniqueConstraint("release_id", "language", "large"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("programme_releases.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(5))
    #: in large print
    large: Mapped[bool]
    #: None: it is being made. Where files that were made are put away, it goes too, and is made when asked for again
    file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id", ondelete="CASCADE"), unique=True)

    release: Mapped[Release] = relationship()
    file: Mapped[StoredFile | None] = relationship()


class Frozen(db.Model):
    """The copy of a version, frozen to be printed; what changes afterwards is online only."""

    __tablename__ = "programme_frozen"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("programme_releases.id", ondelete="CASCADE"))
    #: account of who froze it
    person_id: Mapped[int | None]
    at: Mapped[dt.datetime] = mapped_column(Instant)

    release: Mapped[Release] = relationship()
    proofs: Mapped[list["Proof"]] = relationship(
        order_by="Proof.language.desc()", cascade="all, delete-orphan", back_populates="frozen"
    )


class Proof(db.Model):
    """The booklet of a frozen copy in one language, as a printer gets it: read, then signed or sent back."""

    __tablename__ = "programme_proofs"
    __table_args__ = (UniqueConstraint("frozen_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    frozen_id: Mapped[int] = mapped_column(ForeignKey("programme_frozen.id", ondelete="CASCADE"))
    language: Mapped[str] = mapped_column(String(5))
    #: None: it is being made, or was put away with the copy that another one replaced
    file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"), unique=True)
    #: of the file: what was signed is what is printed
    sha256: Mapped[str] = mapped_column(String(64), default="")
    #: signed, returned; None: it is to be read
    verdict: Mapped[str | None] = mapped_column(String(10))
    #: what has to be mended
    remark: Mapped[str] = mapped_column(Text, default="")
    #: account of who decided, and when
    person_id: Mapped[int | None]
    at: Mapped[dt.datetime | None] = mapped_column(Instant)

    frozen: Mapped[Frozen] = relationship(back_populates="proofs")
    file: Mapped[StoredFile | None] = relationship()


class MyProgramme(db.Model):
    """Somebody's own choice of sessions, behind a signed link; nobody's name stands on it."""

    __tablename__ = "my_programmes"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    #: numbers of sessions
    sessions: Mapped[list[int]] = mapped_column(JSON, default=list)
    changed_at: Mapped[dt.datetime] = mapped_column(Instant)
