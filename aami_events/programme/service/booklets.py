"""Booklets: asked for by whoever wants one, made once by the consumer, kept while their version is in force."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ...foundation.database import db, transaction, transactional
from ...foundation.files import keep_made
from ...foundation.jobs import nudge
from ..models import Booklet

#: the name of the job
BOOKLET = "programme.booklet"


def ask_booklet(release_id: int, language: str, *, large: bool) -> int:
    """Have it made, if it is not being made already; its id. Two who ask at once ask for the same."""
    try:
        return _ask(release_id, language, large)
    except IntegrityError:
        return _ask(release_id, language, large)


@transactional
def _ask(release_id: int, language: str, large: bool) -> int:
    wanted = (Booklet.release_id == release_id, Booklet.language == language, Booklet.large.is_(large))
    row = db.session.scalar(select(Booklet).where(*wanted))
    if row is None:
        row = Booklet(release_id=release_id, language=language, large=large)
        db.session.add(row)
        db.session.flush()
    if row.file_id is None:
        nudge(BOOKLET, row.id)
    return row.id


def waiting_booklets() -> list[int]:
    """Those that are asked for and not made."""
    return list(db.session.scalars(select(Booklet.id).where(Booklet.file_id.is_(None)).order_by(Booklet.id)))


def keep_booklet(booklet_id: int, data: bytes, name: str) -> None:
    """It is made. One that was made meanwhile, or is asked for no longer, stays as it is."""
    with transaction():
        row = db.session.get(Booklet, booklet_id, with_for_update={"key_share": True}, populate_existing=True)
        if row is not None and row.file_id is None:
            row.file_id = keep_made(data, name, owner_id=None).id
