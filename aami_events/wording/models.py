"""What is known of a text beside the text itself: who translates it until when, and the translation that waits."""

import datetime as dt

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..foundation.database import db


class WordingText(db.Model):
    """One text of an event that somebody was given, or has translated; without a row there is nothing to say."""

    __tablename__ = "wording_texts"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    #: as in points.TextPlace: "part:12:title"
    key: Mapped[str] = mapped_column(String(200))
    #: account of who translates it
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    #: last day for the translation, where the event is
    due_on: Mapped[dt.date | None]
    #: language it was first written in, once a translation has come
    written_in: Mapped[str | None] = mapped_column(String(5))
    #: a translation that the author has not approved yet
    proposal: Mapped[str] = mapped_column(Text, default="")
    #: rules.Text.based_on when it was made
    proposal_of: Mapped[str] = mapped_column(String(40), default="")
    #: the author wants it done again
    returned: Mapped[bool] = mapped_column(default=False)
    #: what the author said about it
    note: Mapped[str] = mapped_column(String(400), default="")
