"""Forms that were begun."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...events.models import Event
from ...foundation.database import Instant, db


class Draft(db.Model):
    """A form that somebody began and goes on with later. What they wrote is sealed: the key is in their link only."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    #: one of rules.drafts.DRAFT_KINDS: which form it is
    kind: Mapped[str] = mapped_column(String(10))
    #: where the link went
    email: Mapped[str] = mapped_column(String(320), index=True)
    language: Mapped[str] = mapped_column(String(5))
    #: fingerprint of the link's key: it finds the row and opens nothing
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    #: fingerprint of the form's own key: the same form kept again, or sent, is this draft
    form_hash: Mapped[str] = mapped_column(String(64), unique=True)
    #: what was written, encrypted, in Base64: a backup holds texts
    sealed: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[dt.datetime] = mapped_column(Instant)
    expires_at: Mapped[dt.datetime] = mapped_column(Instant, index=True)

    event: Mapped[Event] = relationship()
