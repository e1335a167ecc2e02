"""Questions and their versions: an answer points to the version it was given to, so it keeps the meaning it had."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..foundation.bilingual import Bilingual, BilingualText
from ..foundation.content import Content
from ..foundation.database import Instant, db


class Question(Content, db.Model):
    """A question that someone's form asks; what it says stands in its versions."""

    __tablename__ = "questions"
    __table_args__ = (
        UniqueConstraint("owner_kind", "owner_id", "key"),
        Index("ix_questions_owner", "owner_kind", "owner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: whose form: ("event", 3)
    owner_kind: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[int]
    #: name in forms (q-<key>) and exports
    key: Mapped[str] = mapped_column(String(60))
    #: order in the form
    position: Mapped[int] = mapped_column(default=0)
    #: number of the version that is asked now
    version: Mapped[int] = mapped_column(default=1)
    #: no longer asked since; its answers stay
    retired_at: Mapped[dt.datetime | None] = mapped_column(Instant)


class QuestionVersion(Content, db.Model):
    """What a question says, for as long as nobody changed it."""

    __tablename__ = "question_versions"
    __table_args__ = (UniqueConstraint("question_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id", ondelete="CASCADE"))
    number: Mapped[int]
    #: one of rules.KINDS
    kind: Mapped[str] = mapped_column(String(20))
    label: Mapped[Bilingual] = mapped_column(BilingualText)
    help: Mapped[Bilingual | None] = mapped_column(BilingualText)
    required: Mapped[bool] = mapped_column(default=False)
    #: [{"id": "vegan", "label": {"fr", "en"}}]
    options: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    #: of what surveys ask: {"rows": as options, "other", "unsaid", "comment": true, "most": highest number of a rating}
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    #: {"question": key, "equals": answer}
    condition: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    #: why it is asked, for the privacy notice
    purpose: Mapped[Bilingual] = mapped_column(BilingualText)
    #: who may see answers: organiser, or coordinator for sensitive ones
    sees: Mapped[str] = mapped_column(String(20), default="organiser")
    #: never in a default export, letter or log
    sensitive: Mapped[bool] = mapped_column(default=False)
    #: days after the event until answers are destroyed
    retention_days: Mapped[int] = mapped_column(default=365)
    created_at: Mapped[dt.datetime] = mapped_column(Instant)

    @property
    def restricted(self) -> bool:
        """Whether its answers are for those only who may read sensitive ones."""
        return self.sensitive or self.sees == "coordinator"
