"""Facts about this installation itself, one row each: its identity, and whether it is the demo."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from .database import db


class Mark(db.Model):
    """A named fact that was written once."""

    __tablename__ = "marks"

    #: which fact
    key: Mapped[str] = mapped_column(primary_key=True)
    #: its value, as text
    value: Mapped[str]


def find_mark(key: str) -> str | None:
    """The value written under `key`, or None."""
    return db.session.scalar(select(Mark.value).where(Mark.key == key))


def set_mark(key: str, value: str) -> None:
    """Write a fact, inside the caller's transaction."""
    db.session.merge(Mark(key=key, value=value))


def drop_mark(key: str) -> None:
    """It is no longer so, inside the caller's transaction."""
    db.session.execute(delete(Mark).where(Mark.key == key))
