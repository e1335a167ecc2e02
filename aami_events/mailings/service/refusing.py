"""Who wants no promotion any more."""

from collections.abc import Collection

from sqlalchemy import delete, select

from ...foundation import clock
from ...foundation.database import db, transactional
from ..models import MailingRefusal


@transactional
def refuse(email: str) -> None:
    """No promotion goes to this address any more, whatever its owner agreed to before; asked twice is asked once."""
    address = email.lower()
    if db.session.scalar(select(MailingRefusal.id).where(MailingRefusal.email == address)) is None:
        db.session.add(MailingRefusal(email=address, at=clock.now()))


@transactional
def allow_again(email: str) -> None:
    """What its owner agreed to counts again."""
    db.session.execute(delete(MailingRefusal).where(MailingRefusal.email == email.lower()))


@transactional
def erase_refusals(ids: Collection[int]) -> int:
    """Forget these refusals, with their addresses; how many."""
    gone = delete(MailingRefusal).where(MailingRefusal.id.in_(ids))
    done: int = db.session.execute(gone).rowcount  # type: ignore[attr-defined]
    return done
