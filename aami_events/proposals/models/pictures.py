"""Pictures of what is proposed, and of who speaks."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ...foundation.bilingual import Bilingual, BilingualText
from ...foundation.database import Instant, db
from ...foundation.files import StoredFile

_IN_USE = text("replaced_at IS NULL")


class Picture(db.Model):
    """A picture of a proposal or of a speaker; another one is another row."""

    __tablename__ = "proposal_pictures"
    __table_args__ = (
        CheckConstraint("(proposal_id IS NULL) <> (speaker_id IS NULL)", name="of_one"),
        Index(
            "uq_proposal_pictures_proposal",
            "proposal_id",
            unique=True,
            sqlite_where=_IN_USE,
            postgresql_where=_IN_USE,
        ),
        Index("uq_proposal_pictures_speaker", "speaker_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id", ondelete="CASCADE"))
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speakers.id", ondelete="CASCADE"))
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    #: what it shows, for those who do not see it; in one language at least
    alternative: Mapped[Bilingual] = mapped_column(BilingualText)
    #: who made it
    credit: Mapped[str] = mapped_column(String(200))
    width: Mapped[int]
    height: Mapped[int]
    #: when another took its place; a version of the programme may still show it
    replaced_at: Mapped[dt.datetime | None] = mapped_column(Instant)
    at: Mapped[dt.datetime] = mapped_column(Instant)

    file: Mapped[StoredFile] = relationship(lazy="joined")

    @property
    def key(self) -> str:
        """Its name for good: an id may be given again once a row is gone."""
        return self.file.key
